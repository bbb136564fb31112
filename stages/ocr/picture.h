// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * picture.h: the page image from disk, and the picture that is read.
 *
 * The page image is the copy of record and is not changed. The reading picture is made from it:
 * grey, of a usual resolution.
 */
#ifndef OCR_PICTURE_H
#define OCR_PICTURE_H

#include <leptonica/allheaders.h>
#include <stdbool.h>
#include "alto.h"
#include "pages.h"

struct ocr_picture {
	PIX *pix;       /* 1 bit, or 8 bits grey without colour map; owned */
	int dpi;        /* of pix */
	double scale;   /* pixels of pix per pixel of the page image */
	bool grey;      /* whether the page image held more than two levels */
};

/* Reads the page's image. Size is looked at before decoding: LIMIT past MN_PIXELS_MAX; INPUT when
 * it cannot be decoded or is not as large as pages.json says. */
PIX *ocr_image_read(const char *path, const struct mn_page *page, struct mn_err *err);

/* Makes the reading picture: colour becomes max(R, G, B), coarse pages are enlarged, very fine ones
 * reduced. */
void ocr_picture_make(struct ocr_picture *p, PIX *image, int dpi);
void ocr_picture_free(struct ocr_picture *p);

/* Coordinates of the reading picture become those of the page image, held within it. */
void ocr_picture_back(const struct ocr_picture *p, struct mn_alto *a);

#endif
