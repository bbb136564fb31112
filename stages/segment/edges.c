// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * edges.c: running heads and feet, margin columns, stamps.
 *
 * A line among the first or last EDGE lines of its page is furniture when a like line (figures left out, a sixth of the
 * letters forgiven) stands at the edge of another page, or when it is nothing but a page number or a fax's line. A
 * margin column is a narrow run of lines wholly left or right of the lines that carry the text. Stamps are known by
 * their words. What ocr has marked as margin or stamp is taken as it is.
 */
#include "edges.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "err.h"
#include "text.h"

#define EDGE 4
#define NEAR_EDGES (2 * EDGE * 8) /* eight pages on each side */
#define KEY_MAX 63                /* letters compared, as mn_distance */
#define KEY_MIN 4
#define MAIN_SHARE 0.38 /* of the page's width: a line that carries the text */
#define MAIN_LINES 6    /* so many of them make a column */
#define NARROW_SHARE 0.3
#define MARGIN_LINES 3

/* Folded, every run of figures one '#', other signs a space. Caller frees. */
static char *key_of(const char *text)
{
	char *fold = mn_fold(text), *to = fold;

	for (const char *p = fold; *p; p++) {
		char c = isdigit((unsigned char)*p) ? '#' : isalpha((unsigned char)*p) ? *p : ' ';
		if ((c == '#' || c == ' ') && to > fold && to[-1] == c)
			continue;
		*to++ = c;
	}
	*to = '\0';
	return mn_trim(fold);
}

static bool alike(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), longest = n > m ? n : m;

	if (longest > KEY_MAX)
		longest = KEY_MAX;
	return mn_distance(a, b) <= longest / 6;
}

/* "# / #", "page # sur #", "- # -", "#": nothing but a page number. */
static bool is_page_number(const char *key)
{
	static const char *const forms[] = {"#", "# #", "page #", "page # #", "page # sur #", "page # of #", "# sur #",
		"p #", "p # #", "pages # #", "folio #", "f #", "# #", "page"};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (!strcmp(key, forms[i]))
			return true;
	return false;
}

/* A fax writes date, time, numbers and a page at the top of each sheet. */
static bool is_fax_line(const struct line *l, const char *key)
{
	return l->digits >= 10 && l->digits > l->letters / 2 && (strstr(key, "p #") || strstr(key, "page #"));
}

/* "048-214800993-20220412-PV202203-DE": the number that the prefecture's platform prints on an act. */
static bool is_act_id(const char *text)
{
	int digits = 0, dashes = 0;

	for (const char *p = text; *p; p++) {
		if (*p == ' ') {
			digits = dashes = 0;
			continue;
		}
		digits += isdigit((unsigned char)*p) != 0;
		dashes += *p == '-';
		if (digits >= 14 && dashes >= 2)
			return true;
	}
	return false;
}

struct edge {
	size_t line;
	bool top;
	char *key;
};

struct place {
	size_t line;
	int y;
};

static int by_height(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return x->y == y->y ? (x->line > y->line) - (x->line < y->line) : (x->y > y->y) - (x->y < y->y);
}

/* Lines of one page at its edges, the outermost first, whatever the reading order; margin lines do not count. */
static size_t edges_of_page(const struct doc *d, size_t from, size_t to, struct edge *v)
{
	struct place *p = mn_calloc(to - from + 1, sizeof *p);
	size_t n = 0, count = 0;

	for (size_t i = from; i < to; i++)
		if (!d->lines[i].aside && d->lines[i].letters + d->lines[i].digits)
			p[count++] = (struct place){i, d->lines[i].box.y + d->lines[i].box.h / 2};
	qsort(p, count, sizeof *p, by_height);
	for (size_t k = 0; k < count && k < EDGE; k++)
		v[n++] = (struct edge){p[k].line, true, key_of(d->lines[p[k].line].text)};
	for (size_t k = 0; k < count && k < EDGE; k++)
		v[n++] = (struct edge){p[count - 1 - k].line, false, key_of(d->lines[p[count - 1 - k].line].text)};
	free(p);
	return n;
}

static bool repeated(const struct doc *d, const struct edge *v, size_t n, size_t i)
{
	int page = d->lines[v[i].line].page;

	if (strlen(v[i].key) < KEY_MIN)
		return false;
	/* the nearest pages only: heads change with the document's parts, and a register may have thousands of pages */
	size_t from = i > NEAR_EDGES ? i - NEAR_EDGES : 0, to = n - i > NEAR_EDGES ? i + NEAR_EDGES : n;
	for (size_t k = from; k < to; k++)
		if (d->lines[v[k].line].page != page && v[k].top == v[i].top && strlen(v[k].key) >= KEY_MIN &&
			alike(v[k].key, v[i].key))
			return true;
	return false;
}

static void put_aside(struct line *l, enum mn_role role)
{
	l->aside = true;
	l->role = role;
}

static bool phrase_in(const struct lexicon *lx, enum class_ c, const char *text)
{
	size_t n;
	struct token *t = tokens_of(text, &n);
	bool found = lexicon_find(lx, c, t, 0, n, NULL) < n;

	tokens_free(t, n);
	return found;
}

/* The text of running heads must be at the very edge: a repeated line counts only when all lines beyond it are
 * furniture too. */
static void take_runs(struct doc *d, struct edge *v, size_t n, bool extracts, const struct lexicon *lx)
{
	for (size_t i = 0; i < n; i++) {
		struct line *l = &d->lines[v[i].line];
		bool first = i == 0 || v[i - 1].top != v[i].top || d->lines[v[i - 1].line].page != l->page;
		bool clear = first || d->lines[v[i - 1].line].aside;
		if (l->aside || !clear)
			continue;
		if (is_page_number(v[i].key) || is_fax_line(l, v[i].key))
			put_aside(l, MN_ROLE_HEAD);
		else if (!extracts && repeated(d, v, n, i) && !phrase_in(lx, CL_VOTE, l->text) &&
			 !phrase_in(lx, CL_UNANIMOUS, l->text))
			put_aside(l, MN_ROLE_HEAD);
	}
}

/* --- margins ------------------------------------------------------------------------------------------------------ */

static int by_int(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

/* Left and right end of the lines that carry the text; false when the page has no such column. */
static bool main_column(const struct doc *d, size_t from, size_t to, int *left, int *right)
{
	int *a = mn_calloc(to - from + 1, sizeof *a), *b = mn_calloc(to - from + 1, sizeof *b);
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		const struct line *l = &d->lines[i];
		if (l->box.w < MAIN_SHARE * l->page_w)
			continue;
		a[n] = l->box.x;
		b[n++] = l->box.x + l->box.w;
	}
	qsort(a, n, sizeof *a, by_int);
	qsort(b, n, sizeof *b, by_int);
	bool ok = n >= MAIN_LINES;
	if (ok) {
		*left = a[n / 4];
		*right = b[n - 1 - n / 4];
	}
	free(a);
	free(b);
	return ok;
}

static bool beside(const struct line *l, int left, int right)
{
	return l->box.w < NARROW_SHARE * l->page_w && (l->box.x + l->box.w <= left || l->box.x >= right);
}

static void find_margins(struct doc *d, size_t from, size_t to, const struct lexicon *lx)
{
	int left, right;

	if (!main_column(d, from, to, &left, &right))
		return;
	for (size_t i = from; i < to;) {
		size_t k = i;
		bool words = false;
		for (; k < to && beside(&d->lines[k], left, right); k++)
			words = words || phrase_in(lx, CL_MARGIN, d->lines[k].text);
		for (; i < k && (k - i >= MARGIN_LINES || words); i++)
			put_aside(&d->lines[i], MN_ROLE_MARGIN);
		i = k > i ? k : i + 1;
	}
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static size_t page_end(const struct doc *d, size_t from)
{
	while (from < d->n && !d->lines[from].last)
		from++;
	return from < d->n ? from + 1 : from;
}

static bool find_extracts(const struct doc *d, const struct lexicon *lx)
{
	int pages = 0;

	for (size_t from = 0; from < d->n; from = page_end(d, from)) {
		bool found = false;
		for (size_t i = from; i < page_end(d, from) && i < from + 3 * EDGE; i++)
			found = found || phrase_in(lx, CL_EXTRACT, d->lines[i].text);
		pages += found;
	}
	return pages > 1;
}

bool edges_find(struct doc *d, const struct lexicon *lx)
{
	bool extracts = find_extracts(d, lx);
	struct edge *v = mn_calloc(2 * EDGE * d->npages + 1, sizeof *v);
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++) {
		struct line *l = &d->lines[i];
		if (l->kind == MN_BLOCK_MARGIN)
			put_aside(l, MN_ROLE_MARGIN);
		else if (l->kind == MN_BLOCK_STAMP || is_act_id(l->text) || phrase_in(lx, CL_STAMP, l->text))
			put_aside(l, MN_ROLE_STAMP);
	}
	for (size_t from = 0, to; from < d->n; from = to) {
		to = page_end(d, from);
		find_margins(d, from, to, lx);
		n += edges_of_page(d, from, to, v + n);
	}
	take_runs(d, v, n, extracts, lx);
	for (size_t i = 0; i < n; i++)
		free(v[i].key);
	free(v);
	return extracts;
}
