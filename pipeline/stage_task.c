// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * stage_task.c: lock, "already done?", the stage's own run, tidying, journal, answer.
 */
#include "stage_task.h"

#include <stdlib.h>
#include <string.h>
#include "clock.h"
#include "file.h"
#include "i18n.h"
#include "journal.h"
#include "stage_done.h"
#include "text.h"

/* JSON strings must be valid UTF-8; paths need not be. */
static json_t *text_json(const char *s)
{
	char *clean = mn_nfc(s);
	json_t *j = json_string(clean);

	free(clean);
	return j;
}

int mn_running_open(struct mn_running *r)
{
	r->open_err = (struct mn_err)MN_ERR_INIT;
	r->opened = false;
	if (mn_done_base(r->stage, r->config, r->base, &r->open_err) < 0)
		return -1;
	if (r->stage->open && r->stage->open(&r->state, r->config, &r->open_err) < 0)
		return -1;
	r->opened = true;
	return 0;
}

void mn_running_close(struct mn_running *r)
{
	if (r->opened && r->stage->close)
		r->stage->close(r->state);
	r->opened = false;
}

/* What the journal says of this task; outputs may be NULL. Steals nothing. */
static json_t *entry_of(const struct mn_running *r, const struct mn_task *t, const char *inputs, json_t *outputs,
	const struct mn_err *err, const long long ms[2])
{
	char now[MN_TIME];

	mn_time_iso(mn_clock(), now);
	json_t *e = json_pack("{s:s, s:s, s:s, s:s, s:s}", "time", now, "stage", r->stage->name, "unit", t->page ? t->page : "",
		"version", MN_VERSION, "outcome", mn_kind_name(err->kind));
	if (err->kind != MN_OK)
		json_object_set_new(e, "error", text_json(err->text));
	if (inputs)
		json_object_set_new(e, "inputs", json_string(inputs));
	if (outputs)
		json_object_set(e, "outputs", outputs);
	json_object_set_new(e, "ms", json_integer(ms[0]));
	json_object_set_new(e, "cpu_ms", json_integer(ms[1]));
	if (json_object_size(t->note))
		json_object_set(e, "note", t->note);
	return e;
}

static int append(const char *folder, json_t *entry, struct mn_err *err)
{
	int r = mn_journal_append(folder, entry, err);

	json_decref(entry);
	return r;
}

/* A failure is journalled as it can be; the failure itself matters more than a journal that cannot be written. */
static void journal_failure(const struct mn_running *r, const struct mn_task *t, const struct mn_err *err,
	const long long ms[2])
{
	struct mn_err ignored = MN_ERR_INIT;

	append(mn_dossier_folder(t->dossier), entry_of(r, t, NULL, NULL, err, ms), &ignored);
}

/* Runs on a dossier or a page. 1: done, 0: was done already, -1: failed. */
static int on_dossier(struct mn_running *r, struct mn_task *t, struct mn_err *err)
{
	char inputs[MN_HEX];
	long long start = mn_ms_steady(), cpu = mn_ms_cpu(), ms[2];
	json_t *outputs = NULL;
	int result = -1;

	if (mn_done_inputs(r->stage, r->base, t, inputs, err) < 0)
		return -1;
	t->inputs = inputs;
	if (!r->force && !t->give_up) {
		int done = mn_done_already(r->stage, r->state, t, err);
		if (done)
			return done < 0 ? -1 : 0;
	}
	if (r->stage->run(r->state, t, err) < 0)
		goto out;
	if (mn_done_tidy(r->stage, t, err) < 0 || !(outputs = mn_done_outputs(t, err)))
		goto out;
	err->kind = MN_OK;
	ms[0] = mn_ms_steady() - start;
	ms[1] = mn_ms_cpu() - cpu;
	if (append(mn_dossier_folder(t->dossier), entry_of(r, t, inputs, outputs, err, ms), err) < 0)
		goto out;
	result = 1;
out:
	if (result < 0) {
		ms[0] = mn_ms_steady() - start;
		ms[1] = mn_ms_cpu() - cpu;
		if (err->kind != MN_UNSET)
			journal_failure(r, t, err, ms);
	}
	json_decref(outputs);
	return result;
}

/* The entry of ingest goes into the dossier it made. A kill between the folder's rename and the journal leaves a dossier without
 * it: then it is written now. */
static int note_made(struct mn_running *r, struct mn_task *t, const long long ms[2], struct mn_err *err)
{
	json_t *entries = mn_journal_read(t->made, err);

	if (!entries)
		return -1;
	bool there = mn_journal_last(entries, r->stage->name, "") != NULL;
	json_decref(entries);
	if (there)
		return 0;
	err->kind = MN_OK;
	return append(t->made, entry_of(r, t, NULL, NULL, err, ms), err);
}

static int on_source(struct mn_running *r, struct mn_task *t, struct mn_err *err)
{
	long long start = mn_ms_steady(), cpu = mn_ms_cpu();

	if (r->stage->run(r->state, t, err) < 0)
		return -1;
	const long long ms[2] = {mn_ms_steady() - start, mn_ms_cpu() - cpu};
	if (note_made(r, t, ms, err) < 0)
		return -1;
	return t->found ? 0 : 1;
}

static int page_ok(const char *page)
{
	return page && strlen(page) == 4 && strspn(page, "0123456789") == 4;
}

/* Fills the task from the parts of its line and does it. */
static int work(struct mn_running *r, struct mn_task *t, char *parts[3], struct mn_err *err)
{
	if (!r->opened) {
		*err = r->open_err;
		return -1;
	}
	if (r->stage->unit == MN_UNIT_SOURCE) {
		t->source = parts[0];
		t->name = parts[1] && *parts[1] ? parts[1] : NULL;
		t->out = r->out;
		return on_source(r, t, err);
	}
	bool pages = r->stage->unit == MN_UNIT_PAGE;
	if (pages && !page_ok(parts[1]))
		return mn_fail(err, MN_USAGE, _("'%s' is not a page number of four digits"), parts[1] ? parts[1] : "");
	t->page = pages ? parts[1] : NULL;
	t->give_up = pages ? parts[2] : NULL;
	t->dossier = mn_dossier_open(parts[0], pages ? MN_LOCK_SHARED : MN_LOCK_EXCLUSIVE, err);
	if (!t->dossier)
		return -1;
	t->out = mn_dossier_out(t->dossier);
	int result = on_dossier(r, t, err);
	mn_dossier_close(t->dossier);
	t->dossier = NULL;
	return result;
}

json_t *mn_running_task(struct mn_running *r, char *line)
{
	struct mn_err err = MN_ERR_INIT;
	struct mn_task t = {.config = r->config, .note = json_object()};
	char *parts[3] = {line, NULL, NULL};
	long long start = mn_ms_steady(), cpu = mn_ms_cpu();
	json_t *answer = json_object();

	json_object_set_new(answer, "task", text_json(line));
	for (int i = 1; i < 3; i++) {
		char *tab = parts[i - 1] ? strchr(parts[i - 1], '\t') : NULL;
		if (tab) {
			*tab = '\0';
			parts[i] = tab + 1;
		}
	}
	int result = work(r, &t, parts, &err);
	json_object_set_new(answer, "outcome",
		json_string(result > 0 ? "done" : result == 0 ? "skipped" : mn_kind_name(err.kind)));
	if (result < 0)
		json_object_set_new(answer, "error", text_json(err.text));
	const char *dossier = r->stage->unit == MN_UNIT_SOURCE ? t.made : parts[0];
	if (dossier)
		json_object_set_new(answer, "dossier", text_json(dossier));
	json_object_set_new(answer, "ms", json_integer(mn_ms_steady() - start));
	json_object_set_new(answer, "cpu_ms", json_integer(mn_ms_cpu() - cpu));
	json_decref(t.note);
	free(t.made);
	return answer;
}
