// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * number_test.c: heading numbers and the series they form.
 */
#include "help.h"
#include "number.h"

static void test_read(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum number_kind kind;
		const char *printed; /* "" : not an act's number */
		int value;
	} cases[] = {
		{"2021-045 – Taxe foncière", NUMBER_YEAR, "2021-045", 45},
		{"64-118 - CONSTRUCTION", NUMBER_YEAR, "64-118", 118},
		{"1/78 - COMPTE DE GESTION", NUMBER_YEAR, "1/78", 1},
		{"DEL_2019_061 – Compte", NUMBER_YEAR, "DEL_2019_061", 61},
		{"DEL 2019 061 – Compte", NUMBER_YEAR, "DEL 2019 061", 61},
		{"99-61 / Tempête", NUMBER_YEAR, "99-61", 61},
		{"2023-061. Désignation", NUMBER_YEAR, "2023-061", 61},
		{"Délibération n° 7 – Élection", NUMBER_WORD, "7", 7},
		{"Délibération n°3 : Budget", NUMBER_WORD, "3", 3},
		{"Délibération n° 2018-CA-21 – Budget", NUMBER_WORD, "2018-CA-21", 21},
		{"Rapport n° 1-02 : Convention", NUMBER_WORD, "1-02", 2},
		{"N° 4 - SUPPRESSION", NUMBER_WORD, "4", 4},
		{"Ne 5. – Séparation", NUMBER_WORD, "5", 5},
		{"1°) Vote du budget", NUMBER_ORDINAL, "1", 1},
		{"3. Règlement intérieur", NUMBER_ORDINAL, "", 3},
		{"II. Points d’information", NUMBER_ROMAN, "", 2},
		{"Il. Points d’information", NUMBER_ROMAN, "", 2},
		{"A – Affaires financières", NUMBER_LETTER, "", 1},
		{"1 386 420 € en fonctionnement", NUMBER_NONE, "", 0},
		{"12,50 € par repas", NUMBER_NONE, "", 0},
		{"20 h 30. Les membres", NUMBER_NONE, "", 0},
		{"Le conseil municipal", NUMBER_NONE, "", 0},
		{"M. MARTIN expose", NUMBER_NONE, "", 0},
		{"3 maisons neuves", NUMBER_NONE, "", 0},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct number number;
		size_t n;
		struct token *t = tokens_of(cases[i].text, &n);
		bool found = number_read(t, 0, n, &number);
		char printed[64] = "";
		if (found)
			snprintf(printed, sizeof printed, "%.*s", (int)(number.to - number.from),
				cases[i].text + number.from);
		bool roman = number.kind == NUMBER_ROMAN || number.kind == NUMBER_LETTER;
		if (number.kind != cases[i].kind ||
			(found && (number.value != cases[i].value || (!roman && strcmp(printed, cases[i].printed)))))
			fail_msg("%s: kind %d, '%s', %d", cases[i].text, number.kind, printed, number.value);
		tokens_free(t, n);
	}
}

static void test_series(void **state)
{
	(void)state;
	struct doc *d = help_doc(
		"1. Budget\n2. Voirie\n3. École\n4. Divers\n\n1. Budget\nUn texte.\nEncore.\nEt encore.\nFin.\n"
		"2. Voirie\nUn texte.\nEncore.\nEt encore.\nFin.\n3. École\nUn texte.\nEncore.\nEt encore.\nFin.");

	doc_tokens(d);
	number_series(d);
	for (size_t i = 0; i < 4; i++)
		assert_true(d->lines[i].number_list);
	assert_false(d->lines[4].number_list);
	assert_true(d->lines[4].series > 1);
	assert_true(d->lines[9].series > 1);
	assert_true(d->lines[14].series > 1);
	doc_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_read), cmocka_unit_test(test_series)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
