// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * parts.h: runs of lines of one part, and their blocks.
 */
#ifndef SEGMENT_PARTS_H
#define SEGMENT_PARTS_H

#include "doc.h"
#include "lexicon.h"
#include "minutes.h"

/* Lines [from, to), all of them, those set aside too. */
struct part {
	int state; /* grammar.h; ST_TITLE and ST_BEGIN stand for the deliberation or section that they open */
	size_t from, body, to; /* body: first line after the heading; 0 when there is no heading */
	bool interlude;        /* somebody comes or goes, between two deliberations */
};

/* All lines fall into parts. Lines set aside before a part go with the part before them; caller frees. */
struct part *parts_of(const struct doc *d, size_t *n);
/* Blocks of the part's lines, added to s. */
void blocks_fill(const struct doc *d, const struct part *p, struct mn_section *s);
/* The first token of line i or of the next one that has any. */
size_t part_token(const struct doc *d, size_t i);
/* Index of the line "page:no"; d->n when there is none. */
size_t line_index(const struct doc *d, int page, int no);

#endif
