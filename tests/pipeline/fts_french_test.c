// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person types finds what was printed, whatever became of accents and endings; highlight() marks whole words.
#include "lib/unit.h"
#include "fts_french.h"

static sqlite3 *db;

static int setup(void **state)
{
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(mn_fts_french_register(db, &err), 0);
	assert_int_equal(sqlite3_exec(db, "CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'french')", NULL, NULL, NULL),
		SQLITE_OK);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	sqlite3_close(db);
	return 0;
}

/* The document with matches marked, "" when it is not found. Caller frees. */
static char *find(const char *text, const char *match)
{
	sqlite3_stmt *q;
	char *got = NULL;

	assert_int_equal(sqlite3_exec(db, "DELETE FROM t", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO t VALUES(?1)", -1, &q, NULL), SQLITE_OK);
	sqlite3_bind_text(q, 1, text, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(q), SQLITE_DONE);
	sqlite3_finalize(q);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT highlight(t, 0, '[', ']') FROM t WHERE t MATCH ?1", -1, &q, NULL),
		SQLITE_OK);
	sqlite3_bind_text(q, 1, match, -1, SQLITE_STATIC);
	if (sqlite3_step(q) == SQLITE_ROW)
		got = mn_strdup((const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	return got ? got : mn_strdup("");
}

static void found(void **state)
{
	static const struct {
		const char *text, *match, *want;
	} cases[] = {
		{"La délibération est prise.", "délibération", "La [délibération] est prise."},
		{"La délibération est prise.", "deliberation", "La [délibération] est prise."},
		{"La délibération est prise.", "délibérations", "La [délibération] est prise."},
		{"LA DELIBERATION EST PRISE.", "délibération", "LA [DELIBERATION] EST PRISE."},
		{"Le conseil a adopté le budget.", "adopter", "Le conseil a [adopté] le budget."},
		{"Propositions adoptées.", "adoptee", "Propositions [adoptées]."},
		{"Propositions adoptees.", "adoptées", "Propositions [adoptees]."},
		{"Le conseil municipal.", "municipaux", "Le conseil [municipal]."},
		{"Les conseillers municipaux.", "municipal", "Les conseillers [municipaux]."},
		{"autorise M. le maire", "autoriser", "[autorise] M. le maire"},
		{"déploiement de la fibre optique", "\"fibre optique\"", "déploiement de la [fibre optique]"},
		{"une optique de fibre", "\"fibre optique\"", ""},
		{"l'école de l’enfance", "ecole", "l'[école] de l’enfance"},
		{"l'école de l’enfance", "enfance", "l'école de l’[enfance]"},
		{"une œuvre", "oeuvre", "une [œuvre]"},
		{"une oeuvre", "œuvres", "une [oeuvre]"},
		{"n° 2021-045", "\"2021-045\"", "n° [2021-045]"},
		{"Saint-Aubin", "\"saint aubin\"", "[Saint-Aubin]"},
		{"la fibre", "fièvre", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = find(cases[i].text, cases[i].match);
		if (strcmp(got, cases[i].want))
			fail_msg("case %zu, %s: '%s' instead of '%s'", i, cases[i].match, got, cases[i].want);
		free(got);
	}
}

static void long_noise_is_no_harm(void **state)
{
	char *noise = mn_alloc(5001), *got;

	(void)state;
	memset(noise, 'x', 5000);
	noise[5000] = '\0';
	got = find(noise, "fibre");
	assert_string_equal(got, "");
	free(got);
	got = find("\xff\xfe fibre", "fibre");
	assert_non_null(strstr(got, "[fibre]"));
	free(got);
	free(noise);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(found, setup, teardown),
		cmocka_unit_test_setup_teardown(long_noise_is_no_harm, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
