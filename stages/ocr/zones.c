// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * zones.c: cells are the holes of the rules.
 *
 * Rules are closed over small gaps and lengthened a little; what holds together is a frame, and the
 * 4-connected holes inside it that do not touch its edge are its cells. Grids break on copies: a
 * flat rule longer than half its frame is drawn on to both sides, and a frame that has some cells
 * gets its outline drawn too (tables open at the sides).
 *	table    at least 4 cells that hold nearly all ink of the frame, none of them so high that
 *	         it is a column of text
 *	margin   a narrow high cell with ink beside it, and little ink above and below in its
 *	         columns (else it is a box in a column)
 *	margin   also what stands left of one long upright rule in the left part of the page, with
 *	         ink on both sides
 * Rows: a cell joins its left neighbour's row when their middles differ by less than half the
 * smaller height; a page turned by half a degree shifts a row by 17 pixels from end to end.
 * Anything else (a boxed title, a stamp) is no zone. Tables with merged cells higher than the limit
 * and tables ruled only across are read with the page.
 */
#include "zones.h"

#include <stdlib.h>
#include <string.h>
#include "err.h"

/* Pixels at 300 dpi. */
#define GAP 41
#define LONGER 17
#define FRAME_W 150
#define FRAME_H 50
#define CELL 25
#define CELL_HIGH 400
#define ROW_GAP 60
#define MARGIN_HIGH 130
#define MARGIN_INK 300    /* pixels of ink below which nothing stands somewhere */
#define SIDE_CLEAR 16     /* beside a margin's rule */
#define RULE_GAP 420      /* between two pieces of a margin's rule */
/* Shares. */
#define TABLE_INK 0.85
#define TABLE_CELLS 4
#define MARGIN_WIDE 0.45  /* of the page */
#define MARGIN_AROUND 0.35
#define RULE_SPAN 0.20    /* of the page's height */
#define RULE_COVERED 0.35 /* of its span */
#define RULE_LEFT 0.12    /* of the page's width */
#define RULE_RIGHT 0.42
#define RULE_CROSSED 0.03 /* rows with ink on both sides */

struct page {
	PIX *ink;
	const struct ocr_rules *rules;
	double unit;
	int w, h;
};

static int px(const struct page *p, int at300)
{
	return (int)(at300 * p->unit + 0.5) | 1;
}

static long ink_in(const struct page *p, int x, int y, int w, int h)
{
	l_int32 n = 0;
	BOX *box = boxCreateValid(x, y, w > 0 ? w : 0, h > 0 ? h : 0);

	if (box && w > 0 && h > 0)
		pixCountPixelsInRect(p->ink, box, &n, NULL);
	boxDestroy(&box);
	return n;
}

static long ink_of(const struct page *p, const struct mn_box *b)
{
	return ink_in(p, b->x, b->y, b->w, b->h);
}

/* Both directions, closed and lengthened. */
static PIX *grid_of(const struct page *p)
{
	PIX *flat = pixCloseSafeBrick(NULL, p->rules->flat, px(p, GAP), 3);
	PIX *tall = pixCloseSafeBrick(NULL, p->rules->tall, 3, px(p, GAP));

	if (flat && tall) {
		pixDilateBrick(flat, flat, px(p, LONGER), 3);
		pixDilateBrick(tall, tall, 3, px(p, LONGER));
		pixOr(flat, flat, tall);
	}
	pixDestroy(&tall);
	return flat;
}

/* The holes of a frame's mask, in coordinates of the page. */
static BOXA *holes(const struct page *p, PIX *mask, const BOX *frame)
{
	PIX *inverse = pixInvert(NULL, mask);
	BOXA *all = inverse ? pixConnCompBB(inverse, 4) : NULL, *cells = boxaCreate(8);
	int n = all ? boxaGetCount(all) : 0, w = pixGetWidth(mask), h = pixGetHeight(mask);

	for (int i = 0; i < n; i++) {
		BOX *b = boxaGetBox(all, i, L_CLONE);

		if (b->x > 0 && b->y > 0 && b->x + b->w < w && b->y + b->h < h &&
			b->w >= px(p, CELL) && b->h >= px(p, CELL))
			boxaAddBox(cells, boxCreate(frame->x + b->x, frame->y + b->y, b->w, b->h),
				L_INSERT);
		boxDestroy(&b);
	}
	boxaDestroy(&all);
	pixDestroy(&inverse);
	return cells;
}

/* Draws flat rules that are longer than half the frame on to both sides, along their slope. */
static void complete(const struct page *p, PIX *mask, const BOX *frame)
{
	for (size_t i = 0; i < p->rules->n; i++) {
		const struct ocr_rule *r = &p->rules->v[i];
		int left = r->box.x - frame->x, right = left + r->box.w - 1,
		    y1 = r->first - frame->y, y2 = r->last - frame->y;

		if (r->upright || 2 * r->box.w < frame->w || y1 < 0 || y1 >= frame->h ||
			left >= frame->w || right < 0)
			continue;
		double slope = (double)(y2 - y1) / (right - left + 1);
		pixRenderLine(mask, 0, y1 - (int)(slope * left), left, y1, 3, L_SET_PIXELS);
		pixRenderLine(mask, right, y2, frame->w - 1, y2 + (int)(slope * (frame->w - right)),
			3, L_SET_PIXELS);
	}
}

static void outline(PIX *mask)
{
	int w = pixGetWidth(mask), h = pixGetHeight(mask);

	pixRenderLine(mask, 2, 2, w - 3, 2, 3, L_SET_PIXELS);
	pixRenderLine(mask, 2, h - 3, w - 3, h - 3, 3, L_SET_PIXELS);
	pixRenderLine(mask, 2, 2, 2, h - 3, 3, L_SET_PIXELS);
	pixRenderLine(mask, w - 3, 2, w - 3, h - 3, 3, L_SET_PIXELS);
}

static BOXA *cells_of(const struct page *p, PIX *mask, const BOX *frame)
{
	BOXA *cells = holes(p, mask, frame);

	if (boxaGetCount(cells) < TABLE_CELLS - 1)
		return cells;
	PIX *whole = pixCopy(NULL, mask);
	complete(p, whole, frame);
	outline(whole);
	BOXA *more = holes(p, whole, frame);
	pixDestroy(&whole);
	if (boxaGetCount(more) < boxaGetCount(cells)) {
		boxaDestroy(&more);
		return cells;
	}
	boxaDestroy(&cells);
	return more;
}

static bool is_table(const struct page *p, BOXA *cells, const BOX *frame)
{
	int n = boxaGetCount(cells);
	long inside = 0;

	if (n < TABLE_CELLS || n > OCR_CELLS_MAX)
		return false;
	for (int i = 0; i < n; i++) {
		l_int32 x, y, w, h;

		boxaGetBoxGeometry(cells, i, &x, &y, &w, &h);
		if (h > px(p, CELL_HIGH))
			return false;
		inside += ink_in(p, x, y, w, h);
	}
	return (double)inside >=
	       TABLE_INK * (double)ink_in(p, frame->x, frame->y, frame->w, frame->h);
}

static bool is_margin(const struct page *p, const struct mn_box *b)
{
	long own = ink_of(p, b), left = ink_in(p, 0, b->y, b->x, b->h);
	long right = ink_in(p, b->x + b->w, b->y, p->w - b->x - b->w, b->h);
	int edge = p->h / 25, above = b->y - px(p, LONGER) - edge,
	    below = p->h - edge - b->y - b->h - px(p, LONGER);

	if (b->w >= MARGIN_WIDE * p->w || b->h <= px(p, MARGIN_HIGH) || own < MARGIN_INK ||
		left + right < own)
		return false;
	double row = (double)own / b->h;
	double up = above > 0 ? (double)ink_in(p, b->x, edge, b->w, above) / above : 0;
	double down =
		below > 0
			? (double)ink_in(p, b->x, b->y + b->h + px(p, LONGER), b->w, below) / below
			: 0;
	return up < MARGIN_AROUND * row && down < MARGIN_AROUND * row;
}

static struct ocr_zone *add(struct ocr_zones *z, enum mn_block_kind kind, struct mn_box box)
{
	if (z->n == OCR_ZONES_MAX)
		return NULL;
	if (!z->v)
		z->v = mn_calloc(OCR_ZONES_MAX, sizeof *z->v);
	struct ocr_zone *zone = &z->v[z->n++];
	zone->kind = kind;
	zone->box = box;
	return zone;
}

static void add_margin(struct ocr_zones *z, struct mn_box box, bool framed)
{
	struct ocr_zone *zone = add(z, MN_BLOCK_MARGIN, box);

	if (!zone)
		return;
	zone->framed = framed;
	zone->cells = mn_calloc(1, sizeof *zone->cells);
	zone->cells[0].box = box;
	zone->n = 1;
}

static int by_left(const void *a, const void *b)
{
	const struct ocr_cell *p = a, *q = b;

	return p->box.x != q->box.x ? p->box.x - q->box.x : p->box.y - q->box.y;
}

static int by_row(const void *a, const void *b)
{
	const struct ocr_cell *p = a, *q = b;

	return p->row != q->row ? p->row - q->row : by_left(a, b);
}

/* The cell's neighbour to the left: same row, nearest. */
static const struct ocr_cell *neighbour(const struct ocr_zone *t, size_t i, int gap)
{
	const struct mn_box *b = &t->cells[i].box;

	for (size_t k = i; k-- > 0;) {
		const struct mn_box *c = &t->cells[k].box;
		int apart = abs(2 * b->y + b->h - 2 * c->y - c->h), low = b->h < c->h ? b->h : c->h;

		if (b->x - (c->x + c->w) < gap && b->x >= c->x + c->w / 2 && apart < low)
			return &t->cells[k];
	}
	return NULL;
}

/* Rows by chains of neighbours, numbered by the height of their first cell. */
static void set_rows(const struct page *p, struct ocr_zone *t)
{
	int *top = mn_calloc(t->n, sizeof *top), rows = 0;

	qsort(t->cells, t->n, sizeof *t->cells, by_left);
	for (size_t i = 0; i < t->n; i++) {
		const struct ocr_cell *left = neighbour(t, i, px(p, ROW_GAP));

		t->cells[i].row = left ? left->row : rows;
		if (!left)
			top[rows++] = t->cells[i].box.y + t->cells[i].box.h / 2;
	}
	for (size_t i = 0; i < t->n; i++) {
		int mine = t->cells[i].row, order = 0;

		for (int r = 0; r < rows; r++)
			order += top[r] < top[mine] || (r < mine && top[r] == top[mine]);
		t->cells[i].row = order;
	}
	qsort(t->cells, t->n, sizeof *t->cells, by_row);
	free(top);
}

static void add_table(const struct page *p, struct ocr_zones *z, const BOX *frame, BOXA *cells)
{
	struct ocr_zone *zone =
		add(z, MN_BLOCK_TABLE, (struct mn_box){frame->x, frame->y, frame->w, frame->h});

	if (!zone)
		return;
	zone->n = (size_t)boxaGetCount(cells);
	zone->cells = mn_calloc(zone->n, sizeof *zone->cells);
	for (size_t i = 0; i < zone->n; i++) {
		struct mn_box *b = &zone->cells[i].box;

		boxaGetBoxGeometry(cells, (int)i, &b->x, &b->y, &b->w, &b->h);
	}
	set_rows(p, zone);
}

static void in_frame(const struct page *p, struct ocr_zones *z, PIX *mask, const BOX *frame)
{
	BOXA *cells = cells_of(p, mask, frame);
	int n = boxaGetCount(cells);

	if (is_table(p, cells, frame)) {
		add_table(p, z, frame, cells);
		n = 0;
	}
	for (int i = 0; i < n; i++) {
		struct mn_box b;

		boxaGetBoxGeometry(cells, i, &b.x, &b.y, &b.w, &b.h);
		if (is_margin(p, &b))
			add_margin(z, b, true);
	}
	boxaDestroy(&cells);
}

static void find_frames(const struct page *p, struct ocr_zones *z)
{
	PIX *grid = grid_of(p);
	PIXA *masks = NULL;
	BOXA *frames = grid ? pixConnComp(grid, &masks, 8) : NULL;
	int n = frames ? boxaGetCount(frames) : 0;

	for (int i = 0; i < n; i++) {
		BOX *frame = boxaGetBox(frames, i, L_CLONE);
		PIX *mask = pixaGetPix(masks, i, L_CLONE);

		if (frame->w >= px(p, FRAME_W) && frame->h >= px(p, FRAME_H))
			in_frame(p, z, mask, frame);
		pixDestroy(&mask);
		boxDestroy(&frame);
	}
	boxaDestroy(&frames);
	pixaDestroy(&masks);
	pixDestroy(&grid);
}

/* Whether the rule from top to bottom at x parts a margin from a body. */
static bool parts(const struct page *p, int x, int top, int bottom)
{
	int side = px(p, SIDE_CLEAR), h = bottom - top, crossed = 0;

	for (int y = top; y < bottom; y++)
		crossed += ink_in(p, x - side, y, side - 2, 1) > 0 &&
			   ink_in(p, x + 3, y, side - 2, 1) > 0;
	return crossed < RULE_CROSSED * h && ink_in(p, 0, top, x - side, h) > MARGIN_INK &&
		ink_in(p, x + side, top, p->w - x - side, h) > MARGIN_INK;
}

/* The chain of upright pieces that begins with rule i. */
static void try_rule(const struct page *p, struct ocr_zones *z, size_t i)
{
	const struct mn_box *b = &p->rules->v[i].box;
	int x = b->x + b->w / 2, top = b->y, bottom = b->y + b->h, covered = b->h;
	bool grown = true;

	while (grown) {
		grown = false;
		for (size_t k = 0; k < p->rules->n; k++) {
			const struct mn_box *c = &p->rules->v[k].box;
			int gap = c->y - bottom, off = abs(c->x + c->w / 2 - x);

			if (!p->rules->v[k].upright || gap < 0 || gap > px(p, RULE_GAP) ||
				off > px(p, 8) + gap / 80)
				continue;
			bottom = c->y + c->h;
			x = c->x + c->w / 2;
			covered += c->h;
			grown = true;
		}
	}
	x = b->x + b->w / 2;
	if (bottom - top < RULE_SPAN * p->h || covered < RULE_COVERED * (bottom - top) ||
		x < RULE_LEFT * p->w || x > RULE_RIGHT * p->w || !parts(p, x, top, bottom))
		return;
	int more = px(p, LONGER), from = top > more ? top - more : 0;
	add_margin(z, (struct mn_box){0, from, x, bottom + more - from}, false);
}

struct ocr_zones *ocr_zones_find(PIX *ink, const struct ocr_rules *rules, int dpi)
{
	struct ocr_zones *z = mn_calloc(1, sizeof *z);
	struct page p = {ink, rules, dpi / 300.0, pixGetWidth(ink), pixGetHeight(ink)};

	if (!rules->flat || !rules->tall)
		return z;
	find_frames(&p, z);
	/* One margin a page by its rule, and none where frames set the page out. */
	for (size_t i = 0; i < rules->n && !z->n; i++)
		if (rules->v[i].upright)
			try_rule(&p, z, i);
	return z;
}

void ocr_zones_free(struct ocr_zones *z)
{
	if (!z)
		return;
	for (size_t i = 0; i < z->n; i++)
		free(z->v[i].cells);
	free(z->v);
	free(z);
}

void ocr_zones_blank(const struct ocr_zones *z, PIX *body)
{
	for (size_t i = 0; i < z->n; i++) {
		const struct mn_box *b = &z->v[i].box;
		BOX *box = boxCreate(b->x, b->y, b->w, b->h);
		PIX *part = pixGetDepth(body) == 1 ? NULL : pixClipRectangle(body, box, NULL);
		l_float32 paper = 255;

		if (part)
			pixGetRankValueMasked(part, NULL, 0, 0, 4, 0.8F, &paper, NULL);
		if (pixGetDepth(body) == 1)
			pixClearInRect(body, box);
		else
			pixSetInRectArbitrary(body, box, (l_uint32)paper);
		pixDestroy(&part);
		boxDestroy(&box);
	}
}
