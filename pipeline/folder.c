// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * folder.c: reading files and walking folders (the reading half of file.h).
 */
#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "i18n.h"
#include "text.h"

#define NAME_BYTES_MAX 200
#define LIST_MAX 1000000

bool mn_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool mn_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

char *mn_read_file(const char *path, size_t max, size_t *n, struct mn_err *err)
{
	struct stat st;
	char *bytes = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		mn_fail(err, errno == ENOENT ? MN_INPUT : MN_SYSTEM, _("cannot open '%s': %s"), path, strerror(errno));
		return NULL;
	}
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		mn_fail(err, MN_INPUT, _("'%s' is not a regular file"), path);
		goto out;
	}
	if ((unsigned long long)st.st_size > max) {
		mn_fail(err, MN_LIMIT, _("'%s' has %lld bytes, more than the %zu allowed"), path, (long long)st.st_size, max);
		goto out;
	}
	size_t want = (size_t)st.st_size, got = 0;
	bytes = mn_alloc(want + 1);
	while (got < want) {
		ssize_t r = read(fd, bytes + got, want - got);
		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0) {
			mn_fail(err, MN_SYSTEM, _("cannot read '%s': %s"), path, strerror(errno));
			free(bytes);
			bytes = NULL;
			goto out;
		}
		if (!r)
			break;
		got += (size_t)r;
	}
	bytes[got] = '\0';
	if (n)
		*n = got;
out:
	close(fd);
	return bytes;
}

int mn_mkdirs(const char *path, struct mn_err *err)
{
	char part[MN_PATH_MAX];
	size_t n = strlen(path);

	if (n >= sizeof part)
		return mn_fail(err, MN_INPUT, _("the path '%.60s…' is too long"), path);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && path[i] != '/')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0777) < 0 && errno != EEXIST)
			return mn_fail(err, MN_SYSTEM, _("cannot make folder '%s': %s"), part, strerror(errno));
	}
	if (!mn_is_folder(path))
		return mn_fail(err, MN_SYSTEM, _("'%s' is not a folder"), path);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	return (type == FTW_DP || type == FTW_DNR ? rmdir(path) : unlink(path)) < 0 && errno != ENOENT ? -1 : 0;
}

int mn_remove_tree(const char *path, struct mn_err *err)
{
	if (!mn_exists(path))
		return 0;
	if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot remove '%s': %s"), path, strerror(errno));
	return 0;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **mn_list(const char *folder, const char *pattern, size_t *n, struct mn_err *err)
{
	size_t count = 0, cap = 8;
	char **names = mn_alloc(cap * sizeof *names);
	DIR *dir = opendir(folder);

	if (!dir && errno != ENOENT) {
		mn_fail(err, MN_SYSTEM, _("cannot read folder '%s': %s"), folder, strerror(errno));
		free(names);
		return NULL;
	}
	for (struct dirent *e; dir && count < LIST_MAX && (e = readdir(dir));) {
		if (e->d_name[0] == '.' || fnmatch(pattern, e->d_name, 0))
			continue;
		names = mn_grow(names, count + 1, &cap, sizeof *names);
		names[count++] = mn_strdup(e->d_name);
	}
	if (dir)
		closedir(dir);
	qsort(names, count, sizeof *names, by_bytes);
	names[count] = NULL;
	if (n)
		*n = count;
	return names;
}

void mn_names_free(char **names)
{
	if (!names)
		return;
	for (char **p = names; *p; p++)
		free(*p);
	free(names);
}

static bool is_leftover(const char *name)
{
	return !strncmp(name, ".tmp-", 5) || !strncmp(name, ".incoming-", 10);
}

static int sweep(const char *folder, time_t before, int depth, struct mn_err *err)
{
	DIR *dir = opendir(folder);
	int r = 0;

	if (!dir)
		return 0;
	for (struct dirent *e; !r && (e = readdir(dir));) {
		struct stat st;
		char path[MN_PATH_MAX];
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		if (snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= (int)sizeof path || lstat(path, &st) < 0)
			continue;
		if (is_leftover(e->d_name)) {
			if (st.st_mtime <= before)
				r = mn_remove_tree(path, err);
		} else if (S_ISDIR(st.st_mode) && depth > 0) {
			r = sweep(path, before, depth - 1, err);
		}
	}
	closedir(dir);
	return r;
}

int mn_sweep(const char *folder, long age_s, struct mn_err *err)
{
	return sweep(folder, time(NULL) - age_s, 3, err);
}

bool mn_name_ok(const char *name)
{
	size_t n = strnlen(name, NAME_BYTES_MAX + 1);

	if (!n || n > NAME_BYTES_MAX || name[0] == '.' || name[0] == '-' || !mn_utf8_ok(name, n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (name[i] == '/' || (unsigned char)name[i] < 0x20 || name[i] == 0x7f)
			return false;
	return true;
}
