// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_content.c: the operators, as a table of classes, over the tokens of pdf_token.h.
 *
 * Operators: ISO 32000-1, annex A. An unknown one means that the page is not understood: render it.
 */
#include "pdf_content.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "err.h"
#include "pdf_token.h"

#define OPERATORS_MAX 2000000
#define SAVED_MAX 64
#define FAR 1e9

const struct content_start content_start = {{1, 0, 0, 1, 0, 0}, {-FAR, -FAR, FAR, FAR}};

struct state {
	struct content_start at;
	int text_mode; /* Tr */
};

struct scan {
	struct content *c;
	struct state now, saved[SAVED_MAX];
	int nsaved, depth;
	double path[4];   /* box of the one rectangle of the path */
	int rectangles;   /* in the path */
	bool curves;      /* the path has other parts */
	bool clipping;    /* W was seen */
};

enum class {
	NOTHING, /* no effect on what is asked here */
	MARK,    /* marked content: an optional layer (/OC) may be hidden */
	COLOUR,
	SAVE,
	RESTORE,
	MATRIX,
	TEXT_MODE,
	SHOW,
	STATE,
	RECTANGLE,
	PATH,
	CLIP,
	END_PATH,
	DO,
};

/* In order of strcmp. What is not here paints. */
static const struct operator {
	const char *name;
	enum class class;
} operators[] = {
	{"\"", SHOW},      {"'", SHOW},       {"BDC", MARK}, {"BMC", NOTHING}, {"BT", NOTHING},  {"BX", NOTHING},
	{"CS", COLOUR},    {"DP", NOTHING},   {"Do", DO},       {"EMC", NOTHING}, {"ET", NOTHING},  {"EX", NOTHING},
	{"G", COLOUR},     {"J", NOTHING},    {"K", COLOUR},    {"M", NOTHING},   {"MP", NOTHING},  {"Q", RESTORE},
	{"RG", COLOUR},    {"SC", COLOUR},    {"SCN", COLOUR},  {"T*", NOTHING},  {"TD", NOTHING},  {"TJ", SHOW},
	{"TL", NOTHING},   {"Tc", NOTHING},   {"Td", NOTHING},  {"Tf", NOTHING},  {"Tj", SHOW},     {"Tm", NOTHING},
	{"Tr", TEXT_MODE}, {"Ts", NOTHING},   {"Tw", NOTHING},  {"Tz", NOTHING},  {"W", CLIP},      {"W*", CLIP},
	{"c", PATH},       {"cm", MATRIX},    {"cs", COLOUR},   {"d", NOTHING},   {"g", COLOUR},    {"gs", STATE},
	{"h", NOTHING},    {"i", NOTHING},    {"j", NOTHING},   {"k", COLOUR},    {"l", PATH},      {"m", PATH},
	{"n", END_PATH},   {"q", SAVE},       {"re", RECTANGLE}, {"rg", COLOUR},  {"ri", NOTHING},  {"sc", COLOUR},
	{"scn", COLOUR},   {"v", PATH},       {"w", NOTHING},   {"y", PATH},
};

void content_concat(double out[6], const double a[6], const double b[6])
{
	const double r[6] = {a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2],
		a[2] * b[1] + a[3] * b[3], a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5]};

	memcpy(out, r, sizeof r);
}

static void widen(double box[4], double x, double y)
{
	box[0] = fmin(box[0], x);
	box[1] = fmin(box[1], y);
	box[2] = fmax(box[2], x);
	box[3] = fmax(box[3], y);
}

/* Box of the rectangle x0 y0 x1 y1 under m. */
static void box_of(const double m[6], const double r[4], double box[4])
{
	box[0] = box[1] = FAR;
	box[2] = box[3] = -FAR;
	for (int i = 0; i < 4; i++) {
		double x = r[i & 1 ? 2 : 0], y = r[i & 2 ? 3 : 1];
		widen(box, m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]);
	}
}

void content_box(const double m[6], double box[4])
{
	box_of(m, (const double[4]){0, 0, 1, 1}, box);
}

static bool upright(const double m[6])
{
	double size = fabs(m[0]) + fabs(m[1]) + fabs(m[2]) + fabs(m[3]);

	return fabs(m[1]) + fabs(m[2]) <= 1e-4 * size || fabs(m[0]) + fabs(m[3]) <= 1e-4 * size;
}

static void end_path(struct scan *s)
{
	double *clip = s->now.at.clip;

	if (s->clipping) {
		if (s->curves || s->rectangles != 1 || !upright(s->now.at.m)) {
			s->c->other = true;
			return;
		}
		clip[0] = fmax(clip[0], s->path[0]);
		clip[1] = fmax(clip[1], s->path[1]);
		clip[2] = fmin(clip[2], s->path[2]);
		clip[3] = fmin(clip[3], s->path[3]);
	}
	s->clipping = s->curves = false;
	s->rectangles = 0;
}

static bool rectangle(struct scan *s, const struct pdf_operands *o)
{
	if (o->n < 4)
		return false;
	const double *v = o->numbers, r[4] = {v[0], v[1], v[0] + v[2], v[1] + v[3]};
	box_of(s->now.at.m, r, s->path);
	s->rectangles++;
	return true;
}

static bool place(struct scan *s, const struct pdf_operands *o)
{
	struct content *c = s->c;

	if (!o->name[0] || c->n >= CONTENT_PLACES_MAX)
		return false;
	c->places = mn_grow(c->places, c->n, &c->cap, sizeof *c->places);
	struct content_place *p = &c->places[c->n++];
	memcpy(p->name, o->name, sizeof p->name);
	p->at = s->now.at;
	p->depth = s->depth;
	return true;
}

static bool use_state(struct content *c, const struct pdf_operands *o)
{
	for (size_t i = 0; i < c->nstates; i++)
		if (!strcmp(c->states[i], o->name))
			return true;
	if (!o->name[0] || c->nstates >= CONTENT_STATES_MAX)
		return false;
	memcpy(c->states[c->nstates++], o->name, CONTENT_NAME);
	return true;
}

static bool restore(struct scan *s)
{
	if (s->nsaved)
		s->now = s->saved[--s->nsaved];
	return true;
}

static bool save(struct scan *s)
{
	if (s->nsaved >= SAVED_MAX)
		return false;
	s->saved[s->nsaved++] = s->now;
	return true;
}

/* False: this page is to be rendered. */
static bool act(struct scan *s, enum class class, const struct pdf_operands *o)
{
	switch (class) {
	case NOTHING: return true;
	case MARK: return strcmp(o->tag, "/OC") != 0;
	case COLOUR: return s->c->colours = true;
	case SAVE: return save(s);
	case RESTORE: return restore(s);
	case MATRIX:
		if (o->n < 6)
			return false;
		content_concat(s->now.at.m, o->numbers, s->now.at.m);
		return true;
	case TEXT_MODE:
		s->now.text_mode = o->n ? (int)fmax(-1, fmin(9, o->numbers[0])) : 0;
		return true;
	case SHOW: return s->now.text_mode == 3 || !o->ink;
	case STATE: return use_state(s->c, o);
	case RECTANGLE: return rectangle(s, o);
	case PATH: return s->curves = true;
	case CLIP: return s->clipping = true;
	case END_PATH: end_path(s); return true;
	case DO: return place(s, o);
	}
	return false;
}

static int by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct operator *)row)->name);
}

void content_scan(struct content *c, const unsigned char *bytes, size_t n, const struct content_start *start, int depth)
{
	struct scan s = {.c = c, .now = {*start, 0}, .depth = depth};
	struct pdf_tokens t = {.bytes = bytes, .n = n};
	struct pdf_operands o;

	for (long count = 0; !c->other && pdf_next_operator(&t, &o); count++) {
		const struct operator *row = bsearch(o.operator, operators, sizeof operators / sizeof *operators,
			sizeof *operators, by_name);
		if (!row || count >= OPERATORS_MAX || !act(&s, row->class, &o))
			c->other = true;
	}
	if (t.bad)
		c->other = true;
}

void content_release(struct content *c)
{
	free(c->places);
	*c = (struct content)CONTENT_INIT;
}
