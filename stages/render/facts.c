// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * facts.c: counting (contract in facts.h).
 */
#include "facts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "err.h"

/* More different notes of one stage are not told. */
#define NOTES_MAX 32

static void tally(struct tallies *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->v[i].name, name)) {
			t->v[i].count++;
			return;
		}
	t->v = mn_grow(t->v, t->n, &t->cap, sizeof *t->v);
	t->v[t->n++] = (struct tally){name, 1};
}

static int by_count(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return x->count != y->count ? (x->count < y->count ? 1 : -1) : strcmp(x->name, y->name);
}

char *tallies_text(const struct tallies *t)
{
	struct mn_buf b = MN_BUF_INIT;
	struct tally *sorted = mn_calloc(t->n + 1, sizeof *sorted);

	if (t->n)
		memcpy(sorted, t->v, t->n * sizeof *sorted);
	qsort(sorted, t->n, sizeof *sorted, by_count);
	for (size_t i = 0; i < t->n; i++)
		mn_buf_printf(&b, "%s%s %zu", i ? ", " : "", sorted[i].name, sorted[i].count);
	free(sorted);
	return mn_buf_take(&b);
}

static void count_page(struct facts *f, const struct input_page *p, size_t number)
{
	const struct mn_page *page = p->page;
	long angle = lround(page->skew * 100); /* hundredths of a degree */

	f->blank += p->alto->class_ == MN_PAGE_BLANK;
	f->unread += p->alto->class_ == MN_PAGE_UNREAD;
	f->dpi_min = f->dpi_min == 0 || page->dpi < f->dpi_min ? page->dpi : f->dpi_min;
	f->dpi_max = page->dpi > f->dpi_max ? page->dpi : f->dpi_max;
	if (page->turn)
		mn_buf_printf(&f->turned, "%s%zu (%d°)", f->turned.len ? ", " : "", number, page->turn);
	if (angle)
		mn_buf_printf(&f->straightened, "%s%zu (%s%ld,%02ld°)", f->straightened.len ? ", " : "", number,
			angle < 0 ? "-" : "", labs(angle) / 100, labs(angle) % 100);
	tally(&f->origins, page->origin);
	if (p->alto->engine)
		tally(&f->engines, p->alto->engine);
	if (p->alto->corrector)
		tally(&f->correctors, p->alto->corrector);
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->lines[i]->n; k++) {
			float conf = p->lines[i]->words[k].conf;
			f->words++;
			f->known += conf >= 0;
			f->doubtful += conf >= 0 && conf < DOUBTFUL;
			f->confidence += conf >= 0 ? (double)conf : 0;
		}
}

static void count_corrections(struct facts *f, const struct mn_csv *csv)
{
	int rule = mn_csv_column(csv, "rule"), state = mn_csv_column(csv, "state");

	for (size_t i = 1; i < csv->n && rule >= 0 && state >= 0; i++) {
		const struct mn_csv_row *row = &csv->rows[i];
		if (row->n <= (size_t)rule || row->n <= (size_t)state)
			continue;
		if (!strcmp(row->fields[state], "applied")) {
			f->applied++;
			tally(&f->rules, row->fields[rule]);
		} else {
			f->suggested++;
		}
	}
}

static void count_checks(struct facts *f, const json_t *checks)
{
	size_t i;
	json_t *check;

	json_array_foreach(json_object_get(checks, "checks"), i, check) {
		const char *severity = json_string_value(json_object_get(check, "severity"));
		f->holds += severity && !strcmp(severity, "hold");
		f->warnings += severity && !strcmp(severity, "warning");
		f->infos += severity && !strcmp(severity, "info");
	}
}

void facts_count(struct facts *f, const struct input *in)
{
	*f = (struct facts){0};
	for (size_t i = 0; i < in->n; i++)
		count_page(f, &in->pages[i], i + 1);
	count_corrections(f, in->corrections);
	count_checks(f, in->checks);
	for (size_t i = 0; i < in->minutes->n; i++) {
		const struct mn_section *s = &in->minutes->sections[i];
		if (s->kind != MN_SECTION_DELIBERATION)
			continue;
		f->deliberations++;
		f->results[s->vote.result]++;
	}
}

void facts_release(struct facts *f)
{
	mn_buf_free(&f->turned);
	mn_buf_free(&f->straightened);
	free(f->origins.v);
	free(f->engines.v);
	free(f->correctors.v);
	free(f->rules.v);
}

static void note(struct stage_run *r, const char *key, const json_t *value, bool integers)
{
	char *text = NULL;

	if (json_is_string(value))
		text = mn_printf("%s: %s", key, json_string_value(value));
	else if (integers && json_is_integer(value))
		text = mn_printf("%s: %lld", key, (long long)json_integer_value(value));
	if (!text)
		return;
	for (size_t i = 0; i < r->notes.n; i++)
		if (!strcmp(r->notes.v[i].name, text)) {
			r->notes.v[i].count++;
			free(text);
			return;
		}
	if (r->notes.n < NOTES_MAX)
		tally(&r->notes, text); /* owns it */
	else
		free(text);
}

static void run_add(struct stage_run *r, const json_t *entry, bool page)
{
	const char *time = json_string_value(json_object_get(entry, "time"));
	const char *version = json_string_value(json_object_get(entry, "version")), *key;
	json_t *value;

	r->units++;
	if (time && strlen(time) < MN_TIME && strcmp(time, r->time) > 0) {
		strcpy(r->time, time);
		r->version = version ? version : "";
	}
	json_object_foreach(json_object_get(entry, "note"), key, value)
		note(r, key, value, !page);
}

/* From the end, so that the first success met of a unit is its last. */
void stage_run_find(struct stage_run *r, const json_t *journal, const char *stage)
{
	json_t *seen = json_object();

	*r = (struct stage_run){.version = ""};
	for (size_t i = json_array_size(journal); i-- > 0;) {
		const json_t *e = json_array_get(journal, i);
		const char *s = json_string_value(json_object_get(e, "stage"));
		const char *unit = json_string_value(json_object_get(e, "unit"));
		const char *outcome = json_string_value(json_object_get(e, "outcome"));
		if (!s || !unit || !outcome || strcmp(s, stage) || strcmp(outcome, "ok") || json_object_get(seen, unit))
			continue;
		json_object_set_new(seen, unit, json_true());
		run_add(r, e, unit[0] != '\0');
	}
	json_decref(seen);
}

void stage_run_release(struct stage_run *r)
{
	for (size_t i = 0; i < r->notes.n; i++)
		free((char *)r->notes.v[i].name);
	free(r->notes.v);
	*r = (struct stage_run){0};
}
