// SPDX-License-Identifier: AGPL-3.0-or-later
// Text to tokens; the words of a document. See tokens.h. The table is open addressing over FNV-1a of the small letters,
// doubled at two thirds full; a document of 5000 pages has some 10^5 different words.
#include "tokens.h"

#include <stdlib.h>
#include <string.h>
#include "text.h"

#define FREQUENT 4      // times that make a capitalised word one of the document's own
#define IN_DOCUMENT 3   // times that raise an unknown word's floor
#define CORPUS_KNOWN 30 // times in the training text that make a word known: below, its misprints count too
#define TABLE_START 1024

struct entry {
	struct word word; // n == 0: free
	unsigned times, capitals;
};

struct vocabulary {
	const struct model *m;
	struct entry *table;
	size_t size, used;
	size_t *frequent; // places of frequent capitalised words
	size_t nfrequent;
	uint32_t end, number, sign;
};

// Without their apostrophe.
static const char *const elisions[] = {
	"l", "d", "n", "s", "j", "m", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "aujourd", "prud", "presqu",
};

bool is_elision(const uint32_t *c, size_t n)
{
	char text[4 * WORD_MAX + 1];
	word_write(text, c, n);
	for (size_t i = 0; i < sizeof elisions / sizeof elisions[0]; i++)
		if (strcmp(text, elisions[i]) == 0)
			return true;
	return false;
}

bool is_known(const struct model *m, const uint32_t *c, size_t n, bool capital)
{
	char text[4 * WORD_MAX + 1];
	size_t bytes = word_write(text, c, n);
	unsigned forms = model_form(m, text, bytes);
	if (forms & (FORM_WORD | (capital ? FORM_NAME : 0u)))
		return true;
	return model_count(m, model_word(m, text, bytes)) >= CORPUS_KNOWN;
}

struct vocabulary *vocabulary_new(const struct model *m)
{
	struct vocabulary *v = mn_calloc(1, sizeof *v);
	v->m = m;
	v->size = TABLE_START;
	v->table = mn_calloc(v->size, sizeof *v->table);
	v->end = model_word(m, "<s>", 3);
	v->number = model_word(m, "<n>", 3);
	v->sign = model_word(m, "<p>", 3);
	return v;
}

void vocabulary_free(struct vocabulary *v)
{
	if (!v)
		return;
	free(v->table);
	free(v->frequent);
	free(v);
}

// The place of the word, or the free place where it would go.
static struct entry *find(const struct vocabulary *v, const uint32_t *c, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < n; i++)
		h = (h ^ c[i]) * 0x100000001b3u;
	for (size_t at = (size_t)(h >> 20);; at++) {
		struct entry *e = &v->table[at & (v->size - 1)];
		if (e->word.n == 0 || (e->word.n == n && memcmp(e->word.c, c, n * sizeof *c) == 0))
			return e;
	}
}

static void grow(struct vocabulary *v)
{
	struct entry *old = v->table;
	size_t n = v->size;
	v->size *= 2;
	v->table = mn_calloc(v->size, sizeof *v->table);
	for (size_t i = 0; i < n; i++)
		if (old[i].word.n)
			*find(v, old[i].word.c, old[i].word.n) = old[i];
	free(old);
}

static void add_run(struct vocabulary *v, struct word *w, bool capital)
{
	if (w->n == 0)
		return;
	if (3 * (v->used + 1) > 2 * v->size)
		grow(v);
	struct entry *e = find(v, w->c, w->n);
	if (e->word.n == 0) {
		e->word = *w;
		v->used++;
	}
	e->times++;
	e->capitals += capital;
	w->n = 0;
}

void vocabulary_add(struct vocabulary *v, const char *text)
{
	struct word w;
	w.n = 0;
	bool capital = false;
	while (*text) {
		uint32_t c = mn_utf8_next(&text);
		if (!letter_is(c) || w.n == WORD_MAX) {
			add_run(v, &w, capital);
			continue;
		}
		if (w.n == 0)
			capital = letter_capital(c);
		w.c[w.n++] = letter_lower(c);
	}
	add_run(v, &w, capital);
}

void vocabulary_close(struct vocabulary *v)
{
	free(v->frequent);
	v->frequent = mn_calloc(v->used + 1, sizeof *v->frequent);
	v->nfrequent = 0;
	for (size_t i = 0; i < v->size; i++)
		if (v->table[i].capitals >= FREQUENT)
			v->frequent[v->nfrequent++] = i;
}

unsigned vocabulary_count(const struct vocabulary *v, const uint32_t *c, size_t n)
{
	const struct entry *e = n ? find(v, c, n) : NULL;
	return e && e->word.n ? e->times : 0;
}

const struct word *vocabulary_capital(const struct vocabulary *v, size_t i, unsigned *times)
{
	if (i >= v->nfrequent)
		return NULL;
	const struct entry *e = &v->table[v->frequent[i]];
	*times = e->capitals;
	return &e->word;
}

struct token token_end(const struct vocabulary *v)
{
	return (struct token){v->end, FLOOR_UNKNOWN};
}

static struct token word_token(const struct vocabulary *v, const struct word *w, bool capital, bool elided)
{
	char text[4 * WORD_MAX + 2];
	size_t n = word_write(text, w->c, w->n);
	if (elided && is_elision(w->c, w->n)) {
		text[n] = '\'';
		return (struct token){model_word(v->m, text, n + 1), FLOOR_KNOWN};
	}
	float floor = FLOOR_UNKNOWN;
	if (model_form(v->m, text, n) & (FORM_WORD | FORM_NAME))
		floor = FLOOR_KNOWN;
	else if (vocabulary_count(v, w->c, w->n) >= IN_DOCUMENT)
		floor = FLOOR_DOCUMENT;
	else if (capital)
		floor = FLOOR_CAPITAL;
	return (struct token){model_word(v->m, text, n), floor};
}

static void put(struct tokens *out, struct token t)
{
	if (out->n < TOKENS_MAX)
		out->t[out->n++] = t;
}

static bool is_sign(uint32_t c)
{
	return c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == 0xab || c == 0xbb;
}

static bool is_end(uint32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

// A number with what hangs on it: "5724€" and "1er" are one, "17h30," leaves the comma.
static const char *skip_number(const char *text)
{
	const char *end = text;
	while (*text) {
		uint32_t c = mn_utf8_next(&text);
		if (letter_digit(c) || letter_is(c))
			end = text;
		else if (c != '.' && c != ',')
			break;
	}
	return end;
}

void tokens_of(const struct vocabulary *v, const char *text, struct tokens *out)
{
	struct word w;
	out->n = 0;
	while (*text) {
		const char *at = text;
		uint32_t c = mn_utf8_next(&text);
		if (letter_digit(c)) {
			text = skip_number(at);
			put(out, (struct token){v->number, FLOOR_UNKNOWN});
		} else if (is_sign(c)) {
			put(out, (struct token){v->sign, FLOOR_UNKNOWN});
		} else if (is_end(c)) {
			put(out, token_end(v));
		} else if (letter_is(c)) {
			bool capital = letter_capital(c);
			for (w.n = 0; letter_is(c) && w.n < WORD_MAX; c = mn_utf8_next(&text)) {
				w.c[w.n++] = letter_lower(c);
				at = text;
			}
			text = letter_quote(c) ? text : at;
			put(out, word_token(v, &w, capital, letter_quote(c)));
		}
	}
	if (out->n == 0)
		put(out, (struct token){MODEL_NONE, FLOOR_UNKNOWN});
}

double token_score(const struct vocabulary *v, struct token before, struct token t)
{
	if (t.id == before.id && (t.id == v->number || t.id == v->end) && t.id != MODEL_NONE)
		return 0;
	return model_score(v->m, before.id, t.id, t.floor);
}
