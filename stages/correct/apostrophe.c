// SPDX-License-Identifier: AGPL-3.0-or-later
// Repair of elisions. See apostrophe.h.
//
// A thin l before an apostrophe is read I, |, 1, !, ] or twice over (I|'), lost altogether, or melts with the apostrophe
// into V. No French word has I' before a vowel, so the word as read is made dear (12 nats); a lone apostrophe may
// also be a quote (6), and is left alone when it is closed later.
#include "apostrophe.h"

#include <string.h>

#define PLAINLY_WRONG 12.0
#define LONE_KEPT 6.0
#define LONE_L 1.0
#define LONE_D 5.0
#define LONE_OTHER 7.0
#define MELTED 3.0

static bool sign(uint32_t c) // an apostrophe, or what one is read as
{
	return c == '\'' || c == '"';
}

static bool thin(uint32_t c) // what a thin l is read as
{
	return c != 0 && c < 0x80 && strchr("Il|1!]", (int)c);
}

static void set(struct reading *r, const struct word *w, double cost, enum kind kind)
{
	r->w = *w;
	r->cost = cost;
	r->kind = kind;
}

// Replaces the letters from..to by the text, if there is room.
static void splice(struct word *w, size_t from, size_t to, const char *text)
{
	size_t n = strlen(text), rest = w->n - to;
	if (from + n + rest > WORD_MAX)
		return;
	memmove(w->c + from + n, w->c + to, rest * sizeof w->c[0]);
	for (size_t i = 0; i < n; i++)
		w->c[from + i] = (uint32_t)(unsigned char)text[i];
	w->n = from + n + rest;
}

// Where the word proper begins: after opening brackets and quotes.
static size_t opening(const struct word *w)
{
	size_t i = 0;
	while (i < w->n && (w->c[i] == '(' || w->c[i] == 0xab || w->c[i] == '[' || w->c[i] == '{'))
		i++;
	return i;
}

// Whether the letters before place i are an elision.
static bool after_elision(const struct word *w, size_t i)
{
	uint32_t low[WORD_MAX];
	size_t from = i, n = 0;
	while (from > 0 && letter_is(w->c[from - 1]))
		from--;
	for (size_t k = from; k < i; k++)
		low[n++] = letter_lower(w->c[k]);
	return is_elision(low, n);
}

// d''une, d'"une, l"ordonnance: several signs, or a wrong one after an elision, become one apostrophe.
static bool fold_signs(struct word *w)
{
	bool changed = false;
	for (size_t i = 1; i + 1 < w->n; i++) {
		size_t end = i;
		while (end < w->n && sign(w->c[end]))
			end++;
		if (end == i || end == w->n || !letter_is(w->c[end]) || !letter_is(w->c[i - 1]))
			continue;
		bool single = end == i + 1;
		if (single && (w->c[i] == '\'' || !letter_vowel(w->c[end]) || !after_elision(w, i)))
			continue;
		splice(w, i, end, "'");
		changed = true;
	}
	return changed;
}

// Whether a word begins there that an l' may stand before: two letters, a or y.
static bool sounds(const struct word *w, size_t at)
{
	uint32_t c = letter_base(letter_lower(w->c[at]));
	return (at + 1 < w->n && letter_is(w->c[at + 1])) || c == 'a' || c == 'y';
}

// I'a, |'a, Il'a, |l'a -> l'a. A capital L of a sentence start survives, so the l is small.
static bool repair_l(struct word *w)
{
	size_t from = opening(w), i = from;
	while (i < w->n && i < from + 2 && thin(w->c[i]))
		i++;
	if (i == from || i >= w->n || !sign(w->c[i]))
		return false;
	size_t end = i;
	while (end < w->n && sign(w->c[end]))
		end++;
	if (end == w->n || !letter_vowel(w->c[end]) || !sounds(w, end))
		return false;
	if (i == from + 1 && w->c[from] == 'l' && end == i + 1 && w->c[i] == '\'')
		return false;
	splice(w, from, end, "l'");
	return true;
}

// "|' association": the apostrophe ends the token and a vowel begins the next.
static bool repair_apart(struct word *w, const char *next)
{
	struct word n;
	size_t from = opening(w);
	if (w->n != from + 2 || !thin(w->c[from]) || w->c[from] == 'l' || !sign(w->c[from + 1]))
		return false;
	if (!next || !word_read(&n, next) || n.n == 0 || !letter_vowel(n.c[0]))
		return false;
	splice(w, from, w->n, "l'");
	return true;
}

// 'usage -> l'usage, d'usage, …
static size_t lone(const struct word *w, const struct context *cx, struct reading *out)
{
	static const struct {
		const char *elision;
		double cost;
	} lost[] = {{"l'", LONE_L}, {"d'", LONE_D}, {"n'", LONE_OTHER}, {"s'", LONE_OTHER}, {"qu'", LONE_OTHER}};
	size_t at = opening(w), n = 1;
	if (at + 2 >= w->n || w->c[at] != '\'' || !letter_vowel(w->c[at + 1]) || cx->quote_closes)
		return n;
	for (size_t i = at + 1; i < w->n; i++)
		if (w->c[i] == '\'')
			return n;
	out[0].cost = LONE_KEPT;
	for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
		set(&out[n], w, lost[i].cost, KIND_APOSTROPHE);
		splice(&out[n++].w, at, at + 1, lost[i].elision);
	}
	return n;
}

// Vassociation -> l'association: an unknown word whose rest is known.
static bool repair_melted(struct word *w, const struct model *m)
{
	struct word low;
	size_t at = opening(w), n = at;
	while (n < w->n && letter_is(w->c[n])) {
		low.c[n - at] = letter_lower(w->c[n]);
		n++;
	}
	low.n = n - at;
	if (low.n < 4 || w->c[at] != 'V' || !letter_vowel(low.c[1]) || letter_capital(w->c[at + 1]))
		return false;
	if (is_known(m, low.c, low.n, true) || !is_known(m, low.c + 1, low.n - 1, false))
		return false;
	splice(w, at, at + 1, "l'");
	return true;
}

size_t apostrophe_readings(const struct word *w, const struct context *cx, struct reading out[READINGS_MAX])
{
	struct word fixed = *w;
	set(&out[0], w, 0, KIND_SAME);
	bool l = repair_l(&fixed) || repair_apart(&fixed, cx->next);
	if (fold_signs(&fixed) || l) {
		out[0].cost = PLAINLY_WRONG;
		set(&out[1], &fixed, 0, KIND_APOSTROPHE);
		return 2;
	}
	if (repair_melted(&fixed, cx->m)) {
		set(&out[1], &fixed, MELTED, KIND_GLYPH);
		return 2;
	}
	return lone(w, cx, out);
}
