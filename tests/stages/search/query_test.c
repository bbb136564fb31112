// SPDX-License-Identifier: AGPL-3.0-or-later
// What is typed -> MATCH expression; and whatever is typed, SQLite accepts the expression.
#include "lib/unit.h"
#include "fts_french.h"
#include "query.h"

static void expressions(void **state)
{
	static const struct {
		const char *typed, *want; /* want NULL: says */
		const char *says;
	} cases[] = {
		{"fibre", "(\"fibre\")", NULL},
		{"fibre optique", "(\"fibre\" AND \"optique\")", NULL},
		{"  fibre\u00a0optique\u202f! ", "(\"fibre\" AND \"optique\")", NULL},
		{"\"fibre optique\"", "(\"fibre optique\")", NULL},
		{"«fibre optique»", "(\"fibre optique\")", NULL},
		{"“la fibre” école", "(\"la fibre\" AND \"école\")", NULL},
		{"la construction de l'école", "(\"construction\" AND \"école\")", NULL},
		{"l’œuvre qu'il d'", "(\"œuvre\")", NULL},
		{"aujourd'hui", "(\"aujourd'hui\")", NULL},
		{"le la les", "(\"le\" AND \"la\" AND \"les\")", NULL},
		{"LES IMPÔTS", "(\"IMPÔTS\")", NULL},
		{"subvention -école", "(\"subvention\") NOT \"école\"", NULL},
		{"subvention -\"école privée\" -le", "(\"subvention\") NOT \"école privée\" NOT \"le\"", NULL},
		{"saint-aubin - 2021", "(\"saint-aubin\" AND \"2021\")", NULL},
		{"2021-045", "(\"2021-045\")", NULL},
		{"budget OR 1 NEAR(x) title:y *", "(\"budget\" AND \"OR\" AND \"1\" AND \"NEAR(x)\" AND \"title:y\")", NULL},
		{"a\"b\"c", "(\"b\" AND \"c\")", NULL},
		{"", NULL, "no word"},
		{"… ! « »", NULL, "no word"},
		{"\"fibre optique", NULL, "has no end"},
		{"« fibre", NULL, "has no end"},
		{"-école", NULL, "not wanted"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		char *got = sr_query(cases[i].typed, &err);
		if (cases[i].want ? !got || strcmp(got, cases[i].want) : got || err.kind != MN_USAGE || !strstr(err.text,
			cases[i].says))
			fail_msg("case %zu, '%s': '%s' (%s)", i, cases[i].typed, got ? got : "", err.text);
		free(got);
	}
}

/* Seeded noise of the characters that matter to the parser and to FTS5. */
static void never_an_sql_error(void **state)
{
	static const char *const pieces[] = {"\"", "«", "»", "“", "”", "-", "'", "’", " ", "(", ")", "*", "^", ":", "AND",
		"NOT", "NEAR", "é",
		"l", "école", "le", "{", "}", "+", "\u00a0", ",", "1", "\xff", ";"};
	struct mn_err err = MN_ERR_INIT;
	sqlite3 *db;
	sqlite3_stmt *q;
	unsigned seed = 20211124;

	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(mn_fts_french_register(db, &err), 0);
	sqlite3_exec(db, "CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'french'); INSERT INTO t VALUES('l école')",
		NULL, NULL, NULL);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT rowid FROM t WHERE t MATCH ?1", -1, &q, NULL), SQLITE_OK);
	for (int round = 0; round < 20000; round++) {
		char typed[256] = "";
		for (int n = 0; n < 12; n++) {
			seed = seed * 1664525u + 1013904223u;
			strcat(typed, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		char *match = sr_query(typed, &err);
		if (!match)
			continue;
		sqlite3_bind_text(q, 1, match, -1, SQLITE_TRANSIENT);
		int rc = sqlite3_step(q);
		if (rc != SQLITE_ROW && rc != SQLITE_DONE)
			fail_msg("seed 20211124, round %d: '%s' -> %s: %s", round, typed, match, sqlite3_errmsg(db));
		sqlite3_reset(q);
		free(match);
	}
	sqlite3_finalize(q);
	sqlite3_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(expressions), cmocka_unit_test(never_an_sql_error)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
