// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * doc.h: the document as this stage looks at it: one list of lines with their layout, one stream of words.
 *
 * Lines are all lines of all pages in reading order. Those that belong to no section's text (edges.h) have `aside` set
 * and give no words. The stream runs over lines and pages, so that a formula cut by a line end is still one formula; a
 * word cut at a line end is one token (of the line where it begins).
 */
#ifndef SEGMENT_DOC_H
#define SEGMENT_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "alto.h"
#include "buf.h"
#include "minutes.h"

/* What stands between a token and the one before it. */
enum mark {
	MARK_STOP = 1, /* . ! ? */
	MARK_COMMA = 2,
	MARK_COLON = 4,
	MARK_SEMICOLON = 8,
	MARK_OPEN = 16,   /* ( */
	MARK_CLOSE = 32,  /* ) */
	MARK_DASH = 64,   /* - – — standing free, • */
	MARK_QUOTE = 128, /* « " */
	MARK_APOSTROPHE = 256,
	MARK_LINE = 512, /* first word of its line */
	MARK_SPACE = 1024,
	MARK_SLASH = 2048,
	MARK_UNIT = 8192,   /* € % £ $: the number before is no count of people */
	MARK_DEGREE = 4096, /* ° or º just before: n°, 1° */
};

struct token {
	char *fold;      /* mn_fold of the word */
	size_t from, to; /* bytes of doc.text */
	size_t line;
	unsigned before; /* enum mark bits */
	bool capital;    /* first letter is one */
	bool upper;      /* all letters are capitals, two at least */
	int number;      /* value of a word of digits (or 1er), else -1 */
};

struct line {
	int page, no; /* from 1 */
	size_t page_index;
	struct mn_line *src;
	enum mn_block_kind kind;
	char *text; /* words by one space; U+00AD at the end when cut */
	struct mn_box box;
	int page_w, page_h;
	/* layout; the column is what the lines around it fill */
	double gap;          /* white above, in line pitches beyond the normal one; 0 for the first line of a page */
	double indent, fill; /* left white and right end as shares of the column's width */
	bool first, last;    /* of its page */
	bool first_of_text;  /* nothing stands above it on its page or in its column but lines set aside */
	bool centred, block_start;
	double caps;  /* share of capitals among letters */
	double holes; /* widest white between two words, in line heights */
	int letters, digits, words;
	unsigned style; /* styles that most words bear */
	double conf;    /* mean confidence, 1 when unknown */
	/* what the other modules found */
	bool aside;
	enum mn_role role;                /* of a line aside */
	size_t tok, ntok;                 /* its tokens; ntok 0 when aside or empty */
	uint64_t at_start, inside, whole; /* classes of the lexicon found here (lexicon.h) */
	double series;                    /* evidence of its heading number (number.h) */
	size_t number_end;                /* tokens that its heading number takes with what is before it, 0: none */
	size_t number_skip;               /* specks before the number */
	bool number_list;                 /* the number counts an item of a list */
	int state;                        /* grammar.h */
};

struct doc {
	struct mn_alto **pages; /* owned */
	size_t npages;
	struct line *lines;
	size_t n;
	struct token *tokens;
	size_t ntokens;
	char *text; /* the stream as text: lines joined by a space, cut words joined */
};

/* Takes the pages over (the array and what is in it). */
struct doc *doc_new(struct mn_alto **pages, size_t n);
void doc_free(struct doc *d);
/* Once `aside` is decided: fills tokens, text, and each line's tok and ntok. */
void doc_tokens(struct doc *d);
/* Tokens of any text (lexicon, tests): the tokens' line is 0. Free with tokens_free. */
struct token *tokens_of(const char *text, size_t *n);
void tokens_free(struct token *t, size_t n);
/* doc.text from token a to before token b, one space for white; caller frees. "" when empty. */
char *doc_words(const struct doc *d, size_t a, size_t b);
/* The line with words before or after i that is not aside; d->n when there is none. */
size_t doc_before(const struct doc *d, size_t i);
size_t doc_after(const struct doc *d, size_t i);
/* The line before i that can be seen, be it only the rest of a cut word; specks are passed over. d->n when there is
 * none. */
size_t doc_above(const struct doc *d, size_t i);

#endif
