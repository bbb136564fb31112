// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_strips.c: places in points -> places in pixels, then a copy of each strip.
 *
 * Positions are rounded to the pixel; strips whose resolutions differ by more than a hundredth, or
 * that lie over each other (a page of several layers), are left to the renderer. The picture is as
 * large as the strips' common box.
 */
#include "pdf_strips.h"

#include <math.h>
#include <stdlib.h>
#include "pages.h"

#define SAME 0.01       /* relative difference of resolutions; half a pixel in a strip of 50 rows */
#define PIXELS_OFF 1.5  /* difference between a strip's size and its place */

struct frame {
	double box[4], xres, yres;
	int w, h;
};

static bool frame_of(const struct pdf_page *p, struct frame *f)
{
	const struct pdf_place *first = &p->places[0];
	double wide = 0;

	*f = (struct frame){{1e9, 1e9, -1e9, -1e9}, first->xres, first->yres, 0, 0};
	for (size_t i = 0; i < p->n; i++) {
		const struct pdf_place *s = &p->places[i];
		f->box[0] = fmin(f->box[0], s->box[0]);
		f->box[1] = fmin(f->box[1], s->box[1]);
		f->box[2] = fmax(f->box[2], s->box[2]);
		f->box[3] = fmax(f->box[3], s->box[3]);
		/* The tallest strip says best how fine the page is. */
		if ((double)s->width * s->height > wide) {
			wide = (double)s->width * s->height;
			f->xres = s->xres;
			f->yres = s->yres;
		}
		if (s->turn)
			return false;
	}
	double w = round((f->box[2] - f->box[0]) * p->unit / 72 * f->xres),
	       h = round((f->box[3] - f->box[1]) * p->unit / 72 * f->yres);
	if (!(w >= 1 && w <= MN_SIDE_MAX && h >= 1 && h <= MN_SIDE_MAX && w * h <= (double)MN_PIXELS_MAX))
		return false;
	f->w = (int)w;
	f->h = (int)h;
	return true;
}

/* Pixels of the frame where the strip begins; false when it does not fit the raster. */
static bool at(const struct pdf_page *p, const struct frame *f, const struct pdf_place *s, int *x, int *y)
{
	double px = f->xres * p->unit / 72, py = f->yres * p->unit / 72;

	*x = (int)lround((s->box[0] - f->box[0]) * px);
	*y = (int)lround((f->box[3] - s->box[3]) * py);
	return fabs((s->box[2] - s->box[0]) * px - s->width) <= PIXELS_OFF &&
		fabs((s->box[3] - s->box[1]) * py - s->height) <= PIXELS_OFF;
}

static bool overlap(const struct pdf_page *p)
{
	double shared = 0, all = 0;

	for (size_t i = 0; i < p->n; i++) {
		const double *a = p->places[i].box;
		all += (a[2] - a[0]) * (a[3] - a[1]);
		for (size_t k = 0; k < i; k++) {
			const double *b = p->places[k].box;
			double w = fmin(a[2], b[2]) - fmax(a[0], b[0]), h = fmin(a[3], b[3]) - fmax(a[1], b[1]);
			shared += w > 0 && h > 0 ? w * h : 0;
		}
	}
	return shared > SAME * all;
}

static PIX *same_depth(PIX *pix, int depth)
{
	return pix ? pixGetDepth(pix) == depth ? pixClone(pix)
			: depth == 32          ? pixConvertTo32(pix)
					       : pixConvertTo8(pix, 0)
		   : NULL;
}

/* Lays a strip into the page, which becomes deeper when the strip is. */
static bool lay(PIX **page, PIX *strip, const struct frame *f, int x, int y)
{
	int depth = pixGetDepth(strip);

	if (!*page) {
		*page = pixCreate(f->w, f->h, depth);
		if (*page && depth > 1)
			pixSetAll(*page);
	} else if (pixGetDepth(*page) < depth) {
		PIX *deeper = same_depth(*page, depth);
		pixDestroy(page);
		*page = deeper;
	}
	PIX *fitting = *page ? same_depth(strip, pixGetDepth(*page)) : NULL;
	bool ok = fitting && !pixRasterop(*page, x, y, pixGetWidth(strip), pixGetHeight(strip), PIX_SRC, fitting, 0, 0);
	pixDestroy(&fitting);
	return ok;
}

static enum pdf_taken lay_one(qpdf_data q, const struct pdf_page *p, size_t i, const struct frame *f,
	struct received *in, const char *name, struct mn_err *err)
{
	struct received strip = RECEIVED_INIT;
	int x, y;

	if (!at(p, f, &p->places[i], &x, &y))
		return PDF_RENDER;
	enum pdf_taken r = pdf_image_take(q, p->places[i].image, !p->colours, &strip, name, err);
	if (r == PDF_TAKEN) {
		PIX *pix = received_full(&strip, name, err);
		if (strip.keep == KEEP_LOSSY)
			in->keep = KEEP_LOSSY;
		r = !pix ? PDF_DAMAGED : lay(&in->pix, pix, f, x, y) ? PDF_TAKEN : PDF_RENDER;
		pixDestroy(&pix);
	}
	received_release(&strip);
	return r;
}

enum pdf_taken pdf_strips_take(
	qpdf_data q, const struct pdf_page *p, struct received *in, const char *name, struct mn_err *err)
{
	struct frame f;
	enum pdf_taken r = PDF_TAKEN;

	if (!frame_of(p, &f) || overlap(p))
		return PDF_RENDER;
	for (size_t i = 0; r == PDF_TAKEN && i < p->n; i++)
		r = lay_one(q, p, i, &f, in, name, err);
	in->origin = "pdf-image";
	in->width = f.w;
	in->height = f.h;
	in->xres = f.xres;
	in->yres = f.yres;
	return r;
}
