// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * safety.h: what is never touched, and what is sure enough.
 *
 * A minute is evidence: a wrong change is worse than an error left in. Numbers, amounts, dates, article numbers, web
 * addresses and words all in capitals have no candidates at all. A change is applied when its margin (nats by which the
 * best reading of the sentence beats the best one that keeps the word as read) passes the threshold of its kind; below it
 * becomes a suggestion for a person.
 */
#ifndef CORRECT_SAFETY_H
#define CORRECT_SAFETY_H

#include <stdbool.h>
#include "lattice.h"

/* Web and mail addresses, tokens with two digits or more, tokens without letters. */
bool safety_untouchable(const char *text);

/* Whether a change may be applied. `rate`: the document's rate of its rarest letter pair; `conf`: 0..1, < 0 unknown;
 * `braked`: the document is clean (fewer than 0.6 % of its words would change), so changes must be surer. */
bool safety_applies(enum kind kind, double margin, double rate, float conf, bool braked);

/* Share of changed words under which a document counts as clean. */
#define SAFETY_CLEAN 0.006

#endif
