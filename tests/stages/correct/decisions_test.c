// SPDX-License-Identifier: AGPL-3.0-or-later
// Decisions of a person in corrections.csv: deleted lines, edited states, broken files.
#include "lib/unit.h"
#include "decisions.h"

#define HEAD "page,line,word,before,after,rule,margin,confidence,state\n"

static void states(void **state)
{
	static const struct {
		const char *name, *csv;
		bool applied;      // by the corrector
		bool was_changed;  // in the last text/
		enum state want;
	} cases[] = {
		{"no row, never seen", HEAD, true, false, STATE_APPLIED},
		{"no row, suggestion", HEAD, false, false, STATE_SUGGESTED},
		{"row deleted", HEAD, true, true, STATE_UNDONE},
		{"another row deleted", HEAD "2,3,4,a,à,context,3.00,,applied\n", true, true, STATE_APPLIED},
		{"kept undone", HEAD "2,3,4,a,à,context,3.00,,undone\n", true, false, STATE_UNDONE},
		{"suggestion taken", HEAD "2,3,4,a,à,context,1.00,0.95,applied\n", false, false, STATE_APPLIED},
		{"suggestion now sure", HEAD "2,3,4,a,à,context,1.00,0.95,suggested\n", true, false, STATE_APPLIED},
		{"row of another text", HEAD "2,3,4,la,là,context,1.00,0.95,undone\n", true, false, STATE_APPLIED},
	};
	(void)state;
	char folder[64], path[MN_PATH_MAX];
	unit_folder(folder);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		char text[] = "à", read[] = "a";
		struct mn_word old = {.text = text, .read = cases[i].was_changed ? read : NULL};
		struct corr_record r = {.line = 2, .word = 3, .before = read, .after = text, .applied = cases[i].applied};
		unit_write(folder, "corrections.csv", cases[i].csv);
		struct decisions *d = decisions_read(mn_join(path, folder, "corrections.csv"), &err);
		if (!d)
			fail_msg("%s: %s", cases[i].name, err.text);
		enum state got = decisions_state(d, 2, &r, &old);
		if (got != cases[i].want)
			fail_msg("%s: %s", cases[i].name, state_name(got));
		decisions_free(d);
	}
	unit_remove(folder);
}

static void refused(void **state)
{
	static const char *const cases[] = {
		"page,line\n1,2\n", HEAD "1,2,3,a,à,context,1.00,,perhaps\n", HEAD "1,2\n", HEAD "1,\"2", "",
	};
	(void)state;
	char folder[64], path[MN_PATH_MAX];
	unit_folder(folder);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		unit_write(folder, "corrections.csv", cases[i]);
		if (decisions_read(mn_join(path, folder, "corrections.csv"), &err))
			fail_msg("'%s' taken", cases[i]);
		assert_int_equal(err.kind, MN_REFUSED);
	}
	struct mn_err err = MN_ERR_INIT;
	struct decisions *none = decisions_read(mn_join(path, folder, "none.csv"), &err);
	assert_non_null(none);
	decisions_free(none);
	unit_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(states), cmocka_unit_test(refused)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
