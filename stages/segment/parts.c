// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * parts.c: runs of states, blocks of lines.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "err.h"
#include "grammar.h"

#define PARAGRAPH_GAP 0.22
#define PARAGRAPH_FILL 0.92
#define HEADING_GAP 0.9 /* white that parts two headings */

size_t part_token(const struct doc *d, size_t i)
{
	while (i < d->n && !d->lines[i].ntok)
		i++;
	return i < d->n ? d->lines[i].tok : d->ntokens;
}

size_t line_index(const struct doc *d, int page, int no)
{
	size_t low = 0, high = d->n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		const struct line *l = &d->lines[mid];
		if (l->page < page || (l->page == page && l->no < no))
			low = mid + 1;
		else
			high = mid;
	}
	return low < d->n && d->lines[low].page == page && d->lines[low].no == no ? low : d->n;
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

static bool in_section(int state)
{
	return state == ST_BODY || state == ST_DONE || state == ST_TCONT;
}

/* Whether line i (state `now`) opens a new part after a line of state `before`. */
static bool opens(int before, int now)
{
	if (now == ST_TITLE || now == ST_BEGIN)
		return true;
	return now != before && !in_section(now);
}

/* After the vote somebody leaves or takes the chair: no part of what was decided. */
static bool is_interlude(const struct doc *d, size_t i)
{
	size_t b = doc_before(d, i);

	return d->lines[i].state == ST_DONE && (d->lines[i].inside & CL(CL_INTERLUDE)) && b < d->n &&
	       d->lines[b].state == ST_DONE && grammar_vote_line(d, b);
}

struct part *parts_of(const struct doc *d, size_t *n)
{
	struct part *v = NULL;
	size_t cap = 0;
	int before = -1;

	*n = 0;
	for (size_t i = 0; i < d->n; i++) {
		const struct line *l = &d->lines[i];
		if (!l->ntok)
			continue;
		/* a page's body that begins without heading (a bad first page) is a part of its own */
		bool interlude = *n && is_interlude(d, i);
		if (before < 0 || opens(before, l->state) || interlude) {
			v = mn_grow(v, *n, &cap, sizeof *v);
			size_t from = *n ? i : 0;
			v[(*n)++] = (struct part){.state = in_section(l->state) ? ST_PROSE : l->state,
				.from = from,
				.to = d->n,
				.interlude = interlude};
			if (*n > 1)
				v[*n - 2].to = from;
		}
		struct part *p = &v[*n - 1];
		if (p->state == ST_TITLE && !p->body && (l->state == ST_BODY || l->state == ST_DONE))
			p->body = i;
		before = l->state;
	}
	for (size_t i = 0; i < *n; i++) {
		if (v[i].state == ST_TITLE && !v[i].body)
			v[i].body = v[i].to;
		/* lines set aside before the first part's first line of words are in it, but its heading is that line
		 */
		while (v[i].state == ST_TITLE && v[i].from < v[i].to && !d->lines[v[i].from].ntok && i)
			v[i].from++;
	}
	return v;
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static bool stops(const char *s)
{
	size_t n = strlen(s);

	return n && strchr(".!?:;", s[n - 1]);
}

static bool paragraph_starts(const struct doc *d, size_t i)
{
	size_t b = doc_before(d, i);

	if (b == d->n)
		return true;
	const struct line *l = &d->lines[i], *p = &d->lines[b];
	if (d->tokens[l->tok].before & MARK_DASH)
		return true;
	if (grammar_vote_line(d, i) || grammar_vote_line(d, b))
		return true;
	if (l->page != p->page)
		return stops(p->text) && p->fill < PARAGRAPH_FILL;
	return l->gap > PARAGRAPH_GAP || (stops(p->text) && (p->fill < PARAGRAPH_FILL || l->indent > p->indent + 0.02));
}

static bool is_table(const struct line *l)
{
	return l->kind == MN_BLOCK_TABLE || (l->digits > 4 && l->digits * 2 > l->letters) ||
	       (l->holes > 3 && l->words > 2);
}

static enum mn_role role_of(const struct doc *d, const struct part *p, size_t i, enum mn_role before)
{
	const struct line *l = &d->lines[i];
	uint64_t s = l->at_start;

	if (p->state == ST_TITLE && i < p->body)
		return MN_ROLE_TITLE;
	if (p->state == ST_TAIL)
		return s & CL(CL_ANNEX) ? MN_ROLE_TITLE : MN_ROLE_SIGNATURE;
	if (p->state == ST_PREFACE)
		return s & (CL(CL_LETTERHEAD) | CL(CL_SEANCE)) ? MN_ROLE_TITLE : MN_ROLE_TEXT;
	if (grammar_vote_line(d, i))
		return MN_ROLE_VOTE;
	if (is_table(l))
		return MN_ROLE_TABLE;
	if (!paragraph_starts(d, i) && before != MN_ROLE_TABLE && before != MN_ROLE_VOTE)
		return before;
	if (s & CL(CL_VISA))
		return MN_ROLE_VISA;
	if (s & CL(CL_MOTIVE))
		return MN_ROLE_MOTIVE;
	if (s & CL(CL_DECISION))
		return MN_ROLE_DECISION;
	return MN_ROLE_TEXT;
}

/* A block that lines are being added to; its index, because blocks move when others are added. */
struct open_block {
	size_t index; /* SIZE_MAX: none */
	struct mn_buf text;
};

static void close_block(struct mn_section *s, struct open_block *o)
{
	if (o->index != SIZE_MAX)
		s->blocks[o->index].text = mn_buf_take(&o->text);
	o->index = SIZE_MAX;
}

static void start_block(struct mn_section *s, struct open_block *o, enum mn_role role)
{
	close_block(s, o);
	mn_section_add_block(s, role);
	o->index = s->n - 1;
}

static void add_line(struct mn_section *s, struct open_block *o, const struct line *l)
{
	if (o->text.len || s->blocks[o->index].nlines)
		mn_buf_putc(&o->text, '\n');
	mn_buf_puts(&o->text, l->text);
	mn_block_add_line(&s->blocks[o->index], l->page, l->no);
}

void blocks_fill(const struct doc *d, const struct part *p, struct mn_section *s)
{
	struct open_block open = {SIZE_MAX, MN_BUF_INIT}, aside = {SIZE_MAX, MN_BUF_INIT};
	enum mn_role role = MN_ROLE_TEXT;

	for (size_t i = p->from; i < p->to; i++) {
		const struct line *l = &d->lines[i];
		if (l->aside) {
			if (aside.index == SIZE_MAX || s->blocks[aside.index].role != l->role)
				start_block(s, &aside, l->role);
			add_line(s, &aside, l);
			continue;
		}
		close_block(s, &aside);
		enum mn_role now = l->ntok ? role_of(d, p, i, role) : role;
		bool flows = now == MN_ROLE_TITLE || now == MN_ROLE_TABLE || now == MN_ROLE_SIGNATURE;
		if (open.index == SIZE_MAX || now != role || (l->ntok && !flows && paragraph_starts(d, i)))
			start_block(s, &open, now);
		role = now;
		add_line(s, &open, l);
	}
	close_block(s, &open);
	close_block(s, &aside);
}
