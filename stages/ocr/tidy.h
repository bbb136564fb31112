// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tidy.h: what is done to every page that was read, whatever engine read it.
 */
#ifndef OCR_TIDY_H
#define OCR_TIDY_H

#include "alto.h"

/* Text becomes NFC; words without text, junk lines and empty blocks go; hyphens at line ends become
 * line.hyphen; boxes are fitted. */
void ocr_tidy(struct mn_alto *a);

/* Number of words, and their mean confidence weighted by length (-1 when no word has one). */
size_t ocr_words(const struct mn_alto *a, double *confidence);

#endif
