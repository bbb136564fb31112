// SPDX-License-Identifier: AGPL-3.0-or-later
// Candidates of one token. See lattice.h.
//
// The token is read in up to eight ways as to its apostrophes (apostrophe.h), each is cut into pieces, each piece has
// options (pieces.h), and their combinations are the candidates. In a token of several pieces few options combine in
// practice; the ceilings are there for junk.
#include "lattice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "apostrophe.h"
#include "glyphs.h"
#include "pieces.h"
#include "safety.h"
#include "text.h"

#define PIECES_MAX 4 // pieces with options in one token; the others stay as they are

struct part {
	struct options options; // one option for what stands between pieces
};

struct combining {
	struct column *col;
	const struct context *cx;
	const struct reading *r;
	const struct part *parts;
	size_t n;
	struct candidate now;
	char text[TEXT_MAX], heard[TEXT_MAX];
};

void column_release(struct column *col)
{
	for (size_t i = 0; i < col->n; i++)
		free(col->c[i].text);
	free(col->c);
	col->c = NULL;
	col->n = 0;
}

static bool same_tokens(const struct tokens *a, const struct tokens *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->t[i].id != b->t[i].id)
			return false;
	return true;
}

// The place for a candidate of that price: a new one, the same text's when cheaper, or the dearest one's.
static struct candidate *candidate_place(struct column *col, const char *text, const struct tokens *tokens, double cost,
	const struct channel *ch)
{
	size_t dearest = 0;
	double most = cost;
	for (size_t i = 0; i < col->n; i++) {
		struct candidate *c = &col->c[i];
		double price = (double)c->fixed + (ch ? channel_cost(ch, &c->pairs) : 0);
		if (strcmp(c->text, text) == 0 && same_tokens(&c->tokens, tokens))
			return i > 0 && cost < price ? c : NULL;
		if (i > 0 && price > most) {
			most = price;
			dearest = i;
		}
	}
	if (col->n < CANDIDATES_MAX) {
		struct candidate *c = &col->c[col->n++];
		c->text = NULL;
		return c;
	}
	return dearest ? &col->c[dearest] : NULL;
}

void column_add(struct column *col, const char *text, double fixed, enum kind kind, const struct pairs *pairs,
	const struct context *cx, const char *heard)
{
	struct tokens tokens;
	if (!col->c)
		col->c = mn_calloc(CANDIDATES_MAX, sizeof *col->c);
	tokens_of(cx->v, heard, &tokens);
	struct candidate *c = candidate_place(col, text, &tokens, fixed + channel_cost(cx->start, pairs), cx->start);
	if (!c)
		return;
	free(c->text);
	c->text = mn_strdup(text);
	c->fixed = (float)fixed;
	c->kind = kind;
	c->pairs = *pairs;
	c->tokens = tokens;
}

// Apostrophes as printed.
static void typeset(char *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'') {
			memcpy(out, "\u2019", 3);
			out += 3;
		} else {
			*out++ = *text;
		}
	}
	*out = 0;
}

static size_t count_quotes(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += *text == '\'';
	return n;
}

static void combined(struct combining *k)
{
	char text[TEXT_MAX];
	bool same = k->r->kind == KIND_SAME && k->now.kind == KIND_SAME;
	if (strlen(k->text) + 2 * count_quotes(k->text) >= TEXT_MAX)
		return;
	typeset(text, k->text);
	enum kind kind = k->now.kind > k->r->kind ? k->now.kind : k->r->kind;
	column_add(k->col, same ? k->col->c[0].text : text, k->r->cost + (double)k->now.fixed, kind, &k->now.pairs, k->cx,
		k->heard);
}

static void combine(struct combining *k, size_t part, size_t text_n, size_t heard_n)
{
	if (part == k->n) {
		combined(k);
		return;
	}
	const struct options *o = &k->parts[part].options;
	struct candidate before = k->now;
	for (size_t i = 0; i < o->n; i++) {
		size_t a = strlen(o->o[i].text), b = strlen(o->o[i].heard);
		if (text_n + a >= TEXT_MAX || heard_n + b >= TEXT_MAX)
			continue;
		memcpy(k->text + text_n, o->o[i].text, a + 1);
		memcpy(k->heard + heard_n, o->o[i].heard, b + 1);
		k->now.fixed += (float)o->o[i].cost;
		if (o->o[i].kind > k->now.kind)
			k->now.kind = o->o[i].kind;
		for (size_t p = 0; p < o->o[i].pairs.n && k->now.pairs.n < PAIRS_MAX; p++)
			k->now.pairs.p[k->now.pairs.n++] = o->o[i].pairs.p[p];
		combine(k, part + 1, text_n + a, heard_n + b);
		k->now = before;
	}
}

static bool letter_at(const struct word *w, size_t i)
{
	return i < w->n && letter_is(w->c[i]);
}

// Whether the sign at i belongs to a piece: a letter, or a sign that may be one beside a letter.
static bool in_piece(const struct word *w, size_t i, bool begun)
{
	uint32_t c = w->c[i];
	if (letter_is(c) || c == '|')
		return true;
	if (!glyph_odd(c))
		return false;
	if (c == '(')
		return begun && letter_at(w, i - 1);
	if (c == '!')
		return letter_at(w, i + 1);
	return letter_at(w, i + 1) || (begun && letter_at(w, i - 1) && c != 0x20ac);
}

static void literal(struct options *o, const struct word *w, size_t from, size_t to)
{
	word_write(o->o[0].text, w->c + from, to - from);
	strcpy(o->o[0].heard, o->o[0].text);
	o->o[0].cost = 0;
	o->o[0].kind = KIND_SAME;
	o->o[0].pairs.n = 0;
	o->n = 1;
}

static bool hyphen(uint32_t c)
{
	return c == '-' || c == 0xad || c == 0x2010;
}

static void fill_piece(struct options *o, const struct word *w, size_t from, size_t to, const struct context *cx)
{
	struct word piece;
	piece.n = to - from;
	memcpy(piece.c, w->c + from, piece.n * sizeof piece.c[0]);
	struct place at = {.alone = from == 0 && to == w->n};
	at.compound = (from > 0 && hyphen(w->c[from - 1])) || (to < w->n && hyphen(w->c[to]));
	if (from > 0 && w->c[from - 1] == '\'' && (from == 1 || !letter_is(w->c[from - 2])))
		at.compound = true; // after a quote: what follows may be anything
	at.listed = piece.n == 1 && to < w->n && (w->c[to] == ')' || w->c[to] == '.' || w->c[to] == 0xb0);
	bool elision = to < w->n && w->c[to] == '\'';
	if (elision)
		literal(o, w, from, to);
	else
		piece_options(&piece, &at, cx, o);
}

// Cuts a reading into parts; the last takes all that is left when there are too many.
static size_t cut(const struct word *w, const struct context *cx, struct part *parts, size_t max)
{
	size_t n = 0, i = 0;
	while (i < w->n) {
		size_t from = i;
		bool piece = in_piece(w, i, false);
		while (i < w->n && in_piece(w, i, piece && i > from) == piece)
			i++;
		if (n + 1 == max) {
			literal(&parts[n++].options, w, from, w->n);
			break;
		}
		if (piece)
			fill_piece(&parts[n++].options, w, from, i, cx);
		else
			literal(&parts[n++].options, w, from, i);
	}
	return n;
}

static void add_reading(struct column *col, const struct reading *r, const struct context *cx)
{
	struct part parts[2 * PIECES_MAX + 1];
	struct combining k = {.col = col, .cx = cx, .r = r, .parts = parts};
	k.n = cut(&r->w, cx, parts, 2 * PIECES_MAX + 1);
	combine(&k, 0, 0, 0);
}

// How the word as read sounds: at a plain start without its capital.
static void hear(char *out, const char *text, const struct context *cx)
{
	const char *rest = text;
	uint32_t c = mn_utf8_next(&rest);
	bool small = cx->plain_start && letter_capital(c);
	size_t at = small ? (size_t)mn_utf8_put(out, letter_lower(c)) : 0;
	snprintf(out + at, TEXT_MAX - at, "%s", small ? rest : text);
}

// Whether the token is a word of the language with hyphens in it, cut at the line end of another print.
static bool hyphenated_word(const struct word *w, const struct model *m)
{
	uint32_t low[WORD_MAX];
	size_t n = 0, hyphens = 0, i = 0;
	for (; i < w->n && (letter_is(w->c[i]) || hyphen(w->c[i])); i++) {
		if (letter_is(w->c[i]))
			low[n++] = letter_lower(w->c[i]);
		else
			hyphens++;
	}
	return hyphens > 0 && n > 0 && is_known(m, low, n, false);
}

void column_build(struct column *col, const char *text, const struct context *cx)
{
	struct word w;
	struct reading readings[READINGS_MAX];
	const struct pairs none = {.n = 0};
	char heard[TEXT_MAX];
	hear(heard, text, cx);
	column_add(col, text, 0, KIND_SAME, &none, cx, heard);
	if (safety_untouchable(text) || !word_read(&w, text) || hyphenated_word(&w, cx->m))
		return;
	for (size_t i = 0; i < w.n; i++)
		if (letter_quote(w.c[i]))
			w.c[i] = '\'';
	size_t n = apostrophe_readings(&w, cx, readings);
	col->c[0].fixed = (float)readings[0].cost;
	for (size_t i = 0; i < n; i++)
		add_reading(col, &readings[i], cx);
}
