// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * rules.h: which rule of communicability a deliberation takes (data/access.csv, data/rules.csv).
 *
 * access.csv orders the rules by the years they close a document. rules.csv raises: body,where,words,access,reason. A
 * row counts when `body` (if any) is in the name of the body and `words` in what `where` names: "title", or "text"
 * for title and text. A deliberation without a title is searched whole. Words are compared folded (no accents, no
 * case, no punctuation), as whole words; a '*' at the end of the row matches the beginning of a word.
 * I11. A rule is never lowered: the answer is the strongest of the configured rule and of the rows that count.
 * Source of the cases: Code du patrimoine L213-2 I 3 (private life, 50 years), individual decisions of staff and of
 * social aid.
 */
#ifndef PACKAGE_RULES_H
#define PACKAGE_RULES_H

#include "err.h"

struct pk_rules;

/* Reads both tables from a folder; CONFIG. NULL on error; pk_rules_free (NULL is fine). */
struct pk_rules *pk_rules_read(const char *folder, struct mn_err *err);
void pk_rules_free(struct pk_rules *r);

/* Whether access.csv holds this code. */
int pk_rules_known(const struct pk_rules *r, const char *code);

/* The one of two known codes that closes longer (a when equal). */
const char *pk_rules_stronger(const struct pk_rules *r, const char *a, const char *b);

/* The rule of a deliberation; any text may be NULL. *reason is the row's, NULL when `base` stood. Strings of r, or
 * base. */
const char *pk_rules_access(const struct pk_rules *r, const char *base, const char *body, const char *title,
	const char *text, const char **reason);

#endif
