// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_meta.h: what a PDF says about itself, the same twice (XMP packet and Info dictionary, as PDF/A-1 asks), the
 * document's language and its output intent (sRGB); and the bookmarks.
 */
#ifndef RENDER_PDF_META_H
#define RENDER_PDF_META_H

#include "pdf.h"

struct pdf_meta {
	const char *title;   /* not NULL */
	const char *author;  /* the body whose minutes these are; NULL when unknown */
	const char *subject; /* NULL when none */
	const char *date;    /* ISO 8601 UTC, of making and of change */
	const char *dossier; /* its id */
};

/* Once, before pdf_save. */
void pdf_meta_put(struct pdf *p, const struct pdf_meta *m);

struct pdf_bookmark {
	char *title; /* malloced */
	qpdf_oh page;
	double top; /* points from the lower edge of the page: what is to stand at the window's top */
};

/* The bookmarks, in their order, all on one level; nothing is written when n is 0. */
void pdf_outline_put(struct pdf *p, const struct pdf_bookmark *marks, size_t n);

#endif
