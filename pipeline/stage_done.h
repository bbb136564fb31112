// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * stage_done.h: "already done?" (invariant I5), and what to tidy up after a success. Private to the skeleton.
 */
#ifndef MN_STAGE_DONE_H
#define MN_STAGE_DONE_H

#include <jansson.h>
#include "stage.h"

/* What does not change from task to task: stage, version, configuration, data files; as a digest. */
int mn_done_base(const struct mn_stage *stage, const struct mn_config *config, char hex[MN_HEX], struct mn_err *err);

/* `base` and the bytes of every file that `reads` matches now. */
int mn_done_inputs(const struct mn_stage *stage, const char *base, const struct mn_task *task, char hex[MN_HEX],
	struct mn_err *err);

/* Whether the journal's last word on (stage, unit) is a success with the task's inputs whose outputs are still there, byte for
 * byte (or as the stage's own `there` finds). -1 on a failure to read. */
int mn_done_already(const struct mn_stage *stage, void *state, const struct mn_task *task, struct mn_err *err);

/* Removes files that match `writes` and were not published in this task: left from an older run. */
int mn_done_tidy(const struct mn_stage *stage, const struct mn_task *task, struct mn_err *err);

/* {"name": "sha256"} of what was published in this task; NULL on failure. */
json_t *mn_done_outputs(const struct mn_task *task, struct mn_err *err);

#endif
