// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * rules.h: what the OCR garbles beyond letters, set right by the neighbours.
 *
 * 1er read 1° or ler before a month; a month between a day and a year; roman numerals of headings; Il and Ils.
 */
#ifndef CORRECT_RULES_H
#define CORRECT_RULES_H

#include "document.h"

struct ruling {
	char text[TEXT_MAX]; /* what the word should be */
	const char *name;    /* static: "ordinal", "month", "roman", "pronoun" */
	double cost;         /* nats of that reading */
	double kept;         /* nats of the word as read */
};

/* Whether a rule speaks about item i; fills out. */
bool rules_apply(const struct document *d, size_t i, const struct model *m, struct ruling *out);

#endif
