// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pv.h: the PDFs of a dossier: pv.pdf (all pages, all text, bookmarks on the deliberations) and one for each
 * deliberation (the pages it stands on, complete; its own text only; a bar in the margin along its lines).
 */
#ifndef RENDER_PV_H
#define RENDER_PV_H

#include "input.h"
#include "pdf.h"
#include "sheet.h"

/* What both count for the journal. */
struct made {
	size_t deliberations;
	size_t replaced; /* characters above U+FFFF in pv.pdf, shown as U+FFFD */
};

/* Publishes content/pv.pdf. */
int pv_make(const struct input *in, const struct pdf_parts *parts, struct sheet_cache *cache, struct made *made,
	struct mn_err *err);

/* Publishes content/deliberation-001.pdf… in the order of the document; numbers follow the sections, so that 007 is
 * the seventh deliberation of minutes.xml. One without any line of its own in the scan is an error of segment: INPUT. */
int deliberations_make(const struct input *in, const struct pdf_parts *parts, struct sheet_cache *cache,
	struct made *made, struct mn_err *err);

/* Saves p as `name` of the dossier. */
int pdf_publish(struct pdf *p, const struct input *in, const char *name, struct mn_err *err);

/* The first line of a section with text of its own: its page (from 1) and box. False when there is none. */
bool section_start(const struct input *in, const struct mn_section *s, int *page, struct mn_box *box);

/* Whether blocks of this role belong to the section's text (running heads, margins, stamps do not). */
bool role_counts(enum mn_role role);

#endif
