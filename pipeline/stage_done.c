// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * stage_done.c: what is done is read from the files, as make does, but by digest instead of by time: a restored backup or a
 * copied folder keeps its state, and a file that was damaged is made again.
 */
#include "stage_done.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "buf.h"
#include "file.h"
#include "i18n.h"
#include "journal.h"

static void add(struct mn_digest *d, const char *s)
{
	mn_digest_add(d, s, strlen(s) + 1);
}

int mn_done_base(const struct mn_stage *stage, const struct mn_config *config, char hex[MN_HEX], struct mn_err *err)
{
	char part[MN_HEX], path[MN_PATH_MAX];
	struct mn_digest *d = mn_digest_new();
	int r = 0;

	add(d, stage->name);
	add(d, MN_VERSION);
	mn_config_digest(config, stage->name, part);
	add(d, part);
	for (const char *const *f = stage->data; f && *f && !r; f++) {
		r = mn_digest_file(mn_join(path, mn_data_dir(), *f), part, NULL, err);
		add(d, *f);
		add(d, r ? "" : part);
	}
	mn_digest_end(d, hex);
	return r;
}

/* The glob with "%p" replaced by the page. Caller frees. */
static char *of_page(const char *glob, const char *page)
{
	const char *at = strstr(glob, "%p");

	if (!at || !page)
		return mn_strdup(glob);
	return mn_printf("%.*s%s%s", (int)(at - glob), glob, page, at + 2);
}

int mn_done_inputs(const struct mn_stage *stage, const char *base, const struct mn_task *task, char hex[MN_HEX],
	struct mn_err *err)
{
	struct mn_digest *d = mn_digest_new();
	char part[MN_HEX], path[MN_PATH_MAX];
	int r = 0;

	add(d, base);
	for (const char *const *g = stage->reads; g && *g && !r; g++) {
		char *glob = of_page(*g, task->page);
		char **names = mn_dossier_glob(task->dossier, glob, NULL, err);
		free(glob);
		r = names ? 0 : -1;
		for (char **n = names; n && *n && !r; n++) {
			r = mn_digest_file(mn_dossier_path(task->dossier, *n, path), part, NULL, err);
			add(d, *n);
			add(d, r ? "" : part);
		}
		mn_names_free(names);
	}
	mn_digest_end(d, hex);
	return r;
}

static bool outputs_there(const struct mn_task *task, json_t *outputs)
{
	const char *name;
	json_t *want;
	char path[MN_PATH_MAX], have[MN_HEX];
	struct mn_err ignored = MN_ERR_INIT;

	if (!json_object_size(outputs))
		return false;
	json_object_foreach(outputs, name, want) {
		const char *hex = json_string_value(want);
		if (!hex || !mn_exists(mn_dossier_path(task->dossier, name, path)) ||
			mn_digest_file(path, have, NULL, &ignored) < 0 || strcmp(have, hex))
			return false;
	}
	return true;
}

int mn_done_already(const struct mn_stage *stage, void *state, const struct mn_task *task, struct mn_err *err)
{
	json_t *entries = mn_journal_read(mn_dossier_folder(task->dossier), err);

	if (!entries)
		return -1;
	json_t *last = mn_journal_last(entries, stage->name, task->page ? task->page : "");
	const char *outcome = json_string_value(json_object_get(last, "outcome"));
	const char *then = json_string_value(json_object_get(last, "inputs"));
	int done = outcome && then && !strcmp(outcome, "ok") && !strcmp(then, task->inputs);
	if (done)
		done = stage->there ? stage->there(state, task, err) : outputs_there(task, json_object_get(last, "outputs"));
	json_decref(entries);
	return done;
}

int mn_done_tidy(const struct mn_stage *stage, const struct mn_task *task, struct mn_err *err)
{
	const char *const *kept = mn_dossier_published(task->dossier, NULL);
	size_t nkept;
	char path[MN_PATH_MAX];
	int r = 0;

	mn_dossier_published(task->dossier, &nkept);
	for (const char *const *g = stage->writes; g && *g && !r; g++) {
		if (strchr(*g, ':'))
			continue; /* outside the dossier */
		char *glob = of_page(*g, task->page);
		char **names = mn_dossier_glob(task->dossier, glob, NULL, err);
		free(glob);
		r = names ? 0 : -1;
		for (char **n = names; n && *n && !r; n++) {
			bool keep = false;
			for (size_t i = 0; i < nkept && !keep; i++)
				keep = !strcmp(kept[i], *n);
			if (!keep && unlink(mn_dossier_path(task->dossier, *n, path)) < 0)
				r = mn_fail(err, MN_SYSTEM, _("cannot remove '%s': %s"), path, strerror(errno));
		}
		mn_names_free(names);
	}
	return r;
}

json_t *mn_done_outputs(const struct mn_task *task, struct mn_err *err)
{
	size_t n;
	const char *const *names = mn_dossier_published(task->dossier, &n);
	json_t *outputs = json_object();
	char path[MN_PATH_MAX], hex[MN_HEX];

	for (size_t i = 0; i < n; i++) {
		if (mn_digest_file(mn_dossier_path(task->dossier, names[i], path), hex, NULL, err) < 0) {
			json_decref(outputs);
			return NULL;
		}
		json_object_set_new(outputs, names[i], json_string(hex));
	}
	return outputs;
}
