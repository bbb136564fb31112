// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * received.h: one page as it came in, before anything is done to it.
 *
 * A page comes as bytes of a codec that a PDF can hold as they are (JPEG, JPEG 2000), or PNG, or
 * as decoded pixels, or both. Bytes are decoded only as far as needed: received_small for
 * measuring (half or quarter size), received_full when the picture must change.
 *
 * Pixels are Leptonica PIX of depth 1 (1 = black), 8 (grey) or 32 (RGB), without colour map.
 */
#ifndef INGEST_RECEIVED_H
#define INGEST_RECEIVED_H

#include <allheaders.h>
#include <stdbool.h>
#include <stddef.h>
#include "err.h"
#include "kind.h"

/* How a picture that had to change is kept. */
enum keep { KEEP_LOSSLESS, KEEP_LOSSY };

struct received {
	enum kind codec;            /* of bytes: KIND_JPEG, KIND_JP2, KIND_PNG; KIND_OTHER: pix only */
	const unsigned char *bytes; /* as stored; NULL when there are only pixels */
	size_t n;
	void *owned;                /* what to free() with the page: usually bytes */
	PIX *pix;                   /* NULL: not decoded */
	int width, height;          /* pixels as received */
	double xres, yres;          /* dots per inch; 0: not said */
	int turn;                   /* degrees clockwise the container asks for (EXIF, /Rotate, TIFF orientation) */
	enum keep keep;
	const char *origin;         /* pages.h */
	char *from;                 /* malloced */
};

#define RECEIVED_INIT {.codec = KIND_OTHER, .keep = KEEP_LOSSLESS}

void received_release(struct received *r);

/* LIMIT when the size is past the ceilings of pages.h, INPUT when it is not positive. */
int received_size_ok(double width, double height, const char *name, struct mn_err *err);

/* A picture reduced by `reduction` (1, 2, 4) or less, depth 1, 8 or 32; *got says by how much.
 * NULL: INPUT. `name` names the page in messages. The caller destroys it. */
PIX *received_small(const struct received *r, int reduction, int *got, const char *name, struct mn_err *err);

/* All pixels; the caller destroys it. */
PIX *received_full(const struct received *r, const char *name, struct mn_err *err);

#endif
