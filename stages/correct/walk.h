// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * walk.h: the forms of the lexicon that a word may stand for.
 *
 * The automaton is walked letter by letter; each letter read may stand for any letter with the same base (e: e é è ê ë,
 * "oe" and "ce": œ), and in `edits` places for another letter, for none, or for one that was lost. That is the key
 * index and the edit-distance search in one, without a second table.
 */
#ifndef CORRECT_WALK_H
#define CORRECT_WALK_H

#include "channel.h"
#include "letters.h"
#include "model.h"

#define VARIANTS_MAX 48

struct variant {
	uint32_t c[WORD_MAX];
	size_t n;
	struct pairs pairs; /* letters read for others */
	unsigned edits;     /* other differences */
	unsigned forms;     /* enum form bits */
};

/* The forms for the n small letters at c, as at most VARIANTS_MAX variants, without doubles (the one with the fewest
 * edits is kept), the word itself included if it is a form. `edits` is 0 or 1. Returns their number. */
size_t walk(const struct model *m, const uint32_t *c, size_t n, unsigned edits, struct variant *out);

#endif
