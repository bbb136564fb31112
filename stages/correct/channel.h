// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * channel.h: how often the OCR reads one letter for another, in this document.
 *
 * The channel is a table of p(read | printed) for pairs of letters with the same base (a read for à, é for è, ce for œ…);
 * a pair costs -log p nats. It starts from values measured on several documents and is then estimated from the
 * document itself: for each pair, n changes that were applied against the letters that came through (channel_fit).
 * Classes are never pooled: a document may lose every à and no û.
 */
#ifndef CORRECT_CHANNEL_H
#define CORRECT_CHANNEL_H

#include <stddef.h>
#include <stdint.h>
#include "letters.h"

#define PAIRS_MAX 6 /* of one candidate */

/* One letter read (from) for another (to); indices of letters.h. */
struct pair {
	uint8_t from, to;
};

struct pairs {
	struct pair p[PAIRS_MAX];
	size_t n;
};

struct channel {
	float cost[LETTER_KINDS][LETTER_KINDS]; /* nats, [from][to] */
};

/* What was counted in one pass over a document. */
struct channel_counts {
	uint32_t changed[LETTER_KINDS][LETTER_KINDS];
	uint32_t kept[LETTER_KINDS]; /* printed letter that was read rightly */
};

/* The values to start from. */
void channel_start(struct channel *ch);
double channel_cost(const struct channel *ch, const struct pairs *pairs);
/* p of the dearest pair of the list; 1 when it is empty. */
double channel_rate(const struct channel *ch, const struct pairs *pairs);

/* How often a circumflex other than î is lost. */
double channel_circumflex(const struct channel *ch);

/* Counts the letters of a text (UTF-8) that stand in the output, then the pairs that were changed in it. */
void channel_count(struct channel_counts *c, const char *text, const struct pairs *pairs);
/* Estimates anew from the counts: p = (n + 2 p0) / (n + kept + 2), at most 0.97. */
void channel_fit(struct channel *ch, const struct channel_counts *c);

#endif
