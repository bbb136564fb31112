// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_page.h: is a PDF page one image (or strips of one), and which?
 *
 * The question decides whether the picture can be taken as it was stored. It can when nothing but
 * images is painted, upright or turned by quarters, without mirroring, masks or transparency,
 * inside the page's box, and no annotation shows.
 */
#ifndef INGEST_PDF_PAGE_H
#define INGEST_PDF_PAGE_H

#include <qpdf/qpdf-c.h>
#include <stdbool.h>
#include "pdf_content.h"

#define PDF_IMAGES_MAX 1000

struct pdf_place {
	qpdf_oh image; /* stream */
	int width, height;
	int turn;      /* degrees clockwise in which it is painted on the unturned page */
	double box[4]; /* x0 y0 x1 y1, points of the unturned page */
	double xres, yres; /* dots per inch along its own width and height */
};

struct pdf_page {
	double box[4];   /* what shows: CropBox within MediaBox, points */
	double unit;     /* UserUnit */
	int rotate;      /* /Rotate, 0 to 270 */
	struct pdf_place *places;
	size_t n;
	bool render;     /* cannot be taken as stored */
	double dpi;      /* of the finest image that covers most of the page; 0: there is none */
	bool colours;    /* as in pdf_content.h */
};

/* Looks at a page (attributes pushed down). Never fails: what is not understood is to be rendered. */
void pdf_page_read(qpdf_data q, qpdf_oh page, struct pdf_page *out);
void pdf_page_release(struct pdf_page *p);

#endif
