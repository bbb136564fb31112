// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * attachments.c: writing the archive (libarchive).
 */
#include "attachments.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "file.h"
#include "i18n.h"

#define CHUNK 65536

static int complain(struct archive *a, const char *path, struct mn_err *err)
{
	const char *why = archive_error_string(a);

	return mn_fail(err, MN_SYSTEM, _("cannot write '%s': %s"), path, why ? why : "?");
}

static int put_bytes(struct archive *a, int fd, const char *from, const char *path, struct mn_err *err)
{
	char chunk[CHUNK];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof chunk)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return mn_fail(err, MN_SYSTEM, _("cannot read '%s': %s"), from, strerror(errno));
		if (archive_write_data(a, chunk, (size_t)n) < 0)
			return complain(a, path, err);
	}
	return 0;
}

static int put_file(struct archive *a, const struct pk_file *f, const struct mn_dossier *d, time_t when,
	const char *path,
	struct mn_err *err)
{
	char name[MN_PATH_MAX], from[MN_PATH_MAX];
	int result = -1;
	struct archive_entry *entry = archive_entry_new();
	int fd = open(mn_dossier_path(d, mn_join(name, "content", f->name), from), O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		mn_fail(err, MN_SYSTEM, _("cannot open '%s': %s"), from, strerror(errno));
		goto out;
	}
	archive_entry_set_pathname(entry, f->name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)f->size);
	archive_entry_set_mtime(entry, when, 0);
	archive_entry_set_uid(entry, 0);
	archive_entry_set_gid(entry, 0);
	if (archive_write_header(a, entry) != ARCHIVE_OK) {
		complain(a, path, err);
		goto out;
	}
	result = put_bytes(a, fd, from, path, err);
out:
	if (fd >= 0)
		close(fd);
	archive_entry_free(entry);
	return result;
}

int pk_attachments_write(const char *path, const struct pk_files *files, const struct mn_dossier *d, time_t when,
	struct mn_err *err)
{
	struct archive *a = archive_write_new();
	int result = 0;

	if (!a || archive_write_set_format_pax_restricted(a) != ARCHIVE_OK ||
		archive_write_add_filter_gzip(a) != ARCHIVE_OK ||
		archive_write_set_options(a, "gzip:!timestamp,gzip:compression-level=6") != ARCHIVE_OK ||
		archive_write_open_filename(a, path) != ARCHIVE_OK)
		result = complain(a, path, err);
	for (size_t i = 0; i < files->n && !result; i++)
		result = put_file(a, &files->v[i], d, when, path, err);
	if (archive_write_close(a) != ARCHIVE_OK && !result)
		result = complain(a, path, err);
	archive_write_free(a);
	return result;
}
