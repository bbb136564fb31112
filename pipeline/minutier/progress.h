// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * progress.h: one line on a terminal that says how far a run is; nothing at all when stderr is not a terminal (cron).
 */
#ifndef MN_PROGRESS_H
#define MN_PROGRESS_H

#include <stdbool.h>
#include "night.h"

struct progress {
	bool terminal;
	long long shown; /* mn_ms_steady of the last line */
	long long start;
};

void progress_start(struct progress *p);
void progress_show(struct progress *p, const struct night *n);
void progress_end(struct progress *p);

#endif
