// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * model.h: the model of French (data/fr.mdl), mapped read-only.
 *
 *	struct model *m = model_open("…/fr.mdl", &err);
 *	uint32_t w = model_word(m, "commune", 7);
 *	double s = model_score(m, model_word(m, "la", 2), w, FLOOR_KNOWN);      log P(commune | la)
 *	model_free(m);
 *
 * File format, little-endian, made by model/make-model:
 *	0   "MNFRMDL\n"; u32 version 1; u32 sections; u64 size of the file; 32 bytes SHA-256 of all from byte 64 on;
 *	    8 bytes 0
 *	64  a table of 24 bytes a section: tag (4), u32 count, u64 offset (multiple of 8), u64 length
 *	LEXI u32 edges of a minimal automaton over UTF-8 bytes: byte | last << 8 | flags << 9 | target << 12; edge 0 is
 *	     unused, the root's first edge is 1, target 0 is a node without edges; flags: enum form, on a form's last byte
 *	WOFF u32 offsets into WSTR (words + 1); WSTR words of the language model, sorted by bytes; a word's id is its place
 *	WCNT, WFOL u32 a word: occurrences, distinct followers (before pruning)
 *	BOFF u32 first pair of each word (words + 1); BIGR pairs: second id << 8 | round(16 ln count), ascending
 *	TOTL u64 tokens of the training text; MANI what it was made from, text
 * Score: interpolated absolute discounting (H. Ney, U. Essen, R. Kneser 1994):
 *	P(w) = 0.999 max(c(w) - 0.5, 0) / N + e^floor
 *	P(w|v) = max(c(v,w) - 0.75, 0) / c(v) + 0.75 n(v) / c(v) P(w)
 *
 * model_open checks the digest and every offset: what is loaded cannot make a lookup read outside the file.
 * Errors: CONFIG (damaged, of another version), SYSTEM. A model is never changed and may be shared between threads.
 */
#ifndef CORRECT_MODEL_H
#define CORRECT_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "err.h"

struct model;

enum form {
	FORM_WORD = 1,  /* a word of the lexicon */
	FORM_NAME = 2,  /* a first name, surname or place of the lexicon */
	FORM_PLACE = 4, /* a commune, département, region or EPCI */
};

#define MODEL_NONE UINT32_MAX /* no word of the language model */
#define MODEL_BYTES_MAX (64L << 20)

/* Logarithm of the probability that a word nobody has counted gets. */
#define FLOOR_KNOWN (-15.0f)    /* in the lexicon */
#define FLOOR_DOCUMENT (-16.0f) /* three times or more in this document */
#define FLOOR_CAPITAL (-17.0f)  /* unknown, with a capital */
#define FLOOR_UNKNOWN (-19.5f)

struct model *model_open(const char *path, struct mn_err *err);
/* From memory that the caller keeps alive; `trusted` leaves out the digest (the fuzzer's entry). */
struct model *model_from_bytes(const void *bytes, size_t n, bool trusted, struct mn_err *err);
void model_free(struct model *m);

/* The digest of the file's content as 64 hexadecimal digits; string of m. */
const char *model_digest(const struct model *m);
/* What the model was made from; n bytes, no NUL. */
const char *model_manifest(const struct model *m, size_t *n);

/* What a small-letter form may be (enum form bits), 0 when it is not in the lexicon. */
unsigned model_form(const struct model *m, const char *form, size_t n);

/* Walking the automaton letter by letter. A node is the index of its first edge (MODEL_ROOT; 0: no more edges). */
#define MODEL_ROOT 1u
struct step {
	uint32_t c;     /* code point of the edge */
	uint32_t node;  /* where it leads */
	unsigned flags; /* enum form bits of the form that ends here */
};
/* The steps that leave a node; at most max; returns their number. */
size_t model_steps(const struct model *m, uint32_t node, struct step *out, size_t max);
#define STEPS_MAX 96

uint32_t model_word(const struct model *m, const char *text, size_t n);
uint32_t model_count(const struct model *m, uint32_t id);
/* log P(w | v); v and w may be MODEL_NONE. */
double model_score(const struct model *m, uint32_t v, uint32_t w, float floor);

#endif
