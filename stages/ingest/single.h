// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * single.h: files that hold one picture: JPEG, PNG, JPEG 2000.
 */
#ifndef INGEST_SINGLE_H
#define INGEST_SINGLE_H

#include "err.h"
#include "intake.h"
#include "kind.h"

#define SINGLE_BYTES_MAX (1UL << 30)

/* Hands the page over. INPUT: damaged; LIMIT: too large. */
int single_take(struct intake *k, const char *path, enum kind kind, struct mn_err *err);

#endif
