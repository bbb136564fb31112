// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf.h: PDF files: each page's image as stored where the page is one image, drawn otherwise.
 */
#ifndef INGEST_PDF_H
#define INGEST_PDF_H

#include "err.h"
#include "intake.h"

/* Hands every page over. INPUT: damaged, cut, or with a password; LIMIT: too many or too large
 * pages. */
int pdf_take(struct intake *k, const char *path, struct mn_err *err);

#endif
