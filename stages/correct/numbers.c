// SPDX-License-Identifier: AGPL-3.0-or-later
// Lost list numbers. See numbers.h. One pass over the lines of each block, remembering the last number and the lines
// since then that might be items.
#include "numbers.h"

#include <stdlib.h>
#include <string.h>
#include "text.h"

#define LOST_MAX 30 // items between two numbers; more is another list

// "12." at the head of a line: 12; 0 for anything else.
static unsigned number_of(const char *text)
{
	size_t n = strspn(text, "0123456789");
	return n > 0 && n <= 3 && strcmp(text + n, ".") == 0 ? (unsigned)atol(text) : 0;
}

static bool item_like(const char *text)
{
	return letter_capital(mn_utf8_next(&text));
}

unsigned *numbers_find(const struct document *d)
{
	unsigned *out = mn_calloc(d->n + 1, sizeof *out), last = 0;
	size_t between[LOST_MAX], n = 0;
	for (size_t i = 0; i < d->n; i++) {
		if (d->items[i].fresh)
			last = 0;
		if (!d->items[i].line_start)
			continue;
		unsigned number = number_of(d->items[i].text);
		if (number) {
			for (size_t k = 0; last && number > last && n == number - last - 1 && n <= LOST_MAX && k < n; k++)
				out[between[k]] = last + 1 + (unsigned)k;
			last = number;
			n = 0;
		} else if (last && item_like(d->items[i].text)) {
			if (n < LOST_MAX)
				between[n++] = i;
			else
				last = 0;
		}
	}
	return out;
}
