// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * db.c: SQLite behind a few calls. Durability is WAL with synchronous=NORMAL: after a power cut the last dossiers may
 * be missing, never torn; they are found missing and done again.
 */
#include "db.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "archive_db.h"
#include "file.h"
#include "fts_french.h"
#include "i18n.h"

/* Another worker's transaction takes milliseconds; a backup of the file may take long. */
#define BUSY_MS 30000

struct ix_db {
	sqlite3 *sql;
	char *out, *path;
	dev_t dev;
	ino_t ino;
};

static const char tables[] =
	"CREATE TABLE dossiers(id TEXT PRIMARY KEY, inputs TEXT NOT NULL, name TEXT, received TEXT, source_sha256 TEXT,"
	" pages INTEGER, grade TEXT, warnings INTEGER, message TEXT);"
	"CREATE TABLE seances(dossier TEXT NOT NULL, n INTEGER NOT NULL, body TEXT, kind TEXT, date TEXT, president TEXT,"
	" secretary TEXT, PRIMARY KEY(dossier, n));"
	"CREATE TABLE deliberations(dossier TEXT NOT NULL, n INTEGER NOT NULL, seance INTEGER, number TEXT, title TEXT,"
	" rapporteur TEXT, date TEXT, body TEXT, result TEXT, unanimous INTEGER, secret INTEGER, votes_for INTEGER,"
	" votes_against INTEGER, abstentions INTEGER, page_first INTEGER, page_last INTEGER, PRIMARY KEY(dossier, n));"
	"CREATE INDEX deliberations_date ON deliberations(date);"
	"CREATE TABLE pages(dossier TEXT NOT NULL, page INTEGER NOT NULL, class TEXT, PRIMARY KEY(dossier, page));"
	/* Every passage of text that can be found: a deliberation (n), or what stands on a page (n) outside
	 * deliberations. */
	"CREATE TABLE passages(id INTEGER PRIMARY KEY, dossier TEXT NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL,"
	" UNIQUE(dossier, kind, n));"
	"CREATE VIRTUAL TABLE texts USING fts5(title, text, tokenize = 'french');";

static const char *const table_names[] = {"dossiers", "seances", "deliberations", "pages", "passages", "texts"};

static int complain(const struct ix_db *db, struct mn_err *err)
{
	int code = sqlite3_errcode(db->sql) & 0xff;

	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		return mn_fail(err, MN_RETRY, _("another process holds '%s'; try again later"), db->path);
	if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
		return mn_fail(err, MN_SYSTEM, _("'%s' is damaged: delete it, the next run makes it again (%s)"), db->path,
			sqlite3_errmsg(db->sql));
	return mn_fail(err, MN_SYSTEM, _("'%s': %s"), db->path, sqlite3_errmsg(db->sql));
}

static int exec(struct ix_db *db, const char *sql, struct mn_err *err)
{
	return sqlite3_exec(db->sql, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : complain(db, err);
}

/* In one transaction, so that of several workers one makes the tables and the others find them. */
static int make_tables(struct ix_db *db, struct mn_err *err)
{
	char version[16] = "", want[16], sql[64];
	int result = -1;

	if (ix_db_begin(db, err) < 0)
		return -1;
	if (ix_db_text(db, "SELECT user_version FROM pragma_user_version WHERE ?1 IS NULL", NULL, version, sizeof version,
		err) < 0)
		goto out;
	snprintf(want, sizeof want, "%d", MN_ARCHIVE_VERSION);
	if (strcmp(version, want)) {
		for (size_t i = 0; i < sizeof table_names / sizeof *table_names; i++) {
			snprintf(sql, sizeof sql, "DROP TABLE IF EXISTS %s", table_names[i]);
			if (exec(db, sql, err) < 0)
				goto out;
		}
		snprintf(sql, sizeof sql, "PRAGMA user_version = %d", MN_ARCHIVE_VERSION);
		if (exec(db, tables, err) < 0 || exec(db, sql, err) < 0)
			goto out;
	}
	result = 0;
out:
	if (ix_db_end(db, !result, err) < 0)
		result = -1;
	return result;
}

struct ix_db *ix_db_open(const char *out, struct mn_err *err)
{
	struct ix_db *db = mn_calloc(1, sizeof *db);
	struct stat st;

	db->out = mn_strdup(out);
	db->path = mn_printf("%s/" MN_ARCHIVE_NAME, out);
	if (sqlite3_open_v2(db->path, &db->sql, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK) {
		mn_fail(err, MN_SYSTEM, _("cannot open '%s': %s"), db->path, db->sql ? sqlite3_errmsg(db->sql) : "");
		goto fail;
	}
	sqlite3_busy_timeout(db->sql, BUSY_MS);
	if (mn_fts_french_register(db->sql, err) < 0 ||
		exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;", err) < 0 || make_tables(db, err) < 0)
		goto fail;
	if (stat(db->path, &st) < 0) {
		mn_fail(err, MN_SYSTEM, _("cannot open '%s'"), db->path);
		goto fail;
	}
	db->dev = st.st_dev;
	db->ino = st.st_ino;
	return db;
fail:
	ix_db_close(db);
	return NULL;
}

void ix_db_close(struct ix_db *db)
{
	if (!db)
		return;
	sqlite3_close(db->sql);
	free(db->out);
	free(db->path);
	free(db);
}

const char *ix_db_out(const struct ix_db *db)
{
	return db->out;
}

int ix_db_stands(const struct ix_db *db)
{
	struct stat st;

	return stat(db->path, &st) == 0 && st.st_dev == db->dev && st.st_ino == db->ino;
}

int ix_db_begin(struct ix_db *db, struct mn_err *err)
{
	return exec(db, "BEGIN IMMEDIATE", err);
}

int ix_db_end(struct ix_db *db, int ok, struct mn_err *err)
{
	if (ok && exec(db, "COMMIT", err) == 0)
		return 0;
	sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
	return ok ? -1 : 0;
}

int ix_db_run(struct ix_db *db, struct mn_err *err, const char *sql, const char *types, ...)
{
	sqlite3_stmt *q = NULL;
	va_list args;
	int rc = sqlite3_prepare_v2(db->sql, sql, -1, &q, NULL);

	va_start(args, types);
	for (int i = 1; rc == SQLITE_OK && types[i - 1]; i++) {
		if (types[i - 1] == 's') {
			rc = sqlite3_bind_text(q, i, va_arg(args, const char *), -1, SQLITE_TRANSIENT);
		} else if (types[i - 1] == 'n') {
			rc = sqlite3_bind_int64(q, i, va_arg(args, long long));
		} else {
			int value = va_arg(args, int);
			rc = value < 0 ? sqlite3_bind_null(q, i) : sqlite3_bind_int(q, i, value);
		}
	}
	va_end(args);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	int result = rc == SQLITE_DONE || rc == SQLITE_ROW ? 0 : complain(db, err);
	sqlite3_finalize(q);
	return result;
}

int ix_db_text(struct ix_db *db, const char *sql, const char *param, char *out, unsigned long size, struct mn_err *err)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(db->sql, sql, -1, &q, NULL), result;

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(q, 1, param, -1, SQLITE_TRANSIENT);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(q, 0);
		snprintf(out, size, "%s", text ? text : "");
		result = 1;
	} else {
		result = rc == SQLITE_DONE ? 0 : complain(db, err);
	}
	sqlite3_finalize(q);
	return result;
}

long long ix_db_last(const struct ix_db *db)
{
	return sqlite3_last_insert_rowid(db->sql);
}

int ix_db_forget(struct ix_db *db, const char *dossier, struct mn_err *err)
{
	static const char *const sql[] = {
		"DELETE FROM texts WHERE rowid IN (SELECT id FROM passages WHERE dossier = ?1)",
		"DELETE FROM passages WHERE dossier = ?1",
		"DELETE FROM pages WHERE dossier = ?1",
		"DELETE FROM deliberations WHERE dossier = ?1",
		"DELETE FROM seances WHERE dossier = ?1",
		"DELETE FROM dossiers WHERE id = ?1",
	};

	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
		if (ix_db_run(db, err, sql[i], "s", dossier) < 0)
			return -1;
	return 0;
}

/* The ids whose folder is gone, as an array ended by NULL; NULL on error. */
static char **gone(struct ix_db *db, struct mn_err *err)
{
	sqlite3_stmt *q = NULL;
	char **ids = NULL, path[MN_PATH_MAX], name[MN_PATH_MAX];
	unsigned long n = 0, cap = 0;
	int rc = sqlite3_prepare_v2(db->sql, "SELECT id FROM dossiers", -1, &q, NULL);

	while (rc == SQLITE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		const char *id = (const char *)sqlite3_column_text(q, 0);
		rc = SQLITE_OK;
		/* a dossier that does not stand in dossiers/ has its parent for OUT (dossier.c) */
		if (!mn_name_ok(id) || mn_is_folder(mn_join(path, db->out, mn_join(name, "dossiers", id))) ||
			mn_is_folder(mn_join(path, db->out, id)))
			continue;
		ids = mn_grow(ids, n, &cap, sizeof *ids);
		ids[n++] = mn_strdup(id);
	}
	if (rc != SQLITE_DONE)
		complain(db, err);
	sqlite3_finalize(q);
	ids = mn_grow(ids, n, &cap, sizeof *ids);
	ids[n] = NULL;
	if (rc == SQLITE_DONE)
		return ids;
	mn_names_free(ids);
	return NULL;
}

int ix_db_purge(struct ix_db *db, struct mn_err *err)
{
	char **ids = gone(db, err);
	int result = ids ? 0 : -1;

	if (ids && *ids) {
		result = ix_db_begin(db, err);
		if (!result) {
			for (char **id = ids; *id && !result; id++)
				result = ix_db_forget(db, *id, err);
			if (ix_db_end(db, !result, err) < 0)
				result = -1;
		}
	}
	mn_names_free(ids);
	return result;
}
