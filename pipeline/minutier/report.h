// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * report.h: the report of a run, for a person: OUT/reports/<run>.html and .txt, in French.
 *
 * First what asks for somebody, then what is ready, then what was done before. The HTML is one file without anything fetched; its
 * links lead into OUT.
 */
#ifndef MN_REPORT_H
#define MN_REPORT_H

#include "night.h"

/* Writes both; *path gets the path of the HTML file without ending (caller frees). */
int report_write(const struct night *n, char **path, struct mn_err *err);

/* --- between report.c and report_html.c --- */
struct summary;
struct report_row {
	const struct doc *doc;
	struct summary *summary; /* NULL: no dossier */
};
struct report {
	const struct night *night;
	struct report_row *rows;
	size_t n;
	int done, already, quarantined, failed, held, later, pages, deliberations, packaged, tests, to_check;
};
char *report_html(const struct report *r);
/* "3 délibérations : 2 adoptées, 1 rejetée" and the like; caller frees. */
char *report_votes(const struct summary *s);
/* Where the document stands, in two or three words (static). */
const char *report_state(const struct report_row *row);
/* How it is called: the dossier's name, else the file's. Static or of the row. */
const char *report_label(const struct report_row *row);
/* Checks that a person should look at (severity above "info"). */
int report_warnings(const struct summary *s);

#endif
