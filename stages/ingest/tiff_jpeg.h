// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tiff_jpeg.h: the JPEG inside a TIFF (technical note 2 to TIFF 6.0) made a JPEG file of its own,
 * without decoding.
 */
#ifndef INGEST_TIFF_JPEG_H
#define INGEST_TIFF_JPEG_H

#include <tiffio.h>
#include "received.h"

/* When the directory is one strip (or tile) of JPEG, fills in->bytes, codec, keep; 0. Otherwise
 * -1, nothing changed. */
int tiff_jpeg(TIFF *t, struct received *in);

#endif
