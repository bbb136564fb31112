// SPDX-License-Identifier: AGPL-3.0-or-later
/* Blank, upright, askew, resolution: measured on copies of one page that were turned by known
 * angles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "blank.h"
#include "dpi.h"
#include "make.h"
#include "skew.h"
#include "upright.h"
#include "working.h"

#define WORKING_DPI 150

static PIX *working(PIX *page)
{
	PIX *b = working_bitmap(page, 2);

	assert_non_null(b);
	return b;
}

static void turned_pages_are_turned_back(void **state)
{
	struct upright *u = upright_new();

	(void)state;
	for (int depth = 1; depth <= 32; depth = depth == 1 ? 8 : depth * 4) {
		for (int quads = 0; quads < 4; quads++) {
			bool doubtful = true;
			PIX *page = depth == 1 ? make_page() : make_scan(depth), *turned = pixRotateOrth(page, quads);
			PIX *b = working(turned);
			int got = upright_turn(u, b, WORKING_DPI, &doubtful), want = (360 - 90 * quads) % 360;
			if (got != want || doubtful)
				print_error("depth %d, turned by %d: got %d%s\n", depth, 90 * quads, got, doubtful ? " (doubtful)" : "");
			assert_int_equal(got, want);
			assert_false(doubtful);
			pixDestroy(&b);
			pixDestroy(&turned);
			pixDestroy(&page);
		}
	}
	upright_free(u);
}

static void a_page_of_lines_only_is_doubtful(void **state)
{
	struct upright *u = upright_new();
	PIX *b = pixCreate(1240, 1754, 1);
	bool doubtful = false;

	(void)state;
	for (int i = 0; i < 30; i++)
		pixRenderLine(b, 100, 100 + 50 * i, 1100, 100 + 50 * i, 3, L_SET_PIXELS);
	assert_int_equal(upright_turn(u, b, WORKING_DPI, &doubtful), 0);
	assert_true(doubtful);
	pixDestroy(&b);
	upright_free(u);
}

static void skew_is_found_and_mended(void **state)
{
	static const double angles[] = {-3, -1.2, -0.5, -0.25, 0, 0.05, 0.25, 0.5, 1.2, 3};

	(void)state;
	for (size_t i = 0; i < sizeof angles / sizeof *angles; i++) {
		PIX *page = make_scan(8), *askew = skew_straighten(page, angles[i]), *b = working(askew);
		double got = skew_of(b), want = fabs(angles[i]) > 0.4 ? -angles[i] : 0;
		if (fabs(got - want) > 0.06)
			print_error("%.2f degrees: got %.2f\n", angles[i], got);
		assert_true(fabs(got - want) <= 0.06);
		PIX *straight = skew_straighten(askew, got), *b2 = working(straight);
		assert_true(skew_of(b2) == 0);
		assert_int_equal(pixGetWidth(straight), pixGetWidth(page));
		assert_int_equal(pixGetXRes(straight), 300);
		pixDestroy(&b2);
		pixDestroy(&straight);
		pixDestroy(&b);
		pixDestroy(&askew);
		pixDestroy(&page);
	}
}

/* A blank sheet as a copier sees it: border, punch holes, dust. */
static PIX *dirty_sheet(void)
{
	PIX *b = pixCreate(1240, 1754, 1);
	unsigned seed = 7;

	pixRasterop(b, 0, 0, 1240, 14, PIX_SET, NULL, 0, 0);
	pixRasterop(b, 0, 0, 18, 1754, PIX_SET, NULL, 0, 0);
	pixRasterop(b, 60, 600, 30, 30, PIX_SET, NULL, 0, 0);
	pixRasterop(b, 60, 1100, 30, 30, PIX_SET, NULL, 0, 0);
	for (int i = 0; i < 3000; i++) {
		seed = seed * 1103515245 + 12345;
		pixSetPixel(b, (l_int32)(seed >> 8) % 1240, (l_int32)(seed >> 4) % 1754, 1);
	}
	return b;
}

static void blank_sheets_and_written_pages(void **state)
{
	PIX *sheet = dirty_sheet(), *page = make_page(), *b = working(page), *few = pixCreate(1240, 1754, 1);

	(void)state;
	assert_int_equal(blank_of(sheet, WORKING_DPI), BLANK_YES);
	assert_int_equal(blank_of(b, WORKING_DPI), BLANK_NO);
	assert_true(blank_letters(b, WORKING_DPI) > 300);
	/* One line of the page: sparse, hence to be read. */
	pixRasterop(few, 0, 0, 1240, 120, PIX_SRC, b, 0, 0);
	assert_int_equal(blank_of(few, WORKING_DPI), BLANK_SPARSE);
	/* A sheet that says "Annexe 2". */
	struct typeset_size size;
	PIX *title = typeset_page("\n\n\n\n\n      Annexe 2\n", &size), *small = working(title);
	assert_int_equal(blank_of(small, WORKING_DPI), BLANK_SPARSE);
	pixDestroy(&small);
	pixDestroy(&title);
	pixDestroy(&few);
	pixDestroy(&b);
	pixDestroy(&page);
	pixDestroy(&sheet);
}

static const struct {
	const char *name;
	int w, h;
	double said;
	int want;
	bool guessed;
} resolutions[] = {
	{"said", 2480, 3508, 300, 300, false},
	{"said with decimals", 2480, 3508, 299.999, 300, false},
	{"nothing, A4 at 300", 2479, 3508, 0, 300, true},
	{"nothing, landscape at 200", 2339, 1654, 0, 200, true},
	{"nothing, a slip", 800, 500, 0, 68, true},
	{"72 of a program", 2480, 3508, 72, 300, true},
	{"96 that may be true", 800, 1122, 96, 96, false},
	{"nonsense", 2480, 3508, 100000, 300, true},
	{"negative", 1240, 1754, -5, 150, true},
	{"a plan at 96 is A3 at most", 1560, 1100, 96, 96, false},
};

static void resolution(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof resolutions / sizeof *resolutions; i++) {
		bool guessed;
		int got = dpi_of(resolutions[i].w, resolutions[i].h, resolutions[i].said, &guessed);
		if (got != resolutions[i].want || guessed != resolutions[i].guessed) {
			print_error("%s: %d%s\n", resolutions[i].name, got, guessed ? " guessed" : "");
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

static void reductions(void **state)
{
	(void)state;
	assert_int_equal(working_reduction(150), 1);
	assert_int_equal(working_reduction(200), 1);
	assert_int_equal(working_reduction(300), 2);
	assert_int_equal(working_reduction(400), 2);
	assert_int_equal(working_reduction(600), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(turned_pages_are_turned_back), cmocka_unit_test(a_page_of_lines_only_is_doubtful),
		cmocka_unit_test(skew_is_found_and_mended),     cmocka_unit_test(blank_sheets_and_written_pages),
		cmocka_unit_test(resolution),                   cmocka_unit_test(reductions),
	};

	return cmocka_run_group_tests(tests, make_setup, make_teardown);
}
