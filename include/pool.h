// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pool.h: warm workers. A worker is a stage's program in its "-" mode: a task line in, an answer line out (stage.h), so
 * that models are loaded once and not once a page, and a crash costs one task.
 *
 * At most `jobs` tasks run at once. Workers of a stage stay warm when idle; one retires after `tasks_max` tasks; one that passes
 * its time limit is killed, and its task answered with kind LIMIT; so is the task of one that dies. A stage whose new workers
 * die on their first task three times running is broken: MN_SYSTEM.
 *
 *	struct mn_pool *p = mn_pool_new(&settings);
 *	while (…) {
 *		while (mn_pool_free_slots(p) && next(&task))
 *			mn_pool_start(p, "ocr", "out/dossiers/x\t0001", 120, cookie, &err);
 *		mn_pool_wait(p, 1000, &done, &err)   …   json_decref(done.answer)
 *	}
 *	mn_pool_end(p);
 */
#ifndef MN_POOL_H
#define MN_POOL_H

#include <jansson.h>
#include "err.h"

struct mn_pool;

struct mn_pool_settings {
	const char *bin;    /* folder of the executables minutier-<stage> */
	const char *config; /* --config for the workers; NULL: none */
	const char *out;    /* --out for source stages */
	const char *source_stage; /* the stage that takes --out; NULL: none */
	int jobs;           /* tasks at once, >= 1 */
	int tasks_max;      /* tasks after which a worker retires */
	int stderr_fd;      /* where workers complain */
};

struct mn_pool_done {
	void *cookie;
	json_t *answer; /* as stage.h; {"outcome":"limit","error":…,"died":true} for a worker that died
	                 * (worth another try), "died":false for one that was stopped because its time was over */
};

struct mn_pool *mn_pool_new(const struct mn_pool_settings *s);
int mn_pool_free_slots(const struct mn_pool *p);
/* Starts a task; there must be a free slot. `seconds` is the time limit of the task. SYSTEM when no worker can be had. */
int mn_pool_start(struct mn_pool *p, const char *stage, const char *line, int seconds, void *cookie, struct mn_err *err);
/* Waits up to `ms` for one task to end: 1 and *done, 0 when none ended in time or none runs, -1 on failure. */
int mn_pool_wait(struct mn_pool *p, int ms, struct mn_pool_done *done, struct mn_err *err);
/* Ends all workers (kills those that are busy) and frees the pool. CPU of ended workers is in mn_ms_cpu afterwards. */
void mn_pool_end(struct mn_pool *p);

#endif
