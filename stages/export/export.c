// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * export.c: which dossiers, and how their folders are called.
 */
#include "export.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "dossier.h"
#include "file.h"
#include "i18n.h"
#include "pages.h"
#include "write.h"

/* Names of folders that were given in this run. */
struct names {
	char **v;
	size_t n;
	unsigned long cap;
};

static bool taken(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->v[i], name))
			return true;
	return false;
}

/* The folder's name for a dossier; noted as taken. A string of `names`. */
static const char *name_for(struct names *names, const struct mn_dossier *d, const struct mn_pages *pages, FILE *notes)
{
	const char *name = pages->name, *id = mn_dossier_id(d);

	if (!mn_name_ok(name) || taken(names, name)) {
		fprintf(notes, _("%s: its name '%s' is taken or cannot be a folder's; written as '%s'\n"), id, name, id);
		name = id;
	}
	names->v = mn_grow(names->v, names->n, &names->cap, sizeof *names->v);
	names->v[names->n] = mn_strdup(name);
	return names->v[names->n++];
}

static int export_one(const char *folder, const char *to, struct names *names, FILE *notes, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	struct mn_dossier *d = mn_dossier_open(folder, MN_LOCK_NONE, err);
	struct mn_pages *pages = d ? mn_pages_read(d, err) : NULL;
	int r = -1;

	if (pages)
		r = ex_write(d, pages, mn_join(path, to, name_for(names, d, pages, notes)), err);
	mn_pages_free(pages);
	mn_dossier_close(d);
	return r < 0 ? mn_within(err, "%s", folder) : 0;
}

/* Every dossier; a bad one does not stop the others, a disk that is full does. */
static int export_all(const char *dossiers, const char *to, struct names *names, FILE *notes, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	size_t n, bad = 0;
	char **ids = mn_list(dossiers, "*", &n, err);

	for (size_t i = 0; ids && i < n; i++) {
		struct mn_err one = MN_ERR_INIT;
		if (export_one(mn_join(path, dossiers, ids[i]), to, names, notes, &one) == 0)
			continue;
		if (one.kind == MN_SYSTEM) {
			*err = one;
			mn_names_free(ids);
			return -1;
		}
		fprintf(notes, "%s\n", one.text);
		bad++;
	}
	mn_names_free(ids);
	if (!ids)
		return -1;
	return bad ? mn_fail(err, MN_INPUT, _("%zu of %zu dossiers could not be exported"), bad, n) : 0;
}

int ex_export(const char *from, const char *to, FILE *notes, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	struct names names = {NULL, 0, 0};
	int r;

	if (mn_exists(mn_join(path, from, "pages/pages.json")))
		r = export_one(from, to, &names, notes, err);
	else if (mn_is_folder(mn_join(path, from, "dossiers")))
		r = export_all(path, to, &names, notes, err);
	else
		r = mn_fail(err, MN_USAGE, _("'%s' is neither an OUT folder nor a dossier"), from);
	for (size_t i = 0; i < names.n; i++)
		free(names.v[i]);
	free(names.v);
	return r;
}
