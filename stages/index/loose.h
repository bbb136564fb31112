// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * loose.h: what stands on a page outside deliberations.
 *
 * Every line of every page is either in the text of a deliberation or in the loose text of its page, so whatever was
 * read can be found (conservation, I7, carried on into the index).
 */
#ifndef INDEX_LOOSE_H
#define INDEX_LOOSE_H

#include "alto.h"
#include "minutes.h"

/* Loose text of page `number` (from 1): lines that belong to no deliberation, or to its margins, heads and stamps.
 * Cut words are joined. Caller frees; "" when there is none. */
char *ix_loose(const struct mn_minutes *m, const struct mn_alto *page, int number);

#endif
