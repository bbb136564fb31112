// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * quarantine.h: OUT/quarantine/<id>/: what could not be taken, its bytes kept (source/) and why (reason.json).
 *
 * <id> is made as a dossier's; the same bytes refused again are the same entry. The source in the inbox is not touched.
 */
#ifndef MN_QUARANTINE_H
#define MN_QUARANTINE_H

#include "err.h"

/* `name` may be NULL; `why` is the sentence, `kind` its word. */
int quarantine_put(const char *out, const char *source, const char *name, const char *kind, const char *why,
	struct mn_err *err);

#endif
