// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * show.h: results for a person, in French (officers read them).
 */
#ifndef SEARCH_SHOW_H
#define SEARCH_SHOW_H

#include <jansson.h>
#include "buf.h"

/* Appends the results of sr_find as text, four lines and an empty one each. */
void sr_show(struct mn_buf *b, const json_t *results);

/* Appends one line: how many there are, and how many of them are shown. */
void sr_show_count(struct mn_buf *b, size_t shown, long long total);

#endif
