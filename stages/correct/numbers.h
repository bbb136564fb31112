// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * numbers.h: numbers of list items that the OCR lost.
 *
 * Numbers that hang left of a list are often read as a column of their own or not at all. Where a block has a line "k." and
 * further down a line "m.", and between them exactly m - k - 1 lines that begin with a capital, these must be the items in
 * between. Too little evidence to change anything: a suggestion.
 */
#ifndef CORRECT_NUMBERS_H
#define CORRECT_NUMBERS_H

#include "document.h"

/* For each item of d the number that stood before it, 0 for none; caller frees. */
unsigned *numbers_find(const struct document *d);

#endif
