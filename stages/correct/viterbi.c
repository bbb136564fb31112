// SPDX-License-Identifier: AGPL-3.0-or-later
// Exact max-product search over the lattice. See viterbi.h. Cost: (candidates of a column) x (candidates of the next)
// lookups of a pair a word, forward; the backward pass reuses them.
#include "viterbi.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "err.h"

struct run {
	const struct column *c;
	size_t n;
	const struct vocabulary *v;
	const struct channel *ch;
	size_t *first;    // place of each column's candidates in the flat arrays; first[n] is their number
	double *own;      // score of a candidate by itself: its inner tokens minus its cost
	double *forward;  // best score up to and with the candidate
	double *backward; // best score after it
	size_t *from;     // candidate of the column before on the best way
};

static double own_score(const struct run *r, const struct candidate *c)
{
	double s = -(double)c->fixed - channel_cost(r->ch, &c->pairs);
	for (size_t i = 1; i < c->tokens.n; i++)
		s += token_score(r->v, c->tokens.t[i - 1], c->tokens.t[i]);
	return s;
}

// From the last token of `a` (NULL: a block begins) to the first of b, by way of <s> where a block begins.
static double arc(const struct run *r, const struct candidate *a, const struct candidate *b, bool fresh)
{
	struct token end = token_end(r->v);
	if (!fresh)
		return token_score(r->v, a->tokens.t[a->tokens.n - 1], b->tokens.t[0]);
	double s = token_score(r->v, end, b->tokens.t[0]);
	return a ? s + token_score(r->v, a->tokens.t[a->tokens.n - 1], end) : s;
}

static double arc_in(const struct run *r, size_t i, size_t a, size_t b)
{
	return arc(r, i > 0 ? &r->c[i - 1].c[a] : NULL, &r->c[i].c[b], i == 0 || r->c[i].fresh);
}

static void pass_forward(struct run *r)
{
	for (size_t i = 0; i < r->n; i++)
		for (size_t b = 0; b < r->c[i].n; b++) {
			size_t at = r->first[i] + b;
			double best = i == 0 ? arc_in(r, 0, 0, b) : -INFINITY;
			for (size_t a = 0; i > 0 && a < r->c[i - 1].n; a++) {
				double s = r->forward[r->first[i - 1] + a] + arc_in(r, i, a, b);
				if (s > best) {
					best = s;
					r->from[at] = a;
				}
			}
			r->forward[at] = best + r->own[at];
		}
}

static void pass_backward(struct run *r)
{
	for (size_t i = r->n; i-- > 0;)
		for (size_t a = 0; a < r->c[i].n; a++) {
			double best = i + 1 == r->n ? 0 : -INFINITY;
			for (size_t b = 0; i + 1 < r->n && b < r->c[i + 1].n; b++) {
				size_t to = r->first[i + 1] + b;
				double s = arc_in(r, i + 1, a, b) + r->own[to] + r->backward[to];
				best = s > best ? s : best;
			}
			r->backward[r->first[i] + a] = best;
		}
}

static double through(const struct run *r, size_t i, size_t c)
{
	return r->forward[r->first[i] + c] + r->backward[r->first[i] + c];
}

static struct verdict judge(const struct run *r, size_t i, size_t best)
{
	const struct candidate *c = r->c[i].c;
	struct verdict v = {.best = best, .safe = 0};
	double same = through(r, i, 0), third = -INFINITY, safe = -INFINITY;
	for (size_t k = 0; k < r->c[i].n; k++) {
		double s = through(r, i, k);
		if (strcmp(c[k].text, c[0].text) == 0) {
			same = s > same ? s : same;
		} else if (c[k].kind <= KIND_APOSTROPHE && s > safe) {
			safe = s;
			v.safe = k;
		}
		if (strcmp(c[k].text, c[best].text) != 0)
			third = s > third ? s : third;
	}
	v.margin = through(r, i, best) - same;
	v.ambiguity = through(r, i, best) - third;
	v.safe_margin = v.safe ? safe - same : 0;
	return v;
}

static void judge_all(struct run *r, struct verdict *out)
{
	size_t best = 0, last = r->n - 1;
	for (size_t k = 1; k < r->c[last].n; k++)
		if (r->forward[r->first[last] + k] > r->forward[r->first[last] + best])
			best = k;
	for (size_t i = r->n; i-- > 0;) {
		out[i] = judge(r, i, best);
		best = r->from[r->first[i] + best];
	}
}

void viterbi(const struct column *c, size_t n, const struct vocabulary *v, const struct channel *ch,
	struct verdict *out)
{
	struct run r = {.c = c, .n = n, .v = v, .ch = ch};
	if (n == 0)
		return;
	r.first = mn_calloc(n + 1, sizeof *r.first);
	for (size_t i = 0; i < n; i++)
		r.first[i + 1] = r.first[i] + c[i].n;
	size_t all = r.first[n];
	r.own = mn_calloc(all, sizeof *r.own);
	r.forward = mn_calloc(all, sizeof *r.forward);
	r.backward = mn_calloc(all, sizeof *r.backward);
	r.from = mn_calloc(all, sizeof *r.from);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < c[i].n; k++)
			r.own[r.first[i] + k] = own_score(&r, &c[i].c[k]);
	pass_forward(&r);
	pass_backward(&r);
	judge_all(&r, out);
	free(r.first);
	free(r.own);
	free(r.forward);
	free(r.backward);
	free(r.from);
}
