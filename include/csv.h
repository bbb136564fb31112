// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * csv.h: CSV as RFC 4180 with UTF-8, comma, "\n" line ends and a header row.
 */
#ifndef MN_CSV_H
#define MN_CSV_H

#include <stddef.h>
#include "buf.h"
#include "err.h"

#define MN_CSV_FIELD_MAX (1L << 20)

struct mn_csv_row {
	char **fields;
	size_t n;
};

struct mn_csv {
	struct mn_csv_row *rows; /* the first is the header */
	size_t n;
};

/* Appends one field (quoted where needed); `last` ends the row. */
void mn_csv_put(struct mn_buf *b, const char *field, int last);
/* Parses bytes; INPUT with the line number when it is not CSV. NULL on error. */
struct mn_csv *mn_csv_parse(const char *bytes, size_t n, struct mn_err *err);
void mn_csv_free(struct mn_csv *c);
/* Index of a column by name, -1 when there is none. */
int mn_csv_column(const struct mn_csv *c, const char *name);

#endif
