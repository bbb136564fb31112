// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * find.c: two steps, so that snippets are cut for what is shown only: the ids of the best, then each of them.
 * Rank: bm25 with the title counting four times.
 */
#include "find.h"

#include <sqlite3.h>
#include <stdlib.h>
#include "archive_db.h"
#include "file.h"
#include "fts_french.h"
#include "i18n.h"

#define BUSY_MS 5000

static const char best_sql[] =
	"SELECT p.id FROM texts JOIN passages p ON p.id = texts.rowid WHERE texts MATCH ?1"
	" ORDER BY p.kind = 'page', bm25(texts, 4.0, 1.0), p.dossier, p.n LIMIT ?2";

static const char one_sql[] =
	"SELECT p.kind, p.dossier, o.name, coalesce(d.date, s.date), coalesce(d.body, s.body), d.number, d.title,"
	" coalesce(d.page_first, p.n), coalesce(d.page_last, p.n), snippet(texts, 1, ?3, ?4, '…', 24),"
	" d.result, d.unanimous, d.votes_for, d.votes_against, d.abstentions"
	" FROM texts JOIN passages p ON p.id = texts.rowid JOIN dossiers o ON o.id = p.dossier"
	" LEFT JOIN deliberations d ON p.kind = 'deliberation' AND d.dossier = p.dossier AND d.n = p.n"
	" LEFT JOIN seances s ON s.dossier = p.dossier AND s.n = 1"
	" WHERE texts MATCH ?1 AND texts.rowid = ?2";

enum { KIND, DOSSIER, NAME, DATE, BODY, NUMBER, TITLE, FIRST, LAST, SNIPPET, RESULT, UNANIMOUS, FOR, AGAINST, ABSTAIN };

static const struct {
	const char *key;
	int column;
} fields[] = {
	{"kind", KIND}, {"dossier", DOSSIER}, {"name", NAME}, {"date", DATE}, {"body", BODY}, {"number", NUMBER},
	{"title", TITLE},
	{"page_first", FIRST}, {"page_last", LAST}, {"snippet", SNIPPET},
}, votes[] = {{"result", RESULT}, {"for", FOR}, {"against", AGAINST}, {"abstain", ABSTAIN}};

static int complain(sqlite3 *db, const char *path, struct mn_err *err)
{
	int code = sqlite3_errcode(db) & 0xff;

	return mn_fail(err, code == SQLITE_BUSY || code == SQLITE_LOCKED ? MN_RETRY : MN_SYSTEM, _("'%s': %s"), path,
		sqlite3_errmsg(db));
}

static json_t *value(sqlite3_stmt *q, int column)
{
	if (sqlite3_column_type(q, column) == SQLITE_NULL)
		return json_null();
	if (sqlite3_column_type(q, column) == SQLITE_INTEGER)
		return json_integer(sqlite3_column_int64(q, column));
	return json_string((const char *)sqlite3_column_text(q, column));
}

static json_t *row(sqlite3_stmt *q)
{
	json_t *o = json_object(), *vote = json_null();

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		json_object_set_new(o, fields[i].key, value(q, fields[i].column));
	if (sqlite3_column_type(q, UNANIMOUS) != SQLITE_NULL) {
		vote = json_object();
		for (size_t i = 0; i < sizeof votes / sizeof *votes; i++)
			json_object_set_new(vote, votes[i].key, value(q, votes[i].column));
		json_object_set_new(vote, "unanimous", json_boolean(sqlite3_column_int(q, UNANIMOUS)));
	}
	json_object_set_new(o, "vote", vote);
	return o;
}

/* First column of a statement with one or two parameters; -1 on error. */
static long long number(sqlite3 *db, const char *sql, const char *match)
{
	sqlite3_stmt *q = NULL;
	long long n = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK) {
		if (match)
			sqlite3_bind_text(q, 1, match, -1, SQLITE_STATIC);
		if (sqlite3_step(q) == SQLITE_ROW)
			n = sqlite3_column_int64(q, 0);
	}
	sqlite3_finalize(q);
	return n;
}

static sqlite3 *open_db(const char *path, struct mn_err *err)
{
	sqlite3 *db = NULL;

	if (!mn_exists(path)) {
		mn_fail(err, MN_INPUT, _("'%s' does not exist: run minutier run, or name the OUT folder"), path);
		return NULL;
	}
	/* A reader of a WAL database writes its -shm file; where it may not, the database is read as it lies. */
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
		sqlite3_close(db);
		if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
			mn_fail(err, MN_SYSTEM, _("cannot open '%s': %s"), path, db ? sqlite3_errmsg(db) : "");
			goto fail;
		}
	}
	sqlite3_busy_timeout(db, BUSY_MS);
	sqlite3_exec(db, "PRAGMA query_only = 1", NULL, NULL, NULL);
	if (mn_fts_french_register(db, err) < 0)
		goto fail;
	long long version = number(db, "PRAGMA user_version", NULL);
	if (version < 0) {
		complain(db, path, err);
		goto fail;
	}
	if (version != MN_ARCHIVE_VERSION) {
		mn_fail(err, MN_INPUT, _("'%s' is of another version: run minutier run, it makes it again"), path);
		goto fail;
	}
	return db;
fail:
	sqlite3_close(db);
	return NULL;
}

/* Appends the passage `id`; 0 or an SQLite code. */
static int add_one(sqlite3_stmt *q, long long id, json_t *results)
{
	sqlite3_bind_int64(q, 2, id);
	int rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		json_array_append_new(results, row(q));
	sqlite3_reset(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int collect(sqlite3 *db, const char *match, int limit, const char *open, const char *close, json_t *results)
{
	sqlite3_stmt *best = NULL, *one = NULL;
	int rc = sqlite3_prepare_v2(db, best_sql, -1, &best, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(db, one_sql, -1, &one, NULL);
	if (rc == SQLITE_OK) {
		sqlite3_bind_text(best, 1, match, -1, SQLITE_STATIC);
		sqlite3_bind_int(best, 2, limit);
		sqlite3_bind_text(one, 1, match, -1, SQLITE_STATIC);
		sqlite3_bind_text(one, 3, open, -1, SQLITE_STATIC);
		sqlite3_bind_text(one, 4, close, -1, SQLITE_STATIC);
		while ((rc = sqlite3_step(best)) == SQLITE_ROW)
			if ((rc = add_one(one, sqlite3_column_int64(best, 0), results)) != SQLITE_OK)
				break;
	}
	sqlite3_finalize(best);
	sqlite3_finalize(one);
	return rc == SQLITE_DONE ? 0 : -1;
}

json_t *sr_find(const char *out, const char *match, int limit, const char *open, const char *close, long long *total,
	struct mn_err *err)
{
	char path[MN_PATH_MAX];
	sqlite3 *db = open_db(mn_join(path, out, MN_ARCHIVE_NAME), err);
	json_t *results = json_array();

	if (!db) {
		json_decref(results);
		return NULL;
	}
	/* One read transaction: the count and the rows are of the same moment. */
	sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
	*total = number(db, "SELECT count(*) FROM texts WHERE texts MATCH ?1", match);
	if (*total < 0 || collect(db, match, limit, open, close, results) < 0) {
		complain(db, path, err);
		json_decref(results);
		results = NULL;
	}
	sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	sqlite3_close(db);
	return results;
}
