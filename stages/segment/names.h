// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * names.h: names of people in running text and lists.
 *
 * A name is a run of words with capitals and particles ("Jean-Yves LE GOFF", "de Boisgelin", "Mme Vve MARIE"); courtesy
 * titles are left out, so are offices. What a name is depends on the place, so nothing is looked up in lists of first
 * names.
 */
#ifndef SEGMENT_NAMES_H
#define SEGMENT_NAMES_H

#include "doc.h"
#include "lexicon.h"
#include "minutes.h"

/* A name at token i, as printed; NULL: none there. *len: tokens it takes, courtesy titles before it included. Caller
 * frees. */
char *name_at(const char *text, const struct token *t, size_t n, size_t i, size_t *len);
/* The first name in [from, to). */
char *name_in(const char *text, const struct token *t, size_t from, size_t to);
/* Reads a list: who stands in it goes to `list`, remote ones to s->remote, those who gave a power to s->represented.
 * `powers`: the whole list is of powers ("M. X à Mme Y"). Returns where it ended. */
size_t names_list(const struct lexicon *lx, const char *text, const struct token *t, size_t from, size_t to,
	bool powers, struct mn_seance *s, struct mn_names *list);

#endif
