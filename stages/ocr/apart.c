// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * apart.c: reading margins and tables by themselves.
 *
 * A margin is read as a column, a table cell by cell, each with some white around it. A row whose
 * cells hold one line each becomes one line of the page (as it is printed); a row with higher cells
 * is given cell by cell, so that no sentence is torn. Places: a boxed margin comes before the body;
 * a table, and a margin behind a rule, after the last line of the body that stands above its top
 * and over or under it; rectangles of text in the wrong place cost more than words that are lost.
 */
#include "apart.h"

#include <stdlib.h>
#include <string.h>

#define WHITE_AROUND 10  /* pixels of paper around a clipped cell */
#define UNDER_FROM (-6)  /* an underline's height below the baseline, pixels at 300 dpi */
#define UNDER_TO 16
#define CELL_INK 12      /* pixels of ink at 300 dpi under which a cell is empty */

struct ocr_apart *ocr_apart_make(struct ocr_picture *p)
{
	struct ocr_apart *apart = mn_calloc(1, sizeof *apart);
	PIX *ink = ocr_ink(p->pix), *dots = ink ? ocr_tint_find(ink, p->dpi) : NULL;

	apart->dpi = p->dpi;
	if (!ink) {
		apart->zones = mn_calloc(1, sizeof *apart->zones);
		return apart;
	}
	ocr_erase(&p->pix, dots);
	ocr_erase(&ink, dots);
	struct ocr_rules *rules = ocr_rules_find(ink, p->dpi);
	ocr_erase(&p->pix, rules->mask);
	ocr_erase(&ink, rules->mask);
	ocr_erase(&ink, rules->table_mask);
	apart->zones = ocr_zones_find(ink, rules, p->dpi);
	apart->ink = pixClone(ink);
	if (apart->zones->n) {
		apart->clean = pixCopy(NULL, p->pix);
		ocr_erase(&apart->clean, rules->table_mask);
		ocr_zones_blank(apart->zones, p->pix);
	}
	apart->rules = rules;
	pixDestroy(&dots);
	pixDestroy(&ink);
	return apart;
}

void ocr_apart_free(struct ocr_apart *apart)
{
	ocr_zones_free(apart->zones);
	ocr_rules_free(apart->rules);
	pixDestroy(&apart->clean);
	pixDestroy(&apart->ink);
	free(apart);
}

static bool is_empty(const struct ocr_apart *apart, BOX *box)
{
	l_int32 n = 0;

	pixCountPixelsInRect(apart->ink, box, &n, NULL);
	return n < CELL_INK * apart->dpi / 300;
}

/* A part of the clean picture with paper around it. */
static PIX *clip(const struct ocr_apart *apart, BOX *box)
{
	PIX *part = pixClipRectangle(apart->clean, box, NULL);
	l_float32 paper = 0;

	if (!part)
		return NULL;
	if (pixGetDepth(part) == 8)
		pixGetRankValueMasked(part, NULL, 0, 0, 1, 0.8F, &paper, NULL);
	PIX *wide = pixAddBorder(part, WHITE_AROUND, (l_uint32)paper);
	pixDestroy(&part);
	return wide;
}

static void shift(struct mn_line *l, int dx, int dy)
{
	l->box.x += dx;
	l->box.y += dy;
	l->baseline += l->baseline ? dy : 0;
	for (size_t i = 0; i < l->n; i++) {
		l->words[i].box.x += dx;
		l->words[i].box.y += dy;
	}
}

/* Reads one cell; its lines are appended to the block. */
static int read_cell(const struct ocr_apart *apart, const struct ocr_engine *e, void *state,
	const struct mn_box *b, enum ocr_layout layout, struct mn_alto_block *to,
	struct mn_err *err)
{
	BOX *box = boxCreate(b->x, b->y, b->w, b->h);
	PIX *pix = is_empty(apart, box) ? NULL : clip(apart, box);
	struct ocr_input in = {.pix = pix, .dpi = apart->dpi, .layout = layout};
	struct mn_alto *a = mn_calloc(1, sizeof *a);
	int r = pix ? e->read(state, &in, a, err) : 0;

	for (size_t i = 0; i < a->n; i++) {
		for (size_t k = 0; k < a->blocks[i].n; k++) {
			struct mn_line *l = mn_alto_add_line(to);
			*l = a->blocks[i].lines[k];
			shift(l, b->x - WHITE_AROUND, b->y - WHITE_AROUND);
		}
		a->blocks[i].n = 0;
	}
	mn_alto_free(a);
	pixDestroy(&pix);
	boxDestroy(&box);
	return r;
}

/* Words of the lines from `first` on move into the first of them. */
static void join_lines(struct mn_alto_block *b, size_t first)
{
	struct mn_line *to = &b->lines[first];

	for (size_t i = first + 1; i < b->n; i++) {
		struct mn_line *l = &b->lines[i];

		for (size_t k = 0; k < l->n; k++)
			*mn_alto_add_word(to) = l->words[k];
		free(l->words);
	}
	b->n = first + 1;
}

static int read_zone(const struct ocr_apart *apart, const struct ocr_engine *e, void *state,
	const struct ocr_zone *z, struct mn_alto_block *b, struct mn_err *err)
{
	enum ocr_layout layout = z->kind == MN_BLOCK_TABLE ? OCR_BLOCK : OCR_COLUMN;

	b->kind = z->kind;
	for (size_t i = 0; i < z->n;) {
		size_t first = b->n;
		bool single = true;
		int row = z->cells[i].row;

		for (; i < z->n && z->cells[i].row == row; i++) {
			size_t before = b->n;

			if (read_cell(apart, e, state, &z->cells[i].box, layout, b, err) < 0)
				return -1;
			single = single && b->n - before <= 1;
		}
		if (single && z->kind == MN_BLOCK_TABLE && b->n > first + 1)
			join_lines(b, first);
	}
	return 0;
}

/* The line of the body after which a zone stands: above its top, over it from side to side. Blocks
 * and lines from 1; 0: none. */
static void place_of(const struct mn_alto *a, const struct ocr_zone *z, size_t *block, size_t *line)
{
	*block = *line = 0;
	for (size_t i = 0; i < a->n && !z->framed; i++)
		for (size_t k = 0; k < a->blocks[i].n; k++) {
			const struct mn_box *b = &a->blocks[i].lines[k].box;
			bool over = b->x < z->box.x + z->box.w && b->x + b->w > z->box.x;

			if (z->kind == MN_BLOCK_MARGIN)
				over = true;
			if (a->blocks[i].kind != MN_BLOCK_MARGIN && over &&
				b->y + b->h / 2 < z->box.y) {
				*block = i + 1;
				*line = k + 1;
			}
		}
}

/* Puts the last block of a behind line `line` of block `block` (from 1), which is cut there. */
static void insert(struct mn_alto *a, size_t block, size_t line)
{
	bool cut = block && line < a->blocks[block - 1].n;
	enum mn_block_kind kind = block ? a->blocks[block - 1].kind : MN_BLOCK_TEXT;

	if (cut) {
		struct mn_alto_block *tail = mn_alto_add_block(a), *head = &a->blocks[block - 1];

		tail->kind = kind;
		for (size_t k = line; k < head->n; k++)
			*mn_alto_add_line(tail) = head->lines[k];
		head->n = line;
	}
	/* Now: …head, others…, zone[, tail]; wanted: …head, zone[, tail], others… */
	size_t moved = cut ? 2 : 1, others = a->n - moved - block;
	struct mn_alto_block last[2];

	memcpy(last, &a->blocks[a->n - moved], moved * sizeof *last);
	memmove(&a->blocks[block + moved], &a->blocks[block], others * sizeof *a->blocks);
	memcpy(&a->blocks[block], last, moved * sizeof *last);
}

int ocr_apart_read(const struct ocr_apart *apart, const struct ocr_engine *e, void *state,
	struct mn_alto *a, struct mn_err *err)
{
	for (size_t i = 0; i < apart->zones->n; i++) {
		const struct ocr_zone *z = &apart->zones->v[i];
		size_t block, line;

		place_of(a, z, &block, &line);
		if (read_zone(apart, e, state, z, mn_alto_add_block(a), err) < 0)
			return -1;
		insert(a, block, line);
	}
	return 0;
}

/* Whether the rule runs under the middle of the word, close to its baseline. */
static bool under(const struct ocr_rule *r, const struct mn_word *w, int baseline, double unit)
{
	int x = w->box.x + w->box.w / 2 - r->box.x;

	if (r->upright || r->table || x < 0 || x >= r->box.w)
		return false;
	double y = r->first + (double)(r->last - r->first) * x / r->box.w;
	return y >= baseline + UNDER_FROM * unit && y <= baseline + UNDER_TO * unit;
}

void ocr_apart_underline(const struct ocr_apart *apart, struct mn_alto *a)
{
	size_t n, rules = apart->rules ? apart->rules->n : 0;
	struct mn_line **lines = mn_alto_lines(a, &n);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lines[i]->n && lines[i]->baseline; k++)
			for (size_t r = 0; r < rules; r++)
				if (under(&apart->rules->v[r], &lines[i]->words[k],
					    lines[i]->baseline, apart->dpi / 300.0))
					lines[i]->words[k].style |= MN_UNDERLINE;
	free(lines);
}
