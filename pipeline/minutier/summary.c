// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * summary.c: one dossier at a glance.
 */
#include "summary.h"

#include <stdlib.h>
#include <string.h>
#include "csv.h"
#include "file.h"
#include "journal.h"
#include "minutes.h"
#include "pages.h"

#define CSV_MAX (64L << 20)

static char *copy(const char *s)
{
	return s ? mn_strdup(s) : NULL;
}

static int read_pages(struct summary *s, const char *dossier, struct mn_err *err)
{
	struct mn_dossier *d = mn_dossier_open(dossier, MN_LOCK_NONE, err);
	struct mn_pages *p = d ? mn_pages_read(d, err) : NULL;

	if (p) {
		s->id = mn_strdup(mn_dossier_id(d));
		s->name = mn_strdup(p->name);
		s->pages = (int)p->n;
		for (size_t i = 0; i < p->n; i++)
			s->blank += p->pages[i].blank;
	}
	mn_pages_free(p);
	mn_dossier_close(d);
	return p ? 0 : -1;
}

static void count_vote(struct summary *s, enum mn_result r)
{
	int *counters[] = {&s->unknown, &s->adopted, &s->rejected, &s->postponed, &s->noted};

	++*counters[r];
}

static void read_minutes(struct summary *s, const char *dossier)
{
	char path[MN_PATH_MAX];
	struct mn_err ignored = MN_ERR_INIT;
	struct mn_minutes *m = mn_exists(mn_join(path, dossier, "minutes.xml")) ? mn_minutes_read(path, &ignored) : NULL;

	if (!m)
		return;
	s->title = copy(m->title);
	s->seances = (int)m->nseances;
	if (m->nseances) {
		s->date = copy(m->seances[0].date);
		s->body = copy(m->seances[0].body);
	}
	for (size_t i = 0; i < m->n; i++) {
		if (m->sections[i].kind != MN_SECTION_DELIBERATION)
			continue;
		s->deliberations++;
		count_vote(s, m->sections[i].vote.result);
	}
	mn_minutes_free(m);
}

static void read_corrections(struct summary *s, const char *dossier)
{
	char path[MN_PATH_MAX];
	size_t n;
	struct mn_err ignored = MN_ERR_INIT;

	if (!mn_exists(mn_join(path, dossier, "corrections.csv")))
		return;
	char *bytes = mn_read_file(path, CSV_MAX, &n, &ignored);
	struct mn_csv *c = bytes ? mn_csv_parse(bytes, n, &ignored) : NULL;
	int state = c ? mn_csv_column(c, "state") : -1;
	for (size_t i = 1; state >= 0 && i < c->n; i++) {
		if (c->rows[i].n <= (size_t)state)
			continue;
		if (!strcmp(c->rows[i].fields[state], "applied"))
			s->corrected++;
		else
			s->suggested++;
	}
	mn_csv_free(c);
	free(bytes);
}

static void read_journal(struct summary *s, const char *dossier)
{
	struct mn_err ignored = MN_ERR_INIT;
	json_t *entries = mn_journal_read(dossier, &ignored);
	json_t *last = json_array_get(entries, json_array_size(entries) - 1);
	json_t *sign = mn_journal_last(entries, "sign", "");

	const char *outcome = json_string_value(json_object_get(last, "outcome"));
	if (outcome && strcmp(outcome, "ok"))
		s->failed = copy(json_string_value(json_object_get(last, "error")));
	s->stage = copy(json_string_value(json_object_get(last, "stage")));
	s->test_seal = json_is_true(json_object_get(json_object_get(sign, "note"), "test"));
	json_decref(entries);
}

int summary_read(struct summary *s, const char *dossier, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	*s = (struct summary){0};
	if (read_pages(s, dossier, err) < 0)
		return -1;
	read_minutes(s, dossier);
	read_corrections(s, dossier);
	read_journal(s, dossier);
	json_t *checks = json_load_file(mn_join(path, dossier, "checks.json"), 0, NULL);
	s->checks = json_incref(json_object_get(checks, "checks"));
	s->grade = copy(json_string_value(json_object_get(checks, "grade")));
	json_decref(checks);
	s->sealed = mn_exists(mn_join(path, dossier, "content/preuve.xades.xml"));
	s->packaged = mn_exists(mn_join(path, dossier, "package/bordereau.xml"));
	return 0;
}

void summary_free(struct summary *s)
{
	free(s->id);
	free(s->name);
	free(s->title);
	free(s->date);
	free(s->body);
	free(s->grade);
	free(s->stage);
	free(s->failed);
	json_decref(s->checks);
	*s = (struct summary){0};
}
