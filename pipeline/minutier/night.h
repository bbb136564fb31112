// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * night.h: one run over an inbox: what became of every document.
 *
 * Nothing of this is kept: the next run reads from the files what is done. The structures are what the report is made of.
 */
#ifndef MN_NIGHT_H
#define MN_NIGHT_H

#include <stdbool.h>
#include "config.h"
#include "err.h"
#include "inbox.h"
#include "plan.h"
#include "clock.h"

enum doc_end {
	DOC_OPEN,        /* not ended (the run was stopped) */
	DOC_DONE,        /* went through every stage that is configured */
	DOC_QUARANTINED, /* could not be taken: kept in OUT/quarantine */
	DOC_FAILED,      /* a stage refused the dossier for good; it stays where it is, the journal says why */
	DOC_DUPLICATE,   /* the same bytes as another document of this run */
};

struct doc {
	char *source;      /* NULL: a dossier found in OUT, its source is not in the inbox any more */
	char *name;        /* how it is called; NULL until known */
	char *dossier;     /* path of its folder; NULL before ingest */
	enum doc_end end;
	bool merged;       /* a source whose dossier of an earlier run is in the list already: that one stands for both */
	bool worked;       /* a stage did something, it was not all done already */
	bool later;        /* something must be tried again (time stamp out of reach…) */
	bool held;         /* waits for a person */
	char *why;         /* sentence for quarantined, failed, later, held */
	int unread;        /* pages given up in this run */
	long long cpu_ms;
	/* the scheduler's own */
	size_t at;         /* index of its next stage in the plan */
	bool busy;
	bool retried;
	char (*pages)[5];  /* of the page stage in hand; NULL: not listed yet */
	size_t npages, next_page, pages_out;
	unsigned char *tries;
	enum doc_end failed; /* how it will end when its pages are in; DOC_OPEN: nothing failed */
};

/* A stage that is not configured: said once in the report. */
struct left_out {
	const char *stage;
	char *why;
};

struct night {
	const struct plan *plan;
	struct mn_config *config;
	const char *out;
	char id[MN_TIME];      /* "2026-11-25T03-12-07Z" */
	struct doc *docs;
	unsigned long n, cap;
	struct left_out left_out[PLAN_STAGES_MAX];
	size_t nleft_out;
	size_t pages_done;     /* pages read in this run */
	size_t ended, merged;  /* documents; merged ones count as neither */
	bool stopped;          /* by a signal or an error */
	char *stopped_why;
	long long ms, cpu_ms;
};

/* Takes the documents of `inbox`, and every dossier already in OUT, through all stages. 0 when the run went to its end, whatever
 * became of single documents; -1 when it had to stop (disk full, a broken installation, another run at work: RETRY). */
int night_run(struct night *night, const struct inbox *inbox, int jobs, struct mn_err *err);
void night_free(struct night *night);

#endif
