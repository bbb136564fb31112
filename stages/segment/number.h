// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * number.h: numbers of headings ("2021-045 –", "N° 7", "Délibération D_2019_12", "3.", "II –") and the series they
 * form.
 *
 * A number alone proves little: lists, visas and tables have them too. What proves a heading is a series: numbers of
 * one shape that go up one by one with text between them. Numbers of one shape on lines close together are a list (an
 * agenda, the points of a delegation).
 */
#ifndef SEGMENT_NUMBER_H
#define SEGMENT_NUMBER_H

#include <stdbool.h>
#include "doc.h"

enum number_kind {
	NUMBER_NONE,
	NUMBER_WORD,    /* "Délibération n° 7", "Rapport n° 1-01", "Question 3", "N° 4" */
	NUMBER_YEAR,    /* "2021-045", "64-118", "1/78", "DEL_2019_061" */
	NUMBER_ORDINAL, /* "1°)", "3." "12)" */
	NUMBER_ROMAN,   /* "II –" */
	NUMBER_LETTER,  /* "A –" */
};

struct number {
	enum number_kind kind;
	size_t len;      /* tokens */
	char shape[48];  /* figures as '#': what the numbers of a series share */
	int value;       /* the last figures of it; roman and letters counted */
	size_t from, to; /* bytes of the text that are the number as printed; from == to: the number is not an act's */
};

/* The number at the start of the line whose tokens are t[i..end). */
bool number_read(const struct token *t, size_t i, size_t end, struct number *out);
/* The same for a line of the document; sets its number_skip. */
bool number_of_line(struct doc *d, size_t i, struct number *out);
/* Fills number_end, number_list and series (evidence for a heading, about -4 to +5) of all lines. After doc_tokens. */
void number_series(struct doc *d);

#endif
