// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * viterbi.h: the best reading of a row of columns, and how sure each word of it is.
 *
 * The score of a reading is the sum over its words of log P(token | token before) minus the candidate's cost. Columns
 * are few candidates wide, so the search is exact: a pass forward and one backward (max-product) give for every
 * candidate the score of the best reading through it. The margin of a change is the best reading's score minus that of
 * the best reading that keeps the word as read.
 */
#ifndef CORRECT_VITERBI_H
#define CORRECT_VITERBI_H

#include "lattice.h"

struct verdict {
	size_t best;      /* candidate of the best reading */
	double margin;    /* nats over the word as read; 0 when that is the best */
	double ambiguity; /* nats over the best candidate with a third text */
	size_t safe;      /* best candidate among the kinds RULE and APOSTROPHE (and as read) */
	double safe_margin;
};

/* One verdict a column. */
void viterbi(const struct column *c, size_t n, const struct vocabulary *v, const struct channel *ch,
	struct verdict *out);

#endif
