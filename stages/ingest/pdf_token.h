// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_token.h: tokens of a PDF content stream (ISO 32000-1, 7.2 and 7.3), grouped into operators
 * with their operands.
 */
#ifndef INGEST_PDF_TOKEN_H
#define INGEST_PDF_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include "pdf_content.h"

#define PDF_OPERANDS_MAX 8
#define PDF_OPERATOR 8

struct pdf_tokens {
	const unsigned char *bytes;
	size_t n, at;
	bool bad; /* the stream ended inside a string or holds what cannot be a token */
};

struct pdf_operands {
	char operator[PDF_OPERATOR];
	char name[CONTENT_NAME]; /* last name operand outside arrays and dictionaries, "" when none or too long */
	char tag[CONTENT_NAME];           /* the first such name */
	double numbers[PDF_OPERANDS_MAX]; /* the last ones outside arrays and dictionaries */
	int n;                            /* how many of them */
	bool ink;                         /* a string operand has more than blanks */
};

/* The next operator with what stood before it; false at the end. */
bool pdf_next_operator(struct pdf_tokens *t, struct pdf_operands *o);

#endif
