// SPDX-License-Identifier: AGPL-3.0-or-later
// The model: lookups, and that a damaged file is refused or harmless.
#include "lib/unit.h"
#include "model.h"

#define MODEL "stages/correct/data/fr.mdl"

static char *bytes;
static size_t size;

static int load(void **state)
{
	struct mn_err err = MN_ERR_INIT;
	(void)state;
	bytes = mn_read_file(MODEL, MODEL_BYTES_MAX, &size, &err);
	return bytes ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	free(bytes);
	return 0;
}

static uint32_t word(const struct model *m, const char *text)
{
	return model_word(m, text, strlen(text));
}

static void lookups(void **state)
{
	static const struct {
		const char *form;
		unsigned flags;
	} forms[] = {
		{"délibération", FORM_WORD}, {"deliberation", 0}, {"œuvre", FORM_WORD}, {"oeuvre", 0}, {"à", FORM_WORD},
		{"", 0}, {"amiens", FORM_PLACE}, {"hélène", FORM_NAME}, {"qwzx", 0},
	};
	struct mn_err err = MN_ERR_INIT;
	struct model *m = model_open(MODEL, &err);
	(void)state;
	assert_non_null(m);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		unsigned got = model_form(m, forms[i].form, strlen(forms[i].form));
		if (forms[i].flags ? !(got & forms[i].flags) : got != 0)
			fail_msg("'%s': %u", forms[i].form, got);
	}
	assert_int_not_equal(word(m, "<s>"), MODEL_NONE);
	assert_int_not_equal(word(m, "l'"), MODEL_NONE);
	assert_int_equal(word(m, "qwzx"), MODEL_NONE);
	assert_true(model_count(m, word(m, "de")) > model_count(m, word(m, "commune")));
	double likely = model_score(m, word(m, "code"), word(m, "du"), FLOOR_KNOWN);
	double unlikely = model_score(m, word(m, "code"), word(m, "dû"), FLOOR_KNOWN);
	assert_true(likely > unlikely + 3 && likely < 0);
	size_t n = 0;
	assert_non_null(model_manifest(m, &n));
	assert_true(n > 100);
	model_free(m);
}

static void refused(const char *name, const char *p, size_t n, bool trusted)
{
	struct mn_err err = MN_ERR_INIT;
	struct model *m = model_from_bytes(p, n, trusted, &err);
	if (m)
		fail_msg("%s: taken", name);
	assert_int_equal(err.kind, MN_CONFIG);
	assert_true(err.text[0] != 0);
}

static void damaged(void **state)
{
	static const struct {
		const char *name;
		size_t at;
		unsigned char value;
	} cases[] = {
		{"magic", 0, 'X'}, {"version", 8, 9}, {"number of sections", 12, 255}, {"size", 16, 0}, {"digest", 24, 0},
		{"tag", 64, 'X'}, {"count", 68, 1}, {"offset", 79, 1}, {"length", 87, 1},
	};
	struct mn_err err = MN_ERR_INIT;
	char *copy = mn_alloc(size);
	(void)state;
	refused("empty", "", 0, true);
	refused("cut short", bytes, size - 1, false);
	refused("header only", bytes, 64, true);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		memcpy(copy, bytes, size);
		copy[cases[i].at] = (char)(copy[cases[i].at] ^ cases[i].value ^ 0x55);
		refused(cases[i].name, copy, size, strcmp(cases[i].name, "digest") != 0);
	}
	memcpy(copy, bytes, size);
	copy[size / 2] ^= 1;
	refused("one bit", copy, size, false);
	assert_null(model_open("stages/correct/data/none.mdl", &err));
	assert_int_equal(err.kind, MN_CONFIG);
	assert_null(model_open("stages/correct/main.c", &err));
	assert_null(model_open("stages", &err));
	free(copy);
}

// Whatever the structure check lets through must be safe to look up in (sanitizers watch).
static void harmless(void **state)
{
	char *copy = mn_alloc(size);
	unsigned seed = 20261125;
	(void)state;
	for (int round = 0; round < 40; round++) {
		struct mn_err err = MN_ERR_INIT;
		memcpy(copy, bytes, size);
		for (int k = 0; k < 50; k++) {
			seed = seed * 1664525u + 1013904223u;
			size_t at = 300 + seed % (size - 300);
			copy[at] = (char)(seed >> 24);
		}
		struct model *m = model_from_bytes(copy, size, true, &err);
		if (!m)
			continue;
		model_form(m, "délibération", strlen("délibération"));
		model_score(m, word(m, "le"), word(m, "conseil"), FLOOR_KNOWN);
		struct step steps[STEPS_MAX];
		assert_true(model_steps(m, MODEL_ROOT, steps, STEPS_MAX) <= STEPS_MAX);
		model_free(m);
	}
	free(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lookups), cmocka_unit_test(damaged), cmocka_unit_test(harmless),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
