// SPDX-License-Identifier: AGPL-3.0-or-later
// The letters of French: case, marks, classes. See letters.h. Two short tables, searched in order: the
// marked letters are few, and plain ASCII never reaches them.
#include "letters.h"

#include <string.h>
#include "text.h"

// Small letters in the order of their index, with base and capital.
static const struct {
	uint32_t small, base, capital;
} marked[] = {
	{'a', 'a', 'A'}, {0xe0, 'a', 0xc0}, {0xe2, 'a', 0xc2}, {0xe4, 'a', 0xc4},
	{'c', 'c', 'C'}, {0xe7, 'c', 0xc7},
	{'e', 'e', 'E'}, {0xe9, 'e', 0xc9}, {0xe8, 'e', 0xc8}, {0xea, 'e', 0xca}, {0xeb, 'e', 0xcb},
	{'i', 'i', 'I'}, {0xee, 'i', 0xce}, {0xef, 'i', 0xcf},
	{'o', 'o', 'O'}, {0xf4, 'o', 0xd4}, {0xf6, 'o', 0xd6},
	{'u', 'u', 'U'}, {0xf9, 'u', 0xd9}, {0xfb, 'u', 0xdb}, {0xfc, 'u', 0xdc},
	{'y', 'y', 'Y'}, {0xff, 'y', 0x178},
	{0xe6, 0xe6, 0xc6}, {0x153, 0x153, 0x152},
};
#define MARKED (sizeof marked / sizeof marked[0])

_Static_assert(MARKED == LETTER_OE + 1, "œ is the last marked letter");

int letter_index(uint32_t c)
{
	for (size_t i = 0; i < MARKED; i++)
		if (marked[i].small == c)
			return (int)i;
	return -1;
}

static int capital_index(uint32_t c)
{
	for (size_t i = 0; i < MARKED; i++)
		if (marked[i].capital == c)
			return (int)i;
	return -1;
}

bool letter_capital(uint32_t c)
{
	return c < 0x80 ? c >= 'A' && c <= 'Z' : capital_index(c) >= 0;
}

bool letter_is(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return letter_index(c) >= 0 || capital_index(c) >= 0;
}

uint32_t letter_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	int i = capital_index(c);
	return i >= 0 ? marked[i].small : c;
}

uint32_t letter_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z' ? c - 32 : c;
	int i = letter_index(c);
	return i >= 0 ? marked[i].capital : c;
}

uint32_t letter_base(uint32_t c)
{
	if (c < 0x80)
		return c;
	int i = letter_index(c);
	return i >= 0 ? marked[i].base : c;
}

bool letter_vowel(uint32_t c)
{
	uint32_t b = letter_base(letter_lower(c));
	return (b < 0x80 && b != 0 && strchr("aeiouyh", (int)b)) || b == 0xe6 || b == 0x153;
}

bool letter_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

bool letter_quote(uint32_t c)
{
	return c == '\'' || c == QUOTE || c == 0x2018 || c == 0x2bc || c == '`' || c == 0xb4;
}

bool word_read(struct word *w, const char *text)
{
	w->n = 0;
	while (*text) {
		if (w->n == WORD_MAX)
			return false;
		w->c[w->n++] = mn_utf8_next(&text);
	}
	return true;
}

size_t word_write(char *out, const uint32_t *c, size_t n)
{
	size_t at = 0;
	for (size_t i = 0; i < n; i++)
		at += (size_t)mn_utf8_put(out + at, c[i]);
	out[at] = 0;
	return at;
}
