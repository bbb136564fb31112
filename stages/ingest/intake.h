// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * intake.h: a dossier that is being filled with pages.
 *
 * Every kind of source (tiff.h, pdf.h, single.h, typed.h) hands its pages over one by one, in
 * order:
 *
 *	struct received in = RECEIVED_INIT;
 *	… fill …
 *	r = intake_page(k, &in, err);      makes pages/NNNN.* and one more struct mn_page
 *	received_release(&in);
 */
#ifndef INGEST_INTAKE_H
#define INGEST_INTAKE_H

#include "err.h"
#include "pages.h"
#include "received.h"
#include "upright.h"

struct intake_counts {
	int blank, turned, straightened, doubtful, rendered, dpi_guessed, squared, sparse;
};

struct intake {
	const char *folder;         /* the dossier that is being made */
	const char *source;         /* file now read: its name, for messages and `from` */
	struct mn_pages *pages;
	unsigned long cap;          /* of pages->pages */
	struct upright *upright;
	int dpi;                    /* at which vector pages are rendered */
	struct intake_counts counts;
	bool encrypted;             /* a PDF with an empty password was among the sources */
	const char *charset;        /* guessed for a text; static; NULL */
};

/* Room for one more page, its id and `from` ("scan.tif#3") set; the rest is zero. NULL: LIMIT, too
 * many pages. Valid until the next call. */
struct mn_page *intake_add(struct intake *k, int number, struct mn_err *err);

/* Squares, measures, turns, straightens and writes one page. `number` is the page's in its source
 * file, from 1. */
int intake_page(struct intake *k, struct received *in, int number, struct mn_err *err);

/* Writes bytes as pages/NNNN<suffix> of the page; the relative name is malloced into *name. */
int intake_write(const struct intake *k, const char *id, const char *suffix, const void *bytes, size_t n, char **name,
	struct mn_err *err);

#endif
