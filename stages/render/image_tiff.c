// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * image_tiff.c: may the strip of a TIFF file go into the PDF as it is?
 *
 * Taken: two-level, Group 4 (T.6) without uncompressed mode, in one strip, upright (Orientation 1). The bits are put in
 * the PDF's order when FillOrder says they are not (as tiff2pdf does); a picture whose 0 is black gets /BlackIs1 true,
 * because CCITT's "black" is then what is to be shown white.
 * libtiff reads from memory by five callbacks.
 */
#include "image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>
#include "pages.h"

struct memory {
	const unsigned char *bytes;
	toff_t n, at;
};

static tmsize_t mem_read(thandle_t h, void *to, tmsize_t n)
{
	struct memory *m = h;
	toff_t left = m->at < m->n ? m->n - m->at : 0;
	toff_t take = (toff_t)n < left ? (toff_t)n : left;

	memcpy(to, m->bytes + (left ? m->at : 0), take);
	m->at += take;
	return (tmsize_t)take;
}

static tmsize_t mem_write(thandle_t h, void *from, tmsize_t n)
{
	(void)h;
	(void)from;
	(void)n;
	return 0;
}

static toff_t mem_seek(thandle_t h, toff_t offset, int whence)
{
	struct memory *m = h;
	toff_t base = whence == SEEK_CUR ? m->at : whence == SEEK_END ? m->n : 0;

	m->at = base + offset;
	return m->at;
}

static int mem_close(thandle_t h)
{
	(void)h;
	return 0;
}

static toff_t mem_size(thandle_t h)
{
	return ((struct memory *)h)->n;
}

static uint16_t tag16(TIFF *t, uint32_t tag)
{
	uint16_t v = 0;

	TIFFGetFieldDefaulted(t, tag, &v);
	return v;
}

/* Whether the first picture is one whose strip can be taken; fills the size. */
static bool suits(TIFF *t, uint32_t *w, uint32_t *h)
{
	uint32_t options = 0;

	TIFFGetField(t, TIFFTAG_GROUP4OPTIONS, &options);
	return TIFFGetField(t, TIFFTAG_IMAGEWIDTH, w) && TIFFGetField(t, TIFFTAG_IMAGELENGTH, h) && *w >= 1 &&
	       *h >= 1 && *w <= MN_SIDE_MAX && *h <= MN_SIDE_MAX && (long)*w * *h <= MN_PIXELS_MAX &&
	       tag16(t, TIFFTAG_COMPRESSION) == COMPRESSION_CCITTFAX4 && !(options & GROUP4OPT_UNCOMPRESSED) &&
	       tag16(t, TIFFTAG_BITSPERSAMPLE) == 1 && tag16(t, TIFFTAG_SAMPLESPERPIXEL) == 1 &&
	       tag16(t, TIFFTAG_PHOTOMETRIC) <= PHOTOMETRIC_MINISBLACK &&
	       tag16(t, TIFFTAG_ORIENTATION) == ORIENTATION_TOPLEFT && !TIFFIsTiled(t) && TIFFNumberOfStrips(t) == 1;
}

static int take(TIFF *t, size_t file_bytes, struct image *im)
{
	uint32_t w = 0, h = 0;

	if (!suits(t, &w, &h))
		return 0;
	uint64_t n = TIFFRawStripSize64(t, 0);
	if (n == 0 || n > file_bytes)
		return 0;
	unsigned char *strip = malloc(n);
	if (!strip || TIFFReadRawStrip(t, 0, strip, (tmsize_t)n) != (tmsize_t)n) {
		free(strip);
		return 0;
	}
	if (tag16(t, TIFFTAG_FILLORDER) == FILLORDER_LSB2MSB)
		TIFFReverseBits(strip, (tmsize_t)n);
	*im = (struct image){
		.bytes = strip, .n = n, .width = (int)w, .height = (int)h, .bits = 1, .filter = "CCITTFaxDecode"};
	snprintf(im->parms, sizeof im->parms, "<< /K -1 /Columns %u /Rows %u%s >>", w, h,
		tag16(t, TIFFTAG_PHOTOMETRIC) == PHOTOMETRIC_MINISBLACK ? " /BlackIs1 true" : "");
	strcpy(im->space, "/DeviceGray");
	return 1;
}

int image_pass_tiff(const unsigned char *file, size_t n, struct image *im)
{
	struct memory m = {file, n, 0};

	if (n < 8 || (memcmp(file, "II", 2) && memcmp(file, "MM", 2)))
		return 0;
	TIFFSetWarningHandler(NULL);
	TIFFSetErrorHandler(NULL);
	TIFF *t = TIFFClientOpen("memory", "rm", &m, mem_read, mem_write, mem_seek, mem_close, mem_size, NULL, NULL);
	if (!t)
		return 0;
	int taken = take(t, n, im);
	TIFFClose(t);
	return taken;
}
