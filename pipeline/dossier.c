// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * dossier.c: an open dossier: its lock, its files, what was published (invariant I3).
 */
#include "dossier.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include "file.h"
#include "i18n.h"

struct mn_dossier {
	char *folder, *id, *out;
	int fd; /* of the folder, holds the lock */
	char **published;
	unsigned long n, cap;
};

/* OUT/dossiers/<id> -> OUT; a dossier that stands elsewhere has its parent for OUT. */
static char *out_of(const char *folder)
{
	char *out = mn_strdup(folder);

	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(out, '/');
		if (!slash) {
			free(out);
			return mn_strdup(".");
		}
		if (up == 1 && strcmp(slash + 1, "dossiers"))
			break;
		*slash = '\0';
	}
	return out;
}

struct mn_dossier *mn_dossier_open(const char *path, enum mn_lock lock, struct mn_err *err)
{
	char pages[MN_PATH_MAX];
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	if (!n || n > MN_PATH_MAX - 256) {
		mn_fail(err, MN_INPUT, _("'%s' is not a dossier"), path);
		return NULL;
	}
	struct mn_dossier *d = mn_calloc(1, sizeof *d);
	d->folder = mn_strndup(path, n);
	const char *slash = strrchr(d->folder, '/');
	d->id = mn_strdup(slash ? slash + 1 : d->folder);
	d->out = out_of(d->folder);
	d->fd = open(d->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (d->fd < 0 || !mn_exists(mn_join(pages, d->folder, "pages/pages.json"))) {
		mn_fail(err, MN_INPUT, _("'%s' is not a dossier: it has no pages/pages.json"), path);
		goto fail;
	}
	if (lock != MN_LOCK_NONE && flock(d->fd, (lock == MN_LOCK_SHARED ? LOCK_SH : LOCK_EX) | LOCK_NB) < 0) {
		mn_fail(err, errno == EWOULDBLOCK ? MN_RETRY : MN_SYSTEM, _("another process works on '%s'; try again later"),
			path);
		goto fail;
	}
	return d;
fail:
	mn_dossier_close(d);
	return NULL;
}

void mn_dossier_close(struct mn_dossier *d)
{
	if (!d)
		return;
	if (d->fd >= 0)
		close(d->fd);
	for (unsigned long i = 0; i < d->n; i++)
		free(d->published[i]);
	free(d->published);
	free(d->folder);
	free(d->id);
	free(d->out);
	free(d);
}

const char *mn_dossier_folder(const struct mn_dossier *d)
{
	return d->folder;
}

const char *mn_dossier_id(const struct mn_dossier *d)
{
	return d->id;
}

const char *mn_dossier_out(const struct mn_dossier *d)
{
	return d->out;
}

char *mn_dossier_path(const struct mn_dossier *d, const char *name, char *path)
{
	return mn_join(path, d->folder, name);
}

/* Notes a published name, sorted and once. */
static void note(struct mn_dossier *d, const char *name)
{
	unsigned long at = 0;

	while (at < d->n && strcmp(d->published[at], name) < 0)
		at++;
	if (at < d->n && !strcmp(d->published[at], name))
		return;
	d->published = mn_grow(d->published, d->n + 1, &d->cap, sizeof *d->published);
	memmove(d->published + at + 1, d->published + at, (d->n - at) * sizeof *d->published);
	d->published[at] = mn_strdup(name);
	d->n++;
}

/* The path of a file to be published; makes its sub-folder. */
static int place(const struct mn_dossier *d, const char *name, char *path, struct mn_err *err)
{
	char folder[MN_PATH_MAX];
	const char *slash = strrchr(name, '/');

	mn_dossier_path(d, name, path);
	if (!slash)
		return 0;
	snprintf(folder, sizeof folder, "%s/%.*s", d->folder, (int)(slash - name), name);
	return mn_is_folder(folder) ? 0 : mn_mkdirs(folder, err);
}

int mn_dossier_publish(struct mn_dossier *d, const char *name, const void *bytes, size_t n, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	if (place(d, name, path, err) < 0 || mn_publish(path, bytes, n, err) < 0)
		return -1;
	note(d, name);
	return 0;
}

int mn_dossier_publish_copy(struct mn_dossier *d, const char *from, const char *name, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	if (place(d, name, path, err) < 0 || mn_publish_copy(from, path, err) < 0)
		return -1;
	note(d, name);
	return 0;
}

int mn_dossier_publish_path(struct mn_dossier *d, const char *name, char *tmp, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	return place(d, name, path, err) < 0 ? -1 : mn_publish_path(path, tmp, err);
}

int mn_dossier_publish_done(struct mn_dossier *d, const char *tmp, const char *name, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	if (mn_publish_done(tmp, mn_dossier_path(d, name, path), err) < 0)
		return -1;
	note(d, name);
	return 0;
}

char **mn_dossier_glob(const struct mn_dossier *d, const char *pattern, size_t *n, struct mn_err *err)
{
	char folder[MN_PATH_MAX];
	const char *slash = strrchr(pattern, '/');
	size_t count = 0;

	if (slash)
		snprintf(folder, sizeof folder, "%s/%.*s", d->folder, (int)(slash - pattern), pattern);
	else
		snprintf(folder, sizeof folder, "%s", d->folder);
	char **names = mn_list(folder, slash ? slash + 1 : pattern, &count, err);
	if (!names)
		return NULL;
	for (size_t i = 0; slash && i < count; i++) {
		char *whole = mn_printf("%.*s/%s", (int)(slash - pattern), pattern, names[i]);
		free(names[i]);
		names[i] = whole;
	}
	if (n)
		*n = count;
	return names;
}

const char *const *mn_dossier_published(const struct mn_dossier *d, size_t *n)
{
	if (n)
		*n = d->n;
	return (const char *const *)d->published;
}
