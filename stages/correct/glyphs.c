// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of glyph confusions. See glyphs.h. Rows come from Tesseract's readings of rendered administrative French
// (English and French models) and from what resembles what in the usual faces; a row costs the same wherever it fits,
// the language model chooses.
#include "glyphs.h"

#include <string.h>
#include "text.h"

static const struct {
	const char *read, *printed;
} table[] = {
	{"i", "l"}, {"l", "i"}, {"|", "l"}, {"|", "i"}, {"1", "l"}, {"1", "i"}, {"!", "l"}, {"!", "i"}, {"j", "i"},
	{"0", "o"}, {"6", "ô"}, {"6", "ê"}, {"6", "o"}, {"o", "ê"}, {"b", "ô"}, {"d", "ô"}, {"é", "ô"}, {"dé", "ô"},
	{"do", "ô"}, {"b", "o"}, {"8", "ê"}, {"o", "a"}, {"a", "o"}, {"(", "û"}, {"d(", "û"}, {"ti", "û"}, {"d", "û"},
	{"di", "û"}, {"0(", "oû"}, {"rn", "m"}, {"m", "rn"}, {"rm", "m"}, {"rn", "nn"}, {"nn", "m"}, {"ni", "m"},
	{"in", "m"}, {"cl", "d"}, {"d", "cl"}, {"li", "h"}, {"h", "li"}, {"h", "b"}, {"b", "h"}, {"c", "e"}, {"e", "c"},
	{"r", "t"}, {"t", "r"}, {"f", "t"}, {"t", "f"}, {"f", "ff"}, {"gq", "q"}, {"g", "q"}, {"q", "g"}, {"g", "ç"},
	{"g", "è"}, {"n", "u"}, {"u", "n"}, {"vv", "w"}, {"ii", "u"}, {"u", "ii"}, {"ri", "n"}, {"n", "ri"}, {"eé", "é"},
	{"eé", "è"}, {"ée", "è"}, {"ée", "é"}, {"ée", "e"}, {"ée", "ê"}, {"€", "é"}, {"€", "e"}, {"€", "è"}, {"tl", "ti"},
	{"s", "a"}, {"a", "s"},
};
#define ROWS (sizeof table / sizeof table[0])

bool glyph_odd(uint32_t c)
{
	return c == '|' || c == '!' || c == '(' || c == 0x20ac || (letter_digit(c) && strchr("0168", (int)c));
}

static bool letters_only(const struct word *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (!letter_is(w->c[i]))
			return false;
	return w->n > 0;
}

static void rewrite_at(const struct word *w, size_t at, const struct word *read, const struct word *printed,
	void (*found)(const struct word *w, void *arg), void *arg)
{
	struct word out;
	if (at + read->n > w->n || w->n - read->n + printed->n > WORD_MAX)
		return;
	if (memcmp(w->c + at, read->c, read->n * sizeof w->c[0]) != 0)
		return;
	size_t rest = w->n - at - read->n;
	memcpy(out.c, w->c, at * sizeof out.c[0]);
	memcpy(out.c + at, printed->c, printed->n * sizeof out.c[0]);
	memcpy(out.c + at + printed->n, w->c + at + read->n, rest * sizeof out.c[0]);
	out.n = at + printed->n + rest;
	if (letters_only(&out))
		found(&out, arg);
}

void glyphs_rewrite(const struct word *w, void (*found)(const struct word *w, void *arg), void *arg)
{
	struct word read, printed;
	for (size_t r = 0; r < ROWS; r++) {
		word_read(&read, table[r].read);
		word_read(&printed, table[r].printed);
		for (size_t at = 0; at < w->n; at++)
			rewrite_at(w, at, &read, &printed, found, arg);
	}
}
