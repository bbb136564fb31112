// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_strips.h: a page that a copier cut into strips or tiles, put together again without
 * resampling.
 */
#ifndef INGEST_PDF_STRIPS_H
#define INGEST_PDF_STRIPS_H

#include "pdf_image.h"
#include "pdf_page.h"

/* All images of the page as one: same resolution, upright, side by side without overlap. */
enum pdf_taken pdf_strips_take(
	qpdf_data q, const struct pdf_page *p, struct received *in, const char *name, struct mn_err *err);

#endif
