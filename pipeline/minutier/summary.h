// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * summary.h: what a person wants to know of one dossier, read from its files; for reports and `minutier status`.
 */
#ifndef MN_SUMMARY_H
#define MN_SUMMARY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include "err.h"

struct summary {
	char *id, *name;
	int pages, blank;
	char *title, *date, *body; /* of the first séance; NULL when not known */
	int seances, deliberations;
	int adopted, rejected, postponed, noted, unknown; /* results of the votes */
	json_t *checks;            /* array of checks.json's checks; NULL before segment */
	char *grade;
	int corrected, suggested;  /* words */
	bool sealed, test_seal;    /* a proof is there; it was made with a test seal */
	bool packaged;
	char *stage;               /* last stage that worked */
	char *failed;              /* the journal's last sentence, when its last word is a failure; NULL */
};

/* Reads what is there; a dossier that is not complete gives what it has. */
int summary_read(struct summary *s, const char *dossier, struct mn_err *err);
void summary_free(struct summary *s);

#endif
