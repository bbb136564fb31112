// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_content.h: what a PDF content stream (ISO 32000-1, 7.8.2) paints, as far as "images and
 * nothing else" needs it.
 *
 *	struct content c = CONTENT_INIT;
 *	content_scan(&c, bytes, n, &content_start, 0);
 *	if (!c.other) … c.places: every Do with its matrix and clip, c.states: names of the graphics states used
 *	content_release(&c);
 *
 * Invisible text (render mode 3), marked content, clips by an upright rectangle and settings
 * without effect on images are passed over. Anything else that paints (visible text, lines, fills,
 * shadings, inline images) sets `other`: such a page is to be rendered. Bytes are hostile: nothing
 * is trusted, everything has a ceiling.
 */
#ifndef INGEST_PDF_CONTENT_H
#define INGEST_PDF_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#define CONTENT_PLACES_MAX 2000
#define CONTENT_STATES_MAX 16
#define CONTENT_NAME 128

/* Where user space and clip are at the start of a stream: the page's, or those of the Do of a
 * form. */
struct content_start {
	double m[6];    /* [a b c d e f]: x' = a x + c y + e, y' = b x + d y + f */
	double clip[4]; /* x0 y0 x1 y1, default user space of the page */
};
extern const struct content_start content_start;

struct content_place {
	char name[CONTENT_NAME]; /* with the slash, #xx not decoded */
	struct content_start at;
	int depth;               /* as given to content_scan */
};

struct content {
	struct content_place *places; /* in order */
	size_t n;
	unsigned long cap;
	char states[CONTENT_STATES_MAX][CONTENT_NAME];
	size_t nstates;
	bool other;   /* something else paints, or the stream is beyond this reader */
	bool colours; /* a colour was set: a mask need not be black */
};

#define CONTENT_INIT {0}

/* Adds what the stream paints. Stops at the first thing that sets `other`. */
void content_scan(
	struct content *c, const unsigned char *bytes, size_t n, const struct content_start *start, int depth);
void content_release(struct content *c);

/* a before b: the matrix that does a, then b. */
void content_concat(double out[6], const double a[6], const double b[6]);
/* Bounding box of the unit square under m. */
void content_box(const double m[6], double box[4]);

#endif
