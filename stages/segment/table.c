// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * table.c: deliberations.csv.
 */
#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "csv.h"
#include "text.h"

#define OBJECT_LETTERS 160 /* of the text, where there is no title */

static const char *const columns[] = {"COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE",
	"DELIB_MATIERE_NOM", "DELIB_OBJET", "BUDGET_ANNEE", "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF",
	"VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION", "DELIB_URL"};

enum { COLUMNS = sizeof columns / sizeof *columns };

bool table_siret_ok(const char *siret)
{
	int sum = 0;

	if (strlen(siret) != 14)
		return false;
	for (int i = 0; i < 14; i++) {
		int v = siret[i] - '0';
		if (v < 0 || v > 9)
			return false;
		if (i % 2 == 0)
			v = v * 2 > 9 ? v * 2 - 9 : v * 2;
		sum += v;
	}
	return sum % 10 == 0;
}

char *table_object(const struct mn_section *s)
{
	if (s->title)
		return mn_strdup(s->title);
	char *text = mn_section_text(s, true);
	const char *p = text;
	size_t letters = 0, end = 0;

	for (char *q = text; *q; q++)
		if (*q == '\n')
			*q = ' ';
	while (*p && letters < OBJECT_LETTERS) {
		if (*p == ' ')
			end = (size_t)(p - text);
		mn_utf8_next(&p);
		letters++;
	}
	if (*p && end) {
		char *cut = mn_printf("%.*s…", (int)end, text);
		free(text);
		return cut;
	}
	return text;
}

/* Letters, figures and dashes of a printed number. */
static void plain_number(const char *number, size_t order, char out[64])
{
	size_t n = 0;

	for (const char *p = number ? number : ""; *p && n < 40; p++) {
		bool ok = (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') || *p == '_';
		if (ok)
			out[n++] = *p;
		else if (n && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	if (!n)
		snprintf(out, 64, "%03zu", order);
}

static void figures(const struct mn_section *s, const struct mn_seance *seance, char out[5][12])
{
	const struct mn_vote *v = &s->vote;
	int voices = v->for_ + v->against + v->abstain;
	int could = (int)(seance->present.n + seance->remote.n + seance->nrepresented);

	for (int i = 0; i < 5; i++)
		out[i][0] = '\0';
	if (v->for_ < 0 || v->against < 0 || v->abstain < 0 || seance->members < voices || (could && voices > could))
		return;
	snprintf(out[0], 12, "%d", seance->members);
	snprintf(out[1], 12, "%d", voices);
	snprintf(out[2], 12, "%d", v->for_);
	snprintf(out[3], 12, "%d", v->against);
	snprintf(out[4], 12, "%d", v->abstain);
}

static void put_row(struct mn_buf *b, const struct mn_minutes *m, const struct mn_section *s, size_t order,
	const struct table_options *o)
{
	const struct mn_seance *seance = &m->seances[s->seance];
	const char *date = seance->date ? seance->date : "", *code, *name;
	char number[64], votes[5][12], year[5] = "";
	char *object = table_object(s), *text = mn_section_text(s, true);

	plain_number(s->number, order, number);
	char *id = mn_printf("%s-%s", *date ? date : "sans-date", number);
	matter_of(o->matters, s->title, text, &code, &name);
	figures(s, seance, votes);
	bool budget = o->budget && *o->budget && strlen(date) == 10;
	if (budget)
		snprintf(year, sizeof year, "%.4s", date);
	const char *fields[COLUMNS] = {o->body && *o->body ? o->body
				       : seance->body      ? seance->body
							   : "",
		o->siret ? o->siret : "", id, date, code, name, object, year, budget ? o->budget : "", "", "", votes[0],
		votes[1], votes[2], votes[3], votes[4], ""};
	for (int i = 0; i < COLUMNS; i++)
		mn_csv_put(b, fields[i], i == COLUMNS - 1);
	free(id);
	free(object);
	free(text);
}

char *table_csv(const struct mn_minutes *m, const struct table_options *o)
{
	struct mn_buf b = MN_BUF_INIT;
	size_t order = 0;

	for (int i = 0; i < COLUMNS; i++)
		mn_csv_put(&b, columns[i], i == COLUMNS - 1);
	for (size_t i = 0; i < m->n; i++)
		if (m->sections[i].kind == MN_SECTION_DELIBERATION)
			put_row(&b, m, &m->sections[i], ++order, o);
	return mn_buf_take(&b);
}
