// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * plan.c: the order of the stages out of what they read and write.
 *
 * Globs are compared as written ("text/" "*.xml" read = "text/" "*.xml" written), with "%p" as "*" and "content/" "*" covering whatever
 * stands in content/: enough, since a test checks the order, and no stage has to know another.
 */
#include "plan.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "file.h"
#include "i18n.h"

#define DESCRIPTION_MAX (1 << 18)

const struct mn_key plan_keys[] = {
	{"jobs", MN_INT, "0", N_("tasks at once; 0: one a core")},
	{"page_seconds", MN_INT, "120", N_("time limit of one page in one stage, seconds")},
	{"dossier_seconds", MN_INT, "900", N_("time limit of one dossier in one stage, seconds")},
	{"worker_tasks", MN_INT, "200", N_("tasks after which a worker is replaced by a fresh one")},
	{"reserve_mb", MN_INT, "500", N_("space kept free on the disk of OUT, megabytes; below it the run stops")},
	{"hold", MN_BOOL, "no", N_("whether a dossier with a check of severity 'hold' waits for a person before it is sealed")},
	{"out", MN_FILE, NULL, N_("the OUT folder, when none is given on the command line")},
	{NULL, MN_STRING, NULL, NULL},
};

static char *bin_folder(void)
{
	char exe[MN_PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);

	exe[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(exe, '/');
	if (slash)
		*slash = '\0';
	return mn_strdup(exe);
}

/* What `EXE --describe` prints. The path is ours and quoted for the shell. */
static json_t *ask(const char *exe)
{
	char *command = mn_printf("'%s' --describe", exe);
	FILE *f = strchr(exe, '\'') ? NULL : popen(command, "re");
	json_t *o = NULL;

	free(command);
	if (!f)
		return NULL;
	char *text = mn_alloc(DESCRIPTION_MAX);
	size_t n = fread(text, 1, DESCRIPTION_MAX - 1, f);
	if (pclose(f) == 0)
		o = json_loadb(text, n, 0, NULL);
	free(text);
	return o;
}

static char *string_of(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? mn_strdup(s) : NULL;
}

static struct mn_key *keys_of(const json_t *o)
{
	static const char *const types[] = {"string", "integer", "boolean", "file"};
	const json_t *list = json_object_get(o, "keys");
	size_t n = json_array_size(list);
	struct mn_key *keys = mn_calloc(n + 1, sizeof *keys);

	for (size_t i = 0; i < n; i++) {
		const json_t *k = json_array_get(list, i);
		const char *type = json_string_value(json_object_get(k, "type"));
		keys[i].name = string_of(k, "name");
		keys[i].value = string_of(k, "default");
		keys[i].help = string_of(k, "help");
		for (int t = 0; type && t < 4; t++)
			if (!strcmp(types[t], type))
				keys[i].type = (unsigned)t;
	}
	return keys;
}

static bool describe(struct plan_stage *s, const char *exe)
{
	static const char *const units[] = {"source", "page", "dossier", "reader"};
	json_t *o = ask(exe);
	const char *unit = json_string_value(json_object_get(o, "unit"));
	int u = 0;

	while (unit && u < 4 && strcmp(units[u], unit))
		u++;
	*s = (struct plan_stage){.name = string_of(o, "name"), .synopsis = string_of(o, "synopsis"), .unit = (enum mn_unit)u,
		.reads = json_incref(json_object_get(o, "reads")), .writes = json_incref(json_object_get(o, "writes")),
		.keys = keys_of(o)};
	json_decref(o);
	return unit && u < 4 && s->name && json_is_array(s->reads) && json_is_array(s->writes);
}

static void free_stage(struct plan_stage *s)
{
	for (struct mn_key *k = s->keys; k && k->name; k++) {
		free((char *)k->name);
		free((char *)k->value);
		free((char *)k->help);
	}
	free(s->keys);
	free(s->name);
	free(s->synopsis);
	json_decref(s->reads);
	json_decref(s->writes);
}

/* "ocr/%p.xml" -> "ocr/" "*.xml" */
static void generic(const char *glob, char out[256])
{
	const char *at = strstr(glob, "%p");

	snprintf(out, 256, "%.*s%s%s", at ? (int)(at - glob) : (int)strlen(glob), glob, at ? "*" : "", at ? at + 2 : "");
}

static bool meets(const char *written, const char *read)
{
	char w[256], r[256];

	generic(written, w);
	generic(read, r);
	return !strcmp(w, r) || !fnmatch(w, r, 0) || !fnmatch(r, w, 0);
}

static bool feeds(const struct plan_stage *a, const struct plan_stage *b)
{
	size_t i, j;
	json_t *w, *r;

	/* Ingest makes the dossier: before everything. */
	if (a->unit == MN_UNIT_SOURCE && b->unit != MN_UNIT_SOURCE)
		return true;
	json_array_foreach(a->writes, i, w)
		json_array_foreach(b->reads, j, r)
			if (meets(json_string_value(w), json_string_value(r)))
				return true;
	return false;
}

/* Takes, again and again, the first stage by name that nobody left feeds. */
static int order(struct plan *p, struct mn_err *err)
{
	for (size_t at = 0; at < p->n; at++) {
		size_t pick = p->n;
		for (size_t i = at; i < p->n && pick == p->n; i++) {
			bool fed = false;
			for (size_t j = at; j < p->n && !fed; j++)
				fed = j != i && feeds(&p->stages[j], &p->stages[i]);
			if (!fed)
				pick = i;
		}
		if (pick == p->n)
			return mn_fail(err, MN_CONFIG, _("the stages in '%s' feed each other in a circle ('%s' is in it)"), p->bin,
				p->stages[at].name);
		struct plan_stage s = p->stages[pick];
		memmove(&p->stages[at + 1], &p->stages[at], (pick - at) * sizeof s);
		p->stages[at] = s;
	}
	return 0;
}

struct plan *plan_make(struct mn_err *err)
{
	struct plan *p = mn_calloc(1, sizeof *p);
	char exe[MN_PATH_MAX];
	char **names;

	p->bin = bin_folder();
	names = mn_list(p->bin, "minutier-*", NULL, err);
	for (char **n = names; n && *n; n++) {
		struct plan_stage s;
		if (!describe(&s, mn_join(exe, p->bin, *n)) || p->n == PLAN_STAGES_MAX || p->nreaders == PLAN_STAGES_MAX) {
			mn_fail(err, MN_CONFIG, _("'%s' does not describe itself: install minutier again"), exe);
			free_stage(&s);
			goto fail;
		}
		if (s.unit == MN_UNIT_READER)
			p->readers[p->nreaders++] = s;
		else
			p->stages[p->n++] = s;
	}
	if (!names)
		goto fail;
	if (!p->n) {
		mn_fail(err, MN_CONFIG, _("no stage stands in '%s'"), p->bin);
		goto fail;
	}
	if (order(p, err) < 0)
		goto fail;
	mn_names_free(names);
	return p;
fail:
	mn_names_free(names);
	plan_free(p);
	return NULL;
}

void plan_free(struct plan *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n; i++)
		free_stage(&p->stages[i]);
	for (size_t i = 0; i < p->nreaders; i++)
		free_stage(&p->readers[i]);
	free(p->bin);
	free(p);
}

int plan_check_config(const struct plan *p, struct mn_config *c, struct mn_err *err)
{
	const char *names[2 * PLAN_STAGES_MAX + 2];
	size_t n = 0;

	names[n++] = "minutier";
	for (size_t i = 0; i < p->n; i++)
		names[n++] = p->stages[i].name;
	for (size_t i = 0; i < p->nreaders; i++)
		names[n++] = p->readers[i].name;
	names[n] = NULL;
	if (mn_config_sections(c, names, err) < 0 || mn_config_declare(c, "minutier", plan_keys, err) < 0)
		return -1;
	for (size_t i = 0; i < p->n; i++)
		if (mn_config_declare(c, p->stages[i].name, p->stages[i].keys, err) < 0)
			return -1;
	for (size_t i = 0; i < p->nreaders; i++)
		if (mn_config_declare(c, p->readers[i].name, p->readers[i].keys, err) < 0)
			return -1;
	return 0;
}
