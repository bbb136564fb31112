// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_page.c: boxes, content with its forms, graphics states, annotations.
 */
#include "pdf_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "err.h"

#define FORM_DEPTH_MAX 4
#define CONTENT_BYTES_MAX ((size_t)64 << 20)
#define A4_WIDTH 595
#define A4_HEIGHT 842
#define TOLERANCE 2.0   /* points by which an image may stick out of the page or its clip */
#define SQUARENESS 1e-3 /* an image turned by less than 0.06 degree is upright */
#define MOST 0.6        /* of the page's area */

static bool numbers(qpdf_data q, qpdf_oh array, double *out, int n)
{
	if (!qpdf_oh_is_array(q, array) || qpdf_oh_get_array_n_items(q, array) != n)
		return false;
	for (int i = 0; i < n; i++)
		if (!qpdf_oh_get_value_as_number(q, qpdf_oh_get_array_item(q, array, i), &out[i]) ||
			!(fabs(out[i]) < 1e6))
			return false;
	return true;
}

static bool rectangle(qpdf_data q, qpdf_oh dict, const char *key, double box[4])
{
	double v[4];

	if (!numbers(q, qpdf_oh_get_key(q, dict, key), v, 4))
		return false;
	box[0] = fmin(v[0], v[2]);
	box[1] = fmin(v[1], v[3]);
	box[2] = fmax(v[0], v[2]);
	box[3] = fmax(v[1], v[3]);
	return box[2] - box[0] > 1 && box[3] - box[1] > 1;
}

static void read_boxes(qpdf_data q, qpdf_oh page, struct pdf_page *p)
{
	double crop[4], media[4] = {0, 0, A4_WIDTH, A4_HEIGHT};
	int rotate = 0;

	rectangle(q, page, "/MediaBox", media);
	memcpy(p->box, media, sizeof media);
	if (rectangle(q, page, "/CropBox", crop)) {
		const double in[4] = {fmax(crop[0], media[0]), fmax(crop[1], media[1]), fmin(crop[2], media[2]),
			fmin(crop[3], media[3])};
		if (in[2] - in[0] > 1 && in[3] - in[1] > 1)
			memcpy(p->box, in, sizeof in);
	}
	if (!qpdf_oh_get_value_as_number(q, qpdf_oh_get_key(q, page, "/UserUnit"), &p->unit) || !(p->unit > 0.01) ||
		p->unit > 1000)
		p->unit = 1;
	qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, page, "/Rotate"), &rotate);
	p->rotate = ((rotate / 90 * 90) % 360 + 360) % 360;
}

/* An annotation that shows something: not a link, not hidden, with an appearance. */
static bool annotated(qpdf_data q, qpdf_oh page)
{
	enum { HIDDEN = 2, NO_VIEW = 32 };
	qpdf_oh all = qpdf_oh_get_key(q, page, "/Annots");
	int n = qpdf_oh_is_array(q, all) ? qpdf_oh_get_array_n_items(q, all) : 0;

	for (int i = 0; i < n; i++) {
		qpdf_oh a = qpdf_oh_get_array_item(q, all, i);
		int flags = 0;
		if (!qpdf_oh_is_dictionary(q, a))
			continue;
		qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, a, "/F"), &flags);
		qpdf_oh type = qpdf_oh_get_key(q, a, "/Subtype");
		if (!(flags & (HIDDEN | NO_VIEW)) && !qpdf_oh_is_name_and_equals(q, type, "/Link") &&
			!qpdf_oh_is_name_and_equals(q, type, "/Popup") && qpdf_oh_has_key(q, a, "/AP"))
			return true;
	}
	return false;
}

static bool number_is(qpdf_data q, qpdf_oh dict, const char *key, double want)
{
	double v;

	return !qpdf_oh_has_key(q, dict, key) ||
		(qpdf_oh_get_value_as_number(q, qpdf_oh_get_key(q, dict, key), &v) && v == want);
}

/* Graphics states without transparency. */
static bool plain_states(qpdf_data q, qpdf_oh resources, const struct content *c)
{
	qpdf_oh all = qpdf_oh_get_key_if_dict(q, resources, "/ExtGState");

	for (size_t i = 0; i < c->nstates; i++) {
		qpdf_oh gs = qpdf_oh_get_key_if_dict(q, all, c->states[i]);
		if (!qpdf_oh_is_dictionary(q, gs))
			continue;
		qpdf_oh mask = qpdf_oh_get_key(q, gs, "/SMask"), blend = qpdf_oh_get_key(q, gs, "/BM");
		bool no_mask = qpdf_oh_is_null(q, mask) || qpdf_oh_is_name_and_equals(q, mask, "/None");
		bool no_blend = qpdf_oh_is_null(q, blend) || qpdf_oh_is_name_and_equals(q, blend, "/Normal") ||
			qpdf_oh_is_name_and_equals(q, blend, "/Compatible");
		if (!no_mask || !no_blend || !number_is(q, gs, "/ca", 1) || !number_is(q, gs, "/CA", 1))
			return false;
	}
	return true;
}

/* How the unit square lies under m: degrees clockwise by which the image is painted; -1: mirrored
 * or oblique. */
static int turn_of(const double m[6])
{
	double size = fabs(m[0]) + fabs(m[1]) + fabs(m[2]) + fabs(m[3]);

	if (fabs(m[1]) + fabs(m[2]) <= SQUARENESS * size)
		return m[0] > 0 && m[3] > 0 ? 0 : m[0] < 0 && m[3] < 0 ? 180 : -1;
	if (fabs(m[0]) + fabs(m[3]) <= SQUARENESS * size)
		return m[1] < 0 && m[2] > 0 ? 90 : m[1] > 0 && m[2] < 0 ? 270 : -1;
	return -1;
}

static bool within(const double a[4], const double b[4])
{
	return a[0] >= b[0] - TOLERANCE && a[1] >= b[1] - TOLERANCE && a[2] <= b[2] + TOLERANCE &&
		a[3] <= b[3] + TOLERANCE;
}

static void add_image(qpdf_data q, qpdf_oh image, const struct content_start *at, struct pdf_page *p)
{
	qpdf_oh dict = qpdf_oh_get_dict(q, image);
	struct pdf_place *place = &p->places[p->n];

	memset(place, 0, sizeof *place);
	place->image = image;
	qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, dict, "/Width"), &place->width);
	qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, dict, "/Height"), &place->height);
	content_box(at->m, place->box);
	place->turn = turn_of(at->m);
	double w = hypot(at->m[0], at->m[1]) * p->unit / 72, h = hypot(at->m[2], at->m[3]) * p->unit / 72;
	if (place->width < 1 || place->height < 1 || !(w > 0) || !(h > 0)) {
		p->render = true;
		return;
	}
	place->xres = place->width / w;
	place->yres = place->height / h;
	p->n++;
	if (place->turn < 0 || !within(place->box, at->clip) || !within(place->box, p->box))
		p->render = true;
	double area = (place->box[2] - place->box[0]) * (place->box[3] - place->box[1]);
	if (area >= MOST * (p->box[2] - p->box[0]) * (p->box[3] - p->box[1]))
		p->dpi = fmax(p->dpi, fmax(place->xres, place->yres));
}

static void walk(qpdf_data q, qpdf_oh resources, const struct content *c, struct pdf_page *p);

/* A form: its content under its matrix, clipped to its BBox. */
static void enter_form(qpdf_data q, qpdf_oh form, const struct content_place *place, qpdf_oh outer, struct pdf_page *p)
{
	qpdf_oh dict = qpdf_oh_get_dict(q, form), resources = qpdf_oh_get_key(q, dict, "/Resources");
	struct content_start start = place->at;
	struct content c = CONTENT_INIT;
	double m[6];
	unsigned char *bytes = NULL;
	size_t n = 0;
	QPDF_BOOL filtered = QPDF_FALSE;

	if (place->depth >= FORM_DEPTH_MAX || qpdf_oh_has_key(q, dict, "/Group") ||
		(qpdf_oh_get_stream_data(q, form, qpdf_dl_specialized, &filtered, &bytes, &n) & QPDF_ERRORS) ||
		!filtered || n > CONTENT_BYTES_MAX) {
		p->render = true;
		free(bytes);
		return;
	}
	if (numbers(q, qpdf_oh_get_key(q, dict, "/Matrix"), m, 6))
		content_concat(start.m, m, start.m);
	content_scan(&c, bytes, n, &start, place->depth + 1);
	free(bytes);
	walk(q, qpdf_oh_is_dictionary(q, resources) ? resources : outer, &c, p);
	content_release(&c);
}

static void walk(qpdf_data q, qpdf_oh resources, const struct content *c, struct pdf_page *p)
{
	qpdf_oh objects = qpdf_oh_get_key_if_dict(q, resources, "/XObject");

	p->render = p->render || c->other || !plain_states(q, resources, c);
	p->colours = p->colours || c->colours;
	for (size_t i = 0; i < c->n; i++) {
		qpdf_oh o = qpdf_oh_get_key_if_dict(q, objects, c->places[i].name);
		if (!qpdf_oh_is_stream(q, o))
			continue; /* paints nothing */
		qpdf_oh type = qpdf_oh_get_key(q, qpdf_oh_get_dict(q, o), "/Subtype");
		if (qpdf_oh_is_name_and_equals(q, type, "/Image") && p->n < PDF_IMAGES_MAX)
			add_image(q, o, &c->places[i].at, p);
		else if (qpdf_oh_is_name_and_equals(q, type, "/Form"))
			enter_form(q, o, &c->places[i], resources, p);
		else
			p->render = true;
	}
}

void pdf_page_read(qpdf_data q, qpdf_oh page, struct pdf_page *p)
{
	struct content c = CONTENT_INIT;
	unsigned char *bytes = NULL;
	size_t n = 0;

	memset(p, 0, sizeof *p);
	p->places = mn_calloc(PDF_IMAGES_MAX, sizeof *p->places);
	read_boxes(q, page, p);
	if ((qpdf_oh_get_page_content_data(q, page, &bytes, &n) & QPDF_ERRORS) || n > CONTENT_BYTES_MAX) {
		p->render = true;
	} else {
		content_scan(&c, bytes, n, &content_start, 0);
		walk(q, qpdf_oh_get_key(q, page, "/Resources"), &c, p);
	}
	free(bytes);
	content_release(&c);
	if (!p->n || annotated(q, page))
		p->render = true;
}

void pdf_page_release(struct pdf_page *p)
{
	free(p->places);
	memset(p, 0, sizeof *p);
}
