// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * input.h: everything that render reads of a dossier, in memory for the length of one task.
 *
 *	struct input in;
 *	if (input_load(&in, task->dossier, err) < 0) …
 *	… in.pages[2].lines[16] is line "3:17" …
 *	input_release(&in);
 */
#ifndef RENDER_INPUT_H
#define RENDER_INPUT_H

#include <jansson.h>
#include "alto.h"
#include "csv.h"
#include "dossier.h"
#include "minutes.h"
#include "pages.h"

struct input_page {
	const struct mn_page *page;
	struct mn_alto *alto;
	struct mn_line **lines;    /* reading order, pointers into alto */
	enum mn_block_kind *kinds; /* of their blocks */
	size_t n;
};

struct input {
	struct mn_dossier *dossier; /* borrowed */
	struct mn_pages *source;
	struct input_page *pages;
	size_t n;
	struct mn_minutes *minutes;
	struct mn_csv *corrections;
	json_t *checks, *journal;
};

/* INPUT when a file is missing or damaged, or minutes.xml names lines that are not there. */
int input_load(struct input *in, struct mn_dossier *d, struct mn_err *err);
void input_release(struct input *in);

#endif
