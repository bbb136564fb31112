// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * attachments.h: attachments.tar.gz, written and read back.
 *
 * The archive is flat, sorted by name, owner 0, mode 0644, one time for all entries, no time in the gzip head: same
 * files, same bytes. pax, which is plain ustar as long as nothing exceeds it (8 GiB a file).
 */
#ifndef PACKAGE_ATTACHMENTS_H
#define PACKAGE_ATTACHMENTS_H

#include <stddef.h>
#include <time.h>
#include "package.h"

/* Writes the files of content/ to `path` (which exists, empty). SYSTEM. */
int pk_attachments_write(const char *path, const struct pk_files *files, const struct mn_dossier *d, time_t when,
	struct mn_err *err);

/* Reads both back as the archive will: every BinaryDataObject of the bordereau has one entry of its name, size and
 * digest, every entry its object, every object one unit that points to it, Uri and Filename agree. INPUT with the
 * first difference. */
int pk_attachments_check(const char *path, const char *bordereau, size_t n, struct mn_err *err);

#endif
