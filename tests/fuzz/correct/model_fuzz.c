// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * model_fuzz.c: bytes as a model of French (libFuzzer). The digest is not asked for, so that the structure is what is
 * tried: a model that is taken must be safe to look up, walk and correct with.
 * Built and run by `make fuzz`.
 *
 * As libFuzzer finds no valid section table by chance, inputs that are no model are read as a recipe for one: the bytes
 * become the sections of a well-formed table.
 */
#include <stdlib.h>
#include <string.h>
#include "model.h"
#include "tokens.h"
#include "walk.h"

#define HEADER 64
#define SECTIONS 9
#define TABLE (SECTIONS * 24)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void put(uint8_t *p, uint64_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		p[i] = (uint8_t)(v >> (8 * i));
}

// A model file whose sections are slices of the data: the first nine bytes say how long each is.
static uint8_t *well_formed(const uint8_t *data, size_t n, size_t *size)
{
	static const struct {
		const char *tag;
		size_t item;
	} sections[SECTIONS] = {
		{"LEXI", 4}, {"WOFF", 4}, {"WSTR", 1}, {"WCNT", 4}, {"WFOL", 4}, {"BOFF", 4}, {"BIGR", 4}, {"TOTL", 8},
		{"MANI", 1},
	};
	size_t at = HEADER + TABLE, from = SECTIONS;
	uint8_t *out = calloc(1, HEADER + TABLE + n + 8);
	memcpy(out, "MNFRMDL\n", 8);
	put(out + 8, 1, 4);
	put(out + 12, SECTIONS, 4);
	for (size_t s = 0; s < SECTIONS; s++) {
		size_t count = s == 7 ? 1 : data[s], length = count * sections[s].item;
		if (length > n - from)
			count = (n - from) / sections[s].item;
		length = count * sections[s].item;
		uint8_t *e = out + HEADER + 24 * s;
		memcpy(e, sections[s].tag, 4);
		put(e + 4, count, 4);
		put(e + 8, at, 8);
		put(e + 16, length, 8);
		memcpy(out + at, data + from, length);
		at += length;
		from += length;
	}
	put(out + 16, at, 8);
	*size = at;
	return out;
}

static void use(const struct model *m)
{
	static const char *const texts[] = {"délibération", "a", "l'œuvre", "12 ao(t", ""};
	struct variant *v = calloc(VARIANTS_MAX, sizeof *v);
	struct vocabulary *words = vocabulary_new(m);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct tokens t;
		struct word w;
		vocabulary_add(words, texts[i]);
		tokens_of(words, texts[i], &t);
		for (size_t k = 1; k < t.n; k++)
			token_score(words, t.t[k - 1], t.t[k]);
		model_form(m, texts[i], strlen(texts[i]));
		if (word_read(&w, texts[i]) && w.n <= 4)
			walk(m, w.c, w.n, 1, v);
	}
	vocabulary_free(words);
	free(v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct mn_err err = MN_ERR_INIT;
	struct model *m = model_from_bytes(data, n, true, &err);
	uint8_t *made = NULL;
	if (!m && n > SECTIONS) {
		size_t size = 0;
		made = well_formed(data, n, &size);
		m = model_from_bytes(made, size, true, &err);
	}
	if (m)
		use(m);
	model_free(m);
	free(made);
	return 0;
}
