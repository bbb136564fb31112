// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_render.c: an ARGB surface on white, then the shallowest PIX that holds it.
 */
#include "pdf_render.h"

#include <cairo.h>
#include <limits.h>
#include <math.h>
#include <poppler.h>
#include <stdlib.h>
#include "i18n.h"

#define COLOUR_STEP 24        /* difference between channels that the eye calls colour */
#define COLOUR_PIXELS 20000   /* one pixel in so many makes a page a colour page */
#define BLACK 8               /* below: black; above 255 - BLACK: white */

struct pdf_renderer {
	char *path, *name;
	PopplerDocument *doc;
};

struct pdf_renderer *pdf_renderer_new(const char *path, const char *name)
{
	struct pdf_renderer *r = mn_calloc(1, sizeof *r);

	r->path = mn_strdup(path);
	r->name = mn_strdup(name);
	return r;
}

void pdf_renderer_free(struct pdf_renderer *r)
{
	if (!r)
		return;
	if (r->doc)
		g_object_unref(r->doc);
	free(r->path);
	free(r->name);
	free(r);
}

static int open_document(struct pdf_renderer *r, struct mn_err *err)
{
	char absolute[PATH_MAX];
	GError *why = NULL;

	if (r->doc)
		return 0;
	char *uri = realpath(r->path, absolute) ? g_filename_to_uri(absolute, NULL, NULL) : NULL;
	r->doc = uri ? poppler_document_new_from_file(uri, NULL, &why) : NULL;
	g_free(uri);
	if (!r->doc) {
		mn_fail(err, MN_INPUT, _("the PDF '%s' cannot be drawn (%s); print it to a new PDF and send that"),
			r->name, why ? why->message : "?");
		g_clear_error(&why);
		return -1;
	}
	return 0;
}

struct colours {
	size_t coloured, between; /* pixels: with a tint; neither black nor white */
};

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

static struct colours look(const unsigned char *data, int w, int h, int stride)
{
	struct colours c = {0};

	for (int y = 0; y < h; y++) {
		const unsigned char *p = data + (size_t)y * (size_t)stride;
		for (int x = 0; x < w; x++, p += 4) {
			unsigned v;
			__builtin_memcpy(&v, p, 4);
			if ((v & 0xffffff) == 0xffffff || !(v & 0xffffff))
				continue;
			int a = v >> 16 & 0xff, b = v >> 8 & 0xff, d = v & 0xff;
			int low = least(a, least(b, d)), high = most(a, most(b, d));
			c.coloured += high - low >= COLOUR_STEP;
			c.between += high >= BLACK && low <= 255 - BLACK;
		}
	}
	return c;
}

static PIX *pix_of(const unsigned char *data, int w, int h, int stride)
{
	struct colours c = look(data, w, h, stride);
	bool colour = c.coloured > (size_t)w * (size_t)h / COLOUR_PIXELS;
	PIX *pix = pixCreate(w, h, colour ? 32 : c.between ? 8 : 1);

	for (int y = 0; pix && y < h; y++) {
		const unsigned char *p = data + (size_t)y * (size_t)stride;
		l_uint32 *line = pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
		for (int x = 0; x < w; x++, p += 4) {
			unsigned v;
			__builtin_memcpy(&v, p, 4);
			unsigned grey = ((v >> 16 & 0xff) * 77 + (v >> 8 & 0xff) * 151 + (v & 0xff) * 28) >> 8;
			if (colour)
				line[x] = v << 8;
			else if (c.between)
				SET_DATA_BYTE(line, x, (l_uint8)grey);
			else if (grey < 128)
				SET_DATA_BIT(line, x);
		}
	}
	return pix;
}

static PIX *draw(PopplerPage *page, int w, int h, double scale)
{
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, h);
	cairo_t *cr = cairo_create(s);
	PIX *pix = NULL;

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	poppler_page_render(page, cr);
	cairo_surface_flush(s);
	if (cairo_status(cr) == CAIRO_STATUS_SUCCESS && cairo_surface_status(s) == CAIRO_STATUS_SUCCESS)
		pix = pix_of(cairo_image_surface_get_data(s), w, h, cairo_image_surface_get_stride(s));
	cairo_destroy(cr);
	cairo_surface_destroy(s);
	return pix;
}

int pdf_render(struct pdf_renderer *r, int index, double dpi, double unit, struct received *in, struct mn_err *err)
{
	double w = 0, h = 0;

	if (open_document(r, err) < 0)
		return -1;
	PopplerPage *page = poppler_document_get_page(r->doc, index);
	if (page)
		poppler_page_get_size(page, &w, &h);
	double scale = dpi / 72 * unit;
	int r2 = -1;
	if (!page || !(w > 0) || !(h > 0)) {
		mn_fail(err, MN_INPUT, _("page %d of the PDF '%s' is damaged; make the PDF or scan again"),
			index + 1, r->name);
	} else if (!received_size_ok(round(w * scale), round(h * scale), r->name, err)) {
		in->width = (int)round(w * scale);
		in->height = (int)round(h * scale);
		in->pix = draw(page, in->width, in->height, scale);
		in->xres = in->yres = dpi;
		in->origin = "pdf-render";
		in->keep = in->pix && pixGetDepth(in->pix) == 32 ? KEEP_LOSSY : KEEP_LOSSLESS;
		r2 = in->pix
			? 0
			: mn_fail(err, MN_LIMIT,
				  _("page %d of the PDF '%s' cannot be drawn; print it to a new PDF and send that"),
				  index + 1, r->name);
	}
	if (page)
		g_object_unref(page);
	return r2;
}
