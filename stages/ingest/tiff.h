// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tiff.h: TIFF 6.0 files of one or many pages, read by libtiff.
 */
#ifndef INGEST_TIFF_H
#define INGEST_TIFF_H

#include <stddef.h>
#include "err.h"
#include "intake.h"

/* Pages of a file (thumbnails and masks not counted), at most `max`; 0 when it cannot be read. */
int tiff_count(const char *path, int max);

/* Hands every page over. INPUT: damaged or cut; LIMIT: too large. */
int tiff_take(struct intake *k, const char *path, struct mn_err *err);

/* One bilevel picture of CCITT data without a file around it (PDF): width and height in pixels,
 * the scheme's K as in ISO 32000 (negative: G4, 0: G3 of one dimension, positive: G3 of two),
 * black_is_1 as there. 1 bpp with 1 = black. NULL: INPUT. */
struct ccitt {
	int width, height, k;
	bool black_is_1;
};
PIX *tiff_ccitt(const unsigned char *bytes, size_t n, const struct ccitt *how, const char *name, struct mn_err *err);

#endif
