// SPDX-License-Identifier: AGPL-3.0-or-later
// The configuration: defaults, types, relative paths, unknown keys and sections with a suggestion.
#include "lib/unit.h"
#include "config.h"

static const struct mn_key keys[] = {
	{"dpi", MN_INT, "300", "dots per inch"},
	{"hold", MN_BOOL, "no", "wait"},
	{"model", MN_STRING, "fra", "model"},
	{"key", MN_FILE, NULL, "seal"},
	{"limit", MN_INT | MN_ASIDE, "9", "time limit"},
	{NULL, MN_STRING, NULL, NULL},
};

static struct mn_config *read_text(const char *folder, const char *text, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	unit_write(folder, "m.ini", text);
	return mn_config_read(mn_join(path, folder, "m.ini"), err);
}

static void values(void **state)
{
	char folder[64], want[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	unit_folder(folder);
	struct mn_config *c = read_text(folder, "; comment\n[ocr]\ndpi = 150\nhold = oui\nkey = keys/seal.p12\n", &err);
	assert_non_null(c);
	assert_int_equal(mn_config_declare(c, "ocr", keys, &err), 0);
	assert_int_equal(mn_config_int(c, "ocr", "dpi"), 150);
	assert_true(mn_config_bool(c, "ocr", "hold"));
	assert_string_equal(mn_config_get(c, "ocr", "model"), "fra");
	assert_string_equal(mn_config_get(c, "ocr", "key"), mn_join(want, folder, "keys/seal.p12"));
	mn_config_free(c);
	unit_remove(folder);
}

static void mistakes(void **state)
{
	static const struct {
		const char *name, *text, *says;
	} cases[] = {
		{"unknown key", "[ocr]\ndip = 3\n", "did you mean 'dpi'"},
		{"unknown key, nothing near", "[ocr]\nzzzzzzzz = 3\n", "unknown key 'zzzzzzzz' in [ocr]"},
		{"not a number", "[ocr]\ndpi = many\n", "not a whole number"},
		{"neither yes nor no", "[ocr]\nhold = perhaps\n", "neither yes nor no"},
		{"twice", "[ocr]\ndpi = 1\ndpi = 2\n", "given twice"},
		{"no equals sign", "[ocr]\nwhat is this\n", "line 2"},
		{"not UTF-8", "[ocr]\nmodel = \xFF\n", "line 2"},
		{"unknown section", "[orc]\ndpi = 1\n", "did you mean [ocr]"},
	};
	static const char *const sections[] = {"ocr", "sign", NULL};
	char folder[64];

	(void)state;
	unit_folder(folder);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		struct mn_config *c = read_text(folder, cases[i].text, &err);
		int r = c ? mn_config_sections(c, sections, &err) : -1;
		if (!r)
			r = mn_config_declare(c, "ocr", keys, &err);
		if (!r || err.kind != MN_CONFIG || !strstr(err.text, cases[i].says))
			fail_msg("%s: got '%s', want '%s'", cases[i].name, err.text, cases[i].says);
		mn_config_free(c);
	}
	unit_remove(folder);
}

static void digest_follows_values(void **state)
{
	char folder[64], a[MN_HEX], b[MN_HEX], d[MN_HEX];
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	unit_folder(folder);
	struct mn_config *c = read_text(folder, "[ocr]\ndpi=300\nlimit=5\n", &err);
	mn_config_declare(c, "ocr", keys, &err);
	mn_config_digest(c, "ocr", a);
	mn_config_free(c);
	c = read_text(folder, "[sign]\nx=1\n", &err);
	mn_config_declare(c, "ocr", keys, &err);
	mn_config_digest(c, "ocr", b);
	mn_config_free(c);
	c = read_text(folder, "[ocr]\ndpi=301\n", &err);
	mn_config_declare(c, "ocr", keys, &err);
	mn_config_digest(c, "ocr", d);
	mn_config_free(c);
	assert_string_equal(a, b); /* the default said aloud is the default, and a limit is no result */
	assert_string_not_equal(a, d);
	unit_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values),
		cmocka_unit_test(mistakes),
		cmocka_unit_test(digest_follows_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
