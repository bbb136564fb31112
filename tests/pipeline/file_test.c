// SPDX-License-Identifier: AGPL-3.0-or-later
// I1: nothing half-written is ever visible, whichever call fails; and the rest of file.h.
#include "lib/unit.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

/* The N-th call of the file layer fails with EIO, or writes only half. */
static int countdown;
static int fail_now(void)
{
	return countdown > 0 && --countdown == 0;
}

static int t_open(const char *path, int flags, mode_t mode)
{
	if (fail_now()) {
		errno = ENOSPC;
		return -1;
	}
	return open(path, flags, mode);
}

static ssize_t t_write(int fd, const void *p, size_t n)
{
	if (fail_now()) {
		if (n > 1 && write(fd, p, n / 2) < 0)
			return -1;
		errno = ENOSPC;
		return -1;
	}
	return write(fd, p, n);
}

static int t_fsync(int fd)
{
	if (fail_now()) {
		errno = EIO;
		return -1;
	}
	return fsync(fd);
}

static int t_close(int fd)
{
	int r = close(fd);

	if (fail_now()) {
		errno = EIO;
		return -1;
	}
	return r;
}

static int t_rename(const char *a, const char *b)
{
	if (fail_now()) {
		errno = EIO;
		return -1;
	}
	return rename(a, b);
}

static const struct mn_file_ops failing = {t_open, t_write, t_fsync, t_close, t_rename, unlink};

static int entries(const char *folder)
{
	DIR *d = opendir(folder);
	int n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n - 2;
}

/* N = 1, 2, 3… until a publication ends untouched: after each failure the old file or the new one is there, whole, and nothing
 * else. */
static void sweep_publish(void **state)
{
	char folder[64], path[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;
	int n, r;

	(void)state;
	unit_folder(folder);
	mn_join(path, folder, "f");
	for (n = 1; n < 50; n++) {
		mn_file_ops_set(NULL);
		assert_int_equal(mn_publish(path, "old text", 8, &err), 0);
		countdown = n;
		mn_file_ops_set(&failing);
		r = mn_publish(path, "new text!", 9, &err);
		int untouched = countdown > 0;
		countdown = 0;
		mn_file_ops_set(NULL);
		char *now = unit_read(folder, "f");
		if (strcmp(now, "old text") && strcmp(now, "new text!"))
			fail_msg("after failure %d the file holds '%s'", n, now);
		if (!r)
			assert_string_equal(now, "new text!");
		else
			assert_int_equal(err.kind, MN_SYSTEM);
		free(now);
		assert_int_equal(entries(folder), 1);
		if (untouched)
			break;
	}
	assert_in_range(n, 5, 20);
	assert_int_equal(r, 0);
	unit_remove(folder);
}

static void two_steps_and_copy(void **state)
{
	char folder[64], path[MN_PATH_MAX], other[MN_PATH_MAX], tmp[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	unit_folder(folder);
	mn_join(path, folder, "a.pdf");
	assert_int_equal(mn_publish_path(path, tmp, &err), 0);
	assert_false(mn_exists(path));
	FILE *f = fopen(tmp, "w");
	fputs("written by a library", f);
	fclose(f);
	assert_int_equal(mn_publish_done(tmp, path, &err), 0);
	assert_int_equal(mn_publish_copy(path, mn_join(other, folder, "b.pdf"), &err), 0);
	char *text = unit_read(folder, "b.pdf");
	assert_string_equal(text, "written by a library");
	free(text);
	assert_int_equal(mn_publish_path(path, tmp, &err), 0);
	mn_publish_drop(tmp);
	assert_int_equal(entries(folder), 2);
	unit_remove(folder);
}

static void append_mends_a_torn_line(void **state)
{
	char folder[64], path[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	unit_folder(folder);
	unit_write(folder, "j", "{\"whole\":1}\n{\"torn");
	assert_int_equal(mn_append_line(mn_join(path, folder, "j"), "{\"next\":1}", &err), 0);
	char *text = unit_read(folder, "j");
	assert_string_equal(text, "{\"whole\":1}\n{\"torn\n{\"next\":1}\n");
	free(text);
	unit_remove(folder);
}

static void reading(void **state)
{
	char folder[64], path[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	unit_folder(folder);
	unit_write(folder, "x", "12345");
	assert_null(mn_read_file(mn_join(path, folder, "x"), 4, NULL, &err));
	assert_int_equal(err.kind, MN_LIMIT);
	assert_null(mn_read_file(mn_join(path, folder, "missing"), 4, NULL, &err));
	assert_int_equal(err.kind, MN_INPUT);
	assert_null(mn_read_file(folder, 400, NULL, &err));
	assert_int_equal(err.kind, MN_INPUT);
	unit_remove(folder);
}

static void names(void **state)
{
	static const struct {
		const char *name;
		bool ok;
	} cases[] = {{"pv.pdf", true}, {"é à.tif", true}, {"", false},   {".hidden", false}, {"-rf", false},
		{"a/b", false},    {"a\nb", false},    {"..", false}, {"\xFF", false}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (mn_name_ok(cases[i].name) != cases[i].ok)
			fail_msg("'%s'", cases[i].name);
}

/* Old leftovers go, young ones and everything else stay. */
static void sweeping(void **state)
{
	char folder[64], path[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;
	struct utimbuf old = {1000, 1000};

	(void)state;
	unit_folder(folder);
	unit_write(folder, "dossiers/a/pages/.tmp-1-0-x", "x");
	unit_write(folder, "dossiers/a/pages/keep", "x");
	unit_write(folder, "dossiers/a/.tmp-2-0-young", "x");
	assert_int_equal(utime(mn_join(path, folder, "dossiers/a/pages/.tmp-1-0-x"), &old), 0);
	assert_int_equal(mn_sweep(folder, 60, &err), 0);
	assert_false(mn_exists(path));
	assert_true(mn_exists(mn_join(path, folder, "dossiers/a/pages/keep")));
	assert_true(mn_exists(mn_join(path, folder, "dossiers/a/.tmp-2-0-young")));
	unit_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sweep_publish), cmocka_unit_test(two_steps_and_copy), cmocka_unit_test(append_mends_a_torn_line),
		cmocka_unit_test(reading),       cmocka_unit_test(names),              cmocka_unit_test(sweeping),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
