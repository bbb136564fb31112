// SPDX-License-Identifier: AGPL-3.0-or-later
// The dossier, its lock (I3), its journal (I4), pages.json, and "already done?" (I5).
#include "lib/unit.h"
#include <sys/wait.h>
#include <unistd.h>
#include "dossier.h"
#include "journal.h"
#include "pages.h"
#include "stage_done.h"

static char out[64], folder[MN_PATH_MAX];

static const char pages_json[] =
	"{\"name\":\"n\",\"received\":\"2026-01-01T00:00:00Z\",\"source_sha256\":\"%s\",\"files\":[{\"name\":\"a.tif\",\"sha256\":\"%s\","
	"\"size\":3}],\"pages\":[{\"id\":\"0001\",\"image\":\"pages/0001.tif\",\"stored\":\"pages/0001.tif\",\"width\":100,\"height\":200,"
	"\"dpi\":300,\"turn\":0,\"skew\":0.5,\"blank\":false,\"origin\":\"tiff\",\"from\":\"a.tif#1\"}]}";

static int setup(void **state)
{
	static const char hex[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
	char *text = mn_printf(pages_json, hex, hex);

	(void)state;
	unit_folder(out);
	snprintf(folder, sizeof folder, "%s/dossiers/x-1", out);
	unit_write(folder, "pages/pages.json", text);
	unit_write(folder, "ocr/0001.xml", "<one/>");
	free(text);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unit_remove(out);
	return 0;
}

static void names_and_pages(void **state)
{
	struct mn_err err = MN_ERR_INIT;
	struct mn_dossier *d = mn_dossier_open(folder, MN_LOCK_NONE, &err);

	(void)state;
	assert_non_null(d);
	assert_string_equal(mn_dossier_id(d), "x-1");
	assert_string_equal(mn_dossier_out(d), out);
	struct mn_pages *p = mn_pages_read(d, &err);
	assert_non_null(p);
	assert_int_equal(p->n, 1);
	assert_non_null(mn_pages_find(p, "0001"));
	assert_null(mn_pages_find(p, "0002"));
	char *again = mn_pages_json(p);
	unit_write(folder, "pages/pages.json", again);
	struct mn_pages *q = mn_pages_read(d, &err);
	assert_non_null(q);
	assert_string_equal(q->pages[0].from, "a.tif#1");
	assert_true(q->pages[0].skew == 0.5);
	free(again);
	mn_pages_free(p);
	mn_pages_free(q);
	mn_dossier_close(d);
}

static void damaged_pages(void **state)
{
	static const char *const bad[] = {"", "{}", "[1]", "{\"name\":1}",
		"{\"name\":\"n\",\"received\":\"t\",\"source_sha256\":\"00\",\"files\":[],\"pages\":[]}"};
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct mn_err err = MN_ERR_INIT;
		unit_write(folder, "pages/pages.json", bad[i]);
		struct mn_dossier *d = mn_dossier_open(folder, MN_LOCK_NONE, &err);
		assert_null(mn_pages_read(d, &err));
		assert_int_equal(err.kind, MN_INPUT);
		mn_dossier_close(d);
	}
}

/* I3: two exclusive locks never; the kernel frees it when the holder is killed. */
static void locks(void **state)
{
	struct mn_err err = MN_ERR_INIT;
	int ready[2];

	(void)state;
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (!child) {
		struct mn_dossier *d = mn_dossier_open(folder, MN_LOCK_EXCLUSIVE, &err);
		if (write(ready[1], d ? "y" : "n", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	char c;
	assert_int_equal(read(ready[0], &c, 1), 1);
	assert_int_equal(c, 'y');
	assert_null(mn_dossier_open(folder, MN_LOCK_SHARED, &err));
	assert_int_equal(err.kind, MN_RETRY);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	struct mn_dossier *a = mn_dossier_open(folder, MN_LOCK_SHARED, &err);
	struct mn_dossier *b = mn_dossier_open(folder, MN_LOCK_SHARED, &err);
	assert_non_null(a);
	assert_non_null(b);
	mn_dossier_close(a);
	mn_dossier_close(b);
	close(ready[0]);
	close(ready[1]);
}

/* I4: a torn last line is not there. */
static void journal(void **state)
{
	struct mn_err err = MN_ERR_INIT;
	json_t *e = json_pack("{s:s, s:s, s:s}", "stage", "ocr", "unit", "0001", "outcome", "ok");

	(void)state;
	assert_int_equal(mn_journal_append(folder, e, &err), 0);
	json_decref(e);
	char path[MN_PATH_MAX];
	FILE *f = fopen(mn_join(path, folder, "journal.jsonl"), "a");
	fputs("{\"stage\":\"ocr\",\"unit\":\"0001\",\"outcome\":\"li", f);
	fclose(f);
	json_t *all = mn_journal_read(folder, &err);
	assert_int_equal(json_array_size(all), 1);
	assert_string_equal(json_string_value(json_object_get(mn_journal_last(all, "ocr", "0001"), "outcome")), "ok");
	assert_null(mn_journal_last(all, "ocr", "0002"));
	json_decref(all);
}

static const struct mn_stage stage = {
	.name = "test",
	.unit = MN_UNIT_PAGE,
	.reads = (const char *const[]){"ocr/%p.xml", NULL},
	.writes = (const char *const[]){"text/%p.*", NULL},
};

static void note_success(const char *inputs, json_t *outputs)
{
	struct mn_err err = MN_ERR_INIT;
	json_t *e = json_pack("{s:s, s:s, s:s, s:s, s:O}", "stage", "test", "unit", "0001", "outcome", "ok", "inputs", inputs, "outputs",
		outputs);

	assert_int_equal(mn_journal_append(folder, e, &err), 0);
	json_decref(e);
}

/* I5: done only when the inputs are the same and the outputs are there, byte for byte. */
static void already_done(void **state)
{
	struct mn_err err = MN_ERR_INIT;
	char inputs[MN_HEX], later[MN_HEX], path[MN_PATH_MAX];
	struct mn_task t = {.page = "0001", .inputs = inputs};

	(void)state;
	t.dossier = mn_dossier_open(folder, MN_LOCK_EXCLUSIVE, &err);
	assert_int_equal(mn_done_inputs(&stage, "base", &t, inputs, &err), 0);
	assert_int_equal(mn_done_already(&stage, NULL, &t, &err), 0);
	/* left from an older run: goes */
	unit_write(folder, "text/0001.old", "x");
	unit_write(folder, "text/0002.old", "another page's");
	assert_int_equal(mn_dossier_publish(t.dossier, "text/0001.xml", "<t/>", 4, &err), 0);
	assert_int_equal(mn_done_tidy(&stage, &t, &err), 0);
	assert_false(mn_exists(mn_dossier_path(t.dossier, "text/0001.old", path)));
	assert_true(mn_exists(mn_dossier_path(t.dossier, "text/0002.old", path)));
	json_t *outputs = mn_done_outputs(&t, &err);
	note_success(inputs, outputs);
	json_decref(outputs);
	assert_int_equal(mn_done_already(&stage, NULL, &t, &err), 1);
	/* an output damaged, an output gone, an input changed */
	unit_write(folder, "text/0001.xml", "<damaged/>");
	assert_int_equal(mn_done_already(&stage, NULL, &t, &err), 0);
	unit_write(folder, "text/0001.xml", "<t/>");
	assert_int_equal(mn_done_already(&stage, NULL, &t, &err), 1);
	unlink(mn_dossier_path(t.dossier, "text/0001.xml", path));
	assert_int_equal(mn_done_already(&stage, NULL, &t, &err), 0);
	unit_write(folder, "ocr/0001.xml", "<two/>");
	assert_int_equal(mn_done_inputs(&stage, "base", &t, later, &err), 0);
	assert_string_not_equal(inputs, later);
	assert_int_equal(mn_done_inputs(&stage, "other configuration", &t, inputs, &err), 0);
	assert_string_not_equal(inputs, later);
	mn_dossier_close(t.dossier);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names_and_pages, setup, teardown),
		cmocka_unit_test_setup_teardown(damaged_pages, setup, teardown),
		cmocka_unit_test_setup_teardown(locks, setup, teardown),
		cmocka_unit_test_setup_teardown(journal, setup, teardown),
		cmocka_unit_test_setup_teardown(already_done, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
