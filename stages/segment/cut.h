// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * cut.h: from the lines' parts to the minutes: meetings, sections, deliberations, blocks.
 *
 * I7. Every line of every page stands in exactly one block of one section (cut_check proves it).
 */
#ifndef SEGMENT_CUT_H
#define SEGMENT_CUT_H

#include "doc.h"
#include "err.h"
#include "lexicon.h"
#include "minutes.h"

/* The whole reading: edges, words, numbers, grammar, sections, votes, meetings. Never fails; `d` keeps what was found
 * of each line. */
struct mn_minutes *cut_minutes(const struct lexicon *lx, struct doc *d);
/* MN_SYSTEM when a line is missing, stands twice, or a block names a line that is not there. */
int cut_check(const struct mn_minutes *m, const struct doc *d, struct mn_err *err);

#endif
