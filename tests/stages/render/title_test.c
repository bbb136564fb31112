// SPDX-License-Identifier: AGPL-3.0-or-later
// French names of deliberations, séances and days.
#include "lib/unit.h"
#include "text.h"
#include "title.h"

#define TEN "dix mots de plus pour une question longue comme un "

static void deliberations(void **unused)
{
	static const struct {
		const char *number, *title, *want;
	} cases[] = {
		{"2021-045", "Réfection du préau", "Délibération n° 2021-045 – Réfection du préau"},
		{NULL, "Réfection\ndu préau", "Délibération 3 – Réfection du préau"},
		{"III", NULL, "Délibération n° III"},
		{NULL, "", "Délibération 3"},
		{NULL, "Subven\xC2\xAD\ntion à l’amicale  laïque", "Délibération 3 – Subvention à l’amicale laïque"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_section s = {.number = (char *)cases[i].number, .title = (char *)cases[i].title};
		char *got = title_deliberation(&s, 3);
		assert_string_equal(got, cases[i].want);
		free(got);
	}
	struct mn_section s = {.title = (char *)TEN TEN TEN TEN TEN TEN};
	char *got = title_deliberation(&s, 1);
	assert_true(strlen(got) <= TITLE_MAX + 3);
	assert_true(mn_utf8_ok(got, strlen(got)));
	assert_string_equal(got + strlen(got) - 3, "…");
	free(got);
	char accents[700] = "";
	while (strlen(accents) < 600)
		strcat(accents, "é");
	s.title = accents;
	got = title_deliberation(&s, 1);
	assert_true(mn_utf8_ok(got, strlen(got)));
	free(got);
}

static void days(void **unused)
{
	static const char *const cases[][2] = {
		{"2021-09-24", "24 septembre 2021"},
		{"2026-08-01T20:00:00Z", "1er août 2026"},
		{"hier", "hier"},
		{"2021-13-01", "2021-13-01"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = title_date(cases[i][0]);
		assert_string_equal(got, cases[i][1]);
		free(got);
	}
}

static void seances(void **unused)
{
	struct mn_seance seance[2] = {
		{.kind = (char *)"conseil municipal", .date = (char *)"2021-09-24"}, {.body = NULL}};
	struct mn_minutes m = {.seances = seance, .nseances = 2};
	struct mn_section s = {.seance = 0};

	(void)unused;
	char *got = title_seance(&m, &s);
	assert_string_equal(got, "Conseil municipal, séance du 24 septembre 2021");
	free(got);
	seance[0].kind = NULL;
	got = title_seance(&m, &s);
	assert_string_equal(got, "Séance du 24 septembre 2021");
	free(got);
	s.seance = 1;
	assert_null(title_seance(&m, &s));
	s.seance = 7;
	assert_null(title_seance(&m, &s));
	got = title_minutes(&m, "2021 conseil");
	assert_string_equal(got, "2021 conseil");
	free(got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deliberations),
		cmocka_unit_test(days),
		cmocka_unit_test(seances),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
