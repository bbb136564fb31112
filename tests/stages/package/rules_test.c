// SPDX-License-Identifier: AGPL-3.0-or-later
// I11: rules are raised by words, as whole words and in their case, and never lowered. Every row of the table works.
#include "lib/unit.h"
#include "config.h"
#include "csv.h"
#include "rules.h"

static struct pk_rules *shipped(void)
{
	struct mn_err err = MN_ERR_INIT;
	char folder[MN_PATH_MAX];
	struct pk_rules *r = pk_rules_read(mn_join(folder, mn_data_dir(), "package"), &err);

	if (!r)
		fail_msg("%s", err.text);
	return r;
}

static void cases_of_the_genre(void **state)
{
	static const struct {
		const char *base, *body, *title, *text, *want;
	} cases[] = {
		{"AR038", "Commune de X", "Budget primitif", "secours", "AR038"},
		{"AR038", "Commune de X", "Attribution d’un secours", "", "AR048"},
		{"AR038", "Commune de X", "SECOURS EXCEPTIONNELS", "", "AR048"},
		{"AR038", "Commune de X", "Construction du centre de secours", "", "AR038"},
		{"AR038", "Service départemental d'incendie et de secours", "Véhicules de secours", "", "AR038"},
		{"AR038", "Centre communal d'action sociale", "Secours", "", "AR048"},
		{"AR038", "CCAS de X", "Secours", "", "AR048"},
		{"AR038", NULL, "Protection fonctionnelle du maire", "", "AR048"},
		{"AR038", NULL, "Convention de protection fonctionnelles", "", "AR038"},
		{"AR038", NULL, NULL, "Le conseil examine une demande de\nsecours de Mme A.", "AR048"},
		{"AR038", NULL, NULL, NULL, "AR038"},
		{"AR048", NULL, "Budget primitif", "", "AR048"},
		{"AR058", NULL, "Demande de secours", "", "AR058"},
	};
	struct pk_rules *r = shipped();
	const char *reason;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *got = pk_rules_access(r, cases[i].base, cases[i].body, cases[i].title, cases[i].text, &reason);
		if (strcmp(got, cases[i].want))
			fail_msg("case %zu: %s instead of %s", i, got, cases[i].want);
		assert_int_equal(reason != NULL, strcmp(got, cases[i].base) != 0);
	}
	pk_rules_free(r);
}

static void every_row_works(void **state)
{
	enum { BODY, WHERE, WORDS, ACCESS };
	struct mn_err err = MN_ERR_INIT;
	char path[MN_PATH_MAX];
	size_t n;
	char *bytes = mn_read_file(mn_join(path, mn_data_dir(), "package/rules.csv"), 1 << 20, &n, &err);
	struct mn_csv *csv = mn_csv_parse(bytes, n, &err);
	struct pk_rules *r = shipped();
	const char *reason;

	(void)state;
	assert_non_null(csv);
	for (size_t i = 1; i < csv->n; i++) {
		char **c = csv->rows[i].fields, *words = mn_strdup(c[WORDS]);
		words[strcspn(words, "*")] = '\0';
		if (strcmp(pk_rules_access(r, "AR038", c[BODY], words, "", &reason), c[ACCESS]))
			fail_msg("row %zu, '%s', has no effect", i + 1, words);
		free(words);
	}
	mn_csv_free(csv);
	free(bytes);
	pk_rules_free(r);
}

static void bad_tables_are_named(void **state)
{
	static const char access[] = "code,years,reason\nAR038,0,x\n";
	static const struct {
		const char *access, *rules, *says;
	} cases[] = {
		{"code,years\n", "", "access.csv"}, {access, "body,where\n", "rules.csv"},
		{access, "body,where,words,access,reason\n,title,x,AR099,y\n", "AR099"},
		{access, "body,where,words,access,reason\n,margin,x,AR038,y\n", "margin"},
		{access, "body,where,words,access,reason\n,title,,AR038,y\n", "row 2"},
		{access, "body,where,words,access,reason\n,title,x\n", "row 2"},
	};
	char folder[64];

	(void)state;
	unit_folder(folder);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		unit_write(folder, "access.csv", cases[i].access);
		unit_write(folder, "rules.csv", cases[i].rules);
		assert_null(pk_rules_read(folder, &err));
		assert_int_equal(err.kind, MN_CONFIG);
		if (!strstr(err.text, cases[i].says))
			fail_msg("case %zu: %s", i, err.text);
	}
	unit_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_of_the_genre), cmocka_unit_test(every_row_works), cmocka_unit_test(bad_tables_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
