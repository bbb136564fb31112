// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * decisions.h: what a person decided in corrections.csv.
 *
 * The file of the last run is read before a new one is written. An applied line that a person deleted is undone: the
 * word stands corrected in text/ and has no line any more. The line comes back with the state "undone", which also a
 * person may write, and is then kept. A suggestion whose state a person made "applied" is applied.
 */
#ifndef CORRECT_DECISIONS_H
#define CORRECT_DECISIONS_H

#include "alto.h"
#include "corrector.h"

enum state { STATE_SUGGESTED, STATE_APPLIED, STATE_UNDONE };

struct decisions;

/* Reads corrections.csv (NULL path or no such file: nothing was decided). REFUSED when it is no such table: a person
 * has to mend or delete it. Free with decisions_free (NULL is fine). */
struct decisions *decisions_read(const char *path, struct mn_err *err);
void decisions_free(struct decisions *d);

/* The state of a correction the corrector proposes: page, line, word from 1. `old`: the word of the last text/, NULL. */
enum state decisions_state(const struct decisions *d, long page, const struct corr_record *r,
	const struct mn_word *old);

const char *state_name(enum state s);

#endif
