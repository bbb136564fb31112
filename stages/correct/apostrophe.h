// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * apostrophe.h: elisions as the OCR garbles them.
 *
 * In: the code points of a token with its apostrophes folded to '. Out: what the token may have been, before any
 * look at its letters: I'unanimité -> l'unanimité, d''une -> d'une, I"ordonnance -> l'ordonnance, 'usage -> l'usage.
 */
#ifndef CORRECT_APOSTROPHE_H
#define CORRECT_APOSTROPHE_H

#include "lattice.h"

#define READINGS_MAX 8

struct reading {
	struct word w;
	double cost;     /* nats */
	enum kind kind;  /* SAME, APOSTROPHE or GLYPH */
};

/* Fills out; the first is the token as it is, dear if an apostrophe is plainly wrong. Returns their number. */
size_t apostrophe_readings(const struct word *w, const struct context *cx, struct reading out[READINGS_MAX]);

#endif
