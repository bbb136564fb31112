// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * unit.h: what unit tests share: cmocka in its order, a fresh folder, small files.
 */
#ifndef MN_TEST_UNIT_H
#define MN_TEST_UNIT_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "err.h"
#include "file.h"

/* A new folder under /tmp; unit_remove takes it away. Static buffer of the caller. */
static inline char *unit_folder(char path[64])
{
	snprintf(path, 64, "/tmp/minutier-unit.XXXXXX");
	assert_non_null(mkdtemp(path));
	return path;
}

static inline void unit_remove(const char *path)
{
	struct mn_err err = MN_ERR_INIT;

	assert_int_equal(mn_remove_tree(path, &err), 0);
}

/* Writes a file below a folder, making its folders. */
static inline void unit_write(const char *folder, const char *name, const char *text)
{
	struct mn_err err = MN_ERR_INIT;
	char path[MN_PATH_MAX];

	mn_join(path, folder, name);
	char *slash = strrchr(path, '/');
	*slash = '\0';
	assert_int_equal(mn_mkdirs(path, &err), 0);
	*slash = '/';
	assert_int_equal(mn_publish(path, text, strlen(text), &err), 0);
}

static inline char *unit_read(const char *folder, const char *name)
{
	struct mn_err err = MN_ERR_INIT;
	char path[MN_PATH_MAX];
	char *text = mn_read_file(mn_join(path, folder, name), 1 << 26, NULL, &err);

	assert_non_null(text);
	return text;
}

#endif
