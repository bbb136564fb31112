// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * lattice.h: what each word of the page may have been.
 *
 * A document is a row of columns, one a word (a word cut at a line end is one column). A column has candidates; the
 * first is the word as read. A candidate has a text, a cost in nats (fixed, plus its letter pairs at the channel's
 * price), the kind of change, and its tokens. The lattice is built once; only prices change between passes.
 */
#ifndef CORRECT_LATTICE_H
#define CORRECT_LATTICE_H

#include <stdbool.h>
#include "channel.h"
#include "tokens.h"

#define CANDIDATES_MAX 24

/* How a candidate came about, from the surest to the boldest; a candidate made in two ways has the bolder. */
enum kind {
	KIND_SAME,       /* as read */
	KIND_RULE,       /* rules.h */
	KIND_APOSTROPHE, /* I' for l', doubled apostrophe… */
	KIND_ACCENT,     /* marks of an unknown word */
	KIND_REALWORD,   /* marks of a known word: a for à */
	KIND_SPELLING,   /* the same for î and û that the spelling of 1990 leaves out: paraît for parait */
	KIND_GLYPH,      /* glyphs.h */
	KIND_DOCUMENT,   /* a capitalised word that stands elsewhere in the document */
	KIND_SPLIT,      /* two words stuck together */
	KIND_EDIT,       /* one letter changed, lost or added */
	KIND_SHY,        /* a guess at a name, a number, a short word: never applied */
	KINDS
};

struct candidate {
	char *text;
	float fixed;          /* nats, without the pairs */
	enum kind kind;
	struct pairs pairs;
	struct tokens tokens;
};

struct column {
	struct candidate *c;
	size_t n;
	size_t item;          /* first word of the document (document.h) it stands for */
	size_t first_half;    /* bytes of c[0].text that are the first item's, 0 when the word is not cut */
	bool hyphen_kept;     /* the cut word was looked up with its hyphen */
	const char *rule;     /* name of the rule that spoke, NULL */
	bool fresh;           /* <s> stands before */
};

/* What the candidates of a token depend on. */
struct context {
	const struct model *m;
	const struct vocabulary *v;
	const struct channel *start; /* prices for pruning */
	bool sentence_start;
	bool plain_start;            /* and the sentence goes on in small letters: a capital here is no sign of a name */
	bool quote_closes;           /* a quote opened by this token's apostrophe is closed later in the block */
	const char *next;            /* next token, NULL at the block's end */
};

/* Fills a column with the candidates of `text`; column_release frees them. */
void column_build(struct column *col, const char *text, const struct context *cx);
void column_release(struct column *col);
/* Adds one; dropped when the text is there already (the cheaper stays) or the column is full. */
void column_add(struct column *col, const char *text, double fixed, enum kind kind, const struct pairs *pairs,
	const struct context *cx, const char *heard);

#endif
