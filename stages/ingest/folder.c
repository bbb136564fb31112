// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * folder.c: the rules of folder.h over the list of regular files and their kinds.
 */
#include "folder.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "file.h"
#include "i18n.h"
#include "pages.h"
#include "text.h"

#define SCAN "scan"

void chosen_add(struct chosen *c, const char *path, const char *name, enum kind kind)
{
	c->files = mn_grow(c->files, c->n, &c->cap, sizeof *c->files);
	c->files[c->n++] = (struct chosen_file){mn_strdup(path), mn_strdup(name), kind};
}

void chosen_release(struct chosen *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->files[i].path);
		free(c->files[i].name);
	}
	free(c->files);
	*c = (struct chosen){0};
}

static int by_name(const void *a, const void *b)
{
	const struct chosen_file *x = a, *y = b;
	int r = mn_natural_cmp(x->name, y->name);

	return r ? r : strcmp(x->name, y->name);
}

/* PDFs and images of the folder, in natural order. */
static int candidates(const char *folder, struct chosen *all, struct mn_err *err)
{
	char **names = mn_list(folder, "*", NULL, err);
	int r = names ? 0 : -1;

	for (char **p = names; !r && *p; p++) {
		char path[MN_PATH_MAX];
		struct stat st;
		enum kind kind;
		if (strlen(folder) + strlen(*p) + 2 > MN_PATH_MAX || stat(mn_join(path, folder, *p), &st) < 0 ||
			!S_ISREG(st.st_mode))
			continue;
		r = kind_of_file(path, *p, &kind, NULL, err);
		if (r || (kind != KIND_PDF && !kind_is_image(kind)))
			continue;
		if (all->n >= MN_PAGES_MAX)
			r = mn_fail(err, MN_LIMIT,
				_("the folder '%s' holds more than %d page images; send it in parts"), folder,
				MN_PAGES_MAX);
		else
			chosen_add(all, path, *p, kind);
	}
	mn_names_free(names);
	if (!r && all->n)
		qsort(all->files, all->n, sizeof *all->files, by_name);
	return r;
}

static size_t count(const struct chosen *c, enum kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->files[i].kind == kind;
	return n;
}

static bool is_scan(const struct chosen_file *f)
{
	return !strncmp(f->name, SCAN ".", sizeof SCAN);
}

/* Leaves only the files called scan.*, when there are any. */
static void prefer_scan(struct chosen *all)
{
	struct chosen kept = {0};

	for (size_t i = 0; i < all->n; i++)
		if (is_scan(&all->files[i]))
			chosen_add(&kept, all->files[i].path, all->files[i].name, all->files[i].kind);
	if (kept.n) {
		chosen_release(all);
		*all = kept;
	}
}

/* Rules 3 and 4. */
static int judge(const struct chosen *all, const char *name, struct mn_err *err)
{
	size_t pdfs = count(all, KIND_PDF), images = all->n - pdfs;

	if (!all->n)
		return mn_fail(err, MN_INPUT,
			_("the folder '%s' holds no page image; put the scan of one document into it"), name);
	if (pdfs > 1 || (pdfs && images))
		return mn_fail(err, MN_INPUT,
			_("the folder '%s' holds %zu PDFs and %zu images; put each document into a folder of its own"),
			name, pdfs, images);
	return 0;
}

int folder_choose(const char *folder, const char *name, struct chosen *out, struct mn_err *err)
{
	char inner[MN_PATH_MAX];

	*out = (struct chosen){0};
	if (strlen(folder) + sizeof SCAN + 1 > MN_PATH_MAX)
		return mn_fail(err, MN_INPUT, _("the path of the folder '%s' is too long; shorten it"), name);
	if (candidates(folder, out, err) < 0)
		goto failed;
	prefer_scan(out);
	bool named = out->n && is_scan(&out->files[0]);
	if (!named && mn_is_folder(mn_join(inner, folder, SCAN))) {
		chosen_release(out);
		if (candidates(inner, out, err) < 0)
			goto failed;
	}
	if (judge(out, name, err) < 0)
		goto failed;
	return 0;
failed:
	chosen_release(out);
	return -1;
}
