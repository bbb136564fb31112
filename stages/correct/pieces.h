// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pieces.h: what one run of letters inside a token may have been.
 *
 * A token is cut into pieces (letter runs, with the signs that may be letters) and what stands between them (hyphens,
 * apostrophes, brackets). Each piece has options: itself, its forms with other marks, and, when it is no word, glyph
 * rewrites, splits, names of the document, one edit. An option has the text to print and the text to look up ("heard"):
 * "Etat" is printed without its accent and heard as état.
 */
#ifndef CORRECT_PIECES_H
#define CORRECT_PIECES_H

#include "lattice.h"

#define OPTIONS_MAX 24

struct option {
	char text[TEXT_MAX], heard[TEXT_MAX];
	double cost; /* nats, without the pairs */
	enum kind kind;
	struct pairs pairs;
};

struct options {
	struct option o[OPTIONS_MAX];
	size_t n;
};

/* How a piece stands in its token. */
struct place {
	bool alone;    /* the token has no other letters or digits */
	bool compound; /* a hyphen is before or after it */
	bool listed;   /* one letter with a bracket or full stop: a) */
};

/* Fills out; the first option is the piece as it is. */
void piece_options(const struct word *piece, const struct place *at, const struct context *cx, struct options *out);

#endif
