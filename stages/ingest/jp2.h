// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * jp2.h: JPEG 2000 in its JP2 file format (ITU-T T.800 annex I), decoded by OpenJPEG through
 * Leptonica.
 */
#ifndef INGEST_JP2_H
#define INGEST_JP2_H

#include <allheaders.h>
#include <stddef.h>
#include "err.h"

struct jp2_info {
	int width, height, components, bits;
	double xres, yres; /* dots per inch; 0: not said */
};

/* Walks the boxes. INPUT when one is cut, when there is no code stream or it lacks its end marker
 * (EOC). */
int jp2_info(const unsigned char *bytes, size_t n, struct jp2_info *info, const char *name, struct mn_err *err);

/* Pixels, 8 or 32 deep, reduced by 1, 2 or 4 (wavelet levels left out). NULL: INPUT. */
PIX *jp2_decode(const unsigned char *bytes, size_t n, int reduction, const char *name, struct mn_err *err);

#endif
