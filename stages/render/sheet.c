// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * sheet.c: images on pages (contract in sheet.h).
 *
 * The image is never turned or resampled: the matrix that paints it turns it by right angles, as ingest found it must,
 * and the small slant of a crooked scan stays in the picture; text and bars are turned to it instead, around the page's
 * middle, which is where ingest turned the reading image.
 */
#include "sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "file.h"
#include "pdf_font.h"
#include "pdf_text.h"

/* A page of PDF 1.4 is at most 14400 points (200 inches) and at least 3 long. */
#define SIDE_MAX_PT 14400.0
#define SIDE_MIN_PT 3.0
#define DPI_DEFAULT 300

#define BAR_PT 2.4     /* width of a bar */
#define BAR_GAP_PT 7.0 /* between it and the text */
#define TICK_PT 5.0
#define BAR_COLOUR "0.08 0.28 0.62"

struct sheet_cache {
	struct image *images; /* one a page; bytes NULL: not kept */
	bool *seen;
	size_t n, bytes, passed;
};

struct sheet_cache *sheet_cache_new(size_t pages)
{
	struct sheet_cache *c = mn_calloc(1, sizeof *c);

	c->images = mn_calloc(pages + 1, sizeof *c->images);
	c->seen = mn_calloc(pages + 1, sizeof *c->seen);
	c->n = pages;
	return c;
}

void sheet_cache_free(struct sheet_cache *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++)
		image_release(&c->images[i]);
	free(c->images);
	free(c->seen);
	free(c);
}

size_t sheet_cache_passed(const struct sheet_cache *c)
{
	return c->passed;
}

static qpdf_oh xobject(struct pdf *p, const struct image *im)
{
	char *dict = mn_printf(
		"<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace %s >>",
		im->width, im->height, im->bits, im->space);
	qpdf_oh s = pdf_stream(p, im->bytes, im->n, im->filter, im->parms[0] ? im->parms : NULL, dict);

	free(dict);
	return s;
}

/* The image of page i as an object of p; kept for the next time while there is room. */
static int place_image(struct sheet *s, struct pdf *p, const struct input *in, size_t i, struct sheet_cache *c,
	struct mn_err *err)
{
	char path[MN_PATH_MAX];
	struct image fresh, *im = &c->images[i];

	if (!im->bytes) {
		mn_dossier_path(in->dossier, in->pages[i].page->stored, path);
		if (image_load(path, &fresh, err) < 0)
			return -1;
		c->passed += !c->seen[i] && fresh.passed;
		c->seen[i] = true;
		im = &fresh;
		if (fresh.n <= SHEETS_BYTES_MAX - c->bytes) {
			c->bytes += fresh.n;
			c->images[i] = fresh;
			im = &c->images[i];
		}
	}
	s->image = xobject(p, im);
	if (im == &fresh)
		image_release(&fresh);
	return 0;
}

static void measure(struct sheet *s, const struct mn_page *page)
{
	int longer = page->width > page->height ? page->width : page->height;

	s->scale = 72.0 / (page->dpi > 0 ? page->dpi : DPI_DEFAULT);
	if (longer * s->scale > SIDE_MAX_PT)
		s->scale = SIDE_MAX_PT / longer;
	s->width = fmax(page->width * s->scale, SIDE_MIN_PT);
	s->height = fmax(page->height * s->scale, SIDE_MIN_PT);
}

/* The matrix that paints the stored image, turned clockwise, over the whole page. */
static void paint(struct sheet *s, int turn)
{
	double w = s->width, h = s->height;
	const double m[4][6] = {
		{w, 0, 0, h, 0, 0},
		{0, -h, w, 0, 0, h},
		{-w, 0, 0, -h, w, h},
		{0, h, -w, 0, w, 0},
	};
	const double *k = m[((turn / 90) % 4 + 4) % 4];

	mn_buf_printf(&s->content, "q %.2f %.2f %.2f %.2f %.2f %.2f cm /Im Do Q\n", k[0], k[1], k[2], k[3], k[4], k[5]);
}

/* Turns what follows counter-clockwise around the page's middle. */
static void slant(struct sheet *s, double degrees)
{
	double a = degrees * M_PI / 180, c = cos(a), d = sin(a), x = s->width / 2, y = s->height / 2;

	if (fabs(degrees) < 0.005)
		return;
	mn_buf_printf(&s->content, "%.6f %.6f %.6f %.6f %.2f %.2f cm\n", c, d, -d, c, x - c * x + d * y,
		y - d * x - c * y);
}

int sheet_open(struct sheet *s, struct pdf *p, const struct input *in, size_t i, struct sheet_cache *c,
	struct mn_err *err)
{
	const struct mn_page *page = in->pages[i].page;
	bool received = strcmp(page->stored, page->image) != 0;

	*s = (struct sheet){0};
	if (place_image(s, p, in, i, c, err) < 0)
		return mn_within(err, "page %s", page->id);
	measure(s, page);
	paint(s, received ? page->turn : 0);
	mn_buf_puts(&s->content, "q\n");
	slant(s, received ? page->skew : 0);
	return 0;
}

void sheet_text(struct sheet *s, struct pdf *p, struct mn_line *const *lines, size_t n)
{
	s->text |= pdf_text(p, &s->content, s->scale, s->height, lines, n);
}

void sheet_bar(struct sheet *s, const struct mn_box *box, bool begins, bool ends)
{
	double x = fmax(box->x * s->scale - BAR_GAP_PT, BAR_PT), top = s->height - box->y * s->scale + 1;
	double bottom = s->height - (box->y + box->h) * s->scale - 1;

	mn_buf_printf(&s->content, BAR_COLOUR " rg %.2f %.2f %.2f %.2f re", x - BAR_PT / 2, bottom, BAR_PT,
		top - bottom);
	if (begins)
		mn_buf_printf(&s->content, " %.2f %.2f %.2f %.2f re", x, top - BAR_PT / 2, TICK_PT, BAR_PT / 2);
	if (ends)
		mn_buf_printf(&s->content, " %.2f %.2f %.2f %.2f re", x, bottom, TICK_PT, BAR_PT / 2);
	mn_buf_puts(&s->content, " f\n");
}

qpdf_oh sheet_close(struct sheet *s, struct pdf *p)
{
	qpdf_oh page = pdf_object(p, "<< /Type /Page /MediaBox [0 0 %.2f %.2f] /Resources << /XObject << >> >> >>",
		s->width, s->height);
	qpdf_oh resources = qpdf_oh_get_key(p->q, page, "/Resources");

	mn_buf_puts(&s->content, "Q\n");
	pdf_put(p, qpdf_oh_get_key(p->q, resources, "/XObject"), "/Im", s->image);
	if (s->text) {
		pdf_put(p, resources, "/Font", qpdf_oh_new_dictionary(p->q));
		pdf_put(p, qpdf_oh_get_key(p->q, resources, "/Font"), "/F", pdf_font(p));
	}
	pdf_put(p, page, "/Contents", pdf_stream(p, s->content.s, s->content.len, NULL, NULL, NULL));
	pdf_add_page(p, page);
	mn_buf_free(&s->content);
	return page;
}
