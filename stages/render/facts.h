// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * facts.h: what PREMIS tells about the making of a dossier, counted from its files: pages, quality of reading,
 * corrections, checks, and the journal's dates, versions and notes.
 *
 * This is the "context of digitisation" that French law wants kept with a copy (décret 2016-1673, art. 2).
 */
#ifndef RENDER_FACTS_H
#define RENDER_FACTS_H

#include "buf.h"
#include "clock.h"
#include "input.h"

/* A word read with less confidence is called doubtful. */
#define DOUBTFUL 0.60f

struct tally {
	const char *name; /* borrowed */
	size_t count;
};

struct tallies {
	struct tally *v;
	size_t n, cap;
};

struct facts {
	size_t blank, unread; /* pages */
	int dpi_min, dpi_max;
	struct mn_buf turned, straightened; /* lists of pages, "3 (90°), 7 (180°)"; empty when none */
	struct tallies origins;             /* pages by origin of their image */
	struct tallies engines, correctors; /* pages by program that read, corrected */
	size_t words, known, doubtful;      /* words; with a confidence; under DOUBTFUL */
	double confidence;                  /* sum over the known */
	struct tallies rules;               /* applied corrections by rule */
	size_t applied, suggested;
	size_t results[5]; /* deliberations by enum mn_result */
	size_t deliberations;
	size_t holds, warnings, infos; /* checks */
};

void facts_count(struct facts *f, const struct input *in);
void facts_release(struct facts *f);

/* "a 12, b 3" by falling count, then name. Caller frees. */
char *tallies_text(const struct tallies *t);

/* The last success of a stage, over all its units (pages). */
struct stage_run {
	char time[MN_TIME];   /* "" when the journal has none */
	const char *version;  /* borrowed from the journal; "" */
	size_t units;         /* with a success */
	struct tallies notes; /* "key: value" of the notes' strings, and of their integers when there is one unit;
				 malloced names */
};

void stage_run_find(struct stage_run *r, const json_t *journal, const char *stage);
void stage_run_release(struct stage_run *r);

#endif
