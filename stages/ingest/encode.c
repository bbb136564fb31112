// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * encode.c: one codec per depth and need.
 */
#include "encode.h"

#define JPEG_QUALITY 92 /* a second encoding: 85 lost accents at 150 dpi */
#define PNG_LEVEL 2 /* of zlib: a tenth larger than 6 on scans, four times as fast */

int encode_picture(PIX *pix, int dpi, enum keep keep, struct encoded *out)
{
	out->bytes = NULL;
	out->n = 0;
	pixSetResolution(pix, dpi, dpi);
	if (pixGetDepth(pix) == 1) {
		out->suffix = ".tif";
		return pixWriteMemTiff(&out->bytes, &out->n, pix, IFF_TIFF_G4) ? -1 : 0;
	}
	if (keep == KEEP_LOSSY) {
		out->suffix = ".jpg";
		return pixWriteMemJpeg(&out->bytes, &out->n, pix, JPEG_QUALITY, 0) ? -1 : 0;
	}
	out->suffix = ".png";
	pixSetZlibCompression(pix, PNG_LEVEL);
	return pixWriteMemPng(&out->bytes, &out->n, pix, 0) ? -1 : 0;
}
