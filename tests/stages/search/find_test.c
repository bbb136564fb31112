// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers out of a small database written after the contract of archive_db.h.
#include "lib/unit.h"
#include <sqlite3.h>
#include "archive_db.h"
#include "find.h"
#include "fts_french.h"
#include "show.h"

static char out[64];

static const char sql[] =
	"CREATE TABLE dossiers(id TEXT PRIMARY KEY, inputs, name, received, source_sha256, pages, grade, warnings, message);"
	"CREATE TABLE seances(dossier, n, body, kind, date, president, secretary);"
	"CREATE TABLE deliberations(dossier, n, seance, number, title, rapporteur, date, body, result, unanimous, secret, votes_for,"
	" votes_against, abstentions, page_first, page_last);"
	"CREATE TABLE pages(dossier, page, class);"
	"CREATE TABLE passages(id INTEGER PRIMARY KEY, dossier, kind, n);"
	"CREATE VIRTUAL TABLE texts USING fts5(title, text, tokenize = 'french');"
	"INSERT INTO dossiers VALUES('a-1', 'x', 'un', '', '', 3, 'good', 0, NULL);"
	"INSERT INTO seances VALUES('a-1', 1, 'Commune de Saint-Aubin', 'conseil municipal', '2021-09-24', NULL, NULL);"
	"INSERT INTO deliberations VALUES('a-1', 1, 1, '2021-045', 'Fibre optique', NULL, '2021-09-24', 'Commune de Saint-Aubin', 'adopted', 0,"
	" 0, 12, 2, NULL, 2, 3), ('a-1', 2, 1, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, 3, 3);"
	"INSERT INTO passages VALUES(1, 'a-1', 'page', 1), (2, 'a-1', 'deliberation', 1), (3, 'a-1', 'deliberation', 2);"
	"INSERT INTO texts(rowid, title, text) VALUES(1, NULL, 'Ordre du jour : la fibre'), (2, 'Fibre optique', 'Le conseil\nadopte la fibre.'),"
	" (3, NULL, 'Question de la fibre, de la fibre et de la fibre');";

static void make(int version)
{
	struct mn_err err = MN_ERR_INIT;
	char path[MN_PATH_MAX], pragma[64], *why = NULL;
	sqlite3 *db;

	unit_folder(out);
	assert_int_equal(sqlite3_open(mn_join(path, out, MN_ARCHIVE_NAME), &db), SQLITE_OK);
	assert_int_equal(mn_fts_french_register(db, &err), 0);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s", why);
	snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", version);
	sqlite3_exec(db, pragma, NULL, NULL, NULL);
	sqlite3_close(db);
}

static void answers(void **state)
{
	struct mn_err err = MN_ERR_INIT;
	long long total = 0;
	struct mn_buf b = MN_BUF_INIT;

	(void)state;
	make(MN_ARCHIVE_VERSION);
	json_t *r = sr_find(out, "(\"fibre\")", 2, "[", "]", &total, &err);
	if (!r)
		fail_msg("%s", err.text);
	assert_int_equal(total, 3);
	assert_int_equal(json_array_size(r), 2);
	char *first = json_dumps(json_array_get(r, 0), JSON_COMPACT);
	assert_string_equal(first, "{\"kind\":\"deliberation\",\"dossier\":\"a-1\",\"name\":\"un\",\"date\":\"2021-09-24\","
		"\"body\":\"Commune de Saint-Aubin\",\"number\":\"2021-045\",\"title\":\"Fibre optique\",\"page_first\":2,\"page_last\":3,"
		"\"snippet\":\"Le conseil\\nadopte la [fibre].\",\"vote\":{\"result\":\"adopted\",\"for\":12,\"against\":2,\"abstain\":null,"
		"\"unanimous\":false}}");
	free(first);
	sr_show(&b, r);
	sr_show_count(&b, json_array_size(r), total);
	assert_string_equal(b.s,
		"2021-09-24  Commune de Saint-Aubin\n  n° 2021-045  Fibre optique — adoptée (pour 12, contre 2)\n"
		"  a-1, pages 2-3\n  Le conseil adopte la [fibre].\n\n"
		"2021-09-24  Commune de Saint-Aubin\n  sans titre\n  a-1, page 3\n  Question de la [fibre], de la [fibre] et de la [fibre]\n\n"
		"3 résultats, dont les 2 premiers.\n");
	json_decref(r);
	mn_buf_clear(&b);
	r = sr_find(out, "(\"jour\")", 20, "[", "]", &total, &err);
	sr_show(&b, r);
	sr_show_count(&b, json_array_size(r), total);
	assert_string_equal(b.s,
		"2021-09-24  Commune de Saint-Aubin\n  hors délibération\n  a-1, page 1\n  Ordre du [jour] : la fibre\n\n"
		"1 résultat.\n");
	json_decref(r);
	mn_buf_clear(&b);
	r = sr_find(out, "(\"absent\")", 20, "[", "]", &total, &err);
	sr_show(&b, r);
	sr_show_count(&b, json_array_size(r), total);
	assert_string_equal(b.s, "Aucun résultat.\n");
	json_decref(r);
	mn_buf_free(&b);
	unit_remove(out);
}

static void what_cannot_be_read_is_said(void **state)
{
	struct mn_err err = MN_ERR_INIT;
	long long total;

	(void)state;
	assert_null(sr_find("/nonexistent", "(\"x\")", 1, "[", "]", &total, &err));
	assert_int_equal(err.kind, MN_INPUT);
	assert_non_null(strstr(err.text, "run minutier run"));
	make(MN_ARCHIVE_VERSION + 1);
	assert_null(sr_find(out, "(\"x\")", 1, "[", "]", &total, &err));
	assert_non_null(strstr(err.text, "another version"));
	unit_remove(out);
	unit_folder(out);
	unit_write(out, MN_ARCHIVE_NAME, "this is no database, it is a text of more than a few bytes");
	assert_null(sr_find(out, "(\"x\")", 1, "[", "]", &total, &err));
	assert_non_null(strstr(err.text, MN_ARCHIVE_NAME));
	unit_remove(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(answers), cmocka_unit_test(what_cannot_be_read_is_said)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
