// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * image.h: the image of a page as bytes that a PDF can hold, kept as stored wherever PDF/A-1 allows it.
 *
 *	stored as                                    in the PDF
 *	JPEG, 8 bits, grey, YCbCr or RGB             DCTDecode, bytes untouched
 *	TIFF, Group 4, one strip                     CCITTFaxDecode, bytes untouched
 *	PNG, up to 8 bits, no transparency           FlateDecode with PNG predictor, compressed bytes untouched
 *	two-level in another coding                  CCITTFaxDecode, Group 4: same pixels
 *	grey or colour without loss (TIFF, PNG)      FlateDecode with PNG predictor: same pixels
 *	JPEG 2000, CMYK JPEG, JPEG in TIFF           DCTDecode, quality 90
 */
#ifndef RENDER_IMAGE_H
#define RENDER_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include "err.h"

/* A file of an image may not be larger than an uncompressed one of MN_PIXELS_MAX in colour. */
#define IMAGE_BYTES_MAX (640L << 20)
/* "[/Indexed /DeviceRGB 255 <…>]" with 256 colours. */
#define IMAGE_SPACE_MAX 1700

struct image {
	unsigned char *bytes; /* coded, malloced */
	size_t n;
	int width, height;           /* pixels */
	int bits;                    /* a component */
	const char *filter;          /* static: "DCTDecode"… */
	char parms[160];             /* DecodeParms, "" when there are none */
	char space[IMAGE_SPACE_MAX]; /* ColorSpace: "/DeviceGray", "/DeviceRGB", an indexed one */
	bool passed;                 /* the coded bytes are those of the file */
};

/* Reads and, if it must, codes the image at `path` again. INPUT: not an image or a damaged one; LIMIT: too large. */
int image_load(const char *path, struct image *im, struct mn_err *err);
void image_release(struct image *im);

/* Takes over coded bytes. These look only at what they take: 1 taken (im is filled; JPEG and PNG copies are fresh), 0
 * not a file that may be passed as it is. Nothing is changed then. */
int image_pass_jpeg(const unsigned char *file, size_t n, struct image *im);
int image_pass_png(const unsigned char *file, size_t n, struct image *im);
int image_pass_tiff(const unsigned char *file, size_t n, struct image *im);

#endif
