// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * doc.c: lines with their layout, and the stream of words.
 *
 * Layout is measured against the neighbourhood, not the page: the column of a line is what the lines within NEAR above
 * and below it that overlap it fill, so two columns, indented extracts and pages of another format need no special
 * care. White above is compared with the usual distance of the lines of that page.
 */
#include "doc.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "err.h"
#include "text.h"

#define NEAR 45         /* lines looked at on each side for the column */
#define OVERLAP 0.5     /* share of the shorter line */
#define SPECK 3         /* fewer letters and figures are dirt */
#define STYLE_SHARE 0.6 /* of the words bear a style: the line has it */

static int by_int(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

static void letters_of(struct line *l)
{
	const char *p = l->text;
	int upper = 0;
	uint32_t c;

	while ((c = mn_utf8_next(&p))) {
		utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
		if (k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT)
			upper++;
		if (k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT || k == UTF8PROC_CATEGORY_LL)
			l->letters++;
		if (k == UTF8PROC_CATEGORY_ND)
			l->digits++;
	}
	l->caps = l->letters ? (double)upper / l->letters : 0;
}

static void words_of(struct line *l)
{
	const struct mn_line *s = l->src;
	int count[4] = {0}, right = 0;
	double sum = 0;
	size_t known = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct mn_word *w = &s->words[i];
		for (int b = 0; b < 4; b++)
			count[b] += (w->style & (1U << b)) != 0;
		if (w->conf >= 0) {
			sum += (double)w->conf;
			known++;
		}
		if (i && l->box.h > 0 && w->box.x > right)
			l->holes = l->holes < (double)(w->box.x - right) / l->box.h
					   ? (double)(w->box.x - right) / l->box.h
					   : l->holes;
		right = w->box.x + w->box.w;
	}
	l->words = (int)s->n;
	l->conf = known ? sum / (double)known : 1;
	for (int b = 0; b < 4; b++)
		if (s->n && count[b] >= STYLE_SHARE * (double)s->n)
			l->style |= 1U << b;
	letters_of(l);
}

static bool overlap(const struct mn_box *a, const struct mn_box *b)
{
	int from = a->x > b->x ? a->x : b->x, to = a->x + a->w < b->x + b->w ? a->x + a->w : b->x + b->w;
	int shorter = a->w < b->w ? a->w : b->w;

	return shorter > 0 && to - from > OVERLAP * shorter;
}

/* Column of line i: the left and right ends that its neighbours reach, the widest outliers left out. */
static void column_of(struct doc *d, size_t i)
{
	struct line *l = &d->lines[i];
	int left[2 * NEAR + 1], right[2 * NEAR + 1];
	size_t n = 0, from = i > NEAR ? i - NEAR : 0;

	for (size_t k = from; k < d->n && k <= i + NEAR; k++) {
		const struct line *o = &d->lines[k];
		if (o->page != l->page || !o->words || !overlap(&l->box, &o->box))
			continue;
		left[n] = o->box.x;
		right[n++] = o->box.x + o->box.w;
	}
	if (!n) /* no words: no column */
		return;
	qsort(left, n, sizeof *left, by_int);
	qsort(right, n, sizeof *right, by_int);
	double a = left[n / 10], b = right[n - 1 - n / 10], w = b - a > 1 ? b - a : 1;
	double white = (l->box.x - a) / w, tail = (b - l->box.x - l->box.w) / w;
	l->indent = white;
	l->fill = 1 - tail;
	l->centred = white > 0.06 && tail > 0.06 && white - tail < 0.12 && tail - white < 0.12;
}

/* The line that this one stands under, on the same page. */
static const struct line *above(const struct doc *d, size_t i)
{
	const struct line *l = &d->lines[i];

	for (size_t k = i; k-- > 0 && d->lines[k].page == l->page;)
		if (d->lines[k].words && d->lines[k].box.y < l->box.y &&
			(i - k == 1 || overlap(&l->box, &d->lines[k].box)))
			return &d->lines[k];
	return NULL;
}

static int bottom(const struct line *l)
{
	return l->src->baseline > 0 ? l->src->baseline : l->box.y + l->box.h;
}

static void gaps_of_page(struct doc *d, size_t from, size_t to)
{
	int *steps = mn_calloc(to - from + 1, sizeof *steps);
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		const struct line *a = above(d, i);
		int step = a ? bottom(&d->lines[i]) - bottom(a) : 0;
		if (step > 0)
			steps[n++] = step;
	}
	qsort(steps, n, sizeof *steps, by_int);
	double pitch = n ? steps[n * 2 / 5] : 0;
	for (size_t i = from; pitch > 0 && i < to; i++) {
		const struct line *a = above(d, i);
		d->lines[i].first_of_text = !a;
		d->lines[i].gap = a ? (bottom(&d->lines[i]) - bottom(a)) / pitch - 1 : 0;
	}
	free(steps);
}

static void add_page(struct doc *d, size_t p, size_t *cap)
{
	struct mn_alto *a = d->pages[p];
	size_t from = d->n;
	int no = 0;

	for (size_t b = 0; b < a->n; b++) {
		for (size_t k = 0; k < a->blocks[b].n; k++) {
			struct mn_line *src = &a->blocks[b].lines[k];
			no++;
			d->lines = mn_grow(d->lines, d->n, cap, sizeof *d->lines);
			struct line *l = &d->lines[d->n++];
			*l = (struct line){.page = (int)strtol(a->id, NULL, 10),
				.no = no,
				.page_index = p,
				.src = src,
				.kind = a->blocks[b].kind,
				.box = src->box,
				.page_w = a->width,
				.page_h = a->height,
				.block_start = k == 0};
			l->text = mn_line_text(src, src->hyphen ? "\xc2\xad" : "");
			words_of(l);
		}
	}
	if (d->n == from)
		return;
	d->lines[from].first = d->lines[d->n - 1].last = true;
	for (size_t i = from; i < d->n; i++)
		column_of(d, i);
	gaps_of_page(d, from, d->n);
}

struct doc *doc_new(struct mn_alto **pages, size_t n)
{
	struct doc *d = mn_calloc(1, sizeof *d);
	size_t cap = 0;

	d->pages = pages;
	d->npages = n;
	for (size_t p = 0; p < n; p++)
		add_page(d, p, &cap);
	return d;
}

void tokens_free(struct token *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(t[i].fold);
	free(t);
}

void doc_free(struct doc *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < d->n; i++)
		free(d->lines[i].text);
	free(d->lines);
	for (size_t i = 0; i < d->npages; i++)
		mn_alto_free(d->pages[i]);
	free(d->pages);
	tokens_free(d->tokens, d->ntokens);
	free(d->text);
	free(d);
}

/* --- tokens ------------------------------------------------------------------------------------------------------- */

static bool is_word(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);

	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ME) || k == UTF8PROC_CATEGORY_ND || c == '_';
}

static unsigned mark_of(uint32_t c)
{
	switch (c) {
	case '.':
	case '!':
	case '?':
	case 0x2026:
		return MARK_STOP;
	case ',':
		return MARK_COMMA;
	case ':':
		return MARK_COLON;
	case ';':
		return MARK_SEMICOLON;
	case '(':
		return MARK_OPEN;
	case ')':
		return MARK_CLOSE;
	case '-':
	case 0x2013:
	case 0x2014:
	case 0x2022:
		return MARK_DASH;
	case 0xab:
	case 0xbb:
	case '"':
	case 0x201c:
	case 0x201d:
		return MARK_QUOTE;
	case '\'':
	case 0x2019:
		return MARK_APOSTROPHE;
	case '/':
		return MARK_SLASH;
	case 0xb0:
	case 0xba:
		return MARK_DEGREE;
	case 0x20ac:
	case '%':
	case 0xa3:
	case '$':
		return MARK_UNIT;
	case ' ':
	case '\t':
	case 0xa0:
	case 0x202f:
		return MARK_SPACE;
	default:
		return 0;
	}
}

static void judge_token(struct token *t, const char *text)
{
	const char *p = text + t->from, *end = text + t->to;
	int letters = 0, upper = 0;

	for (bool first = true; p < end; first = false) {
		uint32_t c = mn_utf8_next(&p);
		utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
		bool up = k == UTF8PROC_CATEGORY_LU;
		t->capital = first ? up : t->capital;
		upper += up;
		letters += up || k == UTF8PROC_CATEGORY_LL;
	}
	t->upper = letters > 1 && upper >= letters - letters / 6;
	size_t digits = strspn(t->fold, "0123456789");
	t->number = -1;
	if (digits && digits < 9 && (!t->fold[digits] || !strcmp(t->fold + digits, "er")))
		t->number = (int)strtol(t->fold, NULL, 10);
}

struct stream {
	struct token *v;
	size_t n, cap;
};

/* Words of text[from..], a hyphen between two letters belongs to the word. */
static void tokenize(struct stream *s, const char *text, size_t from, size_t line, unsigned before)
{
	const char *p = text + from;

	while (*p) {
		const char *at = p;
		uint32_t c = mn_utf8_next(&p);
		if (!is_word(c) || c == '_') { /* a rule drawn with _ is no word, DEL_2019_061 is one */
			before |= mark_of(c);
			continue;
		}
		bool digits = c >= '0' && c <= '9';
		for (;;) { /* at the end of each round: p stands after a character of the word */
			const char *q = p;
			c = mn_utf8_next(&q);
			if (c == '-' && !digits) {
				const char *r = q;
				if (is_word(mn_utf8_next(&r))) {
					p = q;
					continue;
				}
			}
			if (!c || !is_word(c))
				break;
			p = q;
		}
		s->v = mn_grow(s->v, s->n, &s->cap, sizeof *s->v);
		struct token *t = &s->v[s->n++];
		char *word = mn_strndup(at, (size_t)(p - at));
		*t = (struct token){.fold = mn_fold(word),
			.from = (size_t)(at - text),
			.to = (size_t)(p - text),
			.line = line,
			.before = before};
		free(word);
		judge_token(t, text);
		before = 0;
	}
}

struct token *tokens_of(const char *text, size_t *n)
{
	struct stream s = {NULL, 0, 0};

	tokenize(&s, text, 0, 0, MARK_LINE);
	*n = s.n;
	return s.v;
}

void doc_tokens(struct doc *d)
{
	struct mn_buf b = MN_BUF_INIT;
	size_t *starts = mn_calloc(d->n + 1, sizeof *starts);
	bool cut = false;

	mn_buf_puts(&b, "");
	for (size_t i = 0; i < d->n; i++) {
		const struct line *l = &d->lines[i];
		size_t n = strlen(l->text);
		starts[i] = b.len;
		if (l->aside)
			continue;
		if (b.len && !cut)
			mn_buf_putc(&b, ' ');
		starts[i] = b.len;
		bool soft = n > 1 && !strcmp(l->text + n - 2, "\xc2\xad");
		/* a hard hyphen at the line end: "Saint-" "Aubin" is one word, too */
		bool hard = n > 1 && l->text[n - 1] == '-' && l->text[n - 2] != ' ';
		cut = soft || hard;
		mn_buf_put(&b, l->text, soft ? n - 2 : n);
	}
	d->text = mn_buf_take(&b);
	struct stream s = {NULL, 0, 0};
	tokenize(&s, d->text, 0, 0, 0);
	size_t line = 0;
	size_t shown = 0; /* page whose first line of text was seen, from 1 */
	for (size_t i = 0; i < d->n; i++)
		if (!d->lines[i].aside && shown != d->lines[i].page_index + 1) {
			shown = d->lines[i].page_index + 1;
			d->lines[i].first_of_text = true;
		}
	for (size_t i = 0; i < s.n; i++) {
		size_t old = line;
		while (line + 1 < d->n && (d->lines[line].aside || starts[line + 1] <= s.v[i].from))
			line++;
		s.v[i].line = line;
		if (!i || line != old)
			s.v[i].before |= MARK_LINE;
		if (!d->lines[line].ntok++)
			d->lines[line].tok = i;
	}
	for (size_t i = 0; i < d->n; i++)
		if (!d->lines[i].ntok)
			d->lines[i].tok = i ? d->lines[i - 1].tok + d->lines[i - 1].ntok : 0;
	d->tokens = s.v;
	d->ntokens = s.n;
	free(starts);
}

char *doc_words(const struct doc *d, size_t a, size_t b)
{
	if (a >= b || a >= d->ntokens)
		return mn_strdup("");
	size_t from = d->tokens[a].from, to = d->tokens[b <= d->ntokens ? b - 1 : d->ntokens - 1].to;
	return mn_strndup(d->text + from, to > from ? to - from : 0);
}

size_t doc_before(const struct doc *d, size_t i)
{
	while (i-- > 0)
		if (!d->lines[i].aside && d->lines[i].ntok)
			return i;
	return d->n;
}

size_t doc_after(const struct doc *d, size_t i)
{
	while (++i < d->n)
		if (!d->lines[i].aside && d->lines[i].ntok)
			return i;
	return d->n;
}

size_t doc_above(const struct doc *d, size_t i)
{
	while (i-- > 0)
		if (!d->lines[i].aside && d->lines[i].letters + d->lines[i].digits >= SPECK)
			return i;
	return d->n;
}
