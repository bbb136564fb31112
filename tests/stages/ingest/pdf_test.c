// SPDX-License-Identifier: AGPL-3.0-or-later
/* PDF pages: which are taken as stored, which are drawn, and what comes out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "make.h"
#include "taken.h"

#define A4 "/MediaBox [0 0 595.2 841.92]"
#define FULL "q 595.2 0 0 841.92 0 0 cm /X0 Do Q "

enum what { JPEG, G4, MASK };

static const struct {
	const char *name;
	enum what what;
	const char *page, *content;
	const char *origin;
	int turn, w, h, dpi;
} cases[] = {
	{"JPEG", JPEG, A4, FULL, "pdf-image", 0, 2480, 3508, 300},
	{"G4", G4, A4, FULL, "pdf-image", 0, 2480, 3508, 300},
	{"stencil mask in black", MASK, A4, FULL, "pdf-image", 0, 2480, 3508, 300},
	{"stencil mask in red", MASK, A4, "1 0 0 rg " FULL, "pdf-render", 0, 2480, 3508, 300},
	{"invisible text over it", JPEG, A4, FULL "BT /F1 9 Tf 3 Tr 20 20 Td (lu) Tj ET", "pdf-image", 0, 2480, 3508, 300},
	{"visible text over it", JPEG, A4, FULL "BT /F1 9 Tf 20 20 Td (RECU) Tj ET", "pdf-render", 0, 2480, 3508, 300},
	{"half the size, then enlarged", G4, "/MediaBox [0 0 297.6 420.96] /UserUnit 2", "q 297.6 0 0 420.96 0 0 cm /X0 Do Q",
		"pdf-image", 0, 2480, 3508, 300},
	{"crop box around the image", JPEG, "/MediaBox [0 0 700 900] /CropBox [50 50 645.2 891.92]",
		"q 595.2 0 0 841.92 50 50 cm /X0 Do Q", "pdf-image", 0, 2480, 3508, 300},
	{"crop box that hides a part", JPEG, A4 " /CropBox [0 0 595.2 600]", FULL, "pdf-render", 0, 2480, 2500, 300},
	{"clip that hides a part", JPEG, A4, "q 0 0 300 841.92 re W n " FULL "Q", "pdf-render", 0, 2480, 3508, 300},
	{"mirrored", G4, A4, "q -595.2 0 0 841.92 595.2 0 cm /X0 Do Q", "pdf-render", 0, 2480, 3508, 300},
	{"annotation that shows", G4, A4 " /Annots [<< /Subtype /Stamp /Rect [9 9 99 99] /AP << >> >>]", FULL, "pdf-render", 0, 2480, 3508,
		300},
	{"link", G4, A4 " /Annots [<< /Subtype /Link /Rect [9 9 99 99] >>]", FULL, "pdf-image", 0, 2480, 3508, 300},
	{"no image, text only", G4, A4, "BT /F1 20 Tf 50 700 Td (Le conseil municipal) Tj ET", "pdf-render", 0, 2480, 3508, 300},
	/* A page upright as stored that the viewer is told to turn comes out upright: the container's turn is undone. */
	{"rotate that makes it lie", G4, A4 " /Rotate 90", FULL, "pdf-image", 0, 2480, 3508, 300},
};

static void pages(void **state)
{
	PIX *grey = make_scan(8), *two = make_page();
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct make_pdf p = make_pdf_new();
		qpdf_oh image = cases[i].what == JPEG ? make_jpeg_image(&p, grey)
						      : make_g4_image(&p, two, cases[i].what == MASK ? "/ImageMask true" : "/ColorSpace /DeviceGray");
		make_pdf_page(&p, cases[i].page, cases[i].content, &image, 1);
		char name[32];
		snprintf(name, sizeof name, "case-%02zu.pdf", i);
		make_pdf_write(&p, make_path(name));
		struct taken t = take(make_path(name));
		if (t.r) {
			print_error("%s: %s\n", cases[i].name, t.err.text);
			bad++;
			taken_release(&t);
			continue;
		}
		const struct mn_page *page = &t.pages->pages[0];
		if (strcmp(page->origin, cases[i].origin) || page->turn != cases[i].turn || abs(page->width - cases[i].w) > 1 ||
			abs(page->height - cases[i].h) > 1 || page->dpi != cases[i].dpi) {
			print_error("%s: %s, turn %d, %d x %d at %d\n", cases[i].name, page->origin, page->turn, page->width, page->height,
				page->dpi);
			bad++;
		}
		taken_release(&t);
	}
	pixDestroy(&grey);
	pixDestroy(&two);
	assert_int_equal(bad, 0);
}

/* Stored lying, shown upright by /Rotate or by the matrix: turned, and no pixel lost. */
static void turned_by_the_container(void **state)
{
	static const struct {
		const char *name, *page, *content;
		int stored; /* quarters by which the stored image was turned */
	} turns[] = {
		{"Rotate 90", "/MediaBox [0 0 841.92 595.2] /Rotate 90", "q 841.92 0 0 595.2 0 0 cm /X0 Do Q", 3},
		{"Rotate 180", A4 " /Rotate 180", FULL, 2},
		{"Rotate -90", "/MediaBox [0 0 841.92 595.2] /Rotate -90", "q 841.92 0 0 595.2 0 0 cm /X0 Do Q", 1},
		{"matrix", A4, "q 0 841.92 -595.2 0 595.2 0 cm /X0 Do Q", 1},
		{"matrix, the other way", A4, "q 0 -841.92 595.2 0 0 841.92 cm /X0 Do Q", 3},
		{"matrix, upside down", A4, "q -595.2 0 0 -841.92 595.2 841.92 cm /X0 Do Q", 2},
	};
	PIX *page = make_page();
	char name[32];

	(void)state;
	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
		struct make_pdf p = make_pdf_new();
		PIX *lying = pixRotateOrth(page, turns[i].stored);
		qpdf_oh image = make_g4_image(&p, lying, "/ColorSpace /DeviceGray");
		l_int32 same = 0;
		make_pdf_page(&p, turns[i].page, turns[i].content, &image, 1);
		snprintf(name, sizeof name, "turn-%zu.pdf", i);
		make_pdf_write(&p, make_path(name));
		struct taken t = take(make_path(name));
		assert_int_equal(t.r, 0);
		PIX *got = taken_image(&t, 0);
		pixEqual(got, page, &same);
		if (!same)
			print_error("%s: turn %d, skew %g\n", turns[i].name, t.pages->pages[0].turn, t.pages->pages[0].skew);
		assert_true(same);
		assert_int_equal(t.pages->pages[0].turn, (4 - turns[i].stored) % 4 * 90);
		pixDestroy(&got);
		pixDestroy(&lying);
		taken_release(&t);
	}
	pixDestroy(&page);
}

static void a_jpeg_is_passed_through_byte_for_byte(void **state)
{
	PIX *scan = make_scan(32);
	struct make_pdf p = make_pdf_new();
	l_uint8 *jpeg = NULL;
	size_t n = 0, got_n = 0;

	(void)state;
	qpdf_oh image = make_jpeg_image(&p, scan);
	pixWriteMemJpeg(&jpeg, &n, scan, 80, 0);
	make_pdf_page(&p, A4, FULL, &image, 1);
	make_pdf_write(&p, make_path("jpeg.pdf"));
	struct taken t = take(make_path("jpeg.pdf"));
	assert_int_equal(t.r, 0);
	assert_string_equal(t.pages->pages[0].stored, "pages/0001.jpg");
	assert_string_equal(t.pages->pages[0].from, "jpeg.pdf#1");
	char *got = taken_bytes(&t, "pages/0001.jpg", &got_n);
	assert_int_equal(got_n, n);
	assert_memory_equal(got, jpeg, n);
	free(got);
	lept_free(jpeg);
	pixDestroy(&scan);
	taken_release(&t);
}

/* Whole, but its table of contents is at another place than it says: mended, where a cut file is
 * not. */
static void a_wrong_offset_is_mended(void **state)
{
	PIX *page = make_page();
	struct make_pdf p = make_pdf_new();
	struct mn_err err = MN_ERR_INIT;
	size_t n;

	(void)state;
	qpdf_oh image = make_g4_image(&p, page, "/ColorSpace /DeviceGray");
	make_pdf_page(&p, A4, FULL, &image, 1);
	make_pdf_write(&p, make_path("bon.pdf"));
	char *bytes = mn_read_file(make_path("bon.pdf"), 1 << 26, &n, &err), *at = memmem(bytes, n, "startxref\n", 10);
	assert_non_null(at);
	at[10] = at[10] == '9' ? '8' : (char)(at[10] + 1);
	make_file(make_path("decale.pdf"), bytes, n);
	struct taken t = take(make_path("decale.pdf"));
	assert_int_equal(t.r, 0);
	assert_string_equal(t.pages->pages[0].origin, "pdf-image");
	free(bytes);
	pixDestroy(&page);
	taken_release(&t);
}

/* 40 strips, one after another from the top, as a copier writes them. */
static void strips_become_one_image(void **state)
{
	enum { STRIPS = 40 };
	PIX *page = make_page();
	struct make_pdf p = make_pdf_new();
	qpdf_oh images[STRIPS];
	char content[STRIPS * 80] = "";
	int h = pixGetHeight(page), w = pixGetWidth(page);
	l_int32 same = 0;

	(void)state;
	for (int i = 0; i < STRIPS; i++) {
		int from = i * h / STRIPS, to = (i + 1) * h / STRIPS;
		BOX *box = boxCreate(0, from, w, to - from);
		PIX *strip = pixClipRectangle(page, box, NULL);
		images[i] = make_g4_image(&p, strip, "/ColorSpace /DeviceGray");
		snprintf(content + strlen(content), sizeof content - strlen(content), "q 595.2 0 0 %.4f 0 %.4f cm /X%d Do Q\n",
			(to - from) * 0.24, (h - to) * 0.24, i);
		boxDestroy(&box);
		pixDestroy(&strip);
	}
	make_pdf_page(&p, A4, content, images, STRIPS);
	make_pdf_write(&p, make_path("strips.pdf"));
	struct taken t = take(make_path("strips.pdf"));
	assert_int_equal(t.r, 0);
	assert_string_equal(t.pages->pages[0].origin, "pdf-image");
	PIX *got = taken_image(&t, 0);
	pixEqual(got, page, &same);
	assert_true(same);
	pixDestroy(&got);
	pixDestroy(&page);
	taken_release(&t);
}

/* Samples without codec: bits, inverted bits, a palette, grey, and a form around the image. */
static void samples(void **state)
{
	static const struct {
		const char *name, *dict;
		int depth;
	} kinds[] = {
		{"bits", "/BitsPerComponent 1 /ColorSpace /DeviceGray", 1},
		{"inverted bits", "/BitsPerComponent 1 /ColorSpace /DeviceGray /Decode [1 0]", 1},
		{"palette of two", "/BitsPerComponent 1 /ColorSpace [/Indexed /DeviceRGB 1 <000000 FFFFFF>]", 1},
		{"coloured palette", "/BitsPerComponent 1 /ColorSpace [/Indexed /DeviceRGB 1 <A00000 FFFFFF>]", 32},
		{"ICC would need a stream: CalGray", "/BitsPerComponent 1 /ColorSpace [/CalGray << /WhitePoint [1 1 1] >>]", 1},
	};
	PIX *page = make_page();
	int w = pixGetWidth(page), h = pixGetHeight(page);
	size_t pitch = (size_t)(w + 7) / 8;
	unsigned char *bits = malloc(pitch * (size_t)h);
	char dict[300], name[32];

	(void)state;
	for (int y = 0; y < h; y++)
		for (size_t x = 0; x < pitch; x++)
			bits[(size_t)y * pitch + x] = (unsigned char)~GET_DATA_BYTE(pixGetData(page) + (size_t)y * (size_t)pixGetWpl(page), x);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct make_pdf p = make_pdf_new();
		snprintf(dict, sizeof dict, "/Subtype /Image /Width %d /Height %d %s", w, h, kinds[i].dict);
		qpdf_oh image = make_stream(&p, dict, bits, pitch * (size_t)h, NULL);
		qpdf_oh form = make_stream(&p, "/Subtype /Form /BBox [0 0 2 1] /Matrix [.5 0 0 1 0 0]", "2 0 0 1 0 0 cm /X0 Do", 21, NULL);
		qpdf_oh r = qpdf_oh_parse(p.q, "<< /XObject << >> >>");
		qpdf_oh_replace_key(p.q, qpdf_oh_get_key(p.q, r, "/XObject"), "/X0", image);
		qpdf_oh_replace_key(p.q, qpdf_oh_get_dict(p.q, form), "/Resources", r);
		make_pdf_page(&p, A4, FULL, &form, 1);
		snprintf(name, sizeof name, "samples-%zu.pdf", i);
		make_pdf_write(&p, make_path(name));
		struct taken t = take(make_path(name));
		assert_int_equal(t.r, 0);
		PIX *got = taken_image(&t, 0);
		if (strcmp(t.pages->pages[0].origin, "pdf-image") || pixGetDepth(got) != kinds[i].depth)
			print_error("%s: %s, depth %d\n", kinds[i].name, t.pages->pages[0].origin, pixGetDepth(got));
		assert_string_equal(t.pages->pages[0].origin, "pdf-image");
		assert_int_equal(pixGetDepth(got), kinds[i].depth);
		if (kinds[i].depth == 1 && !strstr(kinds[i].name, "inverted")) {
			l_int32 same = 0;
			pixEqual(got, page, &same);
			assert_true(same);
		}
		pixDestroy(&got);
		taken_release(&t);
	}
	free(bits);
	pixDestroy(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages),
		cmocka_unit_test(turned_by_the_container),
		cmocka_unit_test(a_jpeg_is_passed_through_byte_for_byte),
		cmocka_unit_test(a_wrong_offset_is_mended),
		cmocka_unit_test(strips_become_one_image),
		cmocka_unit_test(samples),
	};

	return cmocka_run_group_tests(tests, make_setup, make_teardown);
}
