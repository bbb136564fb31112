// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * bold.h: which words are printed bold. The LSTM reader does not say; their strokes do.
 */
#ifndef OCR_BOLD_H
#define OCR_BOLD_H

#include <leptonica/allheaders.h>
#include "alto.h"

/* Adds MN_BOLD to the words whose strokes are thicker than the page's usual ones. `ink` is the
 * picture that the coordinates belong to, in two levels and without rules. Pages with few words are
 * left alone. */
void ocr_bold(struct mn_alto *a, PIX *ink);

#endif
