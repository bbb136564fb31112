// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tiff.c: directories of a TIFF one after the other: header, completeness, then the pixels.
 *
 * libtiff returns what it can of a cut or garbled file. Here every strip must lie inside the file,
 * and lines that the fax decoder could not read are counted through the handle's own error
 * handlers (libtiff 4.5): a fax may have a few (the line was bad, not the file), a file has none.
 * Two-level pages stay two-level; JPEG of one strip is kept as the JPEG it is (tiff_jpeg.c); the
 * rest goes through libtiff's RGBA reader.
 */
#include "tiff.h"

#include <stdlib.h>
#include <string.h>
#include <tiffio.h>
#include "i18n.h"
#include "tiff_jpeg.h"
#include "tiff_open.h"

#define BAD_LINES_G3 20  /* one line in 20 of a fax may be bad */
#define BAD_LINES_G4 500 /* in G4 one bad line spoils those below it */

static int damaged(const char *name, int page, struct mn_err *err)
{
	return mn_fail(err, MN_INPUT, _("page %d of the TIFF '%s' is damaged or cut short; scan or send it again"),
		page, name);
}

static bool is_page(TIFF *t)
{
	uint32_t type = 0;

	TIFFGetFieldDefaulted(t, TIFFTAG_SUBFILETYPE, &type);
	return !(type & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK));
}

int tiff_count(const char *path, int max)
{
	struct tiff_faults faults = {0};
	TIFF *t = tiff_open(path, &faults);
	int n = 0;

	if (!t)
		return 0;
	do
		n += is_page(t);
	while (n < max && TIFFReadDirectory(t));
	TIFFClose(t);
	return n;
}

/* Every strip or tile inside the file? */
static bool complete(TIFF *t, uint64_t file_size)
{
	uint64_t *at = NULL, *len = NULL;
	bool tiled = TIFFIsTiled(t);
	uint32_t n = tiled ? TIFFNumberOfTiles(t) : TIFFNumberOfStrips(t);

	if (!TIFFGetField(t, tiled ? TIFFTAG_TILEOFFSETS : TIFFTAG_STRIPOFFSETS, &at) ||
		!TIFFGetField(t, tiled ? TIFFTAG_TILEBYTECOUNTS : TIFFTAG_STRIPBYTECOUNTS, &len) || !at || !len)
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (!len[i] || at[i] > file_size || len[i] > file_size - at[i])
			return false;
	return n > 0;
}

/* Strips of one bit a pixel straight into a PIX. */
static PIX *read_bilevel(TIFF *t, uint32_t w, uint32_t h)
{
	uint16_t photometric = PHOTOMETRIC_MINISWHITE;
	uint32_t rows = h;
	PIX *pix = pixCreate((l_int32)w, (l_int32)h, 1);

	TIFFGetField(t, TIFFTAG_PHOTOMETRIC, &photometric);
	TIFFGetFieldDefaulted(t, TIFFTAG_ROWSPERSTRIP, &rows);
	rows = rows && rows < h ? rows : h;
	tmsize_t line = TIFFScanlineSize(t);
	if (!pix || line <= 0 || line > 4 * (tmsize_t)pixGetWpl(pix)) {
		pixDestroy(&pix);
		return NULL;
	}
	unsigned char *strip = mn_calloc(rows, (unsigned long)line);
	unsigned char *out = (unsigned char *)pixGetData(pix);
	size_t pitch = 4 * (size_t)pixGetWpl(pix);
	for (uint32_t y = 0; y < h; y += rows) {
		uint32_t have = h - y < rows ? h - y : rows;
		if (TIFFReadEncodedStrip(t, y / rows, strip, (tmsize_t)have * line) < 0) {
			pixDestroy(&pix);
			break;
		}
		for (uint32_t i = 0; i < have; i++)
			memcpy(out + (y + i) * pitch, strip + i * (size_t)line, (size_t)line);
	}
	free(strip);
	if (pix) {
		pixEndianByteSwap(pix);
		pixSetPadBits(pix, 0);
		if (photometric == PHOTOMETRIC_MINISBLACK)
			pixInvert(pix, pix);
	}
	return pix;
}

static PIX *read_rgba(TIFF *t, uint32_t w, uint32_t h)
{
	char why[1024];
	PIX *pix = TIFFRGBAImageOK(t, why) ? pixCreate((l_int32)w, (l_int32)h, 32) : NULL;

	if (!pix)
		return NULL;
	l_uint32 *words = pixGetData(pix);
	/* The orientation tag is honoured later, for all pages alike: ask for the rows as they are stored. */
	uint16_t orientation = ORIENTATION_TOPLEFT;
	TIFFGetFieldDefaulted(t, TIFFTAG_ORIENTATION, &orientation);
	if (!TIFFReadRGBAImageOriented(t, w, h, words, orientation, 1)) {
		pixDestroy(&pix);
		return NULL;
	}
	for (size_t i = 0; i < (size_t)w * h; i++)
		words[i] = __builtin_bswap32(words[i]);
	return pix;
}

static PIX *read_pixels(TIFF *t, uint32_t w, uint32_t h)
{
	uint16_t bits = 1, samples = 1, photometric = 0;

	TIFFGetFieldDefaulted(t, TIFFTAG_BITSPERSAMPLE, &bits);
	TIFFGetFieldDefaulted(t, TIFFTAG_SAMPLESPERPIXEL, &samples);
	TIFFGetField(t, TIFFTAG_PHOTOMETRIC, &photometric);
	bool two = bits == 1 && samples == 1 && photometric <= PHOTOMETRIC_MINISBLACK;
	if (two && !TIFFIsTiled(t))
		return read_bilevel(t, w, h);
	PIX *pix = read_rgba(t, w, h), *grey = NULL;
	if (pix && samples <= 2 && photometric <= PHOTOMETRIC_MINISBLACK) {
		grey = two ? pixConvertTo1(pix, 128) : pixConvertRGBToGray(pix, 0, 1, 0);
		pixDestroy(&pix);
		pix = grey;
	}
	return pix;
}

/* Bad lines beyond what a fax may have. */
static bool spoiled(TIFF *t, uint32_t h, unsigned bad)
{
	uint16_t scheme = COMPRESSION_NONE;

	TIFFGetFieldDefaulted(t, TIFFTAG_COMPRESSION, &scheme);
	if (scheme == COMPRESSION_CCITTFAX3 || scheme == COMPRESSION_CCITTRLE || scheme == COMPRESSION_CCITTRLEW)
		return bad > h / BAD_LINES_G3;
	return scheme == COMPRESSION_CCITTFAX4 && bad > h / BAD_LINES_G4;
}

static bool is_jpeg(TIFF *t)
{
	uint16_t scheme = COMPRESSION_NONE;

	TIFFGetFieldDefaulted(t, TIFFTAG_COMPRESSION, &scheme);
	return scheme == COMPRESSION_JPEG || scheme == COMPRESSION_OJPEG;
}

static void read_resolution(TIFF *t, struct received *in)
{
	float x = 0, y = 0;
	uint16_t unit = RESUNIT_INCH;

	TIFFGetField(t, TIFFTAG_XRESOLUTION, &x);
	TIFFGetField(t, TIFFTAG_YRESOLUTION, &y);
	TIFFGetFieldDefaulted(t, TIFFTAG_RESOLUTIONUNIT, &unit);
	if (unit == RESUNIT_NONE || !(x > 0) || !(y > 0))
		return;
	in->xres = x * (unit == RESUNIT_CENTIMETER ? 2.54 : 1);
	in->yres = y * (unit == RESUNIT_CENTIMETER ? 2.54 : 1);
}

/* Turns of the orientation tag; mirrored pages are mirrored back in the pixels. */
static void orient(TIFF *t, struct received *in)
{
	static const short turns[] = {0, 0, 0, 180, 180, 90, 90, 270, 270};
	uint16_t o = ORIENTATION_TOPLEFT;

	TIFFGetFieldDefaulted(t, TIFFTAG_ORIENTATION, &o);
	if (o < 1 || o > 8)
		return;
	in->turn = turns[o];
	if (in->pix && (o == 2 || o == 4 || o == 5 || o == 7))
		pixFlipLR(in->pix, in->pix);
}

static int take_page(
	struct intake *k, TIFF *t, struct tiff_faults *faults, uint64_t size, int number, struct mn_err *err)
{
	struct received in = RECEIVED_INIT;
	uint32_t w = 0, h = 0;
	int r = -1;

	in.origin = "tiff";
	if (!TIFFGetField(t, TIFFTAG_IMAGEWIDTH, &w) || !TIFFGetField(t, TIFFTAG_IMAGELENGTH, &h) || !complete(t, size))
		return damaged(k->source, number, err);
	if (received_size_ok(w, h, k->source, err) < 0)
		return -1;
	in.width = (int)w;
	in.height = (int)h;
	read_resolution(t, &in);
	faults->bad_lines = 0;
	in.keep = is_jpeg(t) ? KEEP_LOSSY : KEEP_LOSSLESS;
	if (tiff_jpeg(t, &in) < 0 && !(in.pix = read_pixels(t, w, h))) {
		damaged(k->source, number, err);
		goto out;
	}
	if (spoiled(t, h, faults->bad_lines)) {
		damaged(k->source, number, err);
		goto out;
	}
	orient(t, &in);
	r = intake_page(k, &in, number, err);
out:
	received_release(&in);
	return r;
}

int tiff_take(struct intake *k, const char *path, struct mn_err *err)
{
	struct tiff_faults faults = {0};
	uint64_t size = tiff_file_size(path);
	int number = 0, r = 0;

	if (tiff_count(path, MN_PAGES_MAX + 1) > MN_PAGES_MAX)
		return mn_fail(
			err, MN_LIMIT, _("'%s' has more than %d pages; send it in parts"), k->source, MN_PAGES_MAX);
	TIFF *t = tiff_open(path, &faults);
	if (!t)
		return mn_fail(err, MN_INPUT, _("the TIFF '%s' is damaged or cut short; scan or send it again"),
			k->source);
	do {
		if (is_page(t))
			r = take_page(k, t, &faults, size, ++number, err);
		faults.errors = 0;
	} while (!r && TIFFReadDirectory(t));
	/* A chain of directories that ends in the middle of the file ends in an error. */
	if (!r && (faults.errors || !number))
		r = damaged(k->source, number + 1, err);
	TIFFClose(t);
	return r;
}

/* A file around the data: one strip. */
static bool wrap(struct tiff_memory *m, const unsigned char *bytes, size_t n, const struct ccitt *how)
{
	struct tiff_faults faults = {0};
	TIFF *t = tiff_memory_open(m, "w", &faults);

	if (!t)
		return false;
	TIFFSetField(t, TIFFTAG_IMAGEWIDTH, (uint32_t)how->width);
	TIFFSetField(t, TIFFTAG_IMAGELENGTH, (uint32_t)how->height);
	TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, 1);
	TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, 1);
	TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, (uint32_t)how->height);
	TIFFSetField(t, TIFFTAG_PHOTOMETRIC, how->black_is_1 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_MINISWHITE);
	TIFFSetField(t, TIFFTAG_COMPRESSION, how->k < 0 ? COMPRESSION_CCITTFAX4 : COMPRESSION_CCITTFAX3);
	if (how->k > 0)
		TIFFSetField(t, TIFFTAG_GROUP3OPTIONS, GROUP3OPT_2DENCODING);
	bool ok = TIFFWriteRawStrip(t, 0, (void *)(size_t)bytes, (tmsize_t)n) >= 0 && TIFFWriteDirectory(t);
	TIFFClose(t);
	return ok;
}

PIX *tiff_ccitt(const unsigned char *bytes, size_t n, const struct ccitt *how, const char *name, struct mn_err *err)
{
	struct tiff_faults faults = {0};
	struct tiff_memory m = {0};
	TIFF *t = wrap(&m, bytes, n, how) ? tiff_memory_open(&m, "r", &faults) : NULL;
	PIX *pix = t ? read_bilevel(t, (uint32_t)how->width, (uint32_t)how->height) : NULL;

	if (pix && spoiled(t, (uint32_t)how->height, faults.bad_lines))
		pixDestroy(&pix);
	if (t)
		TIFFClose(t);
	free(m.bytes);
	if (!pix)
		mn_fail(err, MN_INPUT, _("a fax-coded picture of '%s' is damaged; scan or send it again"), name);
	return pix;
}
