// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * table.c: a table is checked once, when the program starts, so that later code may trust its columns.
 */
#include "table.h"

#include <stdlib.h>
#include <string.h>
#include "file.h"
#include "i18n.h"

#define TABLE_BYTES_MAX ((size_t)1 << 20)

static int check(const struct mn_csv *csv, const char *path, const char *const *columns, size_t n, struct mn_err *err)
{
	if (!csv->n || csv->rows[0].n != n)
		return mn_fail(err, MN_CONFIG, _("'%s' has not the %zu columns it must have"), path, n);
	for (size_t c = 0; c < n; c++)
		if (strcmp(csv->rows[0].fields[c], columns[c]))
			return mn_fail(err, MN_CONFIG, _("'%s': column %zu is called '%s', not '%s'"), path, c + 1,
				csv->rows[0].fields[c], columns[c]);
	for (size_t r = 1; r < csv->n; r++)
		if (csv->rows[r].n != n)
			return mn_fail(err, MN_CONFIG, _("'%s', row %zu: %zu fields instead of %zu"), path, r + 1,
				csv->rows[r].n, n);
	return 0;
}

struct mn_csv *pk_table_read(const char *path, const char *const *columns, size_t n, struct mn_err *err)
{
	size_t size;
	char *bytes = mn_read_file(path, TABLE_BYTES_MAX, &size, err);
	struct mn_csv *csv = bytes ? mn_csv_parse(bytes, size, err) : NULL;

	free(bytes);
	if (!csv) {
		err->kind = MN_CONFIG; /* a damaged table is no document's fault */
		mn_within(err, "%s", path);
		return NULL;
	}
	if (check(csv, path, columns, n, err) < 0) {
		mn_csv_free(csv);
		return NULL;
	}
	return csv;
}
