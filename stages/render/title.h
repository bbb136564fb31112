// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * title.h: how documents and deliberations are called in French, in bookmarks, metadata and PREMIS.
 */
#ifndef RENDER_TITLE_H
#define RENDER_TITLE_H

#include <stddef.h>
#include "minutes.h"

/* A title is cut at this many bytes, at a word, with "…". */
#define TITLE_MAX 220

/* "Délibération n° 2021-045 – Tarifs de la cantine"; `ordinal` (from 1) stands for a number that was not printed.
 * Caller frees. */
char *title_deliberation(const struct mn_section *s, size_t ordinal);
/* Title of the whole: that of the minutes, else `name`. Caller frees. */
char *title_minutes(const struct mn_minutes *m, const char *name);
/* "Conseil municipal, séance du 24 septembre 2021", as far as it is known; NULL when nothing is. Caller frees. */
char *title_seance(const struct mn_minutes *m, const struct mn_section *s);
/* "2021-09-24…" -> "24 septembre 2021", "1er août 2021"; the text itself when it is no date. Caller frees. */
char *title_date(const char *iso);

#endif
