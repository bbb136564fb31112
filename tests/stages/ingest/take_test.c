// SPDX-License-Identifier: AGPL-3.0-or-later
/* Sources of every kind become dossiers; the same bytes twice are one dossier; two runs give the
 * same bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <tiffio.h>
#include "make.h"
#include "taken.h"

/* What stands in OUT/dossiers, hidden names counted. */
static int entries(const char *out)
{
	char path[300];
	int n = 0;

	snprintf(path, sizeof path, "%s/%s/dossiers", make_folder, out);
	DIR *d = opendir(path);
	for (struct dirent *e; d && (e = readdir(d));)
		n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
	if (d)
		closedir(d);
	return n;
}

static void write_tiff(const char *path, int pages, int format, int xres, int yres)
{
	PIX *page = format == IFF_TIFF_G4 || format == IFF_TIFF_G3 ? make_page() : make_scan(32);

	pixSetResolution(page, xres, yres);
	for (int i = 0; i < pages; i++)
		assert_int_equal(pixWriteTiff(path, page, format, i ? "a" : "w"), 0);
	pixDestroy(&page);
}

static const struct {
	const char *name;
	int format;
	int depth;
	const char *image, *origin;
} singles[] = {
	{"g4.tif", IFF_TIFF_G4, 1, "pages/0001.tif", "tiff"},
	{"g3.tif", IFF_TIFF_G3, 1, "pages/0001.tif", "tiff"},
	{"lzw.tif", IFF_TIFF_LZW, 32, "pages/0001.png", "tiff"},
	{"deflate.tif", IFF_TIFF_ZIP, 32, "pages/0001.png", "tiff"},
	{"jpeg.tif", IFF_TIFF_JPEG, 32, "pages/0001.", "tiff"},
	{"a.jpg", IFF_JFIF_JPEG, 32, "pages/0001.jpg", "jpeg"},
	{"a.png", IFF_PNG, 32, "pages/0001.png", "png"},
	{"a.jp2", IFF_JP2, 32, "pages/0001.jp2", "jp2"},
};

static void every_kind_of_image(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof singles / sizeof *singles; i++) {
		PIX *pix = singles[i].depth == 1 ? make_page() : make_scan(singles[i].depth);
		assert_int_equal(pixWrite(make_path(singles[i].name), pix, singles[i].format), 0);
		struct taken t = take(make_path(singles[i].name));
		if (t.r)
			print_error("%s: %s\n", singles[i].name, t.err.text);
		assert_int_equal(t.r, 0);
		assert_int_equal(t.pages->n, 1);
		const struct mn_page *p = &t.pages->pages[0];
		if (strncmp(p->image, singles[i].image, strlen(singles[i].image)))
			print_error("%s: %s\n", singles[i].name, p->image);
		assert_true(!strncmp(p->image, singles[i].image, strlen(singles[i].image)));
		assert_string_equal(p->stored, p->image);
		assert_string_equal(p->origin, singles[i].origin);
		assert_int_equal(p->width, 2480);
		assert_int_equal(p->dpi, 300);
		assert_false(p->blank);
		assert_int_equal(p->turn, 0);
		PIX *got = taken_image(&t, 0);
		assert_int_equal(pixGetWidth(got), p->width);
		assert_int_equal(pixGetHeight(got), p->height);
		if (singles[i].format != IFF_JFIF_JPEG && singles[i].format != IFF_TIFF_JPEG && singles[i].format != IFF_JP2) {
			l_int32 same = 0;
			pixEqual(got, pix, &same);
			assert_true(same);
		}
		pixDestroy(&got);
		pixDestroy(&pix);
		taken_release(&t);
	}
}

static void pages_of_a_tiff_and_blank_sheets(void **state)
{
	PIX *page = make_page(), *blank = pixCreate(2480, 3508, 1), *down = pixRotate180(NULL, page);

	(void)state;
	pixSetResolution(blank, 300, 300);
	pixSetResolution(down, 300, 300);
	pixWriteTiff(make_path("multi.tif"), page, IFF_TIFF_G4, "w");
	pixWriteTiff(make_path("multi.tif"), blank, IFF_TIFF_G4, "a");
	pixWriteTiff(make_path("multi.tif"), down, IFF_TIFF_G4, "a");
	struct taken t = take(make_path("multi.tif"));
	assert_int_equal(t.r, 0);
	assert_int_equal(t.pages->n, 3);
	assert_true(t.pages->pages[1].blank);
	assert_int_equal(t.pages->pages[2].turn, 180);
	assert_string_equal(t.pages->pages[2].id, "0003");
	assert_string_equal(t.pages->pages[2].from, "multi.tif#3");
	assert_string_equal(t.pages->pages[2].stored, "pages/0003.stored.tif");
	PIX *got = taken_image(&t, 2);
	l_int32 same = 0;
	pixEqual(got, page, &same);
	assert_true(same);
	assert_int_equal(json_integer_value(json_object_get(t.note, "pages")), 3);
	assert_int_equal(json_integer_value(json_object_get(t.note, "blank")), 1);
	assert_int_equal(json_integer_value(json_object_get(t.note, "turned")), 1);
	pixDestroy(&got);
	pixDestroy(&page);
	pixDestroy(&blank);
	pixDestroy(&down);
	taken_release(&t);
}

static void a_coarse_fax_is_made_square(void **state)
{
	PIX *page = make_page(), *fax = pixScaleBySampling(page, 204.0f / 300, 98.0f / 300);

	(void)state;
	pixSetResolution(fax, 204, 98);
	pixWrite(make_path("fax.tif"), fax, IFF_TIFF_G4);
	struct taken t = take(make_path("fax.tif"));
	assert_int_equal(t.r, 0);
	const struct mn_page *p = &t.pages->pages[0];
	assert_int_equal(p->dpi, 204);
	assert_int_equal(p->width, pixGetWidth(fax));
	assert_in_range(p->height, 2370, 2400);
	assert_string_equal(p->stored, "pages/0001.stored.tif");
	pixDestroy(&page);
	pixDestroy(&fax);
	taken_release(&t);
}

/* TIFF 6.0, tag 274: what the container says is done before anything is looked at. */
static void orientation_of_tiff(void **state)
{
	(void)state;
	write_tiff(make_path("orient.tif"), 1, IFF_TIFF_G4, 300, 300);
	TIFF *t = TIFFOpen(make_path("orient.tif"), "r+");
	assert_non_null(t);
	TIFFSetField(t, TIFFTAG_ORIENTATION, ORIENTATION_BOTRIGHT);
	assert_true(TIFFRewriteDirectory(t));
	TIFFClose(t);
	/* The page is upright as stored: the tag lies, the eye is right. */
	struct taken taken = take(make_path("orient.tif"));
	assert_int_equal(taken.r, 0);
	assert_int_equal(taken.pages->pages[0].turn, 0);
	taken_release(&taken);
}

static void a_folder_of_images(void **state)
{
	PIX *scan = make_scan(8);
	char path[300];

	(void)state;
	mkdir(make_path("2021-09-24 Conseil"), 0700);
	for (int i = 9; i <= 11; i++) {
		snprintf(path, sizeof path, "%s/2021-09-24 Conseil/p%d.jpg", make_folder, i);
		pixWriteJpeg(path, scan, 70 + i, 0);
	}
	snprintf(path, sizeof path, "%s/2021-09-24 Conseil/", make_folder);
	struct taken t = take(path);
	assert_int_equal(t.r, 0);
	assert_string_equal(t.pages->name, "2021-09-24 Conseil");
	assert_non_null(strstr(t.made, "/2021-09-24-conseil-"));
	assert_int_equal(t.pages->n, 3);
	assert_int_equal(t.pages->nfiles, 3);
	assert_string_equal(t.pages->pages[0].from, "p9.jpg#1");
	assert_string_equal(t.pages->pages[2].from, "p11.jpg#1");
	size_t n;
	char *copy = taken_bytes(&t, "source/p10.jpg", &n);
	assert_int_equal(n, t.pages->files[1].size);
	free(copy);
	pixDestroy(&scan);
	taken_release(&t);
}

/* I13: the same bytes under another name are the same dossier. */
static void the_same_bytes_are_found(void **state)
{
	(void)state;
	write_tiff(make_path("un.tif"), 1, IFF_TIFF_G4, 300, 300);
	write_tiff(make_path("deux.tif"), 1, IFF_TIFF_G4, 300, 300);
	struct taken a = take_into("same", make_path("un.tif"), NULL), b = take_into("same", make_path("deux.tif"), "autre nom");
	assert_int_equal(a.r, 0);
	assert_false(a.found);
	assert_int_equal(b.r, 0);
	assert_true(b.found);
	assert_string_equal(a.made, b.made);
	assert_int_equal(entries("same"), 1);
	taken_release(&a);
	taken_release(&b);
}

static void two_runs_give_the_same_bytes(void **state)
{
	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
	write_tiff(make_path("det.tif"), 2, IFF_TIFF_LZW, 300, 300);
	struct taken a = take_into("det1", make_path("det.tif"), NULL), b = take_into("det2", make_path("det.tif"), NULL);
	unsetenv("SOURCE_DATE_EPOCH");
	static const char *const names[] = {"pages/pages.json", "pages/0001.png", "pages/0002.png"};
	for (size_t i = 0; i < 3; i++) {
		size_t n, m;
		char *x = taken_bytes(&a, names[i], &n), *y = taken_bytes(&b, names[i], &m);
		assert_int_equal(n, m);
		assert_memory_equal(x, y, n);
		free(x);
		free(y);
	}
	assert_string_equal(a.pages->received, "2023-11-14T22:13:20Z");
	taken_release(&a);
	taken_release(&b);
}

/* I9: what an interrupted run left is removed, and nothing half-made has the dossier's name. */
static void leftovers_are_removed(void **state)
{
	char path[600];

	(void)state;
	write_tiff(make_path("reste.tif"), 1, IFF_TIFF_G3, 300, 300);
	struct taken a = take_into("left1", make_path("reste.tif"), NULL);
	snprintf(path, sizeof path, "%s/left2/dossiers/.incoming-%s/pages", make_folder, strrchr(a.made, '/') + 1);
	struct mn_err err = MN_ERR_INIT;
	assert_int_equal(mn_mkdirs(path, &err), 0);
	strcat(path, "/0099.tif");
	make_file(path, "x", 1);
	struct taken b = take_into("left2", make_path("reste.tif"), NULL);
	assert_int_equal(b.r, 0);
	assert_int_equal(entries("left2"), 1);
	snprintf(path, sizeof path, "%s/pages/0099.tif", b.made);
	assert_false(mn_exists(path));
	taken_release(&a);
	taken_release(&b);
}

static void a_text(void **state)
{
	(void)state;
	make_file(make_path("vieux.txt"), make_text, sizeof make_text - 1);
	struct taken t = take(make_path("vieux.txt"));
	assert_int_equal(t.r, 0);
	assert_string_equal(t.pages->pages[0].origin, "text");
	assert_string_equal(t.pages->pages[0].text, "pages/0001.txt");
	assert_string_equal(json_string_value(json_object_get(t.note, "charset")), "UTF-8");
	taken_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_image),      cmocka_unit_test(pages_of_a_tiff_and_blank_sheets),
		cmocka_unit_test(a_coarse_fax_is_made_square), cmocka_unit_test(orientation_of_tiff),
		cmocka_unit_test(a_folder_of_images),       cmocka_unit_test(the_same_bytes_are_found),
		cmocka_unit_test(two_runs_give_the_same_bytes), cmocka_unit_test(leftovers_are_removed),
		cmocka_unit_test(a_text),
	};

	return cmocka_run_group_tests(tests, make_setup, make_teardown);
}
