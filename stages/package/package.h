// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * package.h: what the modules of package share: the settings and the files to be archived.
 *
 * I10. A bordereau.xml that can be seen describes the attachments.tar.gz beside it, file for file: the old bordereau
 *      goes before a new archive takes its place, the new one comes last, after the archive was read back.
 */
#ifndef PACKAGE_H
#define PACKAGE_H

#include <stddef.h>
#include "config.h"
#include "digest.h"
#include "dossier.h"
#include "err.h"
#include "formats.h"

#define PK_SEAL "preuve.xades.xml"
#define PK_DIGEST_URI "http://www.w3.org/2001/04/xmlenc#sha256"
#define PK_SEDA_NS "fr:gouv:culture:archivesdefrance:seda:v2.2"
#define PK_BORDEREAU_MAX (64L << 20)

/* Values of [package]; strings of the configuration, NULL where not set. */
struct pk_settings {
	const char *archival_agency, *transferring_agency, *originating_agency;
	const char *archival_agreement, *archival_profile, *service_level;
	const char *appraisal_rule, *access_rule;
	const char *digitisation; /* who scanned, when, with what: a French sentence */
};

/* One file of content/. */
struct pk_file {
	char *name;                    /* flat, [a-z0-9.-] */
	char sha256[MN_HEX];
	unsigned long long size;       /* bytes, more than 0 */
	const struct pk_format *format;
};

struct pk_files {
	struct pk_file *v;             /* sorted by name, bytewise */
	size_t n;
};

/* Fills settings from the declared keys. UNSET with one sentence that names every key that is missing. */
int pk_settings_get(struct pk_settings *s, const struct mn_config *config, struct mn_err *err);

/* Lists content/ with sizes and digests. UNSET when there is no seal yet; INPUT on a name that no row of formats.csv
 * knows, that is not flat, or on an empty file. Free with pk_files_free; unchanged on failure. */
int pk_files_list(struct pk_files *files, const struct mn_dossier *d, const struct pk_formats *formats,
	struct mn_err *err);
void pk_files_free(struct pk_files *files);

/* The file of that name, NULL when there is none. */
const struct pk_file *pk_files_find(const struct pk_files *files, const char *name);

/* Checks that the seal in content/ names every other file with its digest of now, and no other. REFUSED when it does
 * not. */
int pk_seal_check(const struct pk_files *files, const struct mn_dossier *d, struct mn_err *err);

#endif
