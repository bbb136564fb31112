// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tiff_jpeg.c: tables (SOI … EOI) + strip (SOI … EOI) -> one stream, with a marker that says which
 * colours it holds: TIFF says it in the directory, a JPEG file by JFIF (YCbCr, grey) or by Adobe's
 * APP14 (transform 0: RGB).
 */
#include "tiff_jpeg.h"

#include <string.h>
#include "buf.h"
#include "jpeg.h"

#define STRIP_MAX ((uint64_t)256 << 20)

static const unsigned char adobe_rgb[] = {0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};

static void put_jfif(struct mn_buf *b, double xres, double yres)
{
	unsigned x = xres > 0 && xres < 65535 ? (unsigned)(xres + 0.5) : 1,
		 y = yres > 0 && yres < 65535 ? (unsigned)(yres + 0.5) : 1;
	unsigned char jfif[] = {0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, xres > 0, (unsigned char)(x >> 8),
		(unsigned char)x, (unsigned char)(y >> 8), (unsigned char)y, 0, 0};

	mn_buf_put(b, jfif, sizeof jfif);
}

static bool one_strip(TIFF *t)
{
	uint16_t scheme = 0, planar = PLANARCONFIG_CONTIG, samples = 1, bits = 1;

	TIFFGetField(t, TIFFTAG_COMPRESSION, &scheme);
	TIFFGetFieldDefaulted(t, TIFFTAG_PLANARCONFIG, &planar);
	TIFFGetFieldDefaulted(t, TIFFTAG_SAMPLESPERPIXEL, &samples);
	TIFFGetFieldDefaulted(t, TIFFTAG_BITSPERSAMPLE, &bits);
	return scheme == COMPRESSION_JPEG && bits == 8 && (samples == 1 || samples == 3) && !TIFFIsTiled(t) &&
		planar == PLANARCONFIG_CONTIG && TIFFNumberOfStrips(t) == 1;
}

int tiff_jpeg(TIFF *t, struct received *in)
{
	uint16_t photometric = 0, orientation = ORIENTATION_TOPLEFT;
	uint64_t *lengths = NULL;
	uint32_t ntables = 0;
	unsigned char *tables = NULL;
	struct mn_buf b = MN_BUF_INIT;
	struct mn_err ignored = MN_ERR_INIT;
	struct jpeg_info info;

	TIFFGetField(t, TIFFTAG_PHOTOMETRIC, &photometric);
	TIFFGetFieldDefaulted(t, TIFFTAG_ORIENTATION, &orientation);
	bool mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
	if (!one_strip(t) || mirrored || !TIFFGetField(t, TIFFTAG_STRIPBYTECOUNTS, &lengths) || lengths[0] < 4 ||
		lengths[0] > STRIP_MAX)
		return -1;
	TIFFGetField(t, TIFFTAG_JPEGTABLES, &ntables, &tables);
	unsigned char *strip = mn_alloc(lengths[0]);
	tmsize_t n = TIFFReadRawStrip(t, 0, strip, (tmsize_t)lengths[0]);
	if (n < 4 || strip[0] != 0xff || strip[1] != 0xd8) {
		free(strip);
		return -1;
	}
	mn_buf_put(&b, strip, 2);
	if (photometric == PHOTOMETRIC_RGB)
		mn_buf_put(&b, adobe_rgb, sizeof adobe_rgb);
	else
		put_jfif(&b, in->xres, in->yres);
	if (tables && ntables > 4)
		mn_buf_put(&b, tables + 2, ntables - 4);
	mn_buf_put(&b, strip + 2, (size_t)n - 2);
	free(strip);
	if (jpeg_info((unsigned char *)b.s, b.len, &info, "strip", &ignored) < 0 || info.width != in->width ||
		info.height != in->height) {
		mn_buf_free(&b);
		return -1;
	}
	in->n = b.len;
	in->owned = mn_buf_take(&b);
	in->bytes = in->owned;
	in->codec = KIND_JPEG;
	in->keep = KEEP_LOSSY;
	return 0;
}
