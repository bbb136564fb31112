// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * work.h: the functions of the stage that main.c declares (stage.h says when they are called).
 */
#ifndef INDEX_WORK_H
#define INDEX_WORK_H

#include "stage.h"

int ix_open(void **state, const struct mn_config *config, struct mn_err *err);
int ix_run(void *state, struct mn_task *task, struct mn_err *err);
/* Whether archive.db stands and holds the dossier with these inputs (I12). */
int ix_there(void *state, const struct mn_task *task, struct mn_err *err);
/* Forgets dossiers whose folder is gone. */
void ix_close(void *state);

#endif
