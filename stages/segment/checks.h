// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * checks.h: what does not add up (checks.json, doc/formats.md): votes against those present, quorum, numbers doubled or
 * missing, mentions that the law wants, pages hard to read. Messages are French sentences for the archivist.
 */
#ifndef SEGMENT_CHECKS_H
#define SEGMENT_CHECKS_H

#include <stdbool.h>
#include "doc.h"
#include "minutes.h"
#include "pages.h"

struct check_options {
	bool siret;  /* is one configured? */
	double poor; /* mean confidence below which a page is reported, 0..1 */
};

/* As JSON; caller frees. */
char *checks_json(
	const struct mn_minutes *m, const struct doc *d, const struct mn_pages *pages, const struct check_options *o);

#endif
