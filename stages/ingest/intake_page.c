// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * intake_page.c: from a page as received to a page that can be read.
 *
 * Measured on a small bitmap: blank? which way up? askew? Only a page that must change is decoded
 * in full and encoded again; the others keep their bytes (JPEG, JPEG 2000, PNG) or their pixels
 * (two-level, as TIFF G4). A fax whose pixels are not square gets its rows repeated: interpolating
 * to grey reads worse.
 */
#include "intake.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "blank.h"
#include "dpi.h"
#include "encode.h"
#include "i18n.h"
#include "skew.h"
#include "working.h"

#define SQUARE_RATIO 1.15 /* 204 x 196 dpi of a fine fax is left alone, 204 x 98 is not */

/* What is to be done to the page. */
struct plan {
	int dpi, turn;      /* turn: all of it, the container's included */
	double skew;
	bool blank, doubtful;
	double sx, sy;      /* enlargement that makes pixels square; 1 */
};

static PIX *swap(PIX *old, PIX *new)
{
	if (old != new)
		pixDestroy(&old);
	return new;
}

static int out_of_memory(const struct intake *k, struct mn_err *err)
{
	return mn_fail(err, MN_LIMIT, _("a page of '%s' does not fit into memory; scan it at a lower resolution"),
		k->source);
}

static void plan_size(struct plan *p, const struct received *in, struct intake *k)
{
	double x = in->xres, y = in->yres;
	bool guessed;

	p->sx = p->sy = 1;
	if (x > 0 && y > 0 && (x / y > SQUARE_RATIO || y / x > SQUARE_RATIO) && x / y < 8 && y / x < 8) {
		p->sx = x < y ? y / x : 1;
		p->sy = x < y ? 1 : x / y;
	}
	double said = x > 0 && y > 0 ? (x > y ? x : y) : 0;
	p->dpi = dpi_of((int)(in->width * p->sx), (int)(in->height * p->sy), said, &guessed);
	k->counts.dpi_guessed += guessed;
}

static PIX *square(PIX *pix, const struct plan *p)
{
	return p->sx > 1 || p->sy > 1 ? swap(pix, pixScaleBySampling(pix, (l_float32)p->sx, (l_float32)p->sy)) : pix;
}

static PIX *turn(PIX *pix, int degrees)
{
	return pix && degrees ? swap(pix, pixRotateOrth(pix, degrees / 90)) : pix;
}

/* Fills the rest of the plan from a small bitmap of the page. */
static int measure(struct intake *k, const struct received *in, struct plan *p, struct mn_err *err)
{
	int reduction = working_reduction(p->dpi), got;
	PIX *pix = received_small(in, reduction, &got, k->source, err);

	if (!pix)
		return -1;
	pix = square(pix, p);
	PIX *b = pix ? turn(working_bitmap(pix, reduction / got), in->turn) : NULL;
	pixDestroy(&pix);
	if (!b)
		return out_of_memory(k, err);
	int dpi = p->dpi / reduction;
	enum blank blank = blank_of(b, dpi);
	p->turn = in->turn;
	p->blank = blank == BLANK_YES;
	k->counts.sparse += blank == BLANK_SPARSE;
	if (!p->blank) {
		int more = upright_turn(k->upright, b, dpi, &p->doubtful);
		b = turn(b, more);
		p->turn = (p->turn + more) % 360;
		p->skew = b ? skew_of(b) : 0;
	}
	pixDestroy(&b);
	return 0;
}

static bool changes(const struct plan *p)
{
	return p->turn || p->skew != 0 || p->sx > 1 || p->sy > 1;
}

static int write_picture(const struct intake *k, PIX *pix, int dpi, enum keep keep, const char *before,
	const char *id, char **name, struct mn_err *err)
{
	struct encoded e;
	char suffix[32];

	if (encode_picture(pix, dpi, keep, &e) < 0)
		return out_of_memory(k, err);
	snprintf(suffix, sizeof suffix, "%s%s", before, e.suffix);
	int r = intake_write(k, id, suffix, e.bytes, e.n, name, err);
	lept_free(e.bytes);
	return r;
}

/* The page as received: its bytes, or its pixels. */
static int write_stored(const struct intake *k, const struct received *in, const struct plan *p, const char *before,
	const char *id, char **name, struct mn_err *err)
{
	char suffix[32];

	if (!in->bytes)
		return write_picture(k, in->pix, p->dpi, in->keep, before, id, name, err);
	snprintf(suffix, sizeof suffix, "%s%s", before,
		in->codec == KIND_JPEG ? ".jpg" : in->codec == KIND_JP2 ? ".jp2" : ".png");
	return intake_write(k, id, suffix, in->bytes, in->n, name, err);
}

static PIX *change(const struct intake *k, const struct received *in, const struct plan *p, struct mn_err *err)
{
	PIX *pix = received_full(in, k->source, err);

	if (!pix)
		return NULL;
	pix = turn(square(pix, p), p->turn);
	if (pix && p->skew != 0)
		pix = swap(pix, skew_straighten(pix, p->skew));
	if (!pix)
		out_of_memory(k, err);
	return pix;
}

static int write_page(const struct intake *k, const struct received *in, const struct plan *p, struct mn_page *page,
	struct mn_err *err)
{
	page->width = in->width;
	page->height = in->height;
	if (!changes(p)) {
		if (write_stored(k, in, p, "", page->id, &page->image, err) < 0)
			return -1;
		page->stored = mn_strdup(page->image);
		return 0;
	}
	if (write_stored(k, in, p, ".stored", page->id, &page->stored, err) < 0)
		return -1;
	PIX *pix = change(k, in, p, err);
	if (!pix)
		return -1;
	page->width = pixGetWidth(pix);
	page->height = pixGetHeight(pix);
	int r = write_picture(k, pix, p->dpi, in->keep, "", page->id, &page->image, err);
	pixDestroy(&pix);
	return r;
}

int intake_page(struct intake *k, struct received *in, int number, struct mn_err *err)
{
	struct plan p = {0};

	if (received_size_ok(in->width, in->height, k->source, err) < 0)
		return -1;
	plan_size(&p, in, k);
	if (received_size_ok(in->width * p.sx, in->height * p.sy, k->source, err) < 0 || measure(k, in, &p, err) < 0)
		return -1;
	struct mn_page *page = intake_add(k, number, err);
	if (!page)
		return -1;
	page->dpi = p.dpi;
	page->turn = p.turn;
	page->skew = p.skew;
	page->blank = p.blank;
	page->doubtful_turn = p.doubtful;
	page->origin = mn_strdup(in->origin);
	k->counts.blank += p.blank;
	k->counts.turned += p.turn != 0;
	k->counts.straightened += p.skew != 0;
	k->counts.doubtful += p.doubtful;
	k->counts.squared += p.sx > 1 || p.sy > 1;
	return write_page(k, in, &p, page, err);
}
