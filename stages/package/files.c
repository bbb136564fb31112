// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * files.c: what stands in content/, with size, digest and format; nothing goes into a package that no row of
 * formats.csv knows.
 */
#include "package.h"

#include <stdlib.h>
#include <string.h>
#include "file.h"
#include "i18n.h"

#define FILES_MAX 20000
/* A name must do as a file of the archive, as xs:anyURI and as part of an XML id. */
#define NAME_CHARS "abcdefghijklmnopqrstuvwxyz0123456789.-"

static int add(struct pk_file *f, const struct mn_dossier *d, const char *path, const struct pk_formats *formats,
	struct mn_err *err)
{
	const char *name = strrchr(path, '/') + 1;
	char full[MN_PATH_MAX];

	if (name[strspn(name, NAME_CHARS)] || *name == '-')
		return mn_fail(err, MN_INPUT, _("'%s' has other characters in its name than a-z, 0-9, '.' and '-'"), path);
	f->format = pk_formats_find(formats, name);
	if (!f->format)
		return mn_fail(err, MN_INPUT, _("'%s' has no row in formats.csv: remove it, or add a row"), path);
	if (mn_digest_file(mn_dossier_path(d, path, full), f->sha256, &f->size, err) < 0)
		return -1;
	if (!f->size)
		return mn_fail(err, MN_INPUT, _("'%s' is empty, and SEDA takes no empty file: run render again"), path);
	f->name = mn_strdup(name);
	return 0;
}

int pk_files_list(struct pk_files *files, const struct mn_dossier *d, const struct pk_formats *formats,
	struct mn_err *err)
{
	struct pk_files got = {NULL, 0};
	size_t n;
	char **names = mn_dossier_glob(d, "content/" "*", &n, err);
	int result = -1;

	if (!names)
		return -1;
	if (n > FILES_MAX) {
		mn_fail(err, MN_LIMIT, _("content/ holds %zu files, more than %d"), n, FILES_MAX);
		goto out;
	}
	got.v = mn_calloc(n + 1, sizeof *got.v);
	for (; got.n < n; got.n++)
		if (add(&got.v[got.n], d, names[got.n], formats, err) < 0)
			goto out;
	if (!pk_files_find(&got, PK_SEAL)) {
		mn_fail(err, MN_UNSET, _("not sealed yet: content/%s is missing; configure and run minutier-sign"), PK_SEAL);
		goto out;
	}
	*files = got;
	got = (struct pk_files){NULL, 0};
	result = 0;
out:
	pk_files_free(&got);
	mn_names_free(names);
	return result;
}

void pk_files_free(struct pk_files *files)
{
	for (size_t i = 0; i < files->n; i++)
		free(files->v[i].name);
	free(files->v);
	*files = (struct pk_files){NULL, 0};
}

const struct pk_file *pk_files_find(const struct pk_files *files, const char *name)
{
	for (size_t i = 0; i < files->n; i++)
		if (!strcmp(files->v[i].name, name))
			return &files->v[i];
	return NULL;
}
