// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * image.c: loading a page's image: passing it if possible, else decoding (Leptonica) and coding again.
 *
 * What is coded again goes through memory as a TIFF or a PNG file and then through the same passing functions as a file
 * that came so: one road to the PDF for each coding. JPEG at quality 90 only for what came with losses already.
 */
#include "image.h"

#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "file.h"
#include "i18n.h"
#include "pages.h"

#define JPEG_QUALITY 90

/* Codings that have lost something already. */
static bool lossy(int format)
{
	return format == IFF_JFIF_JPEG || format == IFF_JP2 || format == IFF_TIFF_JPEG;
}

/* A grey image with nothing but black and white is made two-level. */
static PIX *without_greys(PIX *pix)
{
	NUMA *h = pixGetGrayHistogram(pix, 1);
	l_float32 ends[2] = {0, 0}, all = 0;

	numaGetFValue(h, 0, &ends[0]);
	numaGetFValue(h, 255, &ends[1]);
	numaGetSum(h, &all);
	numaDestroy(&h);
	return ends[0] + ends[1] == all ? pixThresholdToBinary(pix, 128) : pixClone(pix);
}

/* Depth 1 without palette, 8 grey or 32 without alpha; takes pix over. */
static PIX *plain(PIX *pix)
{
	PIX *out;

	if (pixGetDepth(pix) == 32 && pixGetSpp(pix) == 4) {
		out = pixAlphaBlendUniform(pix, 0xffffff00);
		pixDestroy(&pix);
		pix = out;
	}
	if (pixGetColormap(pix)) {
		out = pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC);
		pixDestroy(&pix);
		pix = out;
	}
	if (pix && pixGetDepth(pix) != 1 && pixGetDepth(pix) != 32) {
		out = pixConvertTo8(pix, 0);
		pixDestroy(&pix);
		pix = out ? without_greys(out) : NULL;
		pixDestroy(&out);
	}
	return pix;
}

static int code(PIX *pix, bool loses, struct image *im)
{
	l_uint8 *bytes = NULL;
	size_t n = 0;
	int done = 0;

	if (pixGetDepth(pix) == 1) {
		if (pixWriteMemTiff(&bytes, &n, pix, IFF_TIFF_G4) == 0)
			done = image_pass_tiff(bytes, n, im);
	} else if (loses) {
		if (pixWriteMemJpeg(&bytes, &n, pix, JPEG_QUALITY, 0) == 0)
			done = image_pass_jpeg(bytes, n, im);
	} else if (pixWriteMemPng(&bytes, &n, pix, 0) == 0) {
		done = image_pass_png(bytes, n, im);
	}
	lept_free(bytes);
	im->passed = false;
	return done;
}

static int decode(const char *path, const unsigned char *file, size_t n, struct image *im, struct mn_err *err)
{
	l_int32 format = 0, w = 0, h = 0;

	setMsgSeverity(L_SEVERITY_NONE);
	if (pixReadHeaderMem(file, n, &format, &w, &h, NULL, NULL, NULL))
		return mn_fail(err, MN_INPUT, _("'%s' is not an image that can be read"), path);
	if (w < 1 || h < 1 || (long)w * h > MN_PIXELS_MAX)
		return mn_fail(err, MN_LIMIT, _("'%s' has %d x %d pixels, more than the %ld allowed"), path, w, h,
			MN_PIXELS_MAX);
	PIX *pix = pixReadMem(file, n);
	pix = pix ? plain(pix) : NULL;
	int done = pix ? code(pix, lossy(format), im) : 0;
	pixDestroy(&pix);
	return done ? 0 : mn_fail(err, MN_INPUT, _("the image '%s' is damaged"), path);
}

int image_load(const char *path, struct image *im, struct mn_err *err)
{
	size_t n = 0;
	int rc = 0;

	*im = (struct image){0};
	unsigned char *file = (unsigned char *)mn_read_file(path, (size_t)IMAGE_BYTES_MAX, &n, err);
	if (!file)
		return -1;
	if (image_pass_jpeg(file, n, im) || image_pass_png(file, n, im) || image_pass_tiff(file, n, im))
		im->passed = true;
	else
		rc = decode(path, file, n, im, err);
	free(file);
	return rc;
}

void image_release(struct image *im)
{
	free(im->bytes);
	*im = (struct image){0};
}
