// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * upright.h: by how much a page must be turned to be read.
 *
 * `b` is the working bitmap (working.h): two-level, 1 = black, `dpi` between 100 and 250.
 */
#ifndef INGEST_UPRIGHT_H
#define INGEST_UPRIGHT_H

#include <allheaders.h>
#include <stdbool.h>

struct upright; /* keeps the orientation reader warm; made on first need */

struct upright *upright_new(void);
void upright_free(struct upright *u);

/* Whether lines of writing run down the page rather than across it. */
bool upright_sideways(PIX *b);

/* Degrees clockwise (0, 90, 180, 270) to turn; *doubtful says that nothing was sure and 0 is given
 * for that reason. */
int upright_turn(struct upright *u, PIX *b, int dpi, bool *doubtful);

#endif
