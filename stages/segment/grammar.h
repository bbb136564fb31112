// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * grammar.h: what each line is, decided for all lines at once.
 *
 * A line is seen through features (layout, words of the genre, its neighbours); each part of minutes gives every
 * feature a weight, and certain parts follow each other. The best path through all lines (Viterbi) is the reading. All
 * weights are set by hand and stand in two tables of grammar.c.
 */
#ifndef SEGMENT_GRAMMAR_H
#define SEGMENT_GRAMMAR_H

#include "doc.h"
#include "lexicon.h"

enum state {
	ST_PREFACE, /* letterhead, title, opening formula */
	ST_ROLL,    /* who is there, who is not */
	ST_PROSE,   /* between the roll call and the first heading: approval of the minutes, remarks */
	ST_AGENDA,
	ST_TITLE, /* first line of a heading */
	ST_TCONT, /* its other lines */
	ST_BODY,  /* text under a heading, nothing decided so far */
	ST_DONE,  /* the same from the line on where something is decided */
	ST_BEGIN, /* first line of a deliberation without heading */
	ST_CLOSE,
	ST_TAIL, /* signatures, annexes */
	STATES
};

/* Sets state of every line that has words, after lexicon_mark and number_series. Lines set aside are passed over. */
void grammar_read(struct doc *d);

/* Evidence, 0 to 3, that something is decided on this line. */
double grammar_outcome(const struct line *l);
/* Whether the line is by itself the result of a vote ("Adopté à l'unanimité", "Pour : 9 - Contre : 0"). */
bool grammar_vote_line(const struct doc *d, size_t i);

#endif
