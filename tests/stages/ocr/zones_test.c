// SPDX-License-Identifier: AGPL-3.0-or-later
// Margins and tables set apart by rules; bold words by their strokes. Drawn at 300 dpi; bars stand
// for lines of text.
#include "lib/unit.h"
#include "bold.h"
#include "zones.h"

#define W 2000
#define H 2800
#define DPI 300

static void draw(PIX *pix, int x, int y, int w, int h)
{
	pixRasterop(pix, x, y, w, h, PIX_SET, NULL, 0, 0);
}

/* Something like lines of text: short bars of 12 x 30 every 20 pixels. */
static void text(PIX *pix, int x, int y, int w, int lines)
{
	for (int l = 0; l < lines; l++)
		for (int k = 0; k + 12 < w; k += 20)
			draw(pix, x + k, y + 60 * l, 12, 30);
}

static void frame(PIX *pix, int x, int y, int w, int h)
{
	draw(pix, x, y, w, 4);
	draw(pix, x, y + h - 4, w, 4);
	draw(pix, x, y, 4, h);
	draw(pix, x + w - 4, y, 4, h);
}

static struct ocr_zones *find(PIX *pix)
{
	PIX *ink = pixCopy(NULL, pix);
	struct ocr_rules *r = ocr_rules_find(ink, DPI);

	ocr_erase(&ink, r->mask);
	ocr_erase(&ink, r->table_mask);
	struct ocr_zones *z = ocr_zones_find(ink, r, DPI);
	ocr_rules_free(r);
	pixDestroy(&ink);
	return z;
}

static void boxed_margin(void **state)
{
	(void)state;
	PIX *pix = pixCreate(W, H, 1);

	text(pix, 600, 300, 1200, 35);
	frame(pix, 150, 400, 350, 900);
	text(pix, 200, 450, 250, 12);
	struct ocr_zones *z = find(pix);
	assert_int_equal(z->n, 1);
	assert_int_equal(z->v[0].kind, MN_BLOCK_MARGIN);
	assert_true(z->v[0].framed);
	ocr_zones_blank(z, pix);
	l_int32 left = 0;
	BOX *box = boxCreate(200, 450, 250, 700);
	pixCountPixelsInRect(pix, box, &left, NULL);
	assert_int_equal(left, 0);
	boxDestroy(&box);
	ocr_zones_free(z);
	pixDestroy(&pix);
}

/* The same box in a column of text is a boxed title or a note: it is read where it stands. */
static void boxed_title(void **state)
{
	(void)state;
	PIX *pix = pixCreate(W, H, 1);

	text(pix, 200, 300, 700, 10);
	frame(pix, 180, 960, 740, 200);
	text(pix, 200, 1000, 700, 2);
	text(pix, 200, 1250, 700, 20);
	text(pix, 1100, 300, 700, 35);
	struct ocr_zones *z = find(pix);
	assert_int_equal(z->n, 0);
	ocr_zones_free(z);
	pixDestroy(&pix);
}

static void ruled_margin(void **state)
{
	(void)state;
	PIX *pix = pixCreate(W, H, 1);

	text(pix, 600, 300, 1200, 35);
	text(pix, 150, 350, 300, 8);
	draw(pix, 520, 280, 4, 1900);
	struct ocr_zones *z = find(pix);
	assert_int_equal(z->n, 1);
	assert_int_equal(z->v[0].kind, MN_BLOCK_MARGIN);
	assert_false(z->v[0].framed);
	assert_int_equal(z->v[0].box.x, 0);
	ocr_zones_free(z);
	pixDestroy(&pix);
}

/* Three rows of three, shifted a little as on a page that stands askew. */
static void table(void **state)
{
	(void)state;
	PIX *pix = pixCreate(W, H, 1);

	text(pix, 200, 300, 1600, 5);
	frame(pix, 200, 800, 1500, 304);
	draw(pix, 200, 900, 1500, 4);
	draw(pix, 200, 1000, 1500, 4);
	draw(pix, 700, 800, 4, 304);
	draw(pix, 1200, 800, 4, 304);
	for (int r = 0; r < 3; r++)
		for (int c = 0; c < 3; c++)
			text(pix, 230 + 500 * c, 830 + 100 * r, 200, 1);
	struct ocr_zones *z = find(pix);
	assert_int_equal(z->n, 1);
	assert_int_equal(z->v[0].kind, MN_BLOCK_TABLE);
	assert_int_equal(z->v[0].n, 9);
	for (size_t i = 0; i < 9; i++) {
		const struct mn_box *b = &z->v[0].cells[i].box;
		assert_int_equal(z->v[0].cells[i].row, i / 3);
		assert_true(b->x <= 230 + 500 * (int)(i % 3) &&
			    b->x + b->w >= 400 + 500 * (int)(i % 3));
	}
	ocr_zones_free(z);
	pixDestroy(&pix);
}

/* Words of thin strokes, some of thick ones, one of thick strokes because it is large. */
static void bold(void **state)
{
	(void)state;
	PIX *pix = pixCreate(W, H, 1);
	struct mn_alto *a = mn_calloc(1, sizeof *a);
	struct mn_alto_block *b = mn_alto_add_block(a);

	for (int i = 0; i < 30; i++) {
		bool heavy = i % 10 == 3, large = i == 20;
		int stroke = heavy ? 8 : large ? 10 : 5, height = large ? 80 : 40, y = 100 + 85 * i;
		struct mn_line *l = mn_alto_add_line(b);
		struct mn_word *w = mn_alto_add_word(l);
		for (int k = 0; k < 6; k++)
			draw(pix, 100 + 30 * k, y, stroke, height);
		w->text = mn_strdup("maires");
		w->box = (struct mn_box){100, y, 180, height};
		w = mn_alto_add_word(l);
		w->text = mn_strdup("à");
		w->box = (struct mn_box){300, y, 20, height};
	}
	mn_alto_fit(a);
	ocr_bold(a, pix);
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < 2; k++)
			if ((b->lines[i].words[k].style & MN_BOLD) != (i % 10 == 3 ? MN_BOLD : 0))
				fail_msg("line %zu, word %zu", i, k);
	mn_alto_free(a);
	pixDestroy(&pix);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(boxed_margin),
		cmocka_unit_test(boxed_title), cmocka_unit_test(ruled_margin),
		cmocka_unit_test(table), cmocka_unit_test(bold)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
