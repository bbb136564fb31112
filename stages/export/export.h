// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * export.h: all dossiers of an OUT folder, or one dossier, into a folder of plain files.
 */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include <stdio.h>
#include "err.h"

/* `from` is an OUT folder or a dossier. Each dossier goes to `to`/<name of its source>; where two have the same name
 * the later one (in the order of ids) takes its id, and a line on `notes` says so, as for each dossier that could not
 * be written. -1: USAGE when `from` is neither; INPUT when some could not be written (the others are). */
int ex_export(const char *from, const char *to, FILE *notes, struct mn_err *err);

#endif
