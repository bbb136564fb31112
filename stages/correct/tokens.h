// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tokens.h: from text to the words of the language model, and the words of one document.
 *
 * The same tokens as model/ngrams.py counts: small-letter runs, an elision with its apostrophe (l', qu') as one
 * token, <n> for a number (several in a row count as one), <p> for a sign inside a sentence, <s> for its end. Hyphens
 * and all other signs vanish. A vocabulary holds what one document says again and again: its names are no errors.
 */
#ifndef CORRECT_TOKENS_H
#define CORRECT_TOKENS_H

#include <stdbool.h>
#include "letters.h"
#include "model.h"

#define TOKENS_MAX 10

struct token {
	uint32_t id; /* of the model, MODEL_NONE */
	float floor; /* nats, for model_score */
};

struct tokens {
	struct token t[TOKENS_MAX];
	size_t n;
};

struct vocabulary;

/* An empty one; the model must outlive it. Free with vocabulary_free (NULL is fine). */
struct vocabulary *vocabulary_new(const struct model *m);
void vocabulary_free(struct vocabulary *v);
/* Counts the letter runs of a text. */
void vocabulary_add(struct vocabulary *v, const char *text);
/* Times that these n small letters stand in the document. */
unsigned vocabulary_count(const struct vocabulary *v, const uint32_t *c, size_t n);
/* The i-th word (small letters) that stands there with a capital 4 times or more, NULL past the last; *times: how often.
 * Call vocabulary_close once before. */
const struct word *vocabulary_capital(const struct vocabulary *v, size_t i, unsigned *times);
void vocabulary_close(struct vocabulary *v);

/* The tokens of a text; at most TOKENS_MAX (the rest is dropped: such text is no sentence). */
void tokens_of(const struct vocabulary *v, const char *text, struct tokens *out);
/* The token <s>. */
struct token token_end(const struct vocabulary *v);
/* log P of a token after another; 0 for a second <n> or <s> in a row. */
double token_score(const struct vocabulary *v, struct token before, struct token t);

/* Whether a run of n small letters before an apostrophe is an elision (l, qu, lorsqu…). */
bool is_elision(const uint32_t *c, size_t n);
/* Whether n small letters are a word: in the lexicon (as a name only if `capital`), or 30 times in the training text. */
bool is_known(const struct model *m, const uint32_t *c, size_t n, bool capital);

#endif
