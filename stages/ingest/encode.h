// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * encode.h: pixels to a file of the dossier.
 */
#ifndef INGEST_ENCODE_H
#define INGEST_ENCODE_H

#include <allheaders.h>
#include <stddef.h>
#include "received.h"

struct encoded {
	l_uint8 *bytes; /* lept_free */
	size_t n;
	const char *suffix; /* ".tif", ".png", ".jpg"; static */
};

/* Two-level: TIFF G4. Grey and colour: PNG when lossless, JPEG when lossy. Sets the resolution. 0,
 * or -1 when memory is out or the library failed. */
int encode_picture(PIX *pix, int dpi, enum keep keep, struct encoded *out);

#endif
