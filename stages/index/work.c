// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * work.c: one open database, kept from task to task while they belong to the same OUT.
 */
#include "work.h"

#include <stdlib.h>
#include <string.h>
#include "fill.h"

struct state {
	struct ix_db *db;
};

int ix_open(void **state, const struct mn_config *config, struct mn_err *err)
{
	(void)config;
	(void)err;
	*state = mn_calloc(1, sizeof(struct state));
	return 0;
}

static void drop(struct state *st)
{
	struct mn_err ignored = MN_ERR_INIT;

	/* What cannot be tidied now is tidied the next time. */
	if (st->db && ix_db_stands(st->db))
		ix_db_purge(st->db, &ignored);
	ix_db_close(st->db);
	st->db = NULL;
}

static struct ix_db *db_of(struct state *st, const char *out, struct mn_err *err)
{
	if (st->db && strcmp(ix_db_out(st->db), out))
		drop(st);
	if (st->db && !ix_db_stands(st->db)) {
		ix_db_close(st->db);
		st->db = NULL;
	}
	if (!st->db)
		st->db = ix_db_open(out, err);
	return st->db;
}

int ix_there(void *state, const struct mn_task *task, struct mn_err *err)
{
	struct ix_db *db = db_of(state, task->out, err);
	char inputs[MN_HEX];

	if (!db)
		return -1;
	int r = ix_db_text(db, "SELECT inputs FROM dossiers WHERE id = ?1", mn_dossier_id(task->dossier), inputs,
		sizeof inputs, err);
	return r < 0 ? -1 : r && !strcmp(inputs, task->inputs);
}

int ix_run(void *state, struct mn_task *task, struct mn_err *err)
{
	struct ix_db *db = db_of(state, task->out, err);
	int passages = 0;

	if (!db || ix_fill(db, task->dossier, task->inputs, &passages, err) < 0)
		return -1;
	json_object_set_new(task->note, "passages", json_integer(passages));
	return 0;
}

void ix_close(void *state)
{
	drop(state);
	free(state);
}
