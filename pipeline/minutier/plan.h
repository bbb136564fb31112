// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * plan.h: which stages there are and in what order they work: asked from the executables, not written here.
 *
 * Every minutier-<stage> beside `minutier` is asked to --describe itself; a stage stands after those that write what it reads,
 * ties by name. Readers (search, export…) are known too, but no part of the order.
 */
#ifndef MN_PLAN_H
#define MN_PLAN_H

#include <jansson.h>
#include "config.h"
#include "stage.h"

#define PLAN_STAGES_MAX 32

struct plan_stage {
	char *name, *synopsis;
	enum mn_unit unit;
	json_t *reads, *writes;      /* arrays of globs */
	struct mn_key *keys;         /* ended by {0} */
};

struct plan {
	char *bin;                   /* folder of the executables */
	struct plan_stage stages[PLAN_STAGES_MAX];
	size_t n;                    /* stages of the night, in order */
	struct plan_stage readers[PLAN_STAGES_MAX];
	size_t nreaders;
};

/* NULL: CONFIG (no stage found, a cycle, a description that cannot be read). Free with plan_free. */
struct plan *plan_make(struct mn_err *err);
void plan_free(struct plan *p);

/* Declares every key of every stage, [minutier]'s too, and refuses unknown sections and keys. */
int plan_check_config(const struct plan *p, struct mn_config *c, struct mn_err *err);

/* Keys of [minutier]. */
extern const struct mn_key plan_keys[];

#endif
