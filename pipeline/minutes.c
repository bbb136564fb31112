// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutes.c: the minutes in memory: making them, their words for files, their text.
 *
 * Arrays grow by doubling at the powers of two, so that no capacity has to be kept beside the length. Writing stands in
 * minutes_write.c, reading in minutes_read.c.
 */
#include "minutes.h"

#include <stdlib.h>
#include <string.h>
#include "buf.h"

#define FIRST_ROOM 4

static const char *const results[] = {
	[MN_VOTE_NONE] = "none",
	[MN_VOTE_ADOPTED] = "adopted",
	[MN_VOTE_REJECTED] = "rejected",
	[MN_VOTE_POSTPONED] = "postponed",
	[MN_VOTE_NOTED] = "noted",
};
static const char *const kinds[MN_SECTION_KINDS] = {
	[MN_SECTION_PREFACE] = "preface",
	[MN_SECTION_ROLLCALL] = "rollcall",
	[MN_SECTION_AGENDA] = "agenda",
	[MN_SECTION_APPROVAL] = "approval",
	[MN_SECTION_DECISIONS] = "decisions",
	[MN_SECTION_DELIBERATION] = "deliberation",
	[MN_SECTION_INFORMATION] = "information",
	[MN_SECTION_QUESTIONS] = "questions",
	[MN_SECTION_CLOSE] = "close",
	[MN_SECTION_CONCLUSIONS] = "conclusions",
};
static const char *const roles[MN_ROLES] = {
	[MN_ROLE_TEXT] = "text",
	[MN_ROLE_TITLE] = "title",
	[MN_ROLE_VOTE] = "vote",
	[MN_ROLE_VISA] = "visa",
	[MN_ROLE_MOTIVE] = "motive",
	[MN_ROLE_DECISION] = "decision",
	[MN_ROLE_TABLE] = "table",
	[MN_ROLE_SIGNATURE] = "signature",
	[MN_ROLE_HEAD] = "head",
	[MN_ROLE_MARGIN] = "margin",
	[MN_ROLE_STAMP] = "stamp",
};

static int lookup(const char *const *words, size_t n, const char *s)
{
	for (size_t i = 0; s && i < n; i++)
		if (!strcmp(words[i], s))
			return (int)i;
	return 0;
}

const char *mn_result_name(enum mn_result r)
{
	return results[r];
}

const char *mn_section_kind_name(enum mn_section_kind k)
{
	return kinds[k];
}

const char *mn_role_name(enum mn_role r)
{
	return roles[r];
}

enum mn_result mn_result_parse(const char *s)
{
	return (enum mn_result)lookup(results, sizeof results / sizeof *results, s);
}

enum mn_section_kind mn_section_kind_parse(const char *s)
{
	return (enum mn_section_kind)lookup(kinds, MN_SECTION_KINDS, s);
}

enum mn_role mn_role_parse(const char *s)
{
	return (enum mn_role)lookup(roles, MN_ROLES, s);
}

/* Room for element n of an array that grew by this function alone. */
static void *room(void *items, size_t n, size_t size)
{
	if (n == 0)
		return mn_realloc(items, FIRST_ROOM * size);
	if (n < FIRST_ROOM || (n & (n - 1)))
		return items;
	return mn_realloc(items, 2 * n * size);
}

struct mn_minutes *mn_minutes_new(void)
{
	return mn_calloc(1, sizeof(struct mn_minutes));
}

struct mn_seance *mn_minutes_add_seance(struct mn_minutes *m)
{
	m->seances = room(m->seances, m->nseances, sizeof *m->seances);
	struct mn_seance *s = &m->seances[m->nseances++];

	*s = (struct mn_seance){.members = -1, .quorum = -1};
	return s;
}

struct mn_section *mn_minutes_add_section(struct mn_minutes *m, enum mn_section_kind kind)
{
	m->sections = room(m->sections, m->n, sizeof *m->sections);
	struct mn_section *s = &m->sections[m->n++];

	*s = (struct mn_section){.kind = kind,
		.seance = m->nseances ? (int)m->nseances - 1 : 0,
		.vote = {.for_ = -1, .against = -1, .abstain = -1, .not_voting = -1}};
	return s;
}

struct mn_block *mn_section_add_block(struct mn_section *s, enum mn_role role)
{
	s->blocks = room(s->blocks, s->n, sizeof *s->blocks);
	struct mn_block *b = &s->blocks[s->n++];

	*b = (struct mn_block){.role = role};
	return b;
}

void mn_block_add_line(struct mn_block *b, int page, int line)
{
	if (b->nlines) {
		struct mn_lines *last = &b->lines[b->nlines - 1];
		if (last->page == page && last->last + 1 == line) {
			last->last = line;
			return;
		}
	}
	b->lines = room(b->lines, b->nlines, sizeof *b->lines);
	b->lines[b->nlines++] = (struct mn_lines){page, line, line};
}

void mn_names_add(struct mn_names *names, const char *name)
{
	names->v = room(names->v, names->n, sizeof *names->v);
	names->v[names->n++] = mn_strdup(name);
}

void mn_seance_add_represented(struct mn_seance *s, const char *name, const char *by)
{
	s->represented = room(s->represented, s->nrepresented, sizeof *s->represented);
	s->represented[s->nrepresented++] = (struct mn_represented){mn_strdup(name), by ? mn_strdup(by) : NULL};
}

static void free_names(struct mn_names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->v[i]);
	free(names->v);
}

static void free_seance(struct mn_seance *s)
{
	char *strings[] = {s->body, s->kind, s->date, s->convened, s->time_start, s->time_end, s->place, s->president,
		s->secretary};

	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		free(strings[i]);
	free_names(&s->present);
	free_names(&s->remote);
	free_names(&s->absent);
	free_names(&s->excused);
	for (size_t i = 0; i < s->nrepresented; i++) {
		free(s->represented[i].name);
		free(s->represented[i].by);
	}
	free(s->represented);
}

static void free_section(struct mn_section *s)
{
	free(s->number);
	free(s->title);
	free(s->rapporteur);
	free(s->vote.sentence);
	for (size_t i = 0; i < s->n; i++) {
		free(s->blocks[i].text);
		free(s->blocks[i].lines);
	}
	free(s->blocks);
}

void mn_minutes_free(struct mn_minutes *m)
{
	if (!m)
		return;
	free(m->title);
	for (size_t i = 0; i < m->nseances; i++)
		free_seance(&m->seances[i]);
	free(m->seances);
	for (size_t i = 0; i < m->n; i++)
		free_section(&m->sections[i]);
	free(m->sections);
	free(m);
}

static bool is_text(enum mn_role role)
{
	return role != MN_ROLE_HEAD && role != MN_ROLE_MARGIN && role != MN_ROLE_STAMP;
}

void mn_section_pages(const struct mn_section *s, int *first, int *last)
{
	*first = *last = 0;
	for (size_t i = 0; i < s->n; i++) {
		for (size_t k = 0; is_text(s->blocks[i].role) && k < s->blocks[i].nlines; k++) {
			int page = s->blocks[i].lines[k].page;
			*first = !*first || page < *first ? page : *first;
			*last = page > *last ? page : *last;
		}
	}
}

char *mn_section_text(const struct mn_section *s, bool join)
{
	static const char cut[] = "\xc2\xad\n"; /* U+00AD at a line end */
	struct mn_buf b = MN_BUF_INIT;

	mn_buf_puts(&b, "");
	for (size_t i = 0; i < s->n; i++) {
		if (!is_text(s->blocks[i].role) || !s->blocks[i].text)
			continue;
		if (b.len)
			mn_buf_putc(&b, '\n');
		mn_buf_puts(&b, s->blocks[i].text);
	}
	char *text = mn_buf_take(&b);
	if (!join)
		return text;
	char *to = text;
	for (const char *p = text; *p;) {
		if (!strncmp(p, cut, sizeof cut - 1))
			p += sizeof cut - 1;
		else
			*to++ = *p++;
	}
	*to = '\0';
	return text;
}
