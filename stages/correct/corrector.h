// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * corrector.h: French text read by an OCR, corrected word by word, with a record of every change.
 *
 *	struct corrector *c = corrector_open("…/fr.mdl", &err);
 *	struct corr_result *r = corrector_run(c, pages, n, &err);
 *	for (i < r->n) if (r->records[i].applied) …          the word at page, line, word becomes .after
 *	corr_result_free(r); corrector_free(c);
 *
 * Method: each word has candidates (lattice.h); the best reading of the whole text under a language model of bigrams
 * (model.h) and a channel of letter confusions (channel.h) is found; the channel is then estimated from what was changed
 * and the reading repeated, twice; at last each change is applied or only suggested by its margin (safety.h).
 *
 * R1. Records are sorted by page, line, word; at most one record a word is applied.
 * R2. A record's `before` is the word as given, byte for byte: putting it back undoes the change.
 * R3. A word never moves: `after` of a split holds one space; of a cut word each half has its own record.
 * R4. Same model, same pages: same records.
 */
#ifndef CORRECT_CORRECTOR_H
#define CORRECT_CORRECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include "err.h"

struct corrector;

struct corr_word {
	const char *text; /* NFC, no white space */
	float conf;       /* 0..1; < 0: unknown */
};

struct corr_line {
	const struct corr_word *words;
	size_t n;
	bool hyphen; /* the last word goes on as the first of the next line; its hyphen is not in the text */
	bool fresh;  /* first line of a block (paragraph, cell): no sentence runs into it */
};

struct corr_page {
	const struct corr_line *lines;
	size_t n;
};

/* Rules: apostrophe, diacritic (marks of an unknown word), context (marks of a known word: a/à), glyph (signs taken for
 * others), document (the word stands elsewhere in the document), split, edit (one letter), guess (at what may be a
 * name, a number, a short word: only suggested), ordinal (1er), month, roman, pronoun (Il, Ils), number (of a list item:
 * only suggested). */
struct corr_record {
	size_t page, line, word; /* from 0 */
	char *before, *after;
	const char *rule;        /* what changed it, static: see below */
	double margin;           /* nats; how much better the sentence reads */
	bool by_rule;            /* of rules.h: the margin says nothing */
	float conf;              /* of the OCR, as given */
	bool applied;            /* false: a suggestion */
};

struct corr_result {
	struct corr_record *records;
	size_t n;
	size_t words;            /* that were looked at */
};

/* Words of one document that are looked at together; a longer one is taken in runs of pages. */
#define CORR_WORDS_AT_ONCE 20000
#define CORR_WORDS_MAX 20000000UL

/* Opens the model; CONFIG when it is damaged. NULL on error. Free with corrector_free (NULL is fine). */
struct corrector *corrector_open(const char *model, struct mn_err *err);
void corrector_free(struct corrector *c);
/* SHA-256 of the model, hexadecimal; string of c. */
const char *corrector_model(const struct corrector *c);

/* Corrects a document; the texts must live as long as the call. LIMIT past CORR_WORDS_MAX; NULL on error. */
struct corr_result *corrector_run(const struct corrector *c, const struct corr_page *pages, size_t n,
	struct mn_err *err);
void corr_result_free(struct corr_result *r);

#endif
