// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * matter.h: the matter of an act in the ACTES nomenclature (level 2), proposed from the words of its title and text.
 *
 * data/matters.tsv: CODE, NAME, WEIGHT, WORDS separated by tabs; words are folded, all must occur (in this order, near
 * each other).
 */
#ifndef SEGMENT_MATTER_H
#define SEGMENT_MATTER_H

#include "err.h"

struct matters;

struct matters *matters_read(const char *path, struct mn_err *err);
void matters_free(struct matters *m);
/* The likeliest code and name ("finances locales/subventions"); strings of m. Words of the title count three times
 * those of the text. Without any sign: 9.1. */
void matter_of(const struct matters *m, const char *title, const char *text, const char **code, const char **name);

#endif
