// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * seance.h: what is said of a meeting: body, date, hours, place, who presides, who is there.
 */
#ifndef SEGMENT_SEANCE_H
#define SEGMENT_SEANCE_H

#include "doc.h"
#include "lexicon.h"
#include "minutes.h"

/* Reads the opening and the roll call from tokens [from, to) into s. */
void seance_read(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s);
/* The date of the meeting that tokens [from, to) announce; false: none. */
bool seance_date(const struct lexicon *lx, const struct token *t, size_t from, size_t to, char out[11]);
/* Hour of the end, from the tokens of the close. */
void seance_close(const struct doc *d, size_t from, size_t to, struct mn_seance *s);
/* What only margins and heads say (members in office, body, date), when the text did not. `first`, `end`: lines. */
void seance_aside(const struct lexicon *lx, const struct doc *d, size_t first, size_t end, struct mn_seance *s);

#endif
