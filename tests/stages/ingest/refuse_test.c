// SPDX-License-Identifier: AGPL-3.0-or-later
/* Every refusal: its kind, a sentence that names the file, and nothing left behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include "make.h"
#include "taken.h"

static int left_behind(void)
{
	int n = 0;
	DIR *d = opendir(make_path("out/dossiers"));

	for (struct dirent *e; d && (e = readdir(d));)
		n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
	if (d)
		closedir(d);
	return n;
}

static void refused(const char *path, enum mn_kind kind, const char *words)
{
	struct taken t = take(path);
	const char *name = strrchr(path, '/') + 1;

	if (t.r != -1 || t.err.kind != kind || !strstr(t.err.text, words) || !strstr(t.err.text, name) || left_behind())
		print_error("%s: %d, %s: %s; %d left\n", name, t.r, mn_kind_name(t.err.kind), t.err.text, left_behind());
	assert_int_equal(t.r, -1);
	assert_int_equal(t.err.kind, kind);
	assert_non_null(strstr(t.err.text, words));
	assert_non_null(strstr(t.err.text, name));
	assert_int_equal(left_behind(), 0);
	taken_release(&t);
}

static void what_is_no_scan(void **state)
{
	(void)state;
	make_file(make_path("vide.tif"), "", 0);
	refused(make_path("vide.tif"), MN_INPUT, "empty");
	make_file(make_path("page.pdf"), "<html><body>", 12);
	refused(make_path("page.pdf"), MN_INPUT, "HTML");
	make_file(make_path("lettre.pdf"), "PK\x03\x04", 4);
	refused(make_path("lettre.pdf"), MN_INPUT, "docx");
	make_file(make_path("texte.jpg"), "bonjour\n", 8);
	refused(make_path("texte.jpg"), MN_INPUT, "a text");
	mkdir(make_path("dossier vide"), 0700);
	refused(make_path("dossier vide"), MN_INPUT, "no page image");
	refused(make_path("absent.tif"), MN_INPUT, "cannot open");
}

/* Cut at several places. (A TIFF may lose the last bytes of its directory without losing a pixel:
 * there, 40 bytes.) */
static void cut_files(void **state)
{
	static const struct {
		const char *name;
		int format, depth;
	} files[] = {
		{"a.tif", IFF_TIFF_G4, 1}, {"b.tif", IFF_TIFF_LZW, 8}, {"c.tif", IFF_TIFF_JPEG, 8}, {"d.jpg", IFF_JFIF_JPEG, 8},
		{"e.png", IFF_PNG, 8},     {"f.jp2", IFF_JP2, 8},
	};
	char name[64];

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		PIX *pix = files[i].depth == 1 ? make_page() : make_scan(8);
		assert_int_equal(pixWrite(make_path(files[i].name), pix, files[i].format), 0);
		size_t n = make_size(make_path(files[i].name));
		const size_t at[] = {20, n / 3, n * 9 / 10, n - (strstr(files[i].name, ".tif") ? 40 : 1)};
		for (size_t k = 0; k < sizeof at / sizeof *at; k++) {
			snprintf(name, sizeof name, "coupe-%zu-%s", k, files[i].name);
			make_cut(make_path(files[i].name), make_path(name), at[k]);
			refused(make_path(name), MN_INPUT, "damaged");
		}
		pixDestroy(&pix);
	}
}

/* A byte in the middle of the data that is not what was written. */
static void garbled_files(void **state)
{
	static const struct {
		const char *name;
		int format;
	} files[] = {{"g.tif", IFF_TIFF_G4}, {"g.png", IFF_PNG}};
	char name[64];

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		PIX *pix = make_page();
		struct mn_err err = MN_ERR_INIT;
		size_t n;
		pixWrite(make_path(files[i].name), pix, files[i].format);
		char *bytes = mn_read_file(make_path(files[i].name), 1 << 26, &n, &err);
		memset(bytes + n / 3, 0x55, 40);
		snprintf(name, sizeof name, "abime-%s", files[i].name);
		make_file(make_path(name), bytes, n);
		refused(make_path(name), MN_INPUT, "damaged");
		free(bytes);
		pixDestroy(&pix);
	}
}

static void cut_pdfs(void **state)
{
	PIX *scan = make_scan(8);
	struct make_pdf p = make_pdf_new();
	char name[64];

	(void)state;
	qpdf_oh image = make_jpeg_image(&p, scan);
	for (int i = 0; i < 3; i++)
		make_pdf_page(&p, "/MediaBox [0 0 595.2 841.92]", "q 595.2 0 0 841.92 0 0 cm /X0 Do Q", &image, 1);
	make_pdf_write(&p, make_path("entier.pdf"));
	size_t n = make_size(make_path("entier.pdf"));
	const size_t at[] = {20, n / 2, n * 9 / 10, n - 30}; /* the last: inside the trailer */
	for (size_t k = 0; k < sizeof at / sizeof *at; k++) {
		snprintf(name, sizeof name, "coupe-%zu.pdf", k);
		make_cut(make_path("entier.pdf"), make_path(name), at[k]);
		refused(make_path(name), MN_INPUT, "damaged");
	}
	pixDestroy(&scan);
}

/* The image inside is cut, the PDF around it is whole. */
static void a_pdf_with_a_cut_image(void **state)
{
	PIX *scan = make_scan(8);
	struct make_pdf p = make_pdf_new();
	l_uint8 *bytes = NULL;
	size_t n = 0;

	(void)state;
	pixWriteMemJpeg(&bytes, &n, scan, 80, 0);
	qpdf_oh image = make_stream(&p, "/Subtype /Image /Width 2480 /Height 3508 /BitsPerComponent 8 /ColorSpace /DeviceGray", bytes,
		n / 2, "/DCTDecode");
	make_pdf_page(&p, "/MediaBox [0 0 595.2 841.92]", "q 595.2 0 0 841.92 0 0 cm /X0 Do Q", &image, 1);
	make_pdf_write(&p, make_path("image-coupee.pdf"));
	refused(make_path("image-coupee.pdf"), MN_INPUT, "damaged");
	lept_free(bytes);
	pixDestroy(&scan);
}

static void passwords(void **state)
{
	static const struct {
		const char *name, *user;
		bool opens;
	} cases[] = {{"secret.pdf", "secret", false}, {"ouvert.pdf", "", true}};
	PIX *page = make_page();

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct make_pdf p = make_pdf_new();
		qpdf_oh image = make_g4_image(&p, page, "/ColorSpace /DeviceGray");
		make_pdf_page(&p, "/MediaBox [0 0 595.2 841.92]", "q 595.2 0 0 841.92 0 0 cm /X0 Do Q", &image, 1);
		assert_int_equal(qpdf_init_write(p.q, make_path(cases[i].name)), QPDF_SUCCESS);
		qpdf_set_r6_encryption_parameters2(p.q, cases[i].user, "owner", 1, 1, 1, 1, 1, 1, qpdf_r3p_full, 1);
		assert_int_equal(qpdf_write(p.q), QPDF_SUCCESS);
		qpdf_cleanup(&p.q);
		if (!cases[i].opens) {
			refused(make_path(cases[i].name), MN_INPUT, "password");
			continue;
		}
		struct taken t = take(make_path(cases[i].name));
		assert_int_equal(t.r, 0);
		assert_string_equal(t.pages->pages[0].origin, "pdf-image");
		assert_string_equal(json_string_value(json_object_get(t.note, "encrypted")), "empty password");
		struct mn_err err = MN_ERR_INIT;
		assert_int_equal(mn_remove_tree(t.made, &err), 0);
		taken_release(&t);
	}
	pixDestroy(&page);
}

/* Sizes that are refused from the header, before a pixel is decoded. */
static void too_large(void **state)
{
	unsigned char png[57] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x75\x30\0\0\x75\x30\x08\0\0\0\0";

	(void)state;
	/* 30000 x 30000; CRC of IHDR and the end chunk. */
	static const unsigned char tail[] = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};
	unsigned crc = 0xffffffff;
	for (int i = 12; i < 29; i++)
		for (int k = 0; k < 8; k++) {
			unsigned bit = (crc ^ ((unsigned)png[i] >> k)) & 1;
			crc = crc >> 1 ^ (bit ? 0xedb88320U : 0);
		}
	crc = ~crc;
	for (int i = 0; i < 4; i++)
		png[29 + i] = (unsigned char)(crc >> (24 - 8 * i));
	memcpy(png + 33, tail, sizeof tail);
	make_file(make_path("geant.png"), png, 33 + sizeof tail);
	refused(make_path("geant.png"), MN_LIMIT, "30000 x 30000");

	struct make_pdf p = make_pdf_new();
	make_pdf_page(&p, "/MediaBox [0 0 14000 14000]", "0 0 99 99 re f", NULL, 0);
	make_pdf_write(&p, make_path("affiche.pdf"));
	refused(make_path("affiche.pdf"), MN_LIMIT, "pixels");
}

static void too_many_pages(void **state)
{
	struct make_pdf p = make_pdf_new();

	(void)state;
	for (int i = 0; i <= MN_PAGES_MAX; i++)
		make_pdf_page(&p, "/MediaBox [0 0 100 100]", "", NULL, 0);
	make_pdf_write(&p, make_path("long.pdf"));
	refused(make_path("long.pdf"), MN_LIMIT, "5001 pages");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_scan), cmocka_unit_test(cut_files), cmocka_unit_test(garbled_files),
		cmocka_unit_test(cut_pdfs),        cmocka_unit_test(a_pdf_with_a_cut_image), cmocka_unit_test(passwords),
		cmocka_unit_test(too_large),       cmocka_unit_test(too_many_pages),
	};

	return cmocka_run_group_tests(tests, make_setup, make_teardown);
}
