// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * officers.h: who presides over a meeting and who is its secretary.
 */
#ifndef SEGMENT_OFFICERS_H
#define SEGMENT_OFFICERS_H

#include "doc.h"
#include "lexicon.h"
#include "minutes.h"

/* From the opening and the roll call, tokens [from, to); s has its kind and those present already. Fields that are
 * filled stay, but for their spelling. */
void officers_read(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s);
/* President and secretary as they sign in tokens [from, to), where the text did not name them. */
void officers_sign(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s);

#endif
