// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules. See rules.h. Each is a function of a table; the first that speaks is heard. `1°` at a line start opens the
// items of legal lists and is never touched.
#include "rules.h"

#include <stdlib.h>
#include <string.h>
#include "text.h"

#define FORCED 12.0  // nats against the word as read
#define PREFERRED 2.0

static const char *const months[] = {
	"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
	"décembre",
};
#define MONTHS (sizeof months / sizeof months[0])

// What 1er is read as.
static const char *const first_read[] = {
	"1°", "1°\"", "1°'", "1°’", "1\"", "1¢", "1*", "1*\"", "1*'", "1&", "1®", "ler", "Ier", "1°r", "1ef", "ier", "1°\"\"", "1º",
	"'er", "’er", "1€r", "1e", "|er",
};
// What stands after 1er besides months.
static const char *const first_of[] = {
	"niveau", "alinéa", "adjoint", "adjointe", "vice-président", "vice-présidente", "étage", "trimestre", "semestre",
	"degré", "groupe", "tour", "cycle", "rang", "collège", "titre", "vice",
};

static bool in(const char *text, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(text, list[i]) == 0)
			return true;
	return false;
}
#define IN(text, list) in(text, list, sizeof list / sizeof list[0])

static const char *neighbour(const struct document *d, size_t i, int by)
{
	if (by < 0)
		return i > 0 && !d->items[i].fresh ? d->items[i - 1].text : "";
	return i + 1 < d->n && !d->items[i + 1].fresh ? d->items[i + 1].text : "";
}

// The word's letters alone, small; false when there are none.
static bool bare(const char *text, char *out, size_t max)
{
	size_t n = 0;
	while (*text) {
		uint32_t c = mn_utf8_next(&text);
		if (letter_is(c) && n + 4 < max)
			n += (size_t)mn_utf8_put(out + n, letter_lower(c));
	}
	out[n] = 0;
	return n > 0;
}

static bool is_month(const char *text)
{
	char low[TEXT_MAX];
	if (!bare(text, low, sizeof low))
		return false;
	char *folded = mn_fold(low);
	bool found = false;
	for (size_t i = 0; i < MONTHS && !found; i++) {
		char *m = mn_fold(months[i]);
		found = strcmp(m, folded) == 0;
		free(m);
	}
	free(folded);
	return found;
}

static bool small_first(const char *text)
{
	uint32_t c = mn_utf8_next(&text);
	return letter_is(c) && !letter_capital(c);
}

// A trailing comma or bracket is kept aside: "1°," -> "1er,".
static size_t trailing(const char *text)
{
	size_t n = strlen(text);
	while (n > 0 && strchr(",;:)", text[n - 1]))
		n--;
	return n;
}

static bool rule_first(const struct document *d, size_t i, struct ruling *out)
{
	static const char *const before[] = {"du", "le", "au", "Le", "Au", "Du"};
	const char *text = d->items[i].text, *prev = neighbour(d, i, -1), *next = neighbour(d, i, 1);
	char head[TEXT_MAX], low[TEXT_MAX];
	size_t n = trailing(text);
	if (d->items[i].line_start || strlen(text) + 8 > TEXT_MAX)
		return false;
	memcpy(head, text, n);
	head[n] = 0;
	if (!IN(head, first_read))
		return false;
	bool wanted = is_month(next) || (bare(next, low, sizeof low) && IN(low, first_of))
		|| (IN(prev, before) && n == strlen(text) && small_first(next));
	if (!wanted)
		return false;
	*out = (struct ruling){.name = "ordinal", .cost = 0, .kept = FORCED};
	strcpy(out->text, "1er");
	strcat(out->text, text + n);
	return true;
}

static bool is_day(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	long day = atol(text);
	return (digits >= 1 && digits <= 2 && text[digits] == 0 && day >= 1 && day <= 31) || strcmp(text, "1er") == 0
		|| IN(text, first_read);
}

static bool is_year(const char *text)
{
	return strspn(text, "0123456789") == 4 && strchr(",.;:)", text[4])
		&& (strncmp(text, "19", 2) == 0 || strncmp(text, "20", 2) == 0 || strncmp(text, "18", 2) == 0);
}

static bool rule_month(const struct document *d, size_t i, const struct model *m, struct ruling *out)
{
	const char *text = d->items[i].text, *one = NULL;
	struct word w;
	if (!is_day(neighbour(d, i, -1)) || !is_year(neighbour(d, i, 1)) || !word_read(&w, text) || w.n < 3)
		return false;
	if (is_month(text) || is_known(m, w.c, w.n, true))
		return false;
	bool august = w.c[0] == 'a' && w.c[1] == 'o' && w.n <= 5;
	for (size_t k = 0; k < MONTHS && !august; k++) {
		if (mn_distance(text, months[k]) > 2)
			continue;
		if (one)
			return false;
		one = months[k];
	}
	if (!one && !august)
		return false;
	*out = (struct ruling){.name = "month", .cost = 0, .kept = FORCED};
	strcpy(out->text, august ? months[7] : one);
	return true;
}

// A heading number at a line start: "|.", "Il.", "lll." with an l or | in it.
static bool rule_roman(const struct document *d, size_t i, struct ruling *out)
{
	const char *text = d->items[i].text;
	size_t n = strspn(text, "Il1|");
	if (!d->items[i].line_start || n == 0 || n > 3 || strcmp(text + n, ".") != 0 || !strpbrk(text, "l|"))
		return false;
	const char *next = neighbour(d, i, 1);
	if (!*next || small_first(next))
		return false;
	*out = (struct ruling){.name = "roman", .cost = 0, .kept = FORCED};
	memcpy(out->text, "III", n);
	strcpy(out->text + n, ".");
	return true;
}

static bool rule_il(const struct document *d, size_t i, struct ruling *out)
{
	static const struct {
		const char *read, *printed;
		bool start; // only at the start of a sentence
	} table[] = {
		{"II", "Il", false}, {"lI", "Il", false}, {"ll]", "Il", false}, {"{|", "Il", false}, {"||", "Il", false},
		{"|l", "Il", false}, {"I|", "Il", false}, {"l|", "Il", false}, {"ll", "Il", false}, {"1l", "Il", false},
		{"lis", "Ils", true}, {"lls", "Ils", false}, {"lIs", "Ils", false}, {"IIs", "Ils", false}, {"|ls", "Ils", false},
		{"I|s", "Ils", false}, {"||s", "Ils", false}, {"l1s", "Ils", false},
	};
	const char *next = neighbour(d, i, 1);
	struct word w;
	for (size_t k = 0; k < sizeof table / sizeof table[0]; k++) {
		if (strcmp(table[k].read, d->items[i].text) != 0)
			continue;
		if (!word_read(&w, next) || w.n == 0 || !letter_is(w.c[0]) || letter_capital(w.c[0]))
			return false;
		if (table[k].start && !d->items[i].sentence_start)
			return false;
		*out = (struct ruling){.name = "pronoun", .cost = PREFERRED, .kept = 0};
		strcpy(out->text, table[k].printed);
		return true;
	}
	return false;
}

bool rules_apply(const struct document *d, size_t i, const struct model *m, struct ruling *out)
{
	return rule_first(d, i, out) || rule_month(d, i, m, out) || rule_roman(d, i, out) || rule_il(d, i, out);
}
