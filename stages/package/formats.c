// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * formats.c: the table of formats, and the little that names of files say.
 */
#include "formats.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include "table.h"
#include "i18n.h"

static const char *const places[PK_PLACES] = {"pv", "deliberation", "data", "proof"};

enum { PATTERN, MIME, PUID, PLACE, TITLE, COLUMNS };
static const char *const columns[COLUMNS] = {"pattern", "mime", "puid", "place", "title"};

int pk_formats_read(struct pk_formats *f, const char *path, struct mn_err *err)
{
	struct mn_csv *csv = pk_table_read(path, columns, COLUMNS, err);

	*f = (struct pk_formats){NULL, 0};
	if (!csv)
		return -1;
	f->v = mn_calloc(csv->n, sizeof *f->v);
	for (size_t i = 1; i < csv->n; i++) {
		char **c = csv->rows[i].fields;
		int place = 0;
		while (place < PK_PLACES && strcmp(places[place], c[PLACE]))
			place++;
		if (place == PK_PLACES) {
			mn_fail(err, MN_CONFIG, _("'%s', row %zu: no place is called '%s'"), path, i + 1, c[PLACE]);
			mn_csv_free(csv);
			pk_formats_free(f);
			return -1;
		}
		f->v[f->n++] = (struct pk_format){.pattern = mn_strdup(c[PATTERN]), .mime = mn_strdup(c[MIME]),
			.puid = mn_strdup(c[PUID]), .title = mn_strdup(c[TITLE]), .place = (enum pk_place)place};
	}
	mn_csv_free(csv);
	return 0;
}

void pk_formats_free(struct pk_formats *f)
{
	for (size_t i = 0; i < f->n; i++) {
		free(f->v[i].pattern);
		free(f->v[i].mime);
		free(f->v[i].puid);
		free(f->v[i].title);
	}
	free(f->v);
	*f = (struct pk_formats){NULL, 0};
}

const struct pk_format *pk_formats_find(const struct pk_formats *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (!fnmatch(f->v[i].pattern, name, 0))
			return &f->v[i];
	return NULL;
}

unsigned long pk_number(const char *name)
{
	while (*name && !isdigit((unsigned char)*name))
		name++;
	return strtoul(name, NULL, 10);
}

char *pk_format_title(const struct pk_format *f, const char *name)
{
	const char *at = strchr(f->title, '%');

	if (!at)
		return mn_strdup(f->title);
	return mn_printf("%.*s%lu%s", (int)(at - f->title), f->title, pk_number(name), at + 1);
}
