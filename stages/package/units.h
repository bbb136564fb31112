// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * units.h: the tree of archive units of the manifest, and the few helpers for writing it that bordereau.c shares.
 */
#ifndef PACKAGE_UNITS_H
#define PACKAGE_UNITS_H

#include <libxml/tree.h>
#include "bordereau.h"

/* Appends the séance with everything in it. */
void pk_put_units(xmlNode *metadata, const struct pk_transfer *t);

/* The latest date of a séance, NULL when none is known; a string of m. */
const char *pk_last_date(const struct mn_minutes *m);

/* An element with text (NULL: none) in the namespace of its parent. */
xmlNode *pk_put(xmlNode *parent, const char *name, const char *text);
/* The same, left out when there is no text. */
void pk_put_some(xmlNode *parent, const char *name, const char *text);
void pk_attr(xmlNode *node, const char *name, const char *value);
/* "bdo-pv.pdf": the XML id of a file's data object. Caller frees. */
char *pk_object_id(const char *file);

#endif
