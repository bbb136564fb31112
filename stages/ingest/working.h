// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * working.h: the small two-level picture on which a page is measured (never read, never kept).
 */
#ifndef INGEST_WORKING_H
#define INGEST_WORKING_H

#include <allheaders.h>

/* By how much to reduce a page of that resolution to come near 150 dpi: 1, 2 or 4. */
int working_reduction(int dpi);

/* Two-level picture of `pix` (depth 1, 8 or 32), reduced by `reduction` (1, 2 or 4). NULL when
 * memory is out. */
PIX *working_bitmap(PIX *pix, int reduction);

#endif
