// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * show.h: results for a person, in French (officers read them).
 */
#ifndef SEARCH_SHOW_H
#define SEARCH_SHOW_H

#include <jansson.h>
#include "buf.h"

/* Appends the results of sr_find as text: three lines each, and a last one with the count. */
void sr_show(struct mn_buf *b, const json_t *results, long long total);

#endif
