// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * rules.c: straight rules (underlines, frames, lines of tables) and the strokes that touch them.
 *
 * Seeds are runs of ink longer than any letter's bar (opening by 50 x 1); each connected seed that
 * is long, thin and straight is a rule. Short ones must also not look like the bar of a T or an E:
 * ink hangs from it in many columns. A rule is erased column by column along its centre line
 * (median over 25 columns): where nothing touches it, all of it; where ink goes on both above and
 * below, nothing (a descender crosses it); where ink goes on on one side, the half away from it, so
 * that letters that stand in the rule keep their feet. Upright rules: the same on the picture
 * turned by 90 degrees. Rules of up to about 2.5 degrees are found. Where two rules cross, the
 * crossing goes too.
 *
 * Left in the picture are the rules by which columns are laid out: those of tables, lone upright
 * ones, and a flat one across the end of a lone upright one (see mark_bars).
 */
#include "erase.h"

#include <stdlib.h>
#include <string.h>
#include "err.h"

#define CENTRE_OVER 25  /* columns whose median is the centre line */
#define BEYOND 6        /* pixels erased beyond both ends */
#define JOIN 17         /* rules this near hold together */
#define APART 15        /* rules less apart than this are pieces of one */
#define BAR_NEAR 100    /* a column's rule ends this near the bar that closes the columns */
#define BAR_COLUMN 300  /* shorter upright rules do not part columns of text */
#define BAR_PART 0.15   /* share of the bar that lies on each side of the column's rule */
#define SLACK 3         /* a run this much thicker than the rule is still the bare rule */

/* What differs between the two directions; pixels at 300 dpi. */
struct direction {
	/* opening; least length; length from which it cannot be a letter's bar */
	int seed, length, sure;
	/* greatest thickness; length is at least this many times the thickness */
	int thick, slender;
	/* a short one is refused when ink hangs from one side in this share of its columns */
	double hanging;
	/* only ink below counts as hanging (bars of T), and there must be more than above */
	bool below_only;
};

static const struct direction across = {50, 70, 300, 10, 10, 0.12, true};
static const struct direction upright = {60, 110, 300, 10, 10, 0.30, false};

/* The ink of one direction: rules run along x in it. */
struct field {
	PIX *ink, *mask, *seeds;
	double unit;            /* pixels per pixel at 300 dpi */
	const struct direction *dir;
	int w, h;
};

/* One seed: for each column the middle of its run (-1: none), and the centre line from it. */
struct trace {
	int x, n, thick;
	int *middle, *centre;
};

static void trace_free(struct trace *t)
{
	free(t->middle);
	free(t->centre);
}

static int px(const struct field *f, int at300)
{
	int v = (int)(at300 * f->unit + 0.5);

	return v < 1 ? 1 : v;
}

static bool inked(const struct field *f, int x, int y)
{
	if (x < 0 || y < 0 || x >= f->w || y >= f->h)
		return false;
	return GET_DATA_BIT(pixGetData(f->ink) + (size_t)y * (size_t)pixGetWpl(f->ink), x);
}

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static int rank(const int *v, int n, int percent)
{
	int *sorted = mn_alloc((size_t)n * sizeof *sorted);

	memcpy(sorted, v, (size_t)n * sizeof *v);
	qsort(sorted, (size_t)n, sizeof *sorted, compare);
	int r = sorted[(n - 1) * percent / 100];
	free(sorted);
	return r;
}

/* Median of the middles around each column; a seed has no holes, for it is connected. */
static void smooth(struct trace *t)
{
	int window[CENTRE_OVER];

	for (int i = 0; i < t->n; i++) {
		int n = 0;

		for (int k = i - CENTRE_OVER / 2; k <= i + CENTRE_OVER / 2; k++)
			if (k >= 0 && k < t->n && t->middle[k] >= 0)
				window[n++] = t->middle[k];
		qsort(window, (size_t)n, sizeof *window, compare);
		t->centre[i] = n ? window[n / 2] : i ? t->centre[i - 1] : 0;
	}
}

/* Reads the seed's columns: middle of each, thickness (25th percentile: what touches it makes it
 * thicker). */
static void trace_seed(struct trace *t, PIX *seed, const BOX *box)
{
	int n = box->w, *runs = mn_alloc((size_t)n * sizeof *runs), counted = 0;

	*t = (struct trace){.x = box->x, .n = n};
	t->middle = mn_alloc((size_t)n * sizeof *t->middle);
	t->centre = mn_alloc((size_t)n * sizeof *t->centre);
	for (int x = 0; x < n; x++) {
		int first = -1, last = -1;

		for (int y = 0; y < box->h; y++) {
			if (!GET_DATA_BIT(
				    pixGetData(seed) + (size_t)y * (size_t)pixGetWpl(seed), x))
				continue;
			first = first < 0 ? y : first;
			last = y;
		}
		t->middle[x] = first < 0 ? -1 : box->y + (first + last) / 2;
		if (first >= 0)
			runs[counted++] = last - first + 1;
	}
	t->thick = counted ? rank(runs, counted, 25) : 0;
	smooth(t);
	free(runs);
}

/* Shares of columns in which ink leaves the rule above and below. */
static void hanging(const struct field *f, const struct trace *t, double *above, double *below)
{
	int up = 0, down = 0, off = t->thick / 2 + SLACK;

	for (int i = 0; i < t->n; i++) {
		up += inked(f, t->x + i, t->centre[i] - off) &&
		      inked(f, t->x + i, t->centre[i] - off + 1);
		down += inked(f, t->x + i, t->centre[i] + off) &&
			inked(f, t->x + i, t->centre[i] + off - 1);
	}
	*above = (double)up / t->n;
	*below = (double)down / t->n;
}

static bool is_rule(const struct field *f, const struct trace *t, const BOX *box)
{
	const struct direction *d = f->dir;
	double above, below;

	if (box->w < px(f, d->length) || !t->thick || t->thick > px(f, d->thick) ||
		box->w < d->slender * t->thick || box->h > px(f, 30) + box->w / 20)
		return false;
	if (box->w >= px(f, d->sure))
		return true;
	hanging(f, t, &above, &below);
	return d->below_only ? !(below > d->hanging && below > above)
			     : !(above > d->hanging || below > d->hanging);
}

static void erase_run(const struct field *f, int x, int from, int to)
{
	l_uint32 *data = pixGetData(f->mask);
	size_t words = (size_t)pixGetWpl(f->mask);

	for (int y = from < 0 ? 0 : from; y <= to && y < f->h; y++)
		SET_DATA_BIT(data + (size_t)y * words, x);
}

/* One column of a rule whose centre is y. */
static void erase_column(const struct field *f, int x, int y, int thick)
{
	int top = y, bottom = y, half = thick / 2 + 1;

	if (x < 0 || x >= f->w)
		return;
	/* A ragged rule may miss its own centre. */
	for (int d = 0; d <= half && !inked(f, x, top); d++)
		top = bottom = inked(f, x, y - d) ? y - d : y + d;
	if (!inked(f, x, top))
		return;
	while (y - top <= half + SLACK && inked(f, x, top - 1))
		top--;
	while (bottom - y <= half + SLACK && inked(f, x, bottom + 1))
		bottom++;
	bool up = y - top > half + SLACK - 1, down = bottom - y > half + SLACK - 1;
	if (bottom - top + 1 <= thick + SLACK || (!up && !down))
		erase_run(f, x, top, bottom);
	else if (up && !down)
		erase_run(f, x, y + 1, bottom);
	else if (down && !up)
		erase_run(f, x, top, y - 1);
}

static void erase_rule(const struct field *f, const struct trace *t)
{
	int beyond = px(f, BEYOND);

	for (int x = -beyond; x < t->n + beyond; x++) {
		int at = x < 0 ? 0 : x >= t->n ? t->n - 1 : x;
		erase_column(f, t->x + x, t->centre[at], t->thick);
	}
}

/* The box on the page of one found in a field; on the turned picture (x, y) is (y, h - 1 - x) of
 * the page. */
static struct mn_box on_page(const struct field *f, const BOX *b)
{
	if (f->dir == &across)
		return (struct mn_box){b->x, b->y, b->w, b->h};
	return (struct mn_box){b->y, f->w - b->x - b->w, b->h, b->w};
}

/* Finds the rules of one direction; their seeds are drawn on f->seeds. */
static void find(struct field *f, struct ocr_rules *r, struct trace **traces, size_t cap[2])
{
	PIX *open = pixOpenBrick(NULL, f->ink, px(f, f->dir->seed), 1);
	PIXA *each = NULL;
	BOXA *boxes = open ? pixConnComp(open, &each, 8) : NULL;
	int n = boxes ? boxaGetCount(boxes) : 0;

	for (int i = 0; i < n && n <= OCR_RULES_MAX; i++) {
		BOX *box = boxaGetBox(boxes, i, L_CLONE);
		PIX *seed = pixaGetPix(each, i, L_CLONE);
		struct trace t;

		trace_seed(&t, seed, box);
		if (is_rule(f, &t, box)) {
			r->v = mn_grow(r->v, r->n, &cap[0], sizeof *r->v);
			*traces = mn_grow(*traces, r->n, &cap[1], sizeof **traces);
			(*traces)[r->n] = t;
			r->v[r->n++] = (struct ocr_rule){on_page(f, box), t.thick, t.centre[0],
				t.centre[t.n - 1], f->dir == &upright, false};
			pixRasterop(
				f->seeds, box->x, box->y, box->w, box->h, PIX_PAINT, seed, 0, 0);
		} else {
			trace_free(&t);
		}
		pixDestroy(&seed);
		boxDestroy(&box);
	}
	boxaDestroy(&boxes);
	pixaDestroy(&each);
	pixDestroy(&open);
}

static bool inside(const struct mn_box *b, const BOX *frame)
{
	int x = b->x + b->w / 2, y = b->y + b->h / 2;

	return x >= frame->x && x < frame->x + frame->w && y >= frame->y && y < frame->y + frame->h;
}

/* In how many places rules of one direction of a frame stand: pieces of one broken rule count
 * once. */
static int places(const struct ocr_rules *r, const BOX *frame, bool is_upright, double unit)
{
	int *at = mn_alloc((r->n + 1) * sizeof *at), n = 0, count = 0;

	for (size_t k = 0; k < r->n; k++) {
		const struct mn_box *b = &r->v[k].box;

		if (r->v[k].upright == is_upright && inside(b, frame))
			at[n++] = is_upright ? b->x + b->w / 2 : b->y + b->h / 2;
	}
	qsort(at, (size_t)n, sizeof *at, compare);
	for (int i = 0; i < n; i++)
		count += !i || at[i] - at[i - 1] > APART * unit;
	free(at);
	return count;
}

/* Rules that hold together make a frame. A box has two flat and two upright ones; one with more is
 * a table, whose rules are marked, and so are lone upright rules: they guide the layout of what
 * stands between them, and no letters touch them. */
static void mark_tables(struct ocr_rules *r, PIX *seeds, double unit)
{
	int reach = (int)(JOIN * unit) | 1;
	PIX *joined = pixDilateBrick(NULL, seeds, reach, reach);
	BOXA *frames = joined ? pixConnCompBB(joined, 8) : NULL;
	int n = frames ? boxaGetCount(frames) : 0;

	for (int i = 0; i < n; i++) {
		BOX *frame = boxaGetBox(frames, i, L_CLONE);
		int flat = places(r, frame, false, unit), tall = places(r, frame, true, unit);
		bool guides = tall && (!flat || flat > 2 || tall > 2);

		for (size_t k = 0; k < r->n && guides; k++)
			if (inside(&r->v[k].box, frame))
				r->v[k].table = true;
		boxDestroy(&frame);
	}
	boxaDestroy(&frames);
	pixDestroy(&joined);
}

/* Whether flat rule b closes, above or below, the columns that upright rule u parts. */
static bool closes(const struct mn_box *b, const struct mn_box *u, double unit)
{
	int x = u->x + u->w / 2 - b->x, y = b->y + b->h / 2;
	int nearest = abs(u->y - y) < abs(u->y + u->h - y) ? u->y : u->y + u->h;

	return x > BAR_PART * b->w && x < (1 - BAR_PART) * b->w &&
	       abs(nearest - y) < BAR_NEAR * unit && u->h >= BAR_COLUMN * unit;
}

/* A bar under two columns parts them from what comes next. Taken out, the columns above would run
 * on into those below, and the page be read in the wrong order. Only bars too long for a letter,
 * across a rule that stands in the picture: anything else may be an underline. */
static void mark_bars(struct ocr_rules *r, double unit)
{
	for (size_t i = 0; i < r->n; i++) {
		struct ocr_rule *bar = &r->v[i];

		if (bar->upright || bar->table || bar->box.w < across.sure * unit)
			continue;
		for (size_t k = 0; k < r->n && !bar->table; k++)
			bar->table = r->v[k].upright && r->v[k].table &&
				     closes(&bar->box, &r->v[k].box, unit);
	}
}

/* Where rules of both directions cross, each sees the other's ink going on: the crossings are
 * erased here. */
static void erase_crossings(PIX *mask, PIX *flat, PIX *tall)
{
	PIX *a = pixDilateBrick(NULL, flat, 7, 7), *b = pixDilateBrick(NULL, tall, 7, 7),
	    *both = NULL;

	if (a && b && (both = pixAnd(NULL, a, b)))
		pixOr(mask, mask, both);
	pixDestroy(&a);
	pixDestroy(&b);
	pixDestroy(&both);
}

/* The mask of the rules of tables, or of all others. */
static PIX *mask_of(const struct ocr_rules *r, struct field *flat, struct field *tall,
	const struct trace *traces, bool tables)
{
	bool any = false;

	pixClearAll(flat->mask);
	pixClearAll(tall->mask);
	for (size_t i = 0; i < r->n; i++) {
		if (r->v[i].table != tables)
			continue;
		erase_rule(r->v[i].upright ? tall : flat, &traces[i]);
		any = true;
	}
	PIX *back = any ? pixRotate90(tall->mask, -1) : NULL, *mask = NULL;
	if (back && (mask = pixOr(NULL, back, flat->mask)))
		erase_crossings(mask, flat->mask, back);
	pixDestroy(&back);
	return mask;
}

static void masks(
	struct ocr_rules *r, struct field *flat, struct field *tall, const struct trace *traces)
{
	r->flat = pixClone(flat->seeds);
	r->tall = pixRotate90(tall->seeds, -1);
	PIX *all = r->tall ? pixOr(NULL, r->flat, r->tall) : NULL;
	if (!all)
		return;
	mark_tables(r, all, flat->unit);
	mark_bars(r, flat->unit);
	pixDestroy(&all);
	r->mask = mask_of(r, flat, tall, traces, false);
	r->table_mask = mask_of(r, flat, tall, traces, true);
}

struct ocr_rules *ocr_rules_find(PIX *ink, int dpi)
{
	struct ocr_rules *r = mn_calloc(1, sizeof *r);
	int w = pixGetWidth(ink), h = pixGetHeight(ink);
	PIX *turned = pixRotate90(ink, 1);
	struct field flat = {
		ink, pixCreate(w, h, 1), pixCreate(w, h, 1), dpi / 300.0, &across, w, h};
	struct field tall = {
		turned, pixCreate(h, w, 1), pixCreate(h, w, 1), dpi / 300.0, &upright, h, w};
	struct trace *traces = NULL;
	size_t cap[2] = {0, 0};

	if (turned && flat.mask && flat.seeds && tall.mask && tall.seeds) {
		find(&flat, r, &traces, cap);
		find(&tall, r, &traces, cap);
		if (r->n)
			masks(r, &flat, &tall, traces);
	}
	for (size_t i = 0; i < r->n; i++)
		trace_free(&traces[i]);
	free(traces);
	pixDestroy(&turned);
	pixDestroy(&flat.mask);
	pixDestroy(&flat.seeds);
	pixDestroy(&tall.mask);
	pixDestroy(&tall.seeds);
	return r;
}

void ocr_rules_free(struct ocr_rules *r)
{
	if (!r)
		return;
	pixDestroy(&r->mask);
	pixDestroy(&r->table_mask);
	pixDestroy(&r->flat);
	pixDestroy(&r->tall);
	free(r->v);
	free(r);
}
