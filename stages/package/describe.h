// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * describe.h: the French sentences of the manifest. All results are the caller's to free, without line ends.
 */
#ifndef PACKAGE_DESCRIBE_H
#define PACKAGE_DESCRIBE_H

#include <jansson.h>
#include "alto.h"
#include "minutes.h"
#include "pages.h"
#include "package.h"

/* "24 septembre 2021" from "2021-09-24"; the text itself when it is no date. */
char *pk_date_words(const char *iso);

/* White space and soft hyphens at line ends taken out: one line. NULL gives "". */
char *pk_one_line(const char *text);

/* Title of the whole: the document's own, else made of kind, body and dates, else of the source's name. */
char *pk_title(const struct mn_minutes *m, const struct mn_pages *pages);

/* "Délibération n° 2021-045 : Achat d'un tracteur"; `place` (from 1) where no number is printed. */
char *pk_deliberation_title(const struct mn_section *s, size_t place);

/* "Objet : … Rapporteur : … Vote : adoptée à la majorité (pour : 12, contre : 2). Pages 2 à 3 du procès-verbal." and,
 * when a rule was raised, why. */
char *pk_deliberation_text(const struct mn_section *s, const char *reason);

/* What it is, how much, and the reservations of checks.json. */
char *pk_description(const struct mn_minutes *m, const struct mn_pages *pages, const json_t *checks);

/* Context of digitisation, a list ended by NULL: received what and when, images, programs, proof. `first` may be
 * NULL. */
char **pk_custody(const struct pk_settings *s, const struct mn_pages *pages, const struct mn_alto *first);
void pk_custody_free(char **items);

#endif
