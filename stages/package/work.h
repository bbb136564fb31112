// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * work.h: the three functions of the stage that main.c declares (stage.h says when they are called), and its keys.
 */
#ifndef PACKAGE_WORK_H
#define PACKAGE_WORK_H

#include "stage.h"

/* UNSET while the archive's codes are missing; CONFIG when a table or the schema is. */
int pk_open(void **state, const struct mn_config *config, struct mn_err *err);
/* UNSET: not sealed yet. REFUSED: the seal is about other files. INPUT: the files of the dossier contradict each
 * other. */
int pk_run(void *state, struct mn_task *task, struct mn_err *err);
void pk_close(void *state);

extern const struct mn_key pk_keys[];

#endif
