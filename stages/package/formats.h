// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * formats.h: what a file of content/ is, by its name: MIME type, PRONOM identifier, place in the tree
 * (data/formats.csv).
 *
 * pattern,mime,puid,place,title. The first row whose fnmatch(3) pattern matches counts. A '%' in the title stands for
 * the number in the name, without leading zeros. PUIDs are those of the PRONOM signature file V120.
 */
#ifndef PACKAGE_FORMATS_H
#define PACKAGE_FORMATS_H

#include <stddef.h>
#include "err.h"

/* Where a file hangs in the tree of units. */
enum pk_place { PK_PV, PK_DELIBERATION, PK_DATA, PK_PROOF, PK_PLACES };

struct pk_format {
	char *pattern, *mime, *puid, *title;
	enum pk_place place;
};

struct pk_formats {
	struct pk_format *v;
	size_t n;
};

/* Reads a table; CONFIG when it is wrong. Free with pk_formats_free. */
int pk_formats_read(struct pk_formats *f, const char *path, struct mn_err *err);
void pk_formats_free(struct pk_formats *f);
const struct pk_format *pk_formats_find(const struct pk_formats *f, const char *name);

/* The first number in a name ("alto-0012.xml" -> 12), 0 when there is none. */
unsigned long pk_number(const char *name);
/* The title of a file, '%' filled in. Caller frees. */
char *pk_format_title(const struct pk_format *f, const char *name);

#endif
