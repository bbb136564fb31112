// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * confine.h: what a process that feeds hostile bytes to large parsers gives up.
 */
#ifndef INGEST_CONFINE_H
#define INGEST_CONFINE_H

#include "err.h"

/* For good, for this process: no core dump, files of at most 8 GiB, 256 open files, no new
 * privileges by exec. */
int confine(struct mn_err *err);

#endif
