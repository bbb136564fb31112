// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * find.h: answers from archive.db.
 */
#ifndef SEARCH_FIND_H
#define SEARCH_FIND_H

#include <jansson.h>
#include "err.h"

/* The best `limit` passages for a MATCH expression, deliberations before loose pages, as a JSON array of
 *	{"kind":"deliberation|page","dossier","name","date","body","number","title","page_first","page_last",
 *	 "vote":{"result","unanimous","for","against","abstain"},"snippet"}
 * (null where nothing is known; vote null for pages). Words found stand between `open` and `close` in the snippet.
 * *total: how many there are in all. NULL: INPUT when OUT has no (current) archive.db, RETRY, SYSTEM. */
json_t *sr_find(const char *out, const char *match, int limit, const char *open, const char *close, long long *total,
	struct mn_err *err);

#endif
