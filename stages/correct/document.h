// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * document.h: the words of a run of pages in a row, with what their surroundings say.
 *
 * Lines end nowhere for a sentence; blocks do. An item is one word of a line; a word cut at a line end is two.
 */
#ifndef CORRECT_DOCUMENT_H
#define CORRECT_DOCUMENT_H

#include "corrector.h"
#include "lattice.h"

struct item {
	const char *text;
	float conf;
	size_t page, line, word;
	bool fresh;          /* first of its block */
	bool line_start;
	bool cut;            /* goes on in the next item */
	bool sentence_start;
};

struct document {
	struct item *items;
	size_t n;
};

/* Fills d with the items of pages from..to-1; document_release frees them. */
void document_init(struct document *d, const struct corr_page *pages, size_t from, size_t to);
void document_release(struct document *d);

/* Builds the columns of the document; caller frees with columns_free. */
struct column *document_columns(const struct document *d, const struct model *m, const struct vocabulary *v,
	const struct channel *start, size_t *n);
void columns_free(struct column *c, size_t n);

#endif
