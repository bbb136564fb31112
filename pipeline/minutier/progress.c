// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * progress.c: the line on the terminal, at most five times a second.
 */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>
#include "clock.h"
#include "i18n.h"

#define EVERY_MS 200

void progress_start(struct progress *p)
{
	p->terminal = isatty(STDERR_FILENO);
	p->start = mn_ms_steady();
	p->shown = 0;
}

void progress_show(struct progress *p, const struct night *n)
{
	long long now = mn_ms_steady();

	if (!p->terminal || now - p->shown < EVERY_MS)
		return;
	p->shown = now;
	fputs("\r", stderr);
	fprintf(stderr, _("%zu of %lu documents, %zu pages, %lld s"), n->ended - n->merged, n->n - n->merged, n->pages_done,
		(now - p->start) / 1000);
	fputs(" \033[K", stderr);
}

void progress_end(struct progress *p)
{
	if (p->terminal)
		fputs("\r\033[K", stderr);
}
