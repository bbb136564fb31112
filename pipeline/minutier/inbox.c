// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * inbox.c: walking an inbox. Endings of names decide here only how folders are cut into documents; what a file really is, ingest
 * tells from its bytes.
 */
#include "inbox.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "file.h"
#include "i18n.h"
#include "text.h"

#define DEPTH_MAX 8

enum ending { E_OTHER, E_IMAGE, E_PDF, E_TEXT, E_FOLDER, E_KINDS };

static const struct {
	const char *glob;
	enum ending kind;
} endings[] = {
	{"*.tif", E_IMAGE}, {"*.tiff", E_IMAGE}, {"*.jpg", E_IMAGE}, {"*.jpeg", E_IMAGE}, {"*.png", E_IMAGE},
	{"*.jp2", E_IMAGE}, {"*.jpx", E_IMAGE},  {"*.j2k", E_IMAGE}, {"*.pdf", E_PDF},    {"*.txt", E_TEXT},
};

static const char *const clutter[] = {"Thumbs.db", "thumbs.db", "desktop.ini", "Desktop.ini", "*~", "*.part"};

static enum ending ending_of(const char *path, const char *name)
{
	if (mn_is_folder(path))
		return E_FOLDER;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (!fnmatch(endings[i].glob, name, FNM_CASEFOLD))
			return endings[i].kind;
	return E_OTHER;
}

static bool is_clutter(const char *name)
{
	for (size_t i = 0; i < sizeof clutter / sizeof *clutter; i++)
		if (!fnmatch(clutter[i], name, 0))
			return true;
	return false;
}

static void add(struct inbox *in, const char *path, char *name)
{
	in->sources = mn_grow(in->sources, in->n, &in->cap, sizeof *in->sources);
	in->sources[in->n++] = (struct inbox_source){mn_strdup(path), name};
}

static int natural(const void *a, const void *b)
{
	return mn_natural_cmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder, clutter left out, natural order. */
static char **names_of(const char *folder, size_t *n, struct mn_err *err)
{
	char **names = mn_list(folder, "*", n, err);
	size_t kept = 0;

	for (size_t i = 0; names && i < *n; i++) {
		if (is_clutter(names[i]))
			free(names[i]);
		else
			names[kept++] = names[i];
	}
	if (!names)
		return NULL;
	names[kept] = NULL;
	*n = kept;
	qsort(names, kept, sizeof *names, natural);
	return names;
}

/* "<folder>-<file without its ending>" */
static char *joint_name(const char *folder, const char *file)
{
	const char *slash = strrchr(folder, '/'), *dot = strrchr(file, '.');

	return mn_printf("%s-%.*s", slash ? slash + 1 : folder, (int)(dot && dot != file ? dot - file : (long)strlen(file)), file);
}

/* The folder holds scan.* or scan/: the delivery of one document. */
static bool is_delivery(char **names)
{
	for (char **n = names; *n; n++)
		if (!fnmatch("scan.*", *n, FNM_CASEFOLD) || !strcasecmp(*n, "scan"))
			return true;
	return false;
}

/* Formats that hold one page a file. */
static bool is_one_page(const char *name)
{
	static const char *const globs[] = {"*.jpg", "*.jpeg", "*.png", "*.jp2", "*.jpx", "*.j2k"};

	for (size_t i = 0; i < sizeof globs / sizeof *globs; i++)
		if (!fnmatch(globs[i], name, FNM_CASEFOLD))
			return true;
	return false;
}

/* Whether two names differ in their digits only. */
static bool same_but_digits(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, "0123456789");
		b += strspn(b, "0123456789");
		if (*a != *b)
			return false;
		if (!*a)
			return true;
	}
}

/* page-01.jpg, page-02.jpg and nothing else: the pages of one document. */
static bool is_sequence(char **names)
{
	size_t n = 0;

	for (; names[n]; n++)
		if (!is_one_page(names[n]) || !same_but_digits(names[0], names[n]))
			return false;
	return n > 1;
}

/* Page images, one scan, or nothing that could be cut (ingest will then say why it cannot be taken). */
static bool one_document(const size_t count[E_KINDS])
{
	return count[E_IMAGE] || count[E_PDF] == 1 || (!count[E_PDF] && !count[E_TEXT] && !count[E_FOLDER]);
}

static int add_folder(struct inbox *in, const char *folder, int depth, struct mn_err *err)
{
	size_t n, count[E_KINDS] = {0};
	char path[MN_PATH_MAX];
	char **names = names_of(folder, &n, err);
	int r = names ? 0 : -1;

	for (size_t i = 0; i < n && names; i++)
		count[ending_of(mn_join(path, folder, names[i]), names[i])]++;
	if (!r && (is_delivery(names) || is_sequence(names) || (depth > 0 && one_document(count)))) {
		add(in, folder, NULL);
		goto out;
	}
	for (size_t i = 0; !r && i < n; i++) {
		enum ending kind = ending_of(mn_join(path, folder, names[i]), names[i]);
		if (kind == E_FOLDER)
			r = depth < DEPTH_MAX ? add_folder(in, path, depth + 1, err)
					      : mn_fail(err, MN_INPUT, _("'%s' stands too deep in the inbox"), path);
		else if (depth == 0 || kind != E_OTHER)
			add(in, path, depth ? joint_name(folder, names[i]) : NULL);
	}
out:
	mn_names_free(names);
	return r;
}

int inbox_add(struct inbox *in, const char *path, struct mn_err *err)
{
	char clean[MN_PATH_MAX];
	size_t n = strlen(path);

	if (!mn_exists(path) || n >= sizeof clean - 300)
		return mn_fail(err, MN_INPUT, _("the inbox '%s' does not exist"), path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	snprintf(clean, sizeof clean, "%.*s", (int)n, path);
	if (mn_is_folder(clean))
		return add_folder(in, clean, 0, err);
	add(in, clean, NULL);
	return 0;
}

void inbox_free(struct inbox *in)
{
	for (unsigned long i = 0; i < in->n; i++) {
		free(in->sources[i].path);
		free(in->sources[i].name);
	}
	free(in->sources);
	*in = (struct inbox){0};
}
