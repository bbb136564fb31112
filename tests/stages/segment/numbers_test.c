// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * numbers_test.c: numbers, dates and hours as minutes print them.
 */
#include "help.h"
#include "numbers.h"

static void test_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		long value;
		size_t len;
	} cases[] = {
		{"12", 12, 1},
		{"dix-neuf", 19, 1},
		{"dix neuf", 19, 2},
		{"vingt et un", 21, 3},
		{"trente-et-une", 31, 1},
		{"soixante et onze", 71, 3},
		{"soixante-dix-sept", 77, 1},
		{"quatre-vingts", 80, 1},
		{"quatre-vingt-dix-sept", 97, 1},
		{"cent trois", 103, 2},
		{"deux cent quarante", 240, 3},
		{"mil neuf cent six", 1906, 4},
		{"mil neuf cent cinquante-sept", 1957, 4},
		{"mille huit cent quatre-vingt-quatre", 1884, 4},
		{"deux mille vingt et un", 2021, 5},
		{"deux mille vingt-deux", 2022, 3},
		{"deux mil dix", 2010, 3},
		{"une abstention", 1, 1},
		{"sept, huit", 7, 1},
		{"deux trois", 2, 1},
		{"maire", -1, 0},
		{"et un", -1, 0},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n, len = 0;
		struct token *t = tokens_of(cases[i].text, &n);
		long v = number_at(t, n, 0, &len);
		if (v != cases[i].value || (v >= 0 && len != cases[i].len))
			fail_msg("%s: %ld, %zu tokens", cases[i].text, v, len);
		tokens_free(t, n);
	}
}

static void test_dates(void **state)
{
	(void)state;
	static const struct {
		const char *text, *date; /* NULL: none */
		int year;
	} cases[] = {
		{"12 mars 1957", "1957-03-12", 0},
		{"1er août 2021", "2021-08-01", 0},
		{"premier mai 1936", "1936-05-01", 0},
		{"trois février mil neuf cent cinquante-sept", "1957-02-03", 0},
		{"29 février 2000", "2000-02-29", 0},
		{"29 février 1900", NULL, 0},
		{"31 juin 1990", NULL, 0},
		{"04/03/2008", "2008-03-04", 0},
		{"4.3.78", "1978-03-04", 0},
		{"15/13/2008", NULL, 0},
		{"12 décembro 1964", "1964-12-12", 0},
		{"8 juin", NULL, 0},
		{"8 juin", "1990-06-08", 1990},
		{"8 juin, 2015", "1990-06-08", 1990},
		{"12 voix", NULL, 1990},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n, len;
		bool guessed;
		char out[DATE_SIZE] = "";
		struct token *t = tokens_of(cases[i].text, &n);
		bool found = date_at(t, n, 0, cases[i].year, out, &len, &guessed);
		if (found != (cases[i].date != NULL) || (found && strcmp(out, cases[i].date)))
			fail_msg("%s: %s", cases[i].text, out);
		tokens_free(t, n);
	}
}

static void test_year_first(void **state)
{
	(void)state;
	static const struct {
		const char *text, *date;
	} cases[] = {
		{"L’an deux mille vingt et un, le sept décembre à 17h30", "2021-12-07"},
		{"L'an mil neuf cent soixante-quatre et le onze décembre", "1964-12-11"},
		{"L’an mil neuf cent six, le seize novembre, à huit heures", "1906-11-16"},
		{"L’an 2021, le 18 novembre", "2021-11-18"},
		{"L’an deux mille deux, le mardi premier octobre", "2002-10-01"},
		{"L’an dernier, le 3 mai", NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n, len;
		char out[DATE_SIZE] = "";
		struct token *t = tokens_of(cases[i].text, &n);
		bool found = year_first_at(t, n, 1, out, &len);
		if (found != (cases[i].date != NULL) || (found && strcmp(out, cases[i].date)))
			fail_msg("%s: %s", cases[i].text, out);
		tokens_free(t, n);
	}
}

static void test_times(void **state)
{
	(void)state;
	static const struct {
		const char *text, *time;
	} cases[] = {
		{"20 h 30", "20:30"},
		{"20h30", "20:30"},
		{"18 h", "18:00"},
		{"17h", "17:00"},
		{"20 heures 45", "20:45"},
		{"vingt heures trente", "20:30"},
		{"dix heures du matin", "10:00"},
		{"huit heures et demie du soir", "20:30"},
		{"onze heures et quart", "11:15"},
		{"20 heures, 12 membres", "20:00"},
		{"25 heures", NULL},
		{"12 voix", NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n, len;
		char out[TIME_SIZE] = "";
		struct token *t = tokens_of(cases[i].text, &n);
		bool found = time_at(t, n, 0, out, &len);
		if (found != (cases[i].time != NULL) || (found && strcmp(out, cases[i].time)))
			fail_msg("%s: %s", cases[i].text, out);
		tokens_free(t, n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_year_first),
		cmocka_unit_test(test_times),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
