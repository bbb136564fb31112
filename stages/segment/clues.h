// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * clues.h: what the grammar sees of a line.
 */
#ifndef SEGMENT_CLUES_H
#define SEGMENT_CLUES_H

#include "doc.h"

enum feature {
	F_BIAS,
	F_SERIES, /* number.h */
	F_LIST,   /* its number counts a list */
	F_GAP,    /* white above, -0.5 to 1.5 pitches */
	F_SHORT,
	F_FULL,
	F_CENTRED,
	F_CAPS,
	F_STYLE,
	F_STOP,  /* ends with . ! ? */
	F_COMMA, /* ends with , or ; */
	F_COLON,
	F_LOWER, /* begins with a small letter */
	F_BULLET,
	F_STARTER,    /* begins as a sentence does: "M.", "Le conseil", "Vu", "Il" */
	F_ARTICLE,    /* "Article 2" */
	F_PREV_END,   /* the line before ends a paragraph */
	F_PREV_OPEN,  /* the line before runs to the end of the column without a stop */
	F_PREV_CUT,   /* a word is cut before this line */
	F_NEXT_BEGIN, /* the line after opens an exposé, a visa, names the rapporteur */
	F_NEXT_LOWER,
	F_NEXT_TABLE,
	F_VERB,
	F_TABLE,
	F_TITLE_WORD,
	F_NO_NUMBER,
	F_LETTERHEAD,
	F_SEANCE,
	F_OPENING,
	F_ROLL,
	F_ROLL_INSIDE,
	F_NAMES,
	F_EARLY,
	F_AGENDA,
	F_APPROVAL,
	F_SPECIAL,
	F_CLOSE,
	F_SIGNATURE,
	F_CERTIFIED,
	F_ANNEX,
	F_BEGIN,
	F_OUTCOME,
	F_VOTE_LINE,
	F_PREV_VOTE,
	F_DOUBT,
	F_AS_TITLES,
	F_UNLIKE_TITLES, /* its white above is that of the document's headings, or clearly less */
	F_SHAPE,         /* a short line by itself before a paragraph */
	F_VOID,          /* white above for a heading that was not read */
	F_INTERLUDE,     /* somebody comes or goes */
	F_TITLED,        /* the document's deliberations have headings (found in a first reading) */
	F_PEOPLE,        /* a list of names, as of those who voted so */
	/* against the line before, for the second lines of headings */
	F_SAME_CAPS,
	F_OTHER_CAPS,
	F_PREV_FULL,
	F_PREV_SHORT,
	FEATURES
};

/* What a first reading found of the whole document. */
struct habits {
	bool numbered, titled;
	double title_gap; /* white above headings where it tells them from other lines; 0: it does not */
};

void features_of(const struct doc *d, size_t i, const struct habits *h, double f[FEATURES]);

#endif
