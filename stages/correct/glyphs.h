// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * glyphs.h: signs that the OCR takes for others.
 *
 * A table of rewrites "read -> printed" on small letters, for words that the lexicon does not have: one rewrite at one
 * place, and the result must be a word. Letters of the same base (é for è) are channel.h's affair, not this table's.
 */
#ifndef CORRECT_GLYPHS_H
#define CORRECT_GLYPHS_H

#include <stdbool.h>
#include "letters.h"

/* Calls `found` with each word that one rewrite of `w` gives and that has only letters. */
void glyphs_rewrite(const struct word *w, void (*found)(const struct word *w, void *arg), void *arg);

/* Whether a sign that is no letter may stand inside or before a word in place of one (| ( ! € 0 1 6). */
bool glyph_odd(uint32_t c);

#endif
