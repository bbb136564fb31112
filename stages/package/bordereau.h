// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * bordereau.h: the manifest of a transfer, SEDA 2.2 (ArchiveTransfer).
 *
 * Tree: a File for the séance, in it an Item for the whole procès-verbal, an Item for each deliberation, a File
 * "données" with an Item a file, an Item for the proof. Nothing but a file hangs under an Item, one file under each
 * (as as@lae's vendor generates). Where no date of the séance is known no StartDate is written: the standard then
 * reads the rule as "restricted", the safe side; a Comment says it.
 */
#ifndef PACKAGE_BORDEREAU_H
#define PACKAGE_BORDEREAU_H

#include <jansson.h>
#include <stddef.h>
#include "alto.h"
#include "minutes.h"
#include "package.h"
#include "pages.h"
#include "rules.h"

struct pk_transfer {
	const struct pk_settings *settings;
	const struct pk_rules *rules;
	const struct pk_files *files;
	const struct mn_minutes *minutes;
	const struct mn_pages *pages;
	const struct mn_alto *first;  /* a page of text, for the names of the programs; NULL: none */
	const json_t *checks;
	const char *dossier;          /* id */
	const char *message;          /* MessageIdentifier, [A-Za-z0-9._-] */
	const char *date;             /* ISO time of the message */
};

/* The manifest as bytes of XML (*n of them), deterministic. NULL: INPUT when content/ and minutes.xml do not fit each
 * other. Caller frees. Not yet checked against the schema. */
char *pk_bordereau(const struct pk_transfer *t, size_t *n, struct mn_err *err);

#endif
