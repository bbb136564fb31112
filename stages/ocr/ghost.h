// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * ghost.h: words read where nothing is printed.
 */
#ifndef OCR_GHOST_H
#define OCR_GHOST_H

#include <leptonica/allheaders.h>
#include "alto.h"

/* Takes away words of one sign, read with some doubt, in whose box there is no ink. `ink` is the
 * picture that the coordinates belong to, in two levels and without rules. Returns how many. */
int ocr_ghosts(struct mn_alto *a, PIX *ink);

#endif
