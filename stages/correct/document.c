// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages to items, items to columns. See document.h.
#include "document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rules.h"
#include "text.h"

#define QUOTE_REACH 15 // words within which an opened quote is closed
#define ABBREVIATION 3 // letters of "M.", "Dr.", "art.": their full stop ends no sentence

static void add_line(struct document *d, const struct corr_line *l, size_t page, size_t line, bool fresh)
{
	for (size_t w = 0; w < l->n; w++)
		d->items[d->n++] = (struct item){
			.text = l->words[w].text, .conf = l->words[w].conf, .page = page, .line = line, .word = w,
			.fresh = fresh && w == 0, .line_start = w == 0, .cut = l->hyphen && w + 1 == l->n,
		};
}

static size_t letters_in(const char *text)
{
	size_t n = 0;
	while (*text)
		n += letter_is(mn_utf8_next(&text));
	return n;
}

static bool ends_sentence(const char *text)
{
	size_t n = strlen(text), letters = letters_in(text);
	while (n > 0 && (text[n - 1] == ')' || text[n - 1] == '"'))
		n--;
	if (n == 0)
		return false;
	if (text[n - 1] == '.')
		return letters > ABBREVIATION || letters == 0;
	return text[n - 1] == '!' || text[n - 1] == '?' || (n >= 3 && memcmp(text + n - 3, "…", 3) == 0);
}

// "-", "•", "1.", "a)" at a line start: the sentence begins after it.
static bool is_bullet(const struct item *it)
{
	size_t n = strlen(it->text);
	if (!it->line_start)
		return false;
	return (letters_in(it->text) == 0 && strpbrk(it->text, "0123456789") == NULL)
		|| (n <= 4 && n >= 2 && strchr(".)", it->text[n - 1]));
}

static void find_sentences(struct document *d)
{
	for (size_t i = 0; i < d->n; i++)
		d->items[i].sentence_start = i == 0 || d->items[i].fresh || ends_sentence(d->items[i - 1].text)
			|| is_bullet(&d->items[i - 1]);
}

void document_init(struct document *d, const struct corr_page *pages, size_t from, size_t to)
{
	size_t n = 0;
	for (size_t p = from; p < to; p++)
		for (size_t l = 0; l < pages[p].n; l++)
			n += pages[p].lines[l].n;
	d->items = mn_calloc(n + 1, sizeof *d->items);
	d->n = 0;
	for (size_t p = from; p < to; p++) {
		bool fresh = p == from;
		for (size_t l = 0; l < pages[p].n; l++) {
			const struct corr_line *line = &pages[p].lines[l];
			fresh |= line->fresh;
			add_line(d, line, p, l, fresh);
			fresh &= line->n == 0;
		}
	}
	for (size_t i = 0; i < d->n; i++) // a cut word needs its other half, in the same block
		if (d->items[i].cut && (i + 1 == d->n || d->items[i + 1].fresh))
			d->items[i].cut = false;
	find_sentences(d);
}

void document_release(struct document *d)
{
	free(d->items);
	d->items = NULL;
	d->n = 0;
}

static bool quote_closes(const struct document *d, size_t i)
{
	for (size_t k = i; k < d->n && k < i + QUOTE_REACH && (k == i || !d->items[k].fresh); k++) {
		const char *s = d->items[k].text;
		bool after_letter = false, closing = false;
		while (*s) {
			uint32_t c = mn_utf8_next(&s);
			closing = (letter_quote(c) && after_letter) || (closing && !letter_is(c));
			after_letter = letter_is(c);
		}
		if (closing)
			return true;
	}
	return false;
}

static bool known_part(const struct model *m, const char *text)
{
	struct word w;
	if (!word_read(&w, text))
		return false;
	while (w.n > 0 && !letter_is(w.c[w.n - 1]))
		w.n--;
	for (size_t i = 0; i < w.n; i++)
		w.c[i] = letter_lower(w.c[i]);
	return is_known(m, w.c, w.n, true);
}

// A cut word is looked up in one, or with its hyphen when only the halves are words (vice-président).
static bool join(struct column *col, const struct item *a, const struct item *b, const struct model *m, char *out)
{
	size_t na = strlen(a->text), nb = strlen(b->text);
	if (na + nb + 2 > TEXT_MAX)
		return false;
	strcpy(out, a->text);
	strcat(out, b->text);
	if (!known_part(m, out) && known_part(m, a->text) && known_part(m, b->text)) {
		sprintf(out, "%s-%s", a->text, b->text);
		col->hyphen_kept = true;
	}
	col->first_half = na;
	return true;
}

static bool small_first(const char *text)
{
	uint32_t c = mn_utf8_next(&text);
	return letter_is(c) && !letter_capital(c);
}

static void build(struct column *col, const struct document *d, size_t i, const struct model *m,
	const struct vocabulary *v, const struct channel *start)
{
	const struct item *it = &d->items[i];
	struct context cx = {.m = m, .v = v, .start = start, .sentence_start = it->sentence_start,
		.quote_closes = quote_closes(d, i)};
	struct ruling r;
	char joined[TEXT_MAX];
	const struct pairs none = {.n = 0};
	*col = (struct column){.item = i, .fresh = it->fresh};
	if (i + 1 < d->n && !d->items[i + 1].fresh)
		cx.next = d->items[i + 1].text;
	cx.plain_start = it->sentence_start && cx.next && small_first(cx.next);
	if (it->cut && join(col, it, it + 1, m, joined)) {
		column_build(col, joined, &cx);
	} else if (rules_apply(d, i, m, &r)) {
		col->rule = r.name;
		column_add(col, it->text, r.kept, KIND_SAME, &none, &cx, it->text);
		column_add(col, r.text, r.cost, KIND_RULE, &none, &cx, r.text);
	} else {
		column_build(col, it->text, &cx);
	}
}

struct column *document_columns(const struct document *d, const struct model *m, const struct vocabulary *v,
	const struct channel *start, size_t *n)
{
	struct column *c = mn_calloc(d->n + 1, sizeof *c);
	*n = 0;
	for (size_t i = 0; i < d->n; i++) {
		struct column *col = &c[(*n)++];
		build(col, d, i, m, v, start);
		col->c = mn_realloc(col->c, col->n * sizeof *col->c);
		i += col->first_half > 0;
	}
	return c;
}

void columns_free(struct column *c, size_t n)
{
	for (size_t i = 0; c && i < n; i++)
		column_release(&c[i]);
	free(c);
}
