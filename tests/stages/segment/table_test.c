// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * table_test.c: deliberations.csv (SCDL 2.1.5) and the matter that is proposed.
 */
#include "help.h"
#include "csv.h"
#include "table.h"

static struct matters *matters(void)
{
	struct mn_err err = MN_ERR_INIT;
	char path[MN_PATH_MAX];

	snprintf(path, sizeof path, "%s/segment/matters.tsv", mn_data_dir());
	struct matters *m = matters_read(path, &err);
	if (!m)
		fail_msg("%s", err.text);
	return m;
}

static void test_matter(void **state)
{
	(void)state;
	static const struct {
		const char *title, *code;
	} cases[] = {
		{"Vote du budget primitif 2021", "7.1"},
		{"Taux des taxes locales", "7.2"},
		{"Subventions aux associations", "7.5"},
		{"Création d’un poste d’agent technique", "4.1"},
		{"Attribution du marché de travaux de l’école", "1.1"},
		{"Approbation du plan local d’urbanisme", "2.1"},
		{"Garantie d’emprunt", "7.3"},
		{"Motion pour la ligne de bus", "9.4"},
		{"Élection du président", "5.1"},
		{"Sans aucun signe", "9.1"},
	};
	struct matters *m = matters();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *code, *name;
		matter_of(m, cases[i].title, NULL, &code, &name);
		if (strcmp(code, cases[i].code))
			fail_msg("%s: %s %s", cases[i].title, code, name);
	}
	matters_free(m);
}

static void test_siret(void **state)
{
	(void)state;
	assert_true(table_siret_ok("73282932000074"));
	assert_false(table_siret_ok("73282932000075"));
	assert_false(table_siret_ok("7328293200007"));
	assert_false(table_siret_ok("7328293200007X"));
}

static const char *field(const struct mn_csv *c, size_t row, const char *name)
{
	int i = mn_csv_column(c, name);

	assert_true(i >= 0);
	return c->rows[row].fields[i];
}

static void test_csv(void **state)
{
	(void)state;
	struct mn_minutes *m = mn_minutes_new();
	struct mn_seance *s = mn_minutes_add_seance(m);
	s->date = mn_strdup("2021-03-12");
	s->members = 7;
	for (int i = 0; i < 6; i++)
		mn_names_add(&s->present, "X");
	for (int i = 0; i < 3; i++) {
		struct mn_section *d = mn_minutes_add_section(m, MN_SECTION_DELIBERATION);
		d->title = i == 2 ? NULL : mn_strdup("Tarifs, \"règlement\"");
		d->number = i ? NULL : mn_strdup("n° 12/A");
		/* all known and adding up; a figure missing; more voices than members */
		d->vote = (struct mn_vote){.result = MN_VOTE_ADOPTED,
			.for_ = i == 2 ? 20 : 4,
			.against = 1,
			.abstain = i == 1 ? -1 : 1,
			.not_voting = -1};
		struct mn_block *b = mn_section_add_block(d, MN_ROLE_TEXT);
		b->text = mn_strdup("Le conseil fixe\nles tarifs.");
		mn_block_add_line(b, 1, i + 1);
	}
	mn_minutes_add_section(m, MN_SECTION_QUESTIONS);
	struct matters *words = matters();
	struct mn_err err = MN_ERR_INIT;
	char *csv = table_csv(m,
		&(struct table_options){
			.body = "Commune d’Ici", .siret = "73282932000074", .budget = "Principal", .matters = words});
	struct mn_csv *c = mn_csv_parse(csv, strlen(csv), &err);
	assert_non_null(c);
	assert_int_equal(c->n, 4);
	assert_int_equal(c->rows[0].n, 17);
	assert_string_equal(field(c, 1, "COLL_SIRET"), "73282932000074");
	assert_string_equal(field(c, 1, "DELIB_ID"), "2021-03-12-n-12-A");
	assert_string_equal(field(c, 2, "DELIB_ID"), "2021-03-12-002");
	assert_string_equal(field(c, 1, "DELIB_OBJET"), "Tarifs, \"règlement\"");
	assert_string_equal(field(c, 3, "DELIB_OBJET"), "Le conseil fixe les tarifs.");
	assert_string_equal(field(c, 1, "BUDGET_ANNEE"), "2021");
	assert_string_equal(field(c, 1, "VOTE_EFFECTIF"), "7");
	assert_string_equal(field(c, 1, "VOTE_REEL"), "6");
	assert_string_equal(field(c, 2, "VOTE_POUR"), "");
	assert_string_equal(field(c, 3, "VOTE_POUR"), "");
	mn_csv_free(c);
	free(csv);
	matters_free(words);
	mn_minutes_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matter), cmocka_unit_test(test_siret), cmocka_unit_test(test_csv)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
