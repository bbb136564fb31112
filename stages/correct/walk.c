// SPDX-License-Identifier: AGPL-3.0-or-later
// Accent-blind walk of the automaton, with at most one edit. See walk.h.
//
// Depth-first; each level tries the edges of a node against the next letter. Without edits only the edges with the
// letter's base are followed: mean 1.1 forms a word. With one edit every edge is tried once, and the rest of the word
// must then fit, which ends nearly all branches after a letter or two.
#include "walk.h"

#include <string.h>

#define OE 0x153

struct search {
	const struct model *m;
	const uint32_t *c; // the word
	size_t n;
	unsigned edits;    // allowed
	struct variant now;
	struct variant *out;
	size_t found;
};

static void emit(struct search *s, unsigned forms)
{
	if (!(forms & (FORM_WORD | FORM_NAME)))
		return;
	s->now.forms = forms;
	for (size_t i = 0; i < s->found; i++) {
		struct variant *v = &s->out[i];
		if (v->n != s->now.n || memcmp(v->c, s->now.c, v->n * sizeof v->c[0]) != 0)
			continue;
		if (s->now.edits < v->edits)
			*v = s->now;
		return;
	}
	if (s->found < VARIANTS_MAX)
		s->out[s->found++] = s->now;
}

static void descend(struct search *s, uint32_t node, size_t i);

// Takes the edge's letter into the form; `used` letters of the word are read for it.
static void take(struct search *s, const struct step *e, size_t i, size_t used)
{
	if (s->now.n == WORD_MAX)
		return;
	s->now.c[s->now.n++] = e->c;
	if (i + used == s->n)
		emit(s, e->flags);
	descend(s, e->node, i + used);
	s->now.n--;
}

static void take_pair(struct search *s, const struct step *e, size_t i, size_t used, int from)
{
	int to = letter_index(e->c);
	if (s->now.pairs.n == PAIRS_MAX || from < 0 || to < 0)
		return;
	s->now.pairs.p[s->now.pairs.n++] = (struct pair){(uint8_t)from, (uint8_t)to};
	take(s, e, i, used);
	s->now.pairs.n--;
}

static void read_letter(struct search *s, const struct step *e, size_t i)
{
	if (e->c == s->c[i])
		take(s, e, i, 1);
	else if (letter_base(e->c) == letter_base(s->c[i]))
		take_pair(s, e, i, 1, letter_index(s->c[i]));
	if (e->c == OE && i + 1 < s->n && letter_base(s->c[i + 1]) == 'e') {
		if (s->c[i] == 'o')
			take_pair(s, e, i, 2, LETTER_FROM_OE);
		else if (s->c[i] == 'c')
			take_pair(s, e, i, 2, LETTER_FROM_CE);
	}
}

static void edit_letter(struct search *s, const struct step *e, size_t i)
{
	s->now.edits++;
	if (i < s->n && letter_base(e->c) != letter_base(s->c[i]))
		take(s, e, i, 1); // another letter
	take(s, e, i, 0);         // a letter that was lost
	s->now.edits--;
}

static void descend(struct search *s, uint32_t node, size_t i)
{
	struct step edges[STEPS_MAX];
	size_t n = model_steps(s->m, node, edges, STEPS_MAX);
	for (size_t k = 0; k < n; k++) {
		if (i < s->n)
			read_letter(s, &edges[k], i);
		if (s->now.edits < s->edits)
			edit_letter(s, &edges[k], i);
	}
	if (s->now.edits < s->edits && i + 1 < s->n) { // a letter too many
		s->now.edits++;
		descend(s, node, i + 1);
		s->now.edits--;
	}
}

size_t walk(const struct model *m, const uint32_t *c, size_t n, unsigned edits, struct variant *out)
{
	struct search s = {.m = m, .c = c, .n = n, .edits = edits, .out = out};
	if (n == 0 || n > WORD_MAX)
		return 0;
	descend(&s, MODEL_ROOT, 0);
	return s.found;
}
