// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * stage_task.h: one task from its line to its answer. Private to the skeleton.
 */
#ifndef MN_STAGE_TASK_H
#define MN_STAGE_TASK_H

#include <jansson.h>
#include "stage.h"

/* A stage that is running: opened once, then any number of tasks. */
struct mn_running {
	const struct mn_stage *stage;
	struct mn_config *config;
	const char *out; /* --out of source stages */
	bool force;
	void *state;
	bool opened;
	struct mn_err open_err; /* why it is not */
	char base[MN_HEX];
};

/* Opens the stage; on failure notes why (the tasks then answer with it). */
int mn_running_open(struct mn_running *r);
void mn_running_close(struct mn_running *r);

/* Does the task of a line (see stage.h); returns the answer, a new object. `line` is changed. */
json_t *mn_running_task(struct mn_running *r, char *line);

#endif
