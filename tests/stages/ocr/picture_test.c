// SPDX-License-Identifier: AGPL-3.0-or-later
// The reading picture: depths, resolutions, odd shapes, and coordinates back to the page.
#include "lib/unit.h"
#include "apart.h"
#include "picture.h"

/* Short strokes, `tall` pixels high each, as far as the picture goes. */
static PIX *strokes(int w, int h, int tall)
{
	PIX *pix = pixCreate(w, h, 1);

	for (int y = 10; y + tall < h; y += 24)
		for (int x = 10; x + 6 < w; x += 12)
			pixRasterop(pix, x, y, 4, tall, PIX_SET, NULL, 0, 0);
	return pix;
}

static void resolutions(void **state)
{
	static const struct {
		const char *name;
		int depth, tall, dpi, want, bits;
	} cases[] = {
		{"office", 1, 5, 300, 300, 1},
		{"fine fax", 1, 5, 204, 300, 8},
		{"coarse fax, rows doubled", 1, 6, 204, 204, 1},
		{"grey of even strokes is enlarged", 8, 6, 200, 300, 8},
		{"grey", 8, 5, 300, 300, 8},
		{"coarse grey", 8, 5, 150, 300, 8},
		{"just fine enough", 8, 5, 250, 250, 8},
		{"very fine", 1, 5, 600, 300, 8},
		{"no resolution to speak of", 8, 5, 1, 300, 8},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		PIX *pix = strokes(600, 800, cases[i].tall),
		    *grey = pixConvert1To8(NULL, pix, 255, 0);
		struct ocr_picture p = {0};
		ocr_picture_make(&p, cases[i].depth == 1 ? pix : grey, cases[i].dpi);
		if (p.dpi != cases[i].want || pixGetDepth(p.pix) != cases[i].bits ||
			p.grey != (cases[i].depth == 8))
			fail_msg("%s: %d dpi, %d bits", cases[i].name, p.dpi, pixGetDepth(p.pix));
		ocr_picture_free(&p);
		pixDestroy(&pix);
		pixDestroy(&grey);
	}
}

/* A red stamp fades, black stays. */
static void colours(void **state)
{
	(void)state;
	PIX *pix = pixCreate(100, 100, 32);
	struct ocr_picture p = {0};
	l_uint32 red = 0, black = 0;

	pixSetAll(pix);
	pixSetPixel(pix, 10, 10, 0xff202000);
	pixSetPixel(pix, 20, 20, 0x10101000);
	ocr_picture_make(&p, pix, 300);
	pixGetPixel(p.pix, 10, 10, &red);
	pixGetPixel(p.pix, 20, 20, &black);
	assert_int_equal(red, 255);
	assert_int_equal(black, 16);
	ocr_picture_free(&p);
	pixDestroy(&pix);
}

static void back(void **state)
{
	(void)state;
	struct ocr_picture p = {.scale = 2};
	struct mn_alto *a = mn_calloc(1, sizeof *a);

	a->width = 100;
	a->height = 50;
	struct mn_line *l = mn_alto_add_line(mn_alto_add_block(a));
	l->baseline = 41;
	struct mn_word *w = mn_alto_add_word(l);
	w->text = mn_strdup("x");
	w->box = (struct mn_box){-3, 11, 500, 20};
	ocr_picture_back(&p, a);
	assert_int_equal(w->box.x, 0);
	assert_int_equal(w->box.y, 5);
	assert_int_equal(w->box.w, 100);
	assert_int_equal(w->box.h, 11);
	assert_int_equal(l->baseline, 21);
	mn_alto_free(a);
}

/* No picture may bring preparation down: every depth, slivers, all black, all white. */
static void odd_pictures(void **state)
{
	static const int sizes[][2] = {
		{1, 1}, {1, 3000}, {3000, 1}, {15, 15}, {40, 2000}, {2000, 40}, {700, 900}};
	static const int depths[] = {1, 2, 4, 8, 16, 32};

	(void)state;
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
		for (size_t d = 0; d < sizeof depths / sizeof *depths; d++)
			for (int set = 0; set < 2; set++) {
				PIX *pix = pixCreate(sizes[s][0], sizes[s][1], depths[d]);
				struct ocr_picture p = {0};
				if (set)
					pixSetAll(pix);
				ocr_picture_make(&p, pix, s % 2 ? 300 : 150);
				assert_non_null(p.pix);
				ocr_apart_free(ocr_apart_make(&p));
				assert_non_null(p.pix);
				ocr_picture_free(&p);
				pixDestroy(&pix);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(resolutions), cmocka_unit_test(colours),
		cmocka_unit_test(back), cmocka_unit_test(odd_pictures)};

	setMsgSeverity(L_SEVERITY_NONE);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
