// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * alto.c: a page of text in memory: building it, its boxes, its lines, its plain text.
 *
 * Arrays hold room for the next power of two, so that the structures need no capacity of their own:
 * whoever builds a page appends by mn_alto_add_… only (an array may be shortened by hand). Reading
 * and writing XML: alto_read.c, alto_write.c.
 */
#include "alto.h"

#include <stdlib.h>
#include <string.h>
#include "buf.h"

#define SOFT_HYPHEN "\u00ad"

static void word_free(struct mn_word *w)
{
	free(w->text);
	free(w->read);
	for (size_t i = 0; i < w->nalternatives; i++)
		free(w->alternatives[i]);
	free(w->alternatives);
}

static void line_free(struct mn_line *l)
{
	for (size_t i = 0; i < l->n; i++)
		word_free(&l->words[i]);
	free(l->words);
}

void mn_alto_free(struct mn_alto *a)
{
	if (!a)
		return;
	for (size_t i = 0; i < a->n; i++) {
		for (size_t j = 0; j < a->blocks[i].n; j++)
			line_free(&a->blocks[i].lines[j]);
		free(a->blocks[i].lines);
	}
	free(a->blocks);
	free(a->reason);
	free(a->image);
	free(a->engine);
	free(a->corrector);
	free(a);
}

/* Room for element n of an array whose capacity is the power of two from n on. */
static void *more(void *items, size_t n, size_t size)
{
	if (n & (n - 1))
		return items;
	return mn_realloc(items, (n ? 2 * n : 1) * size);
}

struct mn_alto_block *mn_alto_add_block(struct mn_alto *a)
{
	a->blocks = more(a->blocks, a->n, sizeof *a->blocks);
	struct mn_alto_block *b = &a->blocks[a->n++];
	*b = (struct mn_alto_block){0};
	return b;
}

struct mn_line *mn_alto_add_line(struct mn_alto_block *b)
{
	b->lines = more(b->lines, b->n, sizeof *b->lines);
	struct mn_line *l = &b->lines[b->n++];
	*l = (struct mn_line){0};
	return l;
}

struct mn_word *mn_alto_add_word(struct mn_line *l)
{
	l->words = more(l->words, l->n, sizeof *l->words);
	struct mn_word *w = &l->words[l->n++];
	*w = (struct mn_word){.conf = -1};
	return w;
}

static int max(int a, int b)
{
	return a > b ? a : b;
}

static int min(int a, int b)
{
	return a < b ? a : b;
}

/* The smallest box around both; a box without extent counts for nothing. */
static struct mn_box around(struct mn_box a, struct mn_box b)
{
	if (b.w <= 0 || b.h <= 0)
		return a;
	if (a.w <= 0 || a.h <= 0)
		return b;
	struct mn_box r = {min(a.x, b.x), min(a.y, b.y), 0, 0};
	r.w = max(a.x + a.w, b.x + b.w) - r.x;
	r.h = max(a.y + a.h, b.y + b.h) - r.y;
	return r;
}

static void fit_line(struct mn_line *l)
{
	struct mn_box box = {0};

	for (size_t i = 0; i < l->n; i++)
		box = around(box, l->words[i].box);
	if (box.w > 0)
		l->box = box;
}

void mn_alto_fit(struct mn_alto *a)
{
	for (size_t i = 0; i < a->n; i++) {
		struct mn_alto_block *b = &a->blocks[i];
		struct mn_box box = {0};

		for (size_t j = 0; j < b->n; j++) {
			fit_line(&b->lines[j]);
			box = around(box, b->lines[j].box);
		}
		if (box.w > 0)
			b->box = box;
	}
}

static size_t count_lines(const struct mn_alto *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		n += a->blocks[i].n;
	return n;
}

struct mn_line **mn_alto_lines(const struct mn_alto *a, size_t *n)
{
	struct mn_line **lines = mn_calloc(count_lines(a) + 1, sizeof *lines);

	*n = 0;
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < a->blocks[i].n; j++)
			lines[(*n)++] = &a->blocks[i].lines[j];
	return lines;
}

enum mn_block_kind *mn_alto_line_kinds(const struct mn_alto *a, size_t *n)
{
	enum mn_block_kind *kinds = mn_calloc(count_lines(a) + 1, sizeof *kinds);

	*n = 0;
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < a->blocks[i].n; j++)
			kinds[(*n)++] = a->blocks[i].kind;
	return kinds;
}

/* A word whose text was joined to its neighbour by correction is empty and takes no space. */
static void put_line(struct mn_buf *b, const struct mn_line *l, const char *hyphen)
{
	bool first = true;

	for (size_t i = 0; i < l->n; i++) {
		const char *text = l->words[i].text;

		if (!text || !*text)
			continue;
		if (!first)
			mn_buf_putc(b, ' ');
		mn_buf_puts(b, text);
		first = false;
	}
	if (l->hyphen)
		mn_buf_puts(b, hyphen);
}

char *mn_line_text(const struct mn_line *l, const char *hyphen)
{
	struct mn_buf b = MN_BUF_INIT;

	put_line(&b, l, hyphen);
	return mn_buf_take(&b);
}

char *mn_alto_text(const struct mn_alto *a)
{
	struct mn_buf b = MN_BUF_INIT;

	for (size_t i = 0; i < a->n; i++) {
		if (i)
			mn_buf_putc(&b, '\n');
		for (size_t j = 0; j < a->blocks[i].n; j++) {
			put_line(&b, &a->blocks[i].lines[j], SOFT_HYPHEN);
			mn_buf_putc(&b, '\n');
		}
	}
	return mn_buf_take(&b);
}
