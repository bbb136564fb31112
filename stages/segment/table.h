// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * table.h: deliberations.csv, the schema "Délibérations" 2.1.5 of the SCDL
 * (https://gitlab.com/opendatafrance/scdl/deliberations).
 *
 * Votes are given only when all figures are printed and add up, the matter is a proposal, and what is not known stays
 * empty.
 */
#ifndef SEGMENT_TABLE_H
#define SEGMENT_TABLE_H

#include <stdbool.h>
#include "matter.h"
#include "minutes.h"

struct table_options {
	const char *body, *siret, *budget; /* NULL: not configured */
	const struct matters *matters;
};

/* Caller frees. */
char *table_csv(const struct mn_minutes *m, const struct table_options *o);
/* 14 digits whose Luhn sum is right. La Poste's establishments follow another rule; no deliberating body is one. */
bool table_siret_ok(const char *siret);
/* The text of a deliberation that names it: its title, else its first words. Caller frees. */
char *table_object(const struct mn_section *s);

#endif
