// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages that came as text: words stand in the cells where ingest drew them.
#include "lib/unit.h"
#include "engine.h"

static struct mn_alto *place(const char *text)
{
	struct mn_err err = MN_ERR_INIT;
	struct mn_alto *a = mn_calloc(1, sizeof *a);
	struct ocr_input in = {.text = text, .cell_w = 20, .cell_h = 50, .margin = 100};

	assert_int_equal(ocr_text.read(NULL, &in, a, &err), 0);
	return a;
}

static void boxes(void **state)
{
	static const struct {
		const char *name, *text;
		size_t block, line, word;
		const char *want;
		struct mn_box box;
	} cases[] = {
		{"first", "Le maire", 0, 0, 0, "Le", {100, 100, 40, 50}},
		{"second", "Le maire", 0, 0, 1, "maire", {160, 100, 100, 50}},
		{"code points, not bytes", "été à l’œuvre", 0, 0, 2, "l’œuvre",
			{220, 100, 140, 50}},
		{"indented", "\n\n    suite", 0, 0, 0, "suite", {180, 200, 100, 50}},
		{"second line", "un\ndeux", 0, 1, 0, "deux", {100, 150, 80, 50}},
		{"second block", "un\n\n \ndeux\n", 1, 0, 0, "deux", {100, 250, 80, 50}},
		{"no-break space", "10\u00a0000", 0, 0, 1, "000", {160, 100, 60, 50}},
		{"carriage return", "un\r\ndeux", 0, 0, 0, "un", {100, 100, 40, 50}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_alto *a = place(cases[i].text);
		if (a->n <= cases[i].block || a->blocks[cases[i].block].n <= cases[i].line ||
			a->blocks[cases[i].block].lines[cases[i].line].n <= cases[i].word)
			fail_msg("%s: no such word", cases[i].name);
		const struct mn_word *w =
			&a->blocks[cases[i].block].lines[cases[i].line].words[cases[i].word];
		if (strcmp(w->text, cases[i].want) || memcmp(&w->box, &cases[i].box, sizeof w->box))
			fail_msg("%s: '%s' %d %d %d %d", cases[i].name, w->text, w->box.x, w->box.y,
				w->box.w, w->box.h);
		assert_true(w->conf < 0);
		mn_alto_free(a);
	}
}

static void nothing(void **state)
{
	(void)state;
	struct mn_alto *a = place(" \n\n\t\n");

	assert_int_equal(a->n, 0);
	mn_alto_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(boxes), cmocka_unit_test(nothing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
