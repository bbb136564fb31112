// SPDX-License-Identifier: AGPL-3.0-or-later
/* Which files of a folder are the document (rules of folder.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "folder.h"
#include "make.h"

#define FILES 8

static const struct {
	const char *name;
	const char *files[FILES]; /* made with bytes by their endings */
	const char *want;         /* names joined by spaces, or "-" and a word of the refusal */
} cases[] = {
	{"images in natural order", {"page-10.jpg", "page-2.png", "page-1.jp2", "note.txt"}, "page-1.jp2 page-2.png page-10.jpg"},
	{"a file called scan", {"scan.tif", "doc.pdf", "page-01.txt", "truth.json"}, "scan.tif"},
	{"a folder called scan", {"scan/", "scan/b.jpg", "scan/a.jpg", "doc.pdf", "c.png"}, "a.jpg b.jpg"},
	{"one PDF and companions", {"pv.pdf", "pv.html", "meta.json", "lisez.txt"}, "pv.pdf"},
	{"several TIFF", {"b.tif", "a.tif"}, "a.tif b.tif"},
	{"hidden files do not count", {"pv.pdf", ".cache.jpg"}, "pv.pdf"},
	{"names do not count", {"page.jpg", "page.html.jpg"}, "page.html.jpg page.jpg"},
	{"two PDFs", {"a.pdf", "b.pdf"}, "- 2 PDFs"},
	{"a PDF among images", {"a.pdf", "b.jpg"}, "- 1 images"},
	{"nothing to read", {"a.txt", "b.html"}, "- no page image"},
	{"empty", {NULL}, "- no page image"},
};

static void fill(const char *folder, const char *const *files)
{
	static const struct {
		const char *ending, *bytes;
		size_t n;
	} kinds[] = {
		{".jpg", "\xff\xd8\xff\xe0", 4}, {".png", "\x89PNG\r\n\x1a\n", 8}, {".jp2", "\0\0\0\x0cjP  \r\n\x87\n", 12},
		{".tif", "II*\0", 4},            {".pdf", "%PDF-1.4", 8},          {".txt", "texte\n", 6},
		{".html", "<html>", 6},          {".json", "{\"a\":1}", 7},
	};

	for (int i = 0; i < FILES && files[i]; i++) {
		char path[400];
		snprintf(path, sizeof path, "%s/%s", folder, files[i]);
		if (path[strlen(path) - 1] == '/')
			assert_int_equal(mkdir(path, 0700), 0);
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
			if (!strcmp(strrchr(path, '.') ? strrchr(path, '.') : "", kinds[k].ending))
				make_file(path, kinds[k].bytes, kinds[k].n);
	}
}

static void choices(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		struct chosen c;
		char folder[100], got[400] = "";
		snprintf(folder, sizeof folder, "%s/case-%zu", make_folder, i);
		assert_int_equal(mkdir(folder, 0700), 0);
		fill(folder, cases[i].files);
		int r = folder_choose(folder, "envoi", &c, &err);
		for (size_t k = 0; !r && k < c.n; k++)
			snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s", k ? " " : "", c.files[k].name);
		bool ok = cases[i].want[0] == '-' ? r == -1 && err.kind == MN_INPUT && strstr(err.text, cases[i].want + 2) &&
							    strstr(err.text, "envoi")
						  : r == 0 && !strcmp(got, cases[i].want);
		if (!ok)
			print_error("%s: got '%s' %s, want '%s'\n", cases[i].name, got, err.text, cases[i].want);
		bad += !ok;
		chosen_release(&c);
	}
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(choices)};

	return cmocka_run_group_tests(tests, make_setup, make_teardown);
}
