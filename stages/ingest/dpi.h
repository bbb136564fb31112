// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * dpi.h: the resolution of a page, when the file says it and when it does not.
 */
#ifndef INGEST_DPI_H
#define INGEST_DPI_H

#include <stdbool.h>

/* Dots per inch of a page of w x h pixels whose file says `said` (0: nothing). *guessed: taken
 * from the size of A4, because nothing or something impossible was said. */
int dpi_of(int w, int h, double said, bool *guessed);

#endif
