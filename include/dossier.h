// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * dossier.h: one dossier = one folder OUT/dossiers/<id>/ (doc/formats.md lists its files).
 *
 * A stage gets an open, locked dossier in its task; it reads files by mn_dossier_path and publishes by
 * mn_dossier_publish, which remembers the name: after a successful run the skeleton removes files that match the
 * stage's `writes` and were not published this time (left from an older run), and writes the journal.
 *
 * I3. Mutual exclusion is flock(2) on the folder: exclusive for a stage that works on the dossier, shared for one that
 *     works on a page. The kernel frees it on kill -9.
 * I4. journal.jsonl is append-only; a torn last line is ignored by readers and ended by the next writer.
 * I5. A stage is done when the last line of its (stage, unit) is a success whose digest of inputs is today's and whose
 *     outputs are there with the digest noted. Nothing else is remembered anywhere.
 */
#ifndef MN_DOSSIER_H
#define MN_DOSSIER_H

#include <stdbool.h>
#include <stddef.h>
#include "digest.h"
#include "err.h"

struct mn_dossier;

enum mn_lock { MN_LOCK_NONE, MN_LOCK_SHARED, MN_LOCK_EXCLUSIVE };

/* Opens an existing dossier (a folder that holds pages/pages.json) and takes the lock without waiting.
 * INPUT: not a dossier; RETRY: another process holds it. */
struct mn_dossier *mn_dossier_open(const char *path, enum mn_lock lock, struct mn_err *err);
void mn_dossier_close(struct mn_dossier *d);

/* The folder as given, its last component, and the OUT folder it belongs to. Strings of d. */
const char *mn_dossier_folder(const struct mn_dossier *d);
const char *mn_dossier_id(const struct mn_dossier *d);
const char *mn_dossier_out(const struct mn_dossier *d);

/* folder + "/" + relative name, in `path` (MN_PATH_MAX bytes). Returns path. */
char *mn_dossier_path(const struct mn_dossier *d, const char *name, char *path);

/* mn_publish, mn_publish_copy, and the two-step form of file.h, inside the dossier (sub-folders are made). */
int mn_dossier_publish(struct mn_dossier *d, const char *name, const void *bytes, size_t n, struct mn_err *err);
int mn_dossier_publish_copy(struct mn_dossier *d, const char *from, const char *name, struct mn_err *err);
int mn_dossier_publish_path(struct mn_dossier *d, const char *name, char *tmp, struct mn_err *err);
int mn_dossier_publish_done(struct mn_dossier *d, const char *tmp, const char *name, struct mn_err *err);

/* Names relative to the dossier that match a glob with '/' as in stage.h ("ocr/" "*.xml"), sorted; free with
 * mn_names_free. */
char **mn_dossier_glob(const struct mn_dossier *d, const char *pattern, size_t *n, struct mn_err *err);

/* The names published since the dossier was opened (sorted; n may be NULL); strings of d. */
const char *const *mn_dossier_published(const struct mn_dossier *d, size_t *n);

#endif
