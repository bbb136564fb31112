// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * table.h: the small CSV tables of stages/package/data, read with their columns checked.
 */
#ifndef PACKAGE_TABLE_H
#define PACKAGE_TABLE_H

#include <stddef.h>
#include "csv.h"
#include "err.h"

/* Reads a table whose header is exactly these columns and whose rows all have them. CONFIG otherwise, with path and
 * row. NULL on error; mn_csv_free. */
struct mn_csv *pk_table_read(const char *path, const char *const *columns, size_t n, struct mn_err *err);

#endif
