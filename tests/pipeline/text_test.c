// SPDX-License-Identifier: AGPL-3.0-or-later
// Unicode text: NFC, folding, slugs, natural order, distance.
#include "lib/unit.h"
#include "text.h"

static void nfc(void **state)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
		{"combining accent", "e\xCC\x81t\xC3\xA9", "été"},
		{"bad byte", "a\xFF" "b", "a\xEF\xBF\xBD" "b"},
		{"control characters", "a\x01\x1F" "b\tc\n", "ab\tc\n"},
		{"soft hyphen is kept", "d\xC2\xAD\ne", "d\xC2\xAD\ne"},
		{"ligature is kept", "œuvre", "œuvre"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = mn_nfc(cases[i].in);
		assert_string_equal(got, cases[i].want);
		free(got);
	}
}

static void fold(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{"ÉTAIENT PRÉSENTS", "etaient presents"}, {"L’œuvre", "l'oeuvre"}, {"n° 7 – « oui »", "n° 7 - \" oui \""},
		{"Ça\xC2\xA0va", "ca va"},               {"SŒUR", "soeur"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = mn_fold(cases[i].in);
		assert_string_equal(got, cases[i].want);
		free(got);
	}
}

static void slug(void **state)
{
	static const struct {
		const char *in;
		size_t max;
		const char *want;
	} cases[] = {
		{"Procès-verbal du 3 août", 80, "proces-verbal-du-3-aout"},
		{"  //..  ", 80, "sans-nom"},
		{"conseil municipal", 10, "conseil"},
		{"abcdefghijklmnop", 10, "abcdefghij"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = mn_slug(cases[i].in, cases[i].max);
		assert_string_equal(got, cases[i].want);
		free(got);
	}
}

static void natural(void **state)
{
	(void)state;
	assert_true(mn_natural_cmp("page-2.tif", "page-10.tif") < 0);
	assert_true(mn_natural_cmp("page-010", "page-10") == 0);
	assert_true(mn_natural_cmp("a", "b") < 0);
	assert_true(mn_natural_cmp("a1", "a") > 0);
}

static void distance(void **state)
{
	(void)state;
	assert_int_equal(mn_distance("", "abc"), 3);
	assert_int_equal(mn_distance("été", "ete"), 2);
	assert_int_equal(mn_distance("kitten", "sitting"), 3);
}

static void utf8(void **state)
{
	(void)state;
	assert_true(mn_utf8_ok("été", 5));
	assert_false(mn_utf8_ok("\xC3", 1));
	assert_false(mn_utf8_ok("a\0b", 3));
	assert_int_equal(mn_utf8_len("œuf"), 3);
	/* A surrogate and an overlong form are not UTF-8. */
	assert_false(mn_utf8_ok("\xED\xA0\x80", 3));
	assert_false(mn_utf8_ok("\xC0\xAF", 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nfc),     cmocka_unit_test(fold),     cmocka_unit_test(slug),
		cmocka_unit_test(natural), cmocka_unit_test(distance), cmocka_unit_test(utf8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
