// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * edges.h: what stands on a page but in no section's text: running heads and feet, page numbers, margin columns,
 * stamps.
 */
#ifndef SEGMENT_EDGES_H
#define SEGMENT_EDGES_H

#include "doc.h"
#include "lexicon.h"

/* Sets aside and role of such lines. Before doc_tokens. Returns whether the document is a series of extracts of the
 * register, one act a page with the letterhead repeated: then repeated lines are the text of each extract and stay. */
bool edges_find(struct doc *d, const struct lexicon *lx);

#endif
