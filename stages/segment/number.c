// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * number.c: heading numbers and their series.
 */
#include "number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "err.h"
#include "lexicon.h"

#define CLOSE_LINES 3 /* numbers that near to each other count a list */
#define STEP_MAX 4    /* numbers that may be missing between two of a series (unread, blank) */
#define LOOK 500      /* entries looked at for the next of a series */
#define SERIES_MAX 5.0
#define SPECK_BYTES 2

static const char *const heads[] = {"deliberation", "rapport", "question", "point", "dossier", "affaire", "projet",
	"objet", "decision", "motion", "acte"};

static bool free_mark(const struct token *t)
{
	return t->before & (MARK_SPACE | MARK_LINE);
}

/* Whether the number is set off from what follows: a dash, a colon, a stop, ")" or the line's end. */
static bool set_off(const struct token *t, size_t k, size_t end)
{
	if (k >= end)
		return true;
	unsigned m = t[k].before;
	return m & (MARK_COLON | MARK_STOP | MARK_CLOSE | MARK_DASH | MARK_LINE | MARK_SLASH | MARK_DEGREE);
}

static int roman(const char *s)
{
	static const struct {
		char c;
		int v;
	} digits[] = {{'i', 1}, {'v', 5}, {'x', 10}, {'l', 1}}; /* no heading is the fiftieth: an l is an i misread */
	int sum = 0, last = 0;

	for (size_t i = strlen(s); i-- > 0;) {
		int v = 0;
		for (size_t k = 0; k < 4; k++)
			v = digits[k].c == s[i] ? digits[k].v : v;
		if (!v)
			return 0;
		sum += v < last ? -v : v;
		last = v > last ? v : last;
	}
	return sum > 0 && sum < 60 ? sum : 0;
}

static void add_shape(struct number *n, const char *s)
{
	size_t used = strlen(n->shape);

	for (; *s && used + 2 < sizeof n->shape; s++) {
		char c = *s >= '0' && *s <= '9' ? '#' : *s;
		if (c == '#' && used && n->shape[used - 1] == '#')
			continue;
		n->shape[used++] = c;
	}
	n->shape[used] = '\0';
}

static int last_figures(const char *s)
{
	int v = -1;

	for (const char *p = s; *p; p++)
		if (*p >= '0' && *p <= '9' && (p == s || p[-1] < '0' || p[-1] > '9'))
			v = (int)(strtol(p, NULL, 10) % 1000000);
	return v;
}

/* The number proper at t[k]: a code with figures and what is glued to it ("2021-045", "2018-CA-21", "1/78"). */
static size_t code(const struct token *t, size_t k, size_t end, struct number *out)
{
	size_t i = k;

	if (i >= end || !strpbrk(t[i].fold, "0123456789"))
		if (i + 1 >= end || free_mark(&t[i + 1]) || !strpbrk(t[i + 1].fold, "0123456789"))
			return 0;
	out->from = t[i].from;
	do {
		if (i > k)
			add_shape(out, t[i].before & MARK_SLASH ? "/" : t[i].before & MARK_STOP ? "." : "-");
		add_shape(out, t[i].fold);
		int v = last_figures(t[i].fold);
		out->value = v >= 0 ? v : out->value;
		out->to = t[i].to;
		i++;
	} while (i < end && !free_mark(&t[i]) && (t[i].before & (MARK_SLASH | MARK_DASH | MARK_STOP)) &&
		 !(t[i].before & MARK_COMMA));
	return i - k;
}

/* "1/78" counts by its first figures. */
static void count_by_first(const struct token *t, size_t k, struct number *out)
{
	if (strstr(out->shape, "#/#") && t[k].number >= 0 && t[k].number < 500)
		out->value = t[k].number;
}

static bool read_word(const struct token *t, size_t i, size_t end, struct number *out)
{
	size_t k = i;

	for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
		if (!word_like(t[i].fold, heads[h]))
			continue;
		add_shape(out, heads[h]);
		add_shape(out, " ");
		k = i + 1;
		break;
	}
	/* "Ne 5": the little o was read as an e */
	bool no = k < end &&
		  (!strcmp(t[k].fold, "n") || (!strcmp(t[k].fold, "ne") && k + 1 < end && t[k + 1].number >= 0) ||
			  !strcmp(t[k].fold, "no") || !strcmp(t[k].fold, "numero") || !strcmp(t[k].fold, "nº"));
	if (k == i && !no)
		return false;
	k += no;
	size_t took = code(t, k, end, out);
	if (!took || (!no && !strcmp(t[i].fold, "objet")) || (k + took < end && !set_off(t, k + took, end) && !no))
		return false;
	if (no && k == i + 0)
		add_shape(out, " n");
	if (!(k + took >= end || set_off(t, k + took, end) || t[k + took].capital))
		return false;
	count_by_first(t, k, out);
	out->kind = NUMBER_WORD;
	out->len = k + took - i;
	return true;
}

static bool read_code(const struct token *t, size_t i, size_t end, struct number *out)
{
	size_t took = code(t, i, end, out);

	if (!took || i + took >= end)
		return false;
	/* "2019-101 Titre": a year before the number needs no sign after it */
	bool year = took > 1 && t[i].number >= 1800 && t[i].number < 2200 && strlen(t[i].fold) == 4 &&
		    t[i + took].capital && !(t[i + 1].before & MARK_STOP);
	if (!set_off(t, i + took, end) && !year)
		return false;
	bool plain = took == 1 && t[i].number >= 0;
	bool degree = plain && (t[i + 1].before & MARK_DEGREE);
	if (plain && t[i].number > 99)
		return false;
	/* amounts and times: "12,50", "20 h" */
	if (plain && !(t[i + 1].before & (MARK_STOP | MARK_CLOSE | MARK_DASH | MARK_DEGREE | MARK_SLASH)))
		return false;
	if (plain && !t[i + 1].capital && !degree)
		return false;
	/* figures in groups of more than four are a telephone number, an article of a table */
	if (!plain && strlen(out->shape) < 3)
		return false;
	out->kind = plain ? NUMBER_ORDINAL : NUMBER_YEAR;
	out->len = took;
	if (plain) {
		snprintf(out->shape, sizeof out->shape, "#%s%s", degree ? "o" : ".",
			t[i + 1].before & MARK_CLOSE ? ")" : "");
		if (!degree)
			out->to = out->from;
	}
	count_by_first(t, i, out);
	return true;
}

/* "DEL 2019 061 -": an act's code whose underlines were not read. */
static bool read_spaced(const struct token *t, size_t i, size_t end, struct number *out)
{
	bool letters = i + 2 < end && t[i].upper && t[i].number < 0 && strlen(t[i].fold) <= 6;
	size_t k = i + 1;

	if (!letters || strpbrk(t[i].fold, "0123456789"))
		return false;
	add_shape(out, t[i].fold);
	while (k < end && k < i + 4 && t[k].number >= 0 && !(t[k].before & (MARK_STOP | MARK_COMMA | MARK_DASH))) {
		add_shape(out, "_#");
		out->value = t[k++].number;
	}
	if (k < i + 3 || k >= end || !(t[k].before & (MARK_DASH | MARK_COLON)))
		return false;
	out->kind = NUMBER_YEAR;
	out->len = k - i;
	out->from = t[i].from;
	out->to = t[k - 1].to;
	return true;
}

static bool read_roman(const struct token *t, size_t i, size_t end, struct number *out)
{
	if (i + 1 >= end || !(t[i + 1].before & (MARK_STOP | MARK_CLOSE | MARK_DASH)) || !t[i + 1].capital)
		return false;
	int v = roman(t[i].fold);
	bool letter = strlen(t[i].fold) == 1 && t[i].fold[0] >= 'a' && t[i].fold[0] <= 'h';
	if (!t[i].capital && strcmp(t[i].fold, "l") && strcmp(t[i].fold, "ll"))
		return false;
	if (!v && (!letter || !(t[i + 1].before & MARK_SPACE) || t[i + 1].before & MARK_STOP))
		return false;
	out->kind = v ? NUMBER_ROMAN : NUMBER_LETTER;
	out->value = v ? v : t[i].fold[0] - 'a' + 1;
	out->len = 1;
	snprintf(out->shape, sizeof out->shape, "%s", v ? "roman" : "letter");
	return true;
}

bool number_read(const struct token *t, size_t i, size_t end, struct number *out)
{
	bool (*const readers[])(const struct token *, size_t, size_t, struct number *) = {
		read_word, read_roman, read_code, read_spaced};

	for (size_t r = 0; i < end && r < sizeof readers / sizeof *readers; r++) {
		*out = (struct number){.value = -1};
		if (readers[r](t, i, end, out) && out->value >= 0)
			return true;
	}
	*out = (struct number){.value = -1};
	return false;
}

/* --- series ------------------------------------------------------------------------------------------------------- */

bool number_of_line(struct doc *d, size_t i, struct number *out)
{
	struct line *l = &d->lines[i];
	size_t end = l->tok + l->ntok;

	l->number_skip = 0;
	if (number_read(d->tokens, l->tok, end, out))
		return true;
	/* a speck or the rule of a frame read as a letter before the number */
	const struct token *t = &d->tokens[l->tok];
	if (l->ntok < 3 || t->to - t->from > SPECK_BYTES || (t->number > 1) ||
		!number_read(d->tokens, l->tok + 1, end, out) || out->kind == NUMBER_ROMAN ||
		out->kind == NUMBER_LETTER)
		return false;
	l->number_skip = 1;
	return true;
}

struct entry {
	size_t line, order; /* order among lines that have text */
	struct number number;
	size_t run; /* entries of its run */
	bool used, item;
};

static size_t collect(struct doc *d, struct entry **out)
{
	struct entry *v = NULL;
	size_t n = 0, cap = 0, order = 0;

	for (size_t i = 0; i < d->n; i++) {
		struct line *l = &d->lines[i];
		struct number number;
		if (!l->ntok)
			continue;
		order++;
		if (!number_of_line(d, i, &number))
			continue;
		/* a dash or bullet before the number: the point of a list */
		l->number_list = d->tokens[l->tok].before & MARK_DASH;
		size_t next = l->tok + l->number_skip + number.len;
		bool item = l->number_list && number.kind == NUMBER_ORDINAL && next < l->tok + l->ntok &&
			    !d->tokens[next].capital; /* "- 5° d'ester…" */
		v = mn_grow(v, n, &cap, sizeof *v);
		v[n++] = (struct entry){.line = i, .order = order, .number = number, .item = item};
		l->number_end = l->number_skip + number.len;
	}
	*out = v;
	return n;
}

/* Follows a run from entry `at`: the next entry of the same shape whose number is a little higher. */
static size_t follow(struct entry *v, size_t n, size_t at, size_t *run)
{
	size_t length = 0;

	for (size_t i = at; i < n;) {
		run[length++] = i;
		v[i].used = true;
		size_t next = n;
		for (size_t k = i + 1; k < n && k < i + LOOK && next == n; k++) {
			int step = v[k].number.value - v[i].number.value;
			if (!v[k].used && step > 0 && step <= STEP_MAX && !strcmp(v[k].number.shape, v[i].number.shape))
				next = k;
		}
		i = next;
	}
	return length;
}

static bool close_to(const struct entry *a, const struct entry *b)
{
	return b->order - a->order <= CLOSE_LINES;
}

static double base_of(const struct number *number)
{
	switch (number->kind) {
	case NUMBER_WORD:
		return 3;
	case NUMBER_YEAR:
		return 2;
	case NUMBER_ORDINAL:
		return 0.5;
	case NUMBER_ROMAN:
		return 0.8;
	default:
		return 0;
	}
}

static void judge_run(struct doc *d, struct entry *v, const size_t *run, size_t length)
{
	size_t near_ones = 0;

	for (size_t i = 0; i + 1 < length; i++)
		near_ones += close_to(&v[run[i]], &v[run[i + 1]]);
	for (size_t i = 0; i < length; i++) {
		struct entry *e = &v[run[i]];
		struct line *l = &d->lines[e->line];
		bool close = (i > 0 && close_to(&v[run[i - 1]], e)) || (i + 1 < length && close_to(e, &v[run[i + 1]]));
		bool dense = length > 2 ? near_ones * 2 >= length : near_ones && e->number.kind == NUMBER_ORDINAL;
		bool list = e->item || (close && dense) || (l->number_list && (close || length == 1));
		double series = length > 1 ? 1 + 0.5 * (double)length : 0;
		l->number_list = list;
		l->series = list ? -4 : base_of(&e->number) + (series > 3 ? 3 : series);
		l->series = l->series > SERIES_MAX ? SERIES_MAX : l->series;
	}
}

void number_series(struct doc *d)
{
	struct entry *v = NULL;
	size_t n = collect(d, &v);
	size_t *run = mn_calloc(n + 1, sizeof *run);

	for (size_t i = 0; i < n; i++)
		if (!v[i].used)
			judge_run(d, v, run, follow(v, n, i, run));
	free(run);
	free(v);
}
