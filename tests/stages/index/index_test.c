// SPDX-License-Identifier: AGPL-3.0-or-later
// archive.db: what is in it, when it is done (I12), that incremental equals rebuilt, that nothing read is lost from it.
#include "lib/fixture.h"
#include <sqlite3.h>
#include <unistd.h>
#include "archive_db.h"
#include "fts_french.h"
#include "work.h"

static char out[64];

static void folder_of(const char *id, char folder[MN_PATH_MAX])
{
	snprintf(folder, MN_PATH_MAX, "%s/dossiers/%s", out, id);
}

static int setup(void **unused)
{
	char folder[MN_PATH_MAX];

	(void)unused;
	unit_folder(out);
	folder_of("a-1", folder);
	fixture_dossier(folder, "un", "2021-09-24");
	folder_of("b-2", folder);
	fixture_dossier(folder, "deux", "1987-03-12");
	return 0;
}

static int teardown(void **unused)
{
	(void)unused;
	unit_remove(out);
	return 0;
}

/* Does one dossier with a digest of inputs of our choice, if ix_there says it is to be done; returns whether it was
 * done. */
static bool index_one(void *state, const char *id, const char *inputs)
{
	struct mn_err err = MN_ERR_INIT;
	char folder[MN_PATH_MAX];
	struct mn_task task = {.out = out, .inputs = inputs, .note = json_object()};

	folder_of(id, folder);
	task.dossier = mn_dossier_open(folder, MN_LOCK_EXCLUSIVE, &err);
	assert_non_null(task.dossier);
	int there = ix_there(state, &task, &err);
	if (there < 0 || (!there && ix_run(state, &task, &err) < 0))
		fail_msg("%s", err.text);
	mn_dossier_close(task.dossier);
	json_decref(task.note);
	return !there;
}

static void *opened(void)
{
	struct mn_err err = MN_ERR_INIT;
	void *state;

	assert_int_equal(ix_open(&state, NULL, &err), 0);
	return state;
}

static sqlite3 *database(void)
{
	struct mn_err err = MN_ERR_INIT;
	sqlite3 *db;
	char path[MN_PATH_MAX];

	assert_int_equal(sqlite3_open_v2(mn_join(path, out, MN_ARCHIVE_NAME), &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(mn_fts_french_register(db, &err), 0);
	return db;
}

/* Rows of a query, columns by '|', rows by '\n'. Caller frees. */
static char *ask(const char *sql, const char *param)
{
	struct mn_buf b = MN_BUF_INIT;
	sqlite3 *db = database();
	sqlite3_stmt *q;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	if (param)
		sqlite3_bind_text(q, 1, param, -1, SQLITE_STATIC);
	mn_buf_puts(&b, "");
	while (sqlite3_step(q) == SQLITE_ROW) {
		for (int c = 0; c < sqlite3_column_count(q); c++) {
			const char *text = (const char *)sqlite3_column_text(q, c);
			mn_buf_printf(&b, "%s%s", c ? "|" : "", text ? text : "-");
		}
		mn_buf_putc(&b, '\n');
	}
	sqlite3_finalize(q);
	sqlite3_close(db);
	return mn_buf_take(&b);
}

/* Everything but row ids. */
static char *dump(void)
{
	static const char *const queries[] = {
		"SELECT * FROM dossiers ORDER BY id", "SELECT * FROM seances ORDER BY dossier, n",
		"SELECT * FROM deliberations ORDER BY dossier, n", "SELECT * FROM pages ORDER BY dossier, page",
		"SELECT p.dossier, p.kind, p.n, t.title, t.text FROM passages p LEFT JOIN texts t ON t.rowid = p.id ORDER BY 1, 2, 3",
		"SELECT count(*) FROM texts", "PRAGMA integrity_check",
	};
	struct mn_buf b = MN_BUF_INIT;

	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		char *rows = ask(queries[i], NULL);
		mn_buf_printf(&b, "-- %s\n%s", queries[i], rows);
		free(rows);
	}
	return mn_buf_take(&b);
}

static void queries_find(void **unused)
{
	static const struct {
		const char *match, *want; /* kind|n of dossier a-1 */
	} cases[] = {
		{"délibération", "deliberation|1\n"}, {"deliberation", "deliberation|1\n"}, {"adopter", "deliberation|1\n"},
		{"municipaux", "deliberation|2\npage|1\n"}, {"\"fibre optique\"", "deliberation|1\n"}, {"ecole",
		"deliberation|1\n"},
		{"oeuvre", "deliberation|1\n"}, {"convention", "deliberation|1\n"}, {"balayeuse", "page|2\n"}, {"lambert",
		"page|1\n"},
		{"absent", ""},
	};
	void *state = opened();

	(void)unused;
	index_one(state, "a-1", "d1");
	ix_close(state);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = ask("SELECT p.kind, p.n FROM texts t JOIN passages p ON p.id = t.rowid WHERE texts MATCH ?1 ORDER BY 1, 2",
			cases[i].match);
		if (strcmp(got, cases[i].want))
			fail_msg("%s: '%s' instead of '%s'", cases[i].match, got, cases[i].want);
		free(got);
	}
}

static void rows_say_what_the_minutes_say(void **unused)
{
	void *state = opened();

	(void)unused;
	index_one(state, "a-1", "d1");
	ix_close(state);
	char *got = ask("SELECT * FROM deliberations", NULL);
	assert_string_equal(got,
		"a-1|1|1|2021-045|Déploiement de la fibre optique|-|2021-09-24|Commune de Saint-Aubin-le-Vieux|adopted|1|0|-|-|-|1|1\n"
		"a-1|2|1|2021-046|Demande de secours|-|2021-09-24|Commune de Saint-Aubin-le-Vieux|adopted|0|1|8|2|-|2|2\n");
	free(got);
	got = ask("SELECT id, inputs, name, pages, grade, warnings, message FROM dossiers", NULL);
	assert_string_equal(got, "a-1|d1|un|3|fair|1|-\n");
	free(got);
	got = ask("SELECT page, class FROM pages", NULL);
	assert_string_equal(got, "1|text\n2|text\n3|blank\n");
	free(got);
}

/* I7 carried on: every word of text/ is in a passage. */
static void nothing_is_unfindable(void **unused)
{
	void *state = opened();

	(void)unused;
	index_one(state, "a-1", "d1");
	ix_close(state);
	char *all = ask("SELECT title, text FROM texts", NULL);
	for (int p = 0; p < 2; p++) {
		for (int l = 0; fixture_lines[p][l]; l++) {
			char *line = mn_strdup(fixture_lines[p][l]), *rest = line;
			for (char *word; (word = strsep(&rest, " "));) {
				size_t n = strlen(word);
				if (word[n - 1] == '-')
					word[n - 1] = '\0';
				if (!strstr(all, word))
					fail_msg("'%s' of page %d is nowhere", word, p + 1);
			}
			free(line);
		}
	}
	free(all);
}

static void incremental_equals_rebuilt(void **unused)
{
	void *state = opened();
	char folder[MN_PATH_MAX], path[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;

	(void)unused;
	index_one(state, "a-1", "d1");
	index_one(state, "b-2", "d2");
	assert_true(index_one(state, "a-1", "d3"));  /* changed */
	assert_false(index_one(state, "a-1", "d3")); /* done */
	folder_of("c-3", folder);
	fixture_dossier(folder, "trois", NULL);
	assert_true(index_one(state, "c-3", "d4"));
	assert_int_equal(mn_remove_tree(folder, &err), 0);
	folder_of("b-2", folder);
	unit_write(folder, "package/bordereau.xml",
		"<ArchiveTransfer><MessageIdentifier>m-1</MessageIdentifier></ArchiveTransfer>");
	assert_true(index_one(state, "b-2", "d5"));
	ix_close(state); /* forgets c-3 */
	char *incremental = dump();
	assert_null(strstr(incremental, "c-3"));
	assert_non_null(strstr(incremental, "|m-1\n"));

	assert_int_equal(unlink(mn_join(path, out, MN_ARCHIVE_NAME)), 0);
	state = opened();
	assert_true(index_one(state, "a-1", "d3"));
	assert_true(index_one(state, "b-2", "d5"));
	ix_close(state);
	char *rebuilt = dump();
	assert_string_equal(incremental, rebuilt);
	free(incremental);
	free(rebuilt);
}

/* I12: a database that goes while the worker is warm is made again. */
static void a_deleted_database_fills_again(void **unused)
{
	void *state = opened();
	char path[MN_PATH_MAX];

	(void)unused;
	assert_true(index_one(state, "a-1", "d1"));
	assert_int_equal(unlink(mn_join(path, out, MN_ARCHIVE_NAME)), 0);
	assert_true(index_one(state, "a-1", "d1"));
	assert_false(index_one(state, "a-1", "d1"));
	ix_close(state);
	char *got = ask("SELECT count(*) FROM texts", NULL);
	assert_string_equal(got, "4\n");
	free(got);
}

static void an_older_schema_is_made_anew(void **unused)
{
	void *state = opened();

	(void)unused;
	index_one(state, "a-1", "d1");
	ix_close(state);
	free(ask("PRAGMA user_version = 99", NULL));
	state = opened();
	assert_true(index_one(state, "a-1", "d1"));
	ix_close(state);
	char *got = ask("PRAGMA user_version", NULL);
	assert_int_equal(atoi(got), MN_ARCHIVE_VERSION);
	free(got);
}

/* A dossier that cannot be read leaves its older rows alone. */
static void a_bad_dossier_changes_nothing(void **unused)
{
	void *state = opened();
	char folder[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;
	struct mn_task task = {.out = out, .inputs = "d2"};

	(void)unused;
	index_one(state, "a-1", "d1");
	char *before = dump();
	folder_of("a-1", folder);
	unit_write(folder, "text/0002.xml", "<alto>");
	task.note = json_object();
	task.dossier = mn_dossier_open(folder, MN_LOCK_EXCLUSIVE, &err);
	assert_int_equal(ix_run(state, &task, &err), -1);
	assert_int_equal(err.kind, MN_INPUT);
	mn_dossier_close(task.dossier);
	json_decref(task.note);
	char *after = dump();
	assert_string_equal(before, after);
	free(before);
	free(after);
	ix_close(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(queries_find, setup, teardown),
		cmocka_unit_test_setup_teardown(rows_say_what_the_minutes_say, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_is_unfindable, setup, teardown),
		cmocka_unit_test_setup_teardown(incremental_equals_rebuilt, setup, teardown),
		cmocka_unit_test_setup_teardown(a_deleted_database_fills_again, setup, teardown),
		cmocka_unit_test_setup_teardown(an_older_schema_is_made_anew, setup, teardown),
		cmocka_unit_test_setup_teardown(a_bad_dossier_changes_nothing, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
