// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * file.c: publishing files (invariant I1).
 *
 * temp in the same folder, O_EXCL -> write -> fsync -> close -> rename -> fsync the folder. The last step is what makes the
 * rename survive a power cut. On failure the temporary of this very call is unlinked, nothing else.
 */
#include "file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "i18n.h"

static int real_open(const char *path, int flags, mode_t mode)
{
	return open(path, flags, mode);
}

static const struct mn_file_ops real_ops = {real_open, write, fsync, close, rename, unlink};
static const struct mn_file_ops *ops = &real_ops;

void mn_file_ops_set(const struct mn_file_ops *replacement)
{
	ops = replacement ? replacement : &real_ops;
}

char *mn_join(char *out, const char *a, const char *b)
{
	int n = snprintf(out, MN_PATH_MAX, "%s/%s", a, b);

	assert(n > 0 && n < MN_PATH_MAX);
	return out;
}

/* Splits "a/b/c" into "a/b" and "c"; the folder of "c" is ".". */
static const char *split(const char *path, char folder[MN_PATH_MAX])
{
	const char *slash = strrchr(path, '/');

	if (!slash) {
		strcpy(folder, ".");
		return path;
	}
	size_t n = (size_t)(slash - path);
	assert(n < MN_PATH_MAX);
	memcpy(folder, path, n);
	folder[n] = '\0';
	if (!n)
		strcpy(folder, "/");
	return slash + 1;
}

static int sync_folder(const char *folder, struct mn_err *err)
{
	int fd = ops->open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

	if (fd < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot open folder '%s': %s"), folder, strerror(errno));
	/* Some file systems (network shares) do not know fsync of a folder: EINVAL is no failure. */
	int bad = ops->fsync(fd) < 0 && errno != EINVAL ? errno : 0;
	ops->close(fd);
	if (bad)
		return mn_fail(err, MN_SYSTEM, _("cannot sync folder '%s': %s"), folder, strerror(bad));
	return 0;
}

/* A name that no other call of this or another process uses. */
static void temp_name(const char *path, char tmp[MN_PATH_MAX])
{
	static unsigned counter;
	char folder[MN_PATH_MAX];
	const char *name = split(path, folder);
	int n = snprintf(tmp, MN_PATH_MAX, "%s/.tmp-%ld-%u-%s", folder, (long)getpid(), counter++, name);

	assert(n > 0 && n < MN_PATH_MAX);
}

static int write_all(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t w = ops->write(fd, bytes, n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return -1;
		bytes += w;
		n -= (size_t)w;
	}
	return 0;
}

/* fsync and close of an open temporary, then the rename and the folder. Unlinks tmp on failure. */
static int finish(int fd, int bad, const char *tmp, const char *path, struct mn_err *err)
{
	char folder[MN_PATH_MAX];

	if (!bad && ops->fsync(fd) < 0)
		bad = errno;
	if (ops->close(fd) < 0 && !bad)
		bad = errno;
	if (!bad && ops->rename(tmp, path) < 0)
		bad = errno;
	if (bad) {
		ops->unlink(tmp);
		return mn_fail(err, MN_SYSTEM, _("cannot write '%s': %s"), path, strerror(bad));
	}
	split(path, folder);
	return sync_folder(folder, err);
}

int mn_publish(const char *path, const void *bytes, size_t n, struct mn_err *err)
{
	char tmp[MN_PATH_MAX];

	temp_name(path, tmp);
	int fd = ops->open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot write '%s': %s"), path, strerror(errno));
	int bad = write_all(fd, bytes, n) < 0 ? errno : 0;
	return finish(fd, bad, tmp, path, err);
}

int mn_publish_path(const char *path, char *tmp, struct mn_err *err)
{
	temp_name(path, tmp);
	int fd = ops->open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot write '%s': %s"), path, strerror(errno));
	ops->close(fd);
	return 0;
}

int mn_publish_done(const char *tmp, const char *path, struct mn_err *err)
{
	int fd = ops->open(tmp, O_RDWR | O_CLOEXEC, 0);

	if (fd < 0) {
		int bad = errno;
		ops->unlink(tmp);
		return mn_fail(err, MN_SYSTEM, _("cannot write '%s': %s"), path, strerror(bad));
	}
	return finish(fd, 0, tmp, path, err);
}

void mn_publish_drop(const char *tmp)
{
	ops->unlink(tmp);
}

int mn_publish_copy(const char *from, const char *to, struct mn_err *err)
{
	enum { CHUNK = 1 << 17 };
	char tmp[MN_PATH_MAX];
	int in = open(from, O_RDONLY | O_CLOEXEC);

	if (in < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot open '%s': %s"), from, strerror(errno));
	temp_name(to, tmp);
	int out = ops->open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (out < 0) {
		mn_fail(err, MN_SYSTEM, _("cannot write '%s': %s"), to, strerror(errno));
		close(in);
		return -1;
	}
	char *chunk = mn_alloc(CHUNK);
	int bad = 0;
	ssize_t n;
	while (!bad && (n = read(in, chunk, CHUNK)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || write_all(out, chunk, (size_t)n) < 0)
			bad = errno;
	}
	free(chunk);
	close(in);
	return finish(out, bad, tmp, to, err);
}

int mn_publish_folder(const char *from, const char *to, struct mn_err *err)
{
	char folder[MN_PATH_MAX];

	if (sync_folder(from, err) < 0)
		return -1;
	if (mn_exists(to))
		return mn_fail(err, MN_SYSTEM, _("cannot put '%s' in place: it exists already"), to);
	if (ops->rename(from, to) < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot put '%s' in place: %s"), to, strerror(errno));
	split(to, folder);
	return sync_folder(folder, err);
}

/* Whether the file ends in the middle of a line. */
static bool torn(int fd)
{
	char last;
	off_t size = lseek(fd, 0, SEEK_END);

	return size > 0 && pread(fd, &last, 1, size - 1) == 1 && last != '\n';
}

int mn_append_line(const char *path, const char *line, struct mn_err *err)
{
	int fd = ops->open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);

	if (fd < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot write '%s': %s"), path, strerror(errno));
	size_t n = strlen(line);
	bool mend = torn(fd);
	char *whole = mn_alloc(n + 3);
	size_t at = 0;
	if (mend)
		whole[at++] = '\n';
	memcpy(whole + at, line, n);
	at += n;
	whole[at++] = '\n';
	int bad = write_all(fd, whole, at) < 0 || ops->fsync(fd) < 0 ? errno : 0;
	free(whole);
	if (ops->close(fd) < 0 && !bad)
		bad = errno;
	if (bad)
		return mn_fail(err, MN_SYSTEM, _("cannot write '%s': %s"), path, strerror(bad));
	return 0;
}
