// SPDX-License-Identifier: AGPL-3.0-or-later
/* Content streams: what is "images and nothing else" (ISO 32000-1, 8 and 9). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "pdf_content.h"

#define IMAGE "q 595 0 0 842 0 0 cm /Im0 Do Q "

static const struct {
	const char *name, *content;
	int places; /* -1: to be rendered */
	const char *box;
} cases[] = {
	{"one image", "q 595 0 0 842 0 0 cm /Im0 Do Q", 1, "0 0 595 842"},
	{"no operator", "", 0, ""},
	{"comment and odd spacing", "%x\rq\n595 0 0 842.0 +0 -0 cm/Im0 Do\tQ%end", 1, "0 0 595 842"},
	{"two steps", "q 0.24 0 0 .24 0 0 cm q 2480 0 0 3508 0 0 cm /Im0 Do Q Q", 1, "0 0 595.2 841.92"},
	{"turned", "q 0 842 -595 0 595 0 cm /Im0 Do Q", 1, "0 0 595 842"},
	{"invisible text", IMAGE "BT 3 Tr /F1 12 Tf 1 0 0 1 10 20 Tm (cach\\351) Tj [(a) -20 <62>] TJ ET", 1, "0 0 595 842"},
	{"visible text", IMAGE "BT /F1 12 Tf (vu) Tj ET", -1, ""},
	{"mode lost by Q", "q 3 Tr Q " IMAGE "BT (vu) Tj ET", -1, ""},
	{"mode kept by q", IMAGE "3 Tr q BT (vu) ' ET Q", 1, "0 0 595 842"},
	{"visible blanks", IMAGE "BT ( ) Tj [( ) 3 < >] TJ ET", 1, "0 0 595 842"},
	{"clip to the page", "q 0 0 595 842 re W n 595 0 0 842 0 0 cm /Im0 Do Q", 1, "0 0 595 842"},
	{"clip that is no rectangle", "q 0 0 m 9 9 l 0 9 l W n " IMAGE "Q", -1, ""},
	{"marked content", "/Artifact <</A [1 2] /B (x) /C <616263>>> BDC " IMAGE "EMC", 1, "0 0 595 842"},
	{"an optional layer", "/OC /MC0 BDC " IMAGE "EMC", -1, ""},
	{"strips", "q 9 0 0 1 0 0 cm /A Do Q q 9 0 0 1 0 1 cm /B Do Q", 2, "0 0 9 1"},
	{"a filled rectangle", "0 0 9 9 re f " IMAGE, -1, ""},
	{"a line", IMAGE "0 0 m 9 9 l S", -1, ""},
	{"a shading", "/Sh0 sh", -1, ""},
	{"an inline image", "q 9 0 0 9 0 0 cm BI /W 1 /H 1 ID x EI Q", -1, ""},
	{"an unknown operator", IMAGE "XX", -1, ""},
	{"Do without a name", "Do", -1, ""},
	{"cm without numbers", "1 0 cm", -1, ""},
	{"an open string", IMAGE "(abc", -1, ""},
	{"an open hex string", IMAGE "<ab", -1, ""},
	{"braces", IMAGE "{ }", -1, ""},
	{"Q too many", "Q Q " IMAGE, 1, "0 0 595 842"},
	{"dictionary names are no operands", "/Im0 << /X /Y >> Do", 1, "0 0 1 1"},
};

static void streams(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct content c = CONTENT_INIT;
		double box[4];
		char got[100] = "";
		content_scan(&c, (const unsigned char *)cases[i].content, strlen(cases[i].content), &content_start, 0);
		if (c.n) {
			content_box(c.places[0].at.m, box);
			snprintf(got, sizeof got, "%g %g %g %g", box[0], box[1], box[2], box[3]);
		}
		int places = c.other ? -1 : (int)c.n;
		if (places != cases[i].places || (places > 0 && strcmp(got, cases[i].box))) {
			print_error("%s: %d at %s, want %d at %s\n", cases[i].name, places, got, cases[i].places, cases[i].box);
			bad++;
		}
		content_release(&c);
	}
	assert_int_equal(bad, 0);
}

static void names_states_clips_and_colours_are_kept(void **state)
{
	static const char text[] = "/G0 gs /G1 gs /G0 gs 0 g q 1 2 3 4 re W* n /Fm#20a Do Q /Im Do";
	struct content c = CONTENT_INIT;

	(void)state;
	content_scan(&c, (const unsigned char *)text, strlen(text), &content_start, 2);
	assert_false(c.other);
	assert_true(c.colours);
	assert_int_equal(c.nstates, 2);
	assert_string_equal(c.states[1], "/G1");
	assert_int_equal(c.n, 2);
	assert_string_equal(c.places[0].name, "/Fm#20a");
	assert_int_equal(c.places[0].depth, 2);
	assert_true(c.places[0].at.clip[2] == 4 && c.places[0].at.clip[3] == 6);
	assert_true(c.places[1].at.clip[2] > 1e6);
	content_release(&c);
}

static void deep_nesting_is_rendered(void **state)
{
	char text[4000];
	struct content c = CONTENT_INIT;

	(void)state;
	memset(text, '[', sizeof text);
	content_scan(&c, (const unsigned char *)text, sizeof text, &content_start, 0);
	assert_true(c.other);
	content_release(&c);
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = i % 2 ? ' ' : 'q';
	content_scan(&c, (const unsigned char *)text, sizeof text, &content_start, 0);
	assert_true(c.other);
	content_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(streams),
		cmocka_unit_test(names_states_clips_and_colours_are_kept),
		cmocka_unit_test(deep_nesting_is_rendered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
