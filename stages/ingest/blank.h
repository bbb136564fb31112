// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * blank.h: is anything written on a page?
 */
#ifndef INGEST_BLANK_H
#define INGEST_BLANK_H

#include <allheaders.h>

enum blank { BLANK_YES, BLANK_SPARSE, BLANK_NO };

/* `b`: working bitmap of working.h; dpi: its resolution. BLANK_SPARSE: so little that it may be
 * dirt; it counts as written. */
enum blank blank_of(PIX *b, int dpi);

/* Components of the size of letters, away from the edges. */
int blank_letters(PIX *b, int dpi);

#endif
