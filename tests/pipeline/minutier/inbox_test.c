// SPDX-License-Identifier: AGPL-3.0-or-later
// What in an inbox is one document; and quarantine, which keeps the bytes.
#include "lib/unit.h"
#include "inbox.h"
#include "quarantine.h"

static char folder[64];

static int setup(void **state)
{
	(void)state;
	unit_folder(folder);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unit_remove(folder);
	return 0;
}

static void documents(void **state)
{
	static const char *const files[] = {
		"inbox/b.pdf", "inbox/a.tif", "inbox/Thumbs.db", "inbox/.hidden", "inbox/notes.html",
		"inbox/pages/p-2.jpg", "inbox/pages/p-10.jpg", "inbox/pages/readme.txt",
		"inbox/delivery/scan.tif", "inbox/delivery/doc.pdf", "inbox/delivery/truth.json",
		"inbox/delivery2/scan/p-1.png", "inbox/delivery2/doc.pdf",
		"inbox/bundle/x.pdf", "inbox/bundle/y.pdf", "inbox/bundle/list.csv",
		"inbox/one/only.pdf", "inbox/one/only.txt",
		"inbox/texts/t.txt", "inbox/year/2020/m.tif", "inbox/strange/z.docx",
	};
	static const char *const want[] = {"a.tif", "b.pdf", "bundle/x.pdf=bundle-x", "bundle/y.pdf=bundle-y", "delivery", "delivery2",
		"notes.html", "one", "pages", "strange", "texts/t.txt=texts-t", "year/2020"};
	char path[MN_PATH_MAX], got[MN_PATH_MAX + 300];
	struct inbox in = {0};
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unit_write(folder, files[i], "x");
	assert_int_equal(inbox_add(&in, mn_join(path, folder, "inbox/"), &err), 0);
	size_t cut = strlen(folder) + strlen("/inbox/");
	for (size_t i = 0; i < in.n && i < sizeof want / sizeof *want; i++) {
		snprintf(got, sizeof got, "%s%s%s", in.sources[i].path + cut, in.sources[i].name ? "=" : "",
			in.sources[i].name ? in.sources[i].name : "");
		assert_string_equal(got, want[i]);
	}
	assert_int_equal(in.n, sizeof want / sizeof *want);
	inbox_free(&in);
	assert_int_equal(inbox_add(&in, "/nowhere/at/all", &err), -1);
	assert_int_equal(err.kind, MN_INPUT);
	inbox_free(&in);
}

/* An inbox that is itself one document, and one that only looks like it. */
static void inbox_of_pages(void **state)
{
	static const struct {
		const char *files[4];
		size_t documents;
	} cases[] = {
		{{"page-1.jpg", "page-2.jpg", "page-10.jpg"}, 1},
		{{"page-1.jpg"}, 1},
		{{"page-1.jpg", "recto.jpg"}, 2},
		{{"cm-2021-01.tif", "cm-2021-02.tif"}, 2}, /* a TIFF may hold a whole document */
		{{"page-1.jpg", "page-2.jpg", "notes.txt"}, 3},
	};
	char path[MN_PATH_MAX], name[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct inbox in = {0};
		for (int k = 0; k < 4 && cases[i].files[k]; k++) {
			snprintf(name, sizeof name, "in%zu/%s", i, cases[i].files[k]);
			unit_write(folder, name, "x");
		}
		snprintf(name, sizeof name, "in%zu", i);
		assert_int_equal(inbox_add(&in, mn_join(path, folder, name), &err), 0);
		if (in.n != cases[i].documents)
			fail_msg("case %zu: %lu documents", i, in.n);
		inbox_free(&in);
	}
}

static void kept_bytes(void **state)
{
	char source[MN_PATH_MAX], path[MN_PATH_MAX], entry[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;
	size_t n;

	(void)state;
	unit_write(folder, "in/bad file.pdf", "not a pdf");
	unit_write(folder, "out/quarantine/.keep", "");
	mn_join(source, folder, "in/bad file.pdf");
	mn_join(path, folder, "out");
	for (int night = 0; night < 2; night++)
		assert_int_equal(quarantine_put(path, source, NULL, "input", "it is not a PDF", &err), 0);
	char **names = mn_list(mn_join(path, folder, "out/quarantine"), "*", &n, &err);
	assert_int_equal(n, 1); /* once, however often it is refused */
	mn_join(entry, path, names[0]);
	char *text = unit_read(entry, "source/bad file.pdf");
	assert_string_equal(text, "not a pdf");
	free(text);
	text = unit_read(entry, "reason.json");
	assert_non_null(strstr(text, "it is not a PDF"));
	free(text);
	text = unit_read(folder, "in/bad file.pdf");
	assert_string_equal(text, "not a pdf");
	free(text);
	mn_names_free(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(documents, setup, teardown),
		cmocka_unit_test_setup_teardown(inbox_of_pages, setup, teardown),
		cmocka_unit_test_setup_teardown(kept_bytes, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
