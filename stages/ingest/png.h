// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * png.h: PNG (ISO/IEC 15948), decoded by libpng through Leptonica.
 */
#ifndef INGEST_PNG_H
#define INGEST_PNG_H

#include <allheaders.h>
#include <stdbool.h>
#include <stddef.h>
#include "err.h"

struct png_info {
	int width, height;
	int bits;          /* of a sample */
	bool plain;        /* grey or colour of 8 bits, no palette, no transparency: may be kept as it is */
	double xres, yres; /* dots per inch; 0: not said */
};

/* Walks the chunks and checks their CRC. INPUT when one is wrong or IEND is missing. */
int png_info(const unsigned char *bytes, size_t n, struct png_info *info, const char *name, struct mn_err *err);

/* Pixels, 1, 8 or 32 deep; transparency is laid on white. NULL: INPUT. */
PIX *png_decode(const unsigned char *bytes, size_t n, const char *name, struct mn_err *err);

/* Takes colour map and transparency away and makes the depth 1, 8 or 32; consumes pix. NULL when
 * it cannot. */
PIX *pix_plain(PIX *pix);

#endif
