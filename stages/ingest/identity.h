// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * identity.h: what a source is called, and whether its dossier is there already.
 */
#ifndef INGEST_IDENTITY_H
#define INGEST_IDENTITY_H

#include "digest.h"
#include "err.h"
#include "folder.h"
#include "pages.h"

#define IDENTITY_ID 100 /* bytes of an id, at most 60 of slug, dash, 12 digits, NUL */

/* Digests and sizes of the chosen files into pages->files (names made safe), pages->source_sha256. */
int identity_digest(const struct chosen *c, struct mn_pages *pages, struct mn_err *err);

/* The readable name: `given`, or the last component of the path without its ending; malloced, NFC. */
char *identity_name(const char *given, const char *path, bool folder);

/* slug of the name + "-" + first 12 digits. */
void identity_id(const struct mn_pages *pages, char id[IDENTITY_ID]);

/* Path of the dossier in `dossiers` with that source digest, malloced; NULL when there is none
 * (err->kind stays) or on error. */
char *identity_find(const char *dossiers, const char *source_sha256, struct mn_err *err);

#endif
