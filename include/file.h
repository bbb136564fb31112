// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * file.h: reading whole files, publishing files, names.
 *
 * I1. Nothing half-written is ever visible: a published file is written under a temporary name in the same folder
 *     (".tmp-<pid>-<n>-<name>", O_EXCL), flushed, fsynced, renamed, and its folder fsynced. On failure only the
 *     temporary that this call created is removed. Nobody else in minutier calls rename.
 * I2. Names that come from outside pass mn_name_ok before they become part of a path.
 *
 * The operating system's calls go through `struct mn_file_ops`, so that tests can fail the N-th one
 * (mn_file_ops_set; the default is the real thing).
 */
#ifndef MN_FILE_H
#define MN_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "err.h"

#define MN_PATH_MAX 4096

/* The calls that writing uses, as in unistd.h; each returns as the real one does. */
struct mn_file_ops {
	int (*open)(const char *path, int flags, mode_t mode);
	ssize_t (*write)(int fd, const void *p, size_t n);
	int (*fsync)(int fd);
	int (*close)(int fd);
	int (*rename)(const char *from, const char *to);
	int (*unlink)(const char *path);
};

/* For tests: replaces the calls (NULL: the real ones again). Not thread-safe. */
void mn_file_ops_set(const struct mn_file_ops *ops);

/* Writes `n` bytes as `path` by the ritual above; an older file of that name is replaced at once. Mode 0644 less
 * the umask. SYSTEM (disk full, no right…). */
int mn_publish(const char *path, const void *bytes, size_t n, struct mn_err *err);

/* The same for a file written by somebody else's library: mn_publish_path gives a temporary path in the folder of
 * `path` (O_EXCL created, empty) to write to; mn_publish_done fsyncs and renames it, mn_publish_drop removes it.
 * `tmp` has room for MN_PATH_MAX bytes. */
int mn_publish_path(const char *path, char *tmp, struct mn_err *err);
int mn_publish_done(const char *tmp, const char *path, struct mn_err *err);
void mn_publish_drop(const char *tmp);

/* Copies a regular file to `to` by the ritual; `from` is not changed. */
int mn_publish_copy(const char *from, const char *to, struct mn_err *err);

/* Renames a complete folder into place and fsyncs both parents; `to` must not exist. */
int mn_publish_folder(const char *from, const char *to, struct mn_err *err);

/* Appends one line (the '\n' is added) to `path` with one write and an fsync; if the file's last line is torn
 * (no '\n' after a crash), ends it first. For journal.jsonl. */
int mn_append_line(const char *path, const char *line, struct mn_err *err);

/* Reads a whole regular file of at most `max` bytes; the result ends with a NUL that is not counted, caller frees.
 * NULL: LIMIT when larger, INPUT when it does not exist or is not a regular file, SYSTEM otherwise. */
char *mn_read_file(const char *path, size_t max, size_t *n, struct mn_err *err);

bool mn_exists(const char *path);
bool mn_is_folder(const char *path);

/* mkdir -p, fsyncing what it created. */
int mn_mkdirs(const char *path, struct mn_err *err);

/* rm -r; follows no symbolic link; missing is fine. */
int mn_remove_tree(const char *path, struct mn_err *err);

/* A sorted list of names (bytewise, as LC_ALL=C; NULL-terminated; free with mn_names_free): what in `folder` matches the
 * fnmatch(3) pattern. Never hidden files or temporaries. An empty list when the folder does not exist. */
char **mn_list(const char *folder, const char *pattern, size_t *n, struct mn_err *err);
void mn_names_free(char **names);

/* Removes temporaries (".tmp-*", ".incoming-*") older than `age_s` seconds below `folder`, four folders deep (OUT to the files
 * of a dossier's sub-folders). */
int mn_sweep(const char *folder, long age_s, struct mn_err *err);

/* Whether a name from outside may be used as one path component: 1-200 bytes of valid UTF-8, no '/', no control
 * character, does not begin with '.' or '-'. */
bool mn_name_ok(const char *name);

/* Joins "a/b" into `out` (MN_PATH_MAX bytes); asserts that it fits. Returns out. */
char *mn_join(char *out, const char *a, const char *b);

#endif
