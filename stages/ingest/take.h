// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * take.h: a source becomes a dossier.
 *
 * I9. A dossier appears under OUT/dossiers/ complete or not at all: it is filled as ".incoming-<id>" and renamed once.
 * I13. One digest of source bytes has one dossier: before the rename the name is looked for again, under a lock of
 *      OUT/dossiers.
 */
#ifndef INGEST_TAKE_H
#define INGEST_TAKE_H

#include "stage.h"
#include "upright.h"

/* Fills task->made and task->found. INPUT, LIMIT: nothing is left behind; RETRY: another process
 * is at it. */
int take_source(struct upright *upright, struct mn_task *task, struct mn_err *err);

#endif
