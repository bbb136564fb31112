// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * db.h: OUT/archive.db, its schema and its transactions (SQLite, WAL). include/archive_db.h describes the tables.
 *
 * I12. archive.db holds nothing that is not in the dossiers: deleted, the next run makes it again, row for row. A
 *      dossier's rows change in one transaction, delete and insert; dossiers.inputs is the digest (I5) of what they were
 *      made from, and a dossier is indexed when that row is there with today's digest, whatever any other file says.
 *      Rows of a dossier whose folder is gone go when the stage ends.
 */
#ifndef INDEX_DB_H
#define INDEX_DB_H

#include <sqlite3.h>
#include "err.h"

struct ix_db;

/* Opens (creates) the database of an OUT folder; tables of another version of the schema are dropped and made anew.
 * RETRY when another process holds it too long, SYSTEM otherwise. */
struct ix_db *ix_db_open(const char *out, struct mn_err *err);
void ix_db_close(struct ix_db *db);

/* The OUT folder, and whether the file that was opened still stands there (somebody may have deleted it). */
const char *ix_db_out(const struct ix_db *db);
int ix_db_stands(const struct ix_db *db);

/* BEGIN IMMEDIATE; then COMMIT when ok, else ROLLBACK (which cannot fail). */
int ix_db_begin(struct ix_db *db, struct mn_err *err);
int ix_db_end(struct ix_db *db, int ok, struct mn_err *err);

/* Runs one statement. `types` says what follows, one letter a parameter: s (const char *, NULL is NULL), i (int;
 * negative is NULL), n (long long). */
int ix_db_run(struct ix_db *db, struct mn_err *err, const char *sql, const char *types, ...);

/* The text of the first column of the first row into `out` (size bytes). 1, 0 when there is no row, -1. One parameter
 * s. */
int ix_db_text(struct ix_db *db, const char *sql, const char *param, char *out, unsigned long size, struct mn_err *err);

/* The row id given by the last insertion. */
long long ix_db_last(const struct ix_db *db);

/* Removes the rows of dossiers whose folder is not in OUT/dossiers any more. */
int ix_db_purge(struct ix_db *db, struct mn_err *err);

/* Removes every row of one dossier. Inside a transaction. */
int ix_db_forget(struct ix_db *db, const char *dossier, struct mn_err *err);

#endif
