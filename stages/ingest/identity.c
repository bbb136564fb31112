// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * identity.c: SHA-256 of one file, or of the list of the digests of several ("<64 digits>\n" each,
 * in page order).
 */
#include "identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "dossier.h"
#include "file.h"
#include "text.h"

#define SLUG_MAX 60
#define DIGITS 12

/* Endings by kind, for files whose own names cannot be used. */
static const char *const endings[] = {
	[KIND_TIFF] = ".tif", [KIND_PDF] = ".pdf", [KIND_JPEG] = ".jpg",
	[KIND_PNG] = ".png",  [KIND_JP2] = ".jp2", [KIND_TEXT] = ".txt",
};

int identity_digest(const struct chosen *c, struct mn_pages *pages, struct mn_err *err)
{
	struct mn_digest *all = mn_digest_new();
	int r = 0;

	pages->files = mn_calloc(c->n, sizeof *pages->files);
	for (size_t i = 0; !r && i < c->n; i++) {
		struct mn_source_file *f = &pages->files[pages->nfiles++];
		f->name = mn_name_ok(c->files[i].name) ? mn_strdup(c->files[i].name)
						       : mn_printf("file-%04zu%s", i + 1, endings[c->files[i].kind]);
		r = mn_digest_file(c->files[i].path, f->sha256, &f->size, err);
		mn_digest_add(all, f->sha256, strlen(f->sha256));
		mn_digest_add(all, "\n", 1);
	}
	mn_digest_end(all, pages->source_sha256);
	if (!r && c->n == 1)
		memcpy(pages->source_sha256, pages->files[0].sha256, MN_HEX);
	return r;
}

char *identity_name(const char *given, const char *path, bool folder)
{
	char *copy = mn_nfc(given ? given : path);
	size_t n = strlen(copy);

	while (n > 1 && copy[n - 1] == '/')
		copy[--n] = '\0';
	char *last = strrchr(copy, '/');
	last = last ? last + 1 : copy;
	char *dot = strrchr(last, '.');
	/* An ending, not the rest of a sentence or a date ("21.09.2021"). */
	if (!given && !folder && dot && dot != last && strlen(dot) <= 5 &&
		strspn(dot + 1, "0123456789") < strlen(dot + 1))
		*dot = '\0';
	char *name = mn_strdup(*last ? last : "/");
	free(copy);
	return name;
}

void identity_id(const struct mn_pages *pages, char id[IDENTITY_ID])
{
	char *slug = mn_slug(pages->name, SLUG_MAX);

	snprintf(id, IDENTITY_ID, "%s-%.*s", slug, DIGITS, pages->source_sha256);
	free(slug);
}

char *identity_find(const char *dossiers, const char *source_sha256, struct mn_err *err)
{
	char pattern[DIGITS + 3], path[MN_PATH_MAX], *found = NULL;

	snprintf(pattern, sizeof pattern, "*-%.*s", DIGITS, source_sha256);
	char **names = mn_list(dossiers, pattern, NULL, err);
	for (char **p = names; p && *p && !found; p++) {
		struct mn_err ignored = MN_ERR_INIT;
		struct mn_dossier *d = mn_dossier_open(mn_join(path, dossiers, *p), MN_LOCK_NONE, &ignored);
		struct mn_pages *pages = d ? mn_pages_read(d, &ignored) : NULL;
		if (pages && !strcmp(pages->source_sha256, source_sha256))
			found = mn_strdup(path);
		mn_pages_free(pages);
		mn_dossier_close(d);
	}
	mn_names_free(names);
	return found;
}
