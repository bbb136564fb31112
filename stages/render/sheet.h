// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * sheet.h: one page of a PDF: the image as received, standing upright, and over it what stands in the coordinates of
 * the reading image (text, bars), slanted back by the angle by which ingest had straightened it.
 *
 * Sheets are kept from pv.pdf for the deliberations, so that an image that had to be coded again is coded once
 * (struct sheets; at most SHEETS_BYTES_MAX of them, past that images are loaded again).
 */
#ifndef RENDER_SHEET_H
#define RENDER_SHEET_H

#include "buf.h"
#include "image.h"
#include "input.h"
#include "pdf.h"

#define SHEETS_BYTES_MAX ((size_t)256 << 20)

struct sheet_cache;

struct sheet_cache *sheet_cache_new(size_t pages);
void sheet_cache_free(struct sheet_cache *c);
/* Images taken over as stored, of all loaded so far. */
size_t sheet_cache_passed(const struct sheet_cache *c);

/* A sheet while it is drawn. Coordinates of the content under sheet_open: points, origin at the lower left of the
 * upright page. */
struct sheet {
	double width, height; /* points */
	double scale;         /* points a pixel of the reading image */
	struct mn_buf content;
	qpdf_oh image;
	bool text; /* the font is in use */
};

/* Loads page i's image and begins its content: the image, then the slant. */
int sheet_open(struct sheet *s, struct pdf *p, const struct input *in, size_t i, struct sheet_cache *c,
	struct mn_err *err);

/* Appends invisible text: these lines, in their order, each word on its box. */
void sheet_text(struct sheet *s, struct pdf *p, struct mn_line *const *lines, size_t n);

/* Appends an opaque vertical bar left of a box (pixels), with a tick at its ends where `begins` or `ends`. */
void sheet_bar(struct sheet *s, const struct mn_box *box, bool begins, bool ends);

/* Ends the page and adds it to the document; s is empty then. Returns the page. */
qpdf_oh sheet_close(struct sheet *s, struct pdf *p);

#endif
