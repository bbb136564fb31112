// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * grammar.c: the best reading of the lines: a Viterbi search over the parts of minutes.
 *
 * Weights are evidence in nats, set by hand from the habits of the genre, not fitted to any collection: about 1 for a
 * habit, 3 for what nearly settles it, 5 and more for what cannot be otherwise. The search is run twice: when most
 * headings of the first reading bear a number, the second one asks more of a heading that has none.
 */
#include "grammar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "err.h"
#include "clues.h"

#define NEVER (-1e9)
#define OUTCOME_GATE 0.9   /* evidence from which a body counts as decided */
#define NUMBERED_SHARE 0.6 /* of the headings bear a number: they all should */
#define UNTITLED_SHARE 0.4 /* of the deliberations may lack a heading in a document that has them */
#define GAP_MIN 0.35       /* pitches: less white is that between paragraphs */
#define GAP_OTHERS 0.9     /* other lines with as much white, for each heading */
#define HABIT_MIN 3        /* headings that make a habit */
#define VOTE_LINE_WORDS 16

/* clang-format off */
static const double weights[STATES][FEATURES] = {
	[ST_PREFACE] = {
		[F_EARLY] = 0.9, [F_LETTERHEAD] = 2.5, [F_SEANCE] = 3.2, [F_OPENING] = 4, [F_CENTRED] = 0.4,
		[F_CAPS] = 0.5, [F_SERIES] = -1, [F_ROLL] = -1.5, [F_OUTCOME] = -1, [F_VOTE_LINE] = -3,
		[F_APPROVAL] = -1, [F_SPECIAL] = -2, [F_BEGIN] = -1, [F_CLOSE] = -3, [F_SIGNATURE] = -1,
		[F_ANNEX] = -3, [F_ROLL_INSIDE] = 0.4, [F_AGENDA] = -1.5,
	},
	[ST_ROLL] = {
		[F_ROLL] = 3.2, [F_ROLL_INSIDE] = 1.2, [F_NAMES] = 3, [F_SHORT] = 0.2, [F_BIAS] = -0.8,
		[F_SERIES] = -1, [F_OUTCOME] = -1, [F_VOTE_LINE] = -3, [F_BEGIN] = -1.5, [F_SPECIAL] = -3,
		[F_CLOSE] = -4, [F_OPENING] = -2, [F_ANNEX] = -3, [F_AGENDA] = -2, [F_LETTERHEAD] = -0.5,
		[F_TITLE_WORD] = -1, [F_APPROVAL] = -1,
	},
	[ST_PROSE] = {
		[F_APPROVAL] = 3, [F_VERB] = 0.3, [F_CENTRED] = -0.6, [F_SERIES] = -1, [F_SPECIAL] = -3,
		[F_ROLL] = -2.5, [F_VOTE_LINE] = -1.5, [F_CLOSE] = -3, [F_CAPS] = -1, [F_LIST] = -0.5,
		[F_OUTCOME] = -0.3, [F_BIAS] = -0.2, [F_OPENING] = -2, [F_SIGNATURE] = -2,
		[F_ROLL_INSIDE] = 0.3,
	},
	[ST_AGENDA] = {
		[F_AGENDA] = 4.5, [F_LIST] = 2.2, [F_BULLET] = 0.9, [F_SHORT] = 0.2, [F_VERB] = -0.8,
		[F_OUTCOME] = -1.5, [F_VOTE_LINE] = -4, [F_STOP] = -0.5, [F_BEGIN] = -2, [F_OPENING] = -4,
		[F_ROLL] = -3, [F_CLOSE] = -4, [F_SERIES] = -0.6, [F_BIAS] = -0.3, [F_SPECIAL] = 0.8,
		[F_TITLE_WORD] = 0.5, [F_APPROVAL] = 0.3, [F_FULL] = -0.3,
	},
	[ST_TITLE] = {
		[F_BIAS] = -2.6, [F_SERIES] = 1, [F_LIST] = -4, [F_GAP] = 1.4, [F_SHORT] = 0.8,
		[F_FULL] = -0.3, [F_CENTRED] = 1, [F_CAPS] = 2.4, [F_STYLE] = 1.6, [F_STOP] = -2.2,
		[F_COMMA] = -2.5, [F_COLON] = -0.8, [F_LOWER] = -4, [F_BULLET] = -1.5, [F_STARTER] = -2.6,
		[F_ARTICLE] = -5, [F_PREV_END] = 0.9, [F_PREV_OPEN] = -2.6, [F_PREV_CUT] = -4,
		[F_NEXT_BEGIN] = 0.9, [F_NEXT_LOWER] = -0.8, [F_VERB] = -1.2, [F_TABLE] = -2.5,
		[F_TITLE_WORD] = 1, [F_NO_NUMBER] = -2, [F_LETTERHEAD] = -2.5, [F_SEANCE] = -3,
		[F_OPENING] = -5, [F_ROLL] = -4, [F_ROLL_INSIDE] = -0.8, [F_AGENDA] = -4, [F_APPROVAL] = -0.5,
		[F_SPECIAL] = 3, [F_CLOSE] = -5, [F_SIGNATURE] = -4, [F_CERTIFIED] = -5, [F_ANNEX] = -1,
		[F_BEGIN] = -1, [F_OUTCOME] = -1, [F_VOTE_LINE] = -4, [F_PREV_VOTE] = 1.2, [F_DOUBT] = -0.8,
		[F_NAMES] = -2, [F_INTERLUDE] = -3, [F_SHAPE] = 1.2, [F_NEXT_TABLE] = -1.5,
		[F_AS_TITLES] = 1.5, [F_UNLIKE_TITLES] = -0.8, [F_PEOPLE] = -6,
	},
	[ST_TCONT] = {
		[F_BIAS] = -1.2, [F_SAME_CAPS] = 2.4, [F_OTHER_CAPS] = -1.2, [F_PREV_FULL] = 0.9,
		[F_PREV_SHORT] = -1.8, [F_LOWER] = 1.6, [F_SHORT] = 0.4, [F_FULL] = -1, [F_STOP] = -2,
		[F_COMMA] = -1.5, [F_COLON] = -1, [F_STARTER] = -2.4, [F_VERB] = -1, [F_BEGIN] = -2,
		[F_GAP] = -2.2, [F_PREV_CUT] = 2.5, [F_SERIES] = -2, [F_TABLE] = -1.5, [F_OUTCOME] = -0.8,
		[F_VOTE_LINE] = -4, [F_CENTRED] = 0.9, [F_STYLE] = 1.4, [F_NEXT_BEGIN] = 0.8,
		[F_NEXT_LOWER] = -1, [F_ROLL] = -2, [F_SPECIAL] = -2, [F_BULLET] = -1.5, [F_ARTICLE] = -4,
		[F_LIST] = -2, [F_CLOSE] = -4, [F_DOUBT] = -0.5, [F_PEOPLE] = -3,
	},
	[ST_BODY] = {
		[F_FULL] = 0.3, [F_VERB] = 0.2, [F_CLOSE] = -1.5, [F_OPENING] = -2, [F_SPECIAL] = -1,
		[F_SERIES] = -0.5, [F_SEANCE] = -1.5, [F_ROLL] = -0.8, [F_LETTERHEAD] = -0.8,
		[F_OUTCOME] = -0.2, [F_ANNEX] = -1,
	},
	[ST_DONE] = {
		[F_FULL] = 0.2, [F_VERB] = 0.1, [F_CLOSE] = -1.5, [F_OPENING] = -2, [F_SPECIAL] = -1,
		[F_SERIES] = -0.5, [F_SEANCE] = -1.5, [F_ROLL] = -0.8, [F_LETTERHEAD] = -0.8,
		[F_OUTCOME] = 0.4, [F_ANNEX] = -1, [F_CERTIFIED] = 0.5, [F_VOTE_LINE] = 1,
	},
	[ST_BEGIN] = {
		[F_BIAS] = -3.6, [F_BEGIN] = 2, [F_PREV_VOTE] = 2.6, [F_PREV_END] = 0.8, [F_PREV_OPEN] = -3,
		[F_PREV_CUT] = -6, [F_LOWER] = -5, [F_GAP] = 0.9, [F_STARTER] = 0.4, [F_VOTE_LINE] = -4,
		[F_OUTCOME] = -0.7, [F_CLOSE] = -5, [F_SIGNATURE] = -5, [F_BULLET] = -2, [F_ARTICLE] = -3,
		[F_SHORT] = -0.8, [F_FULL] = 0.5, [F_TABLE] = -3, [F_SPECIAL] = -3, [F_CERTIFIED] = -5,
		[F_ROLL] = -4, [F_OPENING] = -4, [F_DOUBT] = -2, [F_LIST] = -3, [F_AGENDA] = -3,
		[F_NO_NUMBER] = -4, [F_APPROVAL] = -1, [F_VOID] = 2.5, [F_INTERLUDE] = -4, [F_TITLED] = -2,
		[F_PEOPLE] = -6,
	},
	[ST_CLOSE] = {
		[F_BIAS] = -1.6, [F_CLOSE] = 6, [F_SERIES] = -1, [F_OUTCOME] = -0.5, [F_SPECIAL] = -2,
		[F_LIST] = -2,
	},
	[ST_TAIL] = {
		[F_SIGNATURE] = 2.8, [F_SHORT] = 0.4, [F_ANNEX] = 4.5, [F_CERTIFIED] = 1.5, [F_NAMES] = 0.8,
		[F_DOUBT] = 0.5, [F_VERB] = -0.2, [F_TABLE] = 0.2, [F_OPENING] = -3, [F_SEANCE] = -2,
		[F_VOTE_LINE] = -2, [F_BEGIN] = -1, [F_SERIES] = -0.6, [F_SPECIAL] = -2, [F_CLOSE] = -1,
		[F_ROLL] = -1, [F_OUTCOME] = -0.5,
	},
};
/* clang-format on */

/* What a part costs after another (row: before; columns as in the head line); n: never. */
/* clang-format off */
#define n NEVER
static const double steps[STATES][STATES] = {
	/*             PREF  ROLL  PROSE AGEN  TITLE TCONT BODY  DONE  BEGIN CLOSE TAIL */
	[ST_PREFACE] = {0,   -0.3, -1.2, -0.8, -2.2, n,    n,    n,    -3.0, -6,   -5},
	[ST_ROLL]    = {-2.5, 0,   -0.8, -0.8, -1.0, n,    n,    n,    -2.5, -4,   -6},
	[ST_PROSE]   = {-3.5, -0.9, 0,   -0.6, -0.5, n,    n,    n,    -2.0, -1.5, -6},
	[ST_AGENDA]  = {-0.8, -0.8, -1.2, 0,   -1.0, n,    n,    n,    -1.5, -3,   -6},
	[ST_TITLE]   = {n,   n,    n,    n,    -1.0, -0.2, 0,    -0.5, n,    -4,   n},
	[ST_TCONT]   = {n,   n,    n,    n,    -1.6, -0.5, 0,    -0.5, n,    -4,   n},
	[ST_BODY]    = {-7,  n,    n,    -5,   -1.8, n,    0,    0,    n,    -0.8, -4},
	[ST_DONE]    = {-4,  n,    n,    -5,   0,    n,    n,    0,    0,    -0.3, -2.2},
	[ST_BEGIN]   = {n,   n,    n,    n,    -3,   n,    0,    0,    n,    -3,   -5},
	[ST_CLOSE]   = {-1.5, n,   n,    n,    -3.5, n,    n,    n,    n,    0,    -0.1},
	[ST_TAIL]    = {-1.5, n,   n,    n,    -4.5, n,    n,    n,    n,    -2,   0},
};
static const double first_step[STATES] = {0, -1.5, -3, -2, -3, n, -5, n, -3, -8, -8};
#undef n
/* clang-format on */

double grammar_outcome(const struct line *l)
{
	uint64_t in = l->inside;
	double sum = 0;

	sum += in & CL(CL_UNANIMOUS) ? 2 : 0;
	sum += in & CL(CL_VOTE) ? 1.5 : 0;
	sum += in & (CL(CL_ADOPTED) | CL(CL_MAJORITY)) ? 0.6 : 0;
	sum += in & (CL(CL_REJECTED) | CL(CL_REFUSED) | CL(CL_POSTPONED) | CL(CL_NOTED)) ? 1.5 : 0;
	sum += in & CL(CL_DECISION) ? 1 : 0;
	return sum > 3 ? 3 : sum;
}

bool grammar_vote_line(const struct doc *d, size_t i)
{
	const struct line *l = &d->lines[i];
	uint64_t outcome = CL(CL_ADOPTED) | CL(CL_REJECTED) | CL(CL_REFUSED) | CL(CL_POSTPONED) | CL(CL_VOTE) |
			   CL(CL_UNANIMOUS) | CL(CL_NOTED);
	int labels = 0, figures = 0;

	if (!l->ntok || l->ntok > VOTE_LINE_WORDS)
		return false;
	for (size_t k = l->tok; k < l->tok + l->ntok; k++) {
		const char *w = d->tokens[k].fold;
		labels += !strcmp(w, "pour") || !strcmp(w, "contre") || word_like(w, "abstention") ||
			  word_like(w, "abstentions");
		figures += d->tokens[k].number >= 0;
	}
	if (labels >= 2 && figures >= 2)
		return true;
	if (l->whole & outcome)
		return true;
	return (l->at_start & outcome) &&
	       (l->inside & (CL(CL_UNANIMOUS) | CL(CL_MAJORITY) | CL(CL_VOTE) | CL(CL_POSTPONED))) && l->ntok <= 10;
}

struct search {
	struct doc *d;
	size_t *lines; /* those with words */
	size_t n;
	double (*best)[STATES];
	signed char (*from)[STATES];
};

static bool in_text(enum state s)
{
	return s == ST_BODY || s == ST_DONE || s == ST_BEGIN;
}

/* A body becomes decided on a line that decides; only from there on is it decided. The text of a deliberation goes on
 * through tables, cell after cell, until words of the genre end it: what signs or is annexed, another meeting's head.
 */
static bool allowed(enum state before, enum state now, const double f[FEATURES])
{
	if (now == ST_DONE && before != ST_DONE)
		return f[F_OUTCOME] >= OUTCOME_GATE;
	if (now == ST_CLOSE && before != ST_CLOSE)
		return f[F_CLOSE] > 0;
	if (now == ST_TAIL && before != ST_TAIL && before != ST_CLOSE)
		return f[F_SIGNATURE] + f[F_ANNEX] + f[F_CERTIFIED] > 0;
	/* nor does what follows an agenda begin another meeting by itself */
	if (now == ST_PREFACE && (in_text(before) || before == ST_AGENDA))
		return f[F_LETTERHEAD] + f[F_SEANCE] + f[F_OPENING] + f[F_CAPS] > 0;
	return true;
}

static void walk(struct search *s, const struct habits *habits)
{
	for (size_t i = 0; i < s->n; i++) {
		double f[FEATURES];
		features_of(s->d, s->lines[i], habits, f);
		for (int now = 0; now < STATES; now++) {
			double emission = 0, best = NEVER;
			int from = 0;
			for (int k = 0; k < FEATURES; k++)
				emission += weights[now][k] * f[k];
			for (int before = 0; i && before < STATES; before++) {
				double v = s->best[i - 1][before] + steps[before][now];
				if (v > best && allowed((enum state)before, (enum state)now, f)) {
					best = v;
					from = before;
				}
			}
			s->best[i][now] = (i ? best : first_step[now]) + emission;
			s->from[i][now] = (signed char)from;
		}
	}
}

static void backtrack(struct search *s)
{
	int now = 0;

	for (int k = 1; k < STATES; k++)
		if (s->best[s->n - 1][k] > s->best[s->n - 1][now])
			now = k;
	for (size_t i = s->n; i-- > 0;) {
		s->d->lines[s->lines[i]].state = now;
		now = s->from[i][now];
	}
	for (size_t i = 1; i < s->d->n; i++)
		if (!s->d->lines[i].ntok)
			s->d->lines[i].state = s->d->lines[i - 1].state;
}

static int by_double(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The usual white above a heading when few other lines have it. */
static double title_gap(const struct search *s)
{
	double *gaps = mn_calloc(s->n + 1, sizeof *gaps), usual = 0;
	size_t n = 0, others = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->d->lines[s->lines[i]];
		if (l->state == ST_TITLE && !l->first_of_text)
			gaps[n++] = l->gap;
	}
	qsort(gaps, n, sizeof *gaps, by_double);
	if (n >= HABIT_MIN && gaps[n / 2] > GAP_MIN)
		usual = gaps[n / 2];
	for (size_t i = 0; usual > 0 && i < s->n; i++) {
		const struct line *l = &s->d->lines[s->lines[i]];
		others += (l->state == ST_BODY || l->state == ST_DONE) && !l->first_of_text && l->gap > 0.85 * usual;
	}
	free(gaps);
	return (double)others <= GAP_OTHERS * (double)n ? usual : 0;
}

static struct habits habits_of(const struct search *s)
{
	size_t with = 0, all = 0, begun = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->d->lines[s->lines[i]];
		begun += l->state == ST_BEGIN;
		if (l->state != ST_TITLE || (l->at_start & (CL(CL_DELEGATED) | CL(CL_INFORMATION) | CL(CL_QUESTIONS))))
			continue;
		all++;
		with += l->series > 2;
	}
	return (struct habits){
		.numbered = with >= HABIT_MIN && (double)with >= NUMBERED_SHARE * (double)all,
		.titled = all >= HABIT_MIN && (double)begun <= UNTITLED_SHARE * (double)(all + begun),
		.title_gap = title_gap(s),
	};
}

void grammar_read(struct doc *d)
{
	struct search s = {.d = d, .lines = mn_calloc(d->n + 1, sizeof *s.lines)};

	for (size_t i = 0; i < d->n; i++)
		if (d->lines[i].ntok)
			s.lines[s.n++] = i;
	if (s.n) {
		s.best = mn_calloc(s.n, sizeof *s.best);
		s.from = mn_calloc(s.n, sizeof *s.from);
		struct habits habits = {false, false, 0};
		walk(&s, &habits);
		backtrack(&s);
		habits = habits_of(&s);
		walk(&s, &habits);
		backtrack(&s);
	}
	free(s.best);
	free(s.from);
	free(s.lines);
}
