// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * query.h: what a person types, as a MATCH expression of FTS5.
 *
 *	fibre optique            both words, anywhere
 *	"fibre optique"          the phrase (also « » and “ ”)
 *	subvention -école        the first word, not the second; -"fibre optique" excludes a phrase
 *
 * Small words (le, de, pour…) and elisions (l', d', qu'…) say nothing and are left out, except in a phrase, or when
 * nothing else was typed. Punctuation is not searched for. Whatever is typed, the expression is valid: no operator of
 * FTS5 gets through.
 */
#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

#include "err.h"

#define SR_QUERY_MAX 2000 /* bytes */

/* Caller frees. NULL: USAGE with a sentence for the person (nothing to look for, a phrase that does not end, only
 * exclusions). */
char *sr_query(const char *typed, struct mn_err *err);

#endif
