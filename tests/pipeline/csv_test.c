// SPDX-License-Identifier: AGPL-3.0-or-later
// CSV: what is written is read back; what is not CSV is refused with its line.
#include "lib/unit.h"
#include "csv.h"

static void round_trip(void **state)
{
	static const char *const fields[] = {"plain", "with, comma", "with \"quotes\"", "two\nlines", "", "été"};
	struct mn_buf b = MN_BUF_INIT;
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	for (int i = 0; i < 6; i++)
		mn_csv_put(&b, fields[i], i == 5);
	struct mn_csv *c = mn_csv_parse(b.s, b.len, &err);
	assert_non_null(c);
	assert_int_equal(c->n, 1);
	assert_int_equal(c->rows[0].n, 6);
	for (int i = 0; i < 6; i++)
		assert_string_equal(c->rows[0].fields[i], fields[i]);
	assert_int_equal(mn_csv_column(c, "été"), 5);
	assert_int_equal(mn_csv_column(c, "none"), -1);
	mn_csv_free(c);
	mn_buf_free(&b);
}

static void parsing(void **state)
{
	static const struct {
		const char *text;
		int rows; /* -1: refused */
	} cases[] = {{"a,b\r\nc,d\r\n", 2}, {"a,b\nc,d", 2}, {"", 0}, {"a,\"b", -1}, {"a\"b,c", -1}, {"\"a\"b", -1}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		struct mn_csv *c = mn_csv_parse(cases[i].text, strlen(cases[i].text), &err);
		if ((c ? (int)c->n : -1) != cases[i].rows)
			fail_msg("'%s': %d rows", cases[i].text, c ? (int)c->n : -1);
		if (!c)
			assert_int_equal(err.kind, MN_INPUT);
		mn_csv_free(c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(round_trip), cmocka_unit_test(parsing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
