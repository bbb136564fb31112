// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * segment.h: the stage: reads text/ of a dossier, publishes minutes.xml, deliberations.csv, checks.json.
 */
#ifndef SEGMENT_SEGMENT_H
#define SEGMENT_SEGMENT_H

#include "stage.h"

int segment_open(void **state, const struct mn_config *config, struct mn_err *err);
int segment_run(void *state, struct mn_task *task, struct mn_err *err);
void segment_close(void *state);

#endif
