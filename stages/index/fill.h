// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * fill.h: a dossier as rows of archive.db.
 */
#ifndef INDEX_FILL_H
#define INDEX_FILL_H

#include "db.h"
#include "dossier.h"

/* Reads the dossier's files and replaces its rows, in one transaction; `inputs` is the digest noted with them. On
 * failure the older rows stay. *passages: how many pieces of text can now be found. */
int ix_fill(struct ix_db *db, const struct mn_dossier *d, const char *inputs, int *passages, struct mn_err *err);

#endif
