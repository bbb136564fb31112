// SPDX-License-Identifier: AGPL-3.0-or-later
// What is taken out of the reading picture, and what must stay: drawn at 300 dpi.
#include "lib/unit.h"
#include "erase.h"

#define DPI 300

static void draw(PIX *pix, int x, int y, int w, int h)
{
	pixRasterop(pix, x, y, w, h, PIX_SET, NULL, 0, 0);
}

static int ink_in(PIX *pix, int x, int y, int w, int h)
{
	BOX *box = boxCreate(x, y, w, h);
	PIX *part = pixClipRectangle(pix, box, NULL);
	l_int32 n = 0;

	pixCountPixels(part, &n, NULL);
	pixDestroy(&part);
	boxDestroy(&box);
	return n;
}

static PIX *without_rules(PIX *pix, size_t *n)
{
	PIX *ink = ocr_ink(pix), *rest = pixCopy(NULL, pix);
	struct ocr_rules *r = ocr_rules_find(ink, DPI);

	ocr_erase(&rest, r->mask);
	*n = r->n;
	ocr_rules_free(r);
	pixDestroy(&ink);
	return rest;
}

/* An underline 5 pixels thick on which letters (bars of 8 x 40) stand with their feet in it; one
 * descender crosses it. */
static void underline(void **state)
{
	(void)state;
	size_t n;
	PIX *pix = pixCreate(1000, 400, 1);

	draw(pix, 100, 200, 600, 5);
	for (int x = 120; x < 680; x += 30)
		draw(pix, x, 160, 8, 42);
	draw(pix, 403, 160, 8, 70);
	PIX *rest = without_rules(pix, &n);
	assert_int_equal(n, 1);
	assert_true(ink_in(rest, 110, 205, 280, 10) == 0);
	assert_int_equal(ink_in(rest, 128, 195, 22, 15), 0); /* between two letters */
	assert_int_equal(ink_in(rest, 120, 160, 8, 40), 8 * 40); /* a letter down to the rule */
	assert_int_equal(ink_in(rest, 403, 206, 8, 24), 8 * 24); /* the descender below it */
	assert_true(ink_in(rest, 403, 200, 8, 5) > 0);
	pixDestroy(&rest);
	pixDestroy(&pix);
}

static void kept(void **state)
{
	static const struct {
		const char *name;
		int rects[6][4];
	} cases[] = {
		{"bar of a T", {{100, 100, 90, 9}, {138, 100, 14, 90}}},
		{"thick bar", {{100, 100, 600, 40}}},
		{"hyphen", {{100, 100, 40, 5}}},
		{"lone upright rule", {{100, 50, 4, 600}}},
		{"table", {{100, 100, 600, 4}, {100, 300, 600, 4}, {100, 500, 600, 4},
				  {100, 100, 4, 404}, {400, 100, 4, 404}, {696, 100, 4, 404}}},
		{"bar between columns", {{400, 50, 4, 300}, {100, 390, 600, 6}, {400, 430, 4, 300}}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n;
		l_int32 same = 0;
		PIX *pix = pixCreate(1000, 800, 1);
		for (int k = 0; k < 6 && cases[i].rects[k][2]; k++)
			draw(pix, cases[i].rects[k][0], cases[i].rects[k][1], cases[i].rects[k][2],
				cases[i].rects[k][3]);
		PIX *rest = without_rules(pix, &n);
		pixEqual(pix, rest, &same);
		if (!same)
			fail_msg("%s: was touched", cases[i].name);
		pixDestroy(&rest);
		pixDestroy(&pix);
	}
}

/* Flat rules that do not lie across the end of a column's rule go: too far away, at its side. */
static void no_bar(void **state)
{
	static const int rects[][4] = {{400, 50, 4, 300}, {100, 560, 600, 5}, {480, 360, 400, 5}};

	(void)state;
	size_t n;
	PIX *pix = pixCreate(1000, 800, 1);

	for (size_t i = 0; i < sizeof rects / sizeof *rects; i++)
		draw(pix, rects[i][0], rects[i][1], rects[i][2], rects[i][3]);
	PIX *rest = without_rules(pix, &n);
	assert_int_equal(n, 3);
	assert_int_equal(ink_in(rest, 0, 0, 1000, 800), 4 * 300);
	pixDestroy(&rest);
	pixDestroy(&pix);
}

static void box(void **state)
{
	(void)state;
	size_t n;
	l_int32 left = -1;
	PIX *pix = pixCreate(1000, 800, 1);

	draw(pix, 100, 100, 600, 4);
	draw(pix, 100, 400, 600, 4);
	draw(pix, 100, 100, 4, 304);
	draw(pix, 696, 100, 4, 304);
	PIX *rest = without_rules(pix, &n);
	pixCountPixels(rest, &left, NULL);
	assert_int_equal(n, 4);
	assert_int_equal(left, 0);
	pixDestroy(&rest);
	pixDestroy(&pix);
}

/* Grey: the rule goes, the paper stays the paper around it. */
static void grey(void **state)
{
	(void)state;
	size_t n;
	l_uint32 v = 0;
	PIX *pix = pixCreate(1000, 800, 8);

	pixSetAllArbitrary(pix, 180);
	pixRasterop(pix, 100, 400, 600, 5, PIX_CLR, NULL, 0, 0);
	PIX *rest = without_rules(pix, &n);
	assert_int_equal(n, 1);
	pixGetPixel(rest, 300, 402, &v);
	assert_int_equal(v, 180);
	pixDestroy(&rest);
	pixDestroy(&pix);
}

static void tint(void **state)
{
	(void)state;
	PIX *pix = pixCreate(1600, 1200, 1);

	for (int y = 200; y < 400; y += 8)
		for (int x = 200; x < 1000; x += 8)
			draw(pix, x, y, 2, 2);
	draw(pix, 400, 260, 10, 60);  /* a letter on the tint */
	draw(pix, 300, 900, 4, 4);    /* a full stop elsewhere */
	PIX *dots = ocr_tint_find(pix, DPI);
	assert_non_null(dots);
	ocr_erase(&pix, dots);
	assert_int_equal(ink_in(pix, 400, 260, 10, 60), 600);
	assert_int_equal(ink_in(pix, 300, 900, 4, 4), 16);
	assert_int_equal(ink_in(pix, 500, 200, 500, 200), 0);
	pixDestroy(&dots);
	assert_null(ocr_tint_find(pix, DPI));
	pixDestroy(&pix);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(underline), cmocka_unit_test(kept),
		cmocka_unit_test(no_bar),
		cmocka_unit_test(box), cmocka_unit_test(grey), cmocka_unit_test(tint)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
