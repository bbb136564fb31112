// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * vote.h: how a deliberation ended.
 *
 * Result, unanimity, secrecy and the figures as printed ("par sept voix contre une et une abstention", "Pour : 9 -
 * Contre : 0"), -1 where none is. A unanimous refusal is rejected and unanimous: the result speaks of what was asked
 * for. Where no figure is printed, members who abstain or vote against by name are counted.
 */
#ifndef SEGMENT_VOTE_H
#define SEGMENT_VOTE_H

#include "lexicon.h"
#include "minutes.h"

/* `title` (may be NULL): a motion of refusal that is carried is adopted. Reads tokens [from, to) of `text` (heading
 * left out); out->sentence is malloced or NULL. Returns how plainly it is said: below 1 a verb alone, 1.4 and more a
 * decision, 3 and more a vote. */
double vote_read(const struct lexicon *lx, const char *title, const char *text, const struct token *t, size_t from,
	size_t to, struct mn_vote *out);

#endif
