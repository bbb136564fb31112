// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * cut.c: sections.
 *
 * The states of the grammar fall into runs; a run is a part of the minutes. What a heading heads is settled afterwards:
 * a number of an act or a decision makes a deliberation, a heading of the lexicon ("Questions diverses"…) or the lack
 * of any decision does not. Extracts of the register, one act after another with the letterhead repeated, are cut at
 * the letterheads and belong to the act whole.
 */
#include "cut.h"

#include <stdlib.h>
#include <string.h>
#include "edges.h"
#include "grammar.h"
#include "names.h"
#include "number.h"
#include "numbers.h"
#include "officers.h"
#include "parts.h"
#include "seance.h"
#include "text.h"
#include "vote.h"

#define PLAIN 1.4 /* of vote_read: under a heading without number less decides nothing */

/* --- what a part is ----------------------------------------------------------------------------------------------- */

static bool printed_number(const struct number *n)
{
	return n->kind == NUMBER_WORD || n->kind == NUMBER_YEAR || (n->kind == NUMBER_ORDINAL && n->to > n->from);
}

static enum mn_section_kind headed_kind(const struct doc *d, const struct part *p, const struct number *number,
	const struct mn_vote *vote, double plain)
{
	const struct line *l = &d->lines[p->from];

	if (number->kind == NUMBER_WORD || number->kind == NUMBER_YEAR)
		return MN_SECTION_DELIBERATION;
	if (l->at_start & CL(CL_QUESTIONS))
		return MN_SECTION_QUESTIONS;
	if (l->at_start & CL(CL_INFORMATION))
		return MN_SECTION_INFORMATION;
	if (l->at_start & CL(CL_DELEGATED))
		return MN_SECTION_DECISIONS;
	if (l->at_start & CL(CL_APPROVAL))
		return MN_SECTION_APPROVAL;
	if (vote->result == MN_VOTE_NONE || (p->body && p->body >= p->to))
		return MN_SECTION_INFORMATION;
	return plain >= PLAIN || p->state == ST_BEGIN ? MN_SECTION_DELIBERATION : MN_SECTION_INFORMATION;
}

static enum mn_section_kind plain_kind(const struct doc *d, const struct part *p)
{
	switch (p->state) {
	case ST_PREFACE:
		return MN_SECTION_PREFACE;
	case ST_ROLL:
		return MN_SECTION_ROLLCALL;
	case ST_AGENDA:
		return MN_SECTION_AGENDA;
	case ST_CLOSE:
		return MN_SECTION_CLOSE;
	case ST_TAIL:
		return MN_SECTION_CONCLUSIONS;
	default:
		break;
	}
	for (size_t i = p->from; i < p->to; i++)
		if (d->lines[i].inside & CL(CL_APPROVAL))
			return MN_SECTION_APPROVAL;
	return MN_SECTION_INFORMATION;
}

/* --- title, number, rapporteur ------------------------------------------------------------------------------------ */

/* Text of the stream from token a to the end of line `last`, without signs at its ends. */
static char *title_text(const struct doc *d, size_t a, size_t last)
{
	size_t end = d->lines[last].tok + d->lines[last].ntok;

	if (a >= end)
		return NULL;
	size_t to = end < d->ntokens ? d->tokens[end].from : strlen(d->text), from = d->tokens[a].from;
	/* an opening quote or bracket belongs to the title */
	while (from > 0 && ((d->text[from - 1] & 0x80) || d->text[from - 1] == '(') &&
		d->tokens[a].before & (MARK_QUOTE | MARK_OPEN) && from > (a ? d->tokens[a - 1].to : 0))
		from--;
	while (from < d->tokens[a].from && !(d->text[from] == '(' || (unsigned char)d->text[from] == 0xc2))
		from++;
	char *s = mn_strndup(d->text + from, to - from);
	mn_trim(s);
	size_t n = strlen(s);
	while (n && strchr(" .,;:-_|", s[n - 1]))
		s[--n] = '\0';
	if (n)
		return s;
	free(s);
	return NULL;
}

static void read_heading(struct doc *d, const struct part *p, struct mn_section *s, struct number *number)
{
	const struct line *l = &d->lines[p->from];
	size_t a = l->tok, last = p->body ? doc_before(d, p->body) : p->from;

	if (number_of_line(d, p->from, number)) {
		a += l->number_skip + number->len;
		if (printed_number(number))
			s->number = mn_strndup(d->text + number->from, number->to - number->from);
	}
	if (a < l->tok + l->ntok && word_like(d->tokens[a].fold, "objet"))
		a++;
	if (p->state == ST_TITLE && last < d->n)
		s->title = title_text(d, a, last);
}

static void read_rapporteur(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_section *s)
{
	size_t len, i = lexicon_find(lx, CL_RAPPORTEUR, d->tokens, from, to < from + 40 ? to : from + 40, &len);

	if (i >= to || i >= from + 40)
		return;
	size_t took;
	for (size_t k = i + 1; k < to && k < i + 6 && !s->rapporteur; k++)
		s->rapporteur = name_at(d->text, d->tokens, to, k, &took);
}

/* --- building ----------------------------------------------------------------------------------------------------- */

struct building {
	const struct lexicon *lx;
	struct doc *d;
	struct mn_minutes *m;
	bool extracts;
	const struct part *end; /* of all parts */
	size_t read_to;         /* line up to which openings and roll calls were read */
};

static struct mn_seance *last_seance(struct building *b)
{
	if (!b->m->nseances)
		mn_minutes_add_seance(b->m);
	return &b->m->seances[b->m->nseances - 1];
}

static double sureness(const struct doc *d, const struct part *p, const struct mn_section *s)
{
	double base = p->state == ST_BEGIN ? 0.45 : d->lines[p->from].series > 2.5 ? 0.9 : 0.7, conf = 0;
	size_t n = 0;

	if (s->vote.result == MN_VOTE_NONE)
		base -= 0.15;
	for (size_t i = p->from; i < p->to; i++) {
		conf += d->lines[i].conf;
		n++;
	}
	conf = n ? conf / (double)n : 1;
	return base * (conf > 0.9 ? 1 : 0.4 + conf * 2 / 3);
}

static void add_headed(struct building *b, const struct part *p)
{
	struct doc *d = b->d;
	struct mn_section *s = mn_minutes_add_section(b->m, MN_SECTION_DELIBERATION);
	struct number number = {.value = -1};

	read_heading(d, p, s, &number);
	size_t from = part_token(d, p->body ? p->body : p->from), to = part_token(d, p->to);
	double plain = vote_read(b->lx, s->title, d->text, d->tokens, from, to, &s->vote);
	s->kind = headed_kind(d, p, &number, &s->vote, plain);
	if (s->kind != MN_SECTION_DELIBERATION) {
		free(s->vote.sentence);
		s->vote = (struct mn_vote){.for_ = -1, .against = -1, .abstain = -1, .not_voting = -1};
	} else {
		read_rapporteur(b->lx, d, from, to, s);
	}
	s->sure = sureness(d, p, s);
	blocks_fill(d, p, s);
}

/* Whether the part announces another meeting than the last one. */
static bool another_meeting(struct building *b, const struct part *p)
{
	char date[DATE_SIZE];
	const struct mn_seance *s = last_seance(b);

	if (p->state != ST_PREFACE || !b->m->n)
		return false;
	return seance_date(b->lx, b->d->tokens, part_token(b->d, p->from), part_token(b->d, p->to), date) && s->date &&
	       strcmp(date, s->date);
}

static bool opens_meeting(const struct part *p)
{
	return p->state == ST_PREFACE || p->state == ST_ROLL || (p->state == ST_PROSE && !p->interlude);
}

/* Where the opening that begins with part p ends: names and sentences run over from one of its parts to the next. */
static size_t opening_end(const struct building *b, const struct part *p)
{
	char first[DATE_SIZE], date[DATE_SIZE];
	bool dated = seance_date(b->lx, b->d->tokens, part_token(b->d, p->from), part_token(b->d, p->to), first);

	for (p++; p < b->end && (opens_meeting(p) || p->state == ST_AGENDA); p++)
		if (p->state == ST_PREFACE && dated &&
			seance_date(b->lx, b->d->tokens, part_token(b->d, p->from), part_token(b->d, p->to), date) &&
			strcmp(first, date))
			break;
	return p[-1].to;
}

static void add_plain(struct building *b, const struct part *p)
{
	if (another_meeting(b, p))
		mn_minutes_add_seance(b->m);
	struct mn_seance *seance = last_seance(b);
	struct mn_section *s = mn_minutes_add_section(b->m, plain_kind(b->d, p));
	size_t from = part_token(b->d, p->from), to = part_token(b->d, p->to);

	s->sure = 0.8;
	if (opens_meeting(p) && p->from >= b->read_to) {
		b->read_to = opening_end(b, p);
		seance_read(b->lx, b->d, from, part_token(b->d, b->read_to), seance);
	}
	if (p->state == ST_TAIL)
		officers_sign(b->lx, b->d, from, to, seance);
	if (p->state == ST_CLOSE)
		seance_close(b->d, from, to, seance);
	blocks_fill(b->d, p, s);
}

/* --- extracts ----------------------------------------------------------------------------------------------------- */

/* "Délibération n° 2019-21" anywhere in line i; malloced, NULL: none. */
static char *number_in_line(const struct doc *d, size_t i)
{
	const struct line *l = &d->lines[i];
	struct number number;

	for (size_t k = l->tok; k < l->tok + l->ntok; k++)
		if ((word_like(d->tokens[k].fold, "deliberation") || !strcmp(d->tokens[k].fold, "n")) &&
			number_read(d->tokens, k, l->tok + l->ntok, &number) && number.kind == NUMBER_WORD)
			return mn_strndup(d->text + number.from, number.to - number.from);
	return NULL;
}

/* The lines that say what an extract is about: "Objet : …", else its first heading. */
static void find_object(const struct doc *d, const struct part *p, size_t *title, size_t *end)
{
	for (size_t i = p->from; i < p->to; i++) {
		const struct line *l = &d->lines[i];
		bool object = l->ntok && (l->at_start & CL(CL_OBJECT));
		if (object || (l->ntok && *title == d->n && l->state == ST_TITLE))
			*title = *end = i;
		else if (l->ntok && *title != d->n && l->state == ST_TCONT && *end == doc_before(d, i))
			*end = i;
		if (object) { /* its other lines */
			for (size_t k = doc_after(d, i); k < p->to && d->lines[k].state == ST_TCONT;
				k = doc_after(d, k))
				*end = k;
			return;
		}
	}
}

/* One act: from letterhead to letterhead. */
static void add_extract(struct building *b, const struct part *p)
{
	struct doc *d = b->d;
	size_t from = part_token(d, p->from), to = part_token(d, p->to), title = d->n, title_end = d->n;
	char date[DATE_SIZE];
	struct mn_seance *seance = last_seance(b);
	struct number number;

	if (seance->date && seance_date(b->lx, d->tokens, from, to, date) && strcmp(date, seance->date)) {
		mn_minutes_add_seance(b->m);
		seance = last_seance(b);
	}
	struct mn_section *s = mn_minutes_add_section(b->m, MN_SECTION_DELIBERATION);
	for (size_t i = p->from; i < p->to && !s->number; i++)
		s->number = number_in_line(d, i);
	find_object(d, p, &title, &title_end);
	if (title < d->n) {
		struct line *l = &d->lines[title];
		size_t a = l->tok + ((l->at_start & CL(CL_OBJECT)) != 0);
		if (number_of_line(d, title, &number))
			a = l->tok + l->number_skip + number.len;
		s->title = title_text(d, a, title_end);
	}
	size_t body = title < d->n ? part_token(d, title_end + 1) : from;
	vote_read(b->lx, s->title, d->text, d->tokens, body, to, &s->vote);
	if (b->m->n == 1 || !seance->date)
		seance_read(b->lx, d, from, body, seance);
	s->sure = s->title ? 0.85 : 0.6;
	blocks_fill(d, p, s);
}

static bool starts_extract(const struct doc *d, size_t i)
{
	return d->lines[i].at_start & CL(CL_EXTRACT);
}

/* The letterhead above "Extrait du registre" belongs to it. */
static size_t extract_top(const struct doc *d, size_t i)
{
	while (i > 0 && d->lines[i - 1].page == d->lines[i].page &&
		(d->lines[i - 1].aside || !d->lines[i - 1].ntok || d->lines[i - 1].state == ST_PREFACE ||
			(d->lines[i - 1].at_start & (CL(CL_LETTERHEAD) | CL(CL_ORGAN)))))
		i--;
	return i;
}

static void cut_extracts(struct building *b)
{
	struct doc *d = b->d;
	size_t from = d->n;

	for (size_t i = 0; i < d->n; i++) {
		if (!starts_extract(d, i))
			continue;
		size_t top = from == d->n ? 0 : extract_top(d, i);
		if (from < d->n && top <= from)
			continue; /* two lines of one letterhead */
		if (from < d->n)
			add_extract(b, &(struct part){.state = ST_TITLE, .from = from, .to = top});
		from = top;
	}
	if (from < d->n)
		add_extract(b, &(struct part){.state = ST_TITLE, .from = from, .to = d->n});
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

/* "Procès-verbal de la séance du conseil municipal du 24 septembre 2021" */
static char *title_of(const struct mn_seance *s, bool extracts)
{
	struct mn_buf b = MN_BUF_INIT;
	char date[DATE_WORDS];

	mn_buf_puts(&b, extracts ? "Extraits du registre des délibérations" : "Procès-verbal");
	if (s->kind)
		mn_buf_printf(&b, "%s %s%s", extracts ? "" : " de la séance",
			!strncmp(s->kind, "assemblée", 9)                                        ? "de l’"
			: !strncmp(s->kind, "commission", 10) || !strncmp(s->kind, "réunion", 7) ? "de la "
												 : "du ",
			s->kind);
	if (s->date)
		mn_buf_printf(&b, "%s du %s", s->kind || extracts ? "" : " de la séance", date_words(s->date, date));
	return mn_buf_take(&b);
}

static void finish(struct building *b)
{
	struct mn_minutes *m = b->m;

	last_seance(b);
	if (!m->n && b->d->n)
		blocks_fill(b->d, &(struct part){.state = ST_TAIL, .from = 0, .to = b->d->n},
			mn_minutes_add_section(m, MN_SECTION_INFORMATION));
	size_t first = 0;
	for (size_t i = 0; i < b->d->n && b->d->lines[i].page_index == b->d->lines[0].page_index; i++)
		first = i + 1;
	seance_aside(b->lx, b->d, 0, first, &m->seances[0]);
	for (size_t i = 1; i < m->nseances; i++) {
		struct mn_seance *one = &m->seances[i];
		if (!one->body && m->seances[0].body)
			one->body = mn_strdup(m->seances[0].body);
		if (!one->kind && m->seances[0].kind)
			one->kind = mn_strdup(m->seances[0].kind);
	}
	m->title = title_of(&m->seances[0], b->extracts);
}

/* "7 voix pour" and nothing else, from all seven who vote: unanimous, though the word is not there. */
static void all_for(struct mn_minutes *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct mn_seance *s = &m->seances[m->sections[i].seance];
		struct mn_vote *v = &m->sections[i].vote;
		int voters = (int)(s->present.n + s->remote.n + s->nrepresented);
		if (v->result == MN_VOTE_ADOPTED && v->against < 0 && v->abstain < 0 && voters > 0 && v->for_ == voters)
			v->unanimous = true;
	}
}

struct mn_minutes *cut_minutes(const struct lexicon *lx, struct doc *d)
{
	struct building b = {.lx = lx, .d = d, .m = mn_minutes_new()};
	size_t n = 0;

	b.extracts = edges_find(d, lx);
	doc_tokens(d);
	number_series(d);
	lexicon_mark(lx, d);
	grammar_read(d);
	if (b.extracts) {
		cut_extracts(&b);
	} else {
		struct part *parts = parts_of(d, &n);
		b.end = parts + n;
		for (size_t i = 0; i < n; i++) {
			if (parts[i].state == ST_TITLE || parts[i].state == ST_BEGIN)
				add_headed(&b, &parts[i]);
			else
				add_plain(&b, &parts[i]);
		}
		free(parts);
	}
	finish(&b);
	all_for(b.m);
	return b.m;
}

int cut_check(const struct mn_minutes *m, const struct doc *d, struct mn_err *err)
{
	unsigned char *seen = mn_calloc(d->n + 1, 1);
	size_t count = 0;
	int r = 0;

	for (size_t i = 0; i < m->n && r == 0; i++) {
		for (size_t k = 0; k < m->sections[i].n && r == 0; k++) {
			const struct mn_block *b = &m->sections[i].blocks[k];
			for (size_t x = 0; x < b->nlines && r == 0; x++)
				for (int no = b->lines[x].first; no <= b->lines[x].last && r == 0; no++) {
					size_t at = line_index(d, b->lines[x].page, no);
					if (at == d->n || seen[at]++)
						r = mn_fail(err, MN_SYSTEM, "line %d:%d stands nowhere or twice",
							b->lines[x].page, no);
					count++;
				}
		}
	}
	if (r == 0 && count != d->n)
		r = mn_fail(err, MN_SYSTEM, "%zu of %zu lines are in no section", d->n - count, d->n);
	free(seen);
	return r;
}
