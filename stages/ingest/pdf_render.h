// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_render.h: pages drawn by poppler and cairo.
 */
#ifndef INGEST_PDF_RENDER_H
#define INGEST_PDF_RENDER_H

#include "err.h"
#include "received.h"

struct pdf_renderer; /* one document, opened on first need */

struct pdf_renderer *pdf_renderer_new(const char *path, const char *name);
void pdf_renderer_free(struct pdf_renderer *r);

/* Page `index` (from 0) as it shows, /Rotate included: two-level when nothing but black and white
 * is there, grey when no colour is. in->pix, size, resolution, keep, origin. `unit`: UserUnit,
 * which poppler does not know. INPUT, LIMIT. */
int pdf_render(struct pdf_renderer *r, int index, double dpi, double unit, struct received *in, struct mn_err *err);

#endif
