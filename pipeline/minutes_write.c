// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutes_write.c: the minutes as Akoma Ntoso 3.0.
 *
 * Two readers are served. A program that knows Akoma Ntoso finds identification, people, votes and quorum in their
 * standard places and the text in preface, debateBody and conclusions. minutes_read.c finds what it needs, exactly, in
 * <proprietary>: one mn:section for each section of the text, in the same order, joined by its eId.
 *
 * Only the first section can be the preface and only the last the conclusions, as the schema wants; others of these
 * kinds (a second séance) become debateSections of that name. A vote without printed figures has the count "unanimité"
 * or "inconnu", because the schema wants a count. The work is named by date and dossier.
 */
#include "minutes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "text.h"

#define AKN_NS "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#define ID_MAX 40

/* eId stem and element of each kind; NULL: debateSection with the kind's name. */
static const struct {
	const char *stem, *element;
} shapes[MN_SECTION_KINDS] = {
	[MN_SECTION_PREFACE] = {"preface", NULL},
	[MN_SECTION_ROLLCALL] = {"rollcall", "rollCall"},
	[MN_SECTION_AGENDA] = {"agenda", NULL},
	[MN_SECTION_APPROVAL] = {"approval", NULL},
	[MN_SECTION_DECISIONS] = {"decisions", NULL},
	[MN_SECTION_DELIBERATION] = {"delib", NULL},
	[MN_SECTION_INFORMATION] = {"info", NULL},
	[MN_SECTION_QUESTIONS] = {"questions", NULL},
	[MN_SECTION_CLOSE] = {"adjournment", "adjournment"},
	[MN_SECTION_CONCLUSIONS] = {"conclusions", NULL},
};

static const struct {
	const char *id, *show;
} outcomes[] =
	{
		[MN_VOTE_NONE] = {"sans-vote", "Sans vote"},
		[MN_VOTE_ADOPTED] = {"adopte", "Adopté"},
		[MN_VOTE_REJECTED] = {"rejete", "Rejeté"},
		[MN_VOTE_POSTPONED] = {"ajourne", "Ajourné"},
		[MN_VOTE_NOTED] = {"pris-acte", "Pris acte"},
},
  concepts[] = {
	  {"atteint", "Quorum atteint"},
	  {"non-atteint", "Quorum non atteint"},
	  {"pour", "Pour"},
	  {"contre", "Contre"},
	  {"abstention", "Abstention"},
	  {"non-votant", "Ne prend pas part au vote"},
};

struct writing {
	struct mn_buf b;
	const struct mn_minutes *m;
	char (*ids)[ID_MAX]; /* eId of each section */
	const char **people; /* borrowed, each once, in the order of first mention */
	size_t npeople;
};

static void element(struct mn_buf *b, const char *name, const char *text)
{
	if (!text)
		return;
	mn_buf_printf(b, "<%s>", name);
	mn_buf_xml(b, text);
	mn_buf_printf(b, "</%s>\n", name);
}

static void attribute(struct mn_buf *b, const char *name, const char *value)
{
	if (!value)
		return;
	mn_buf_printf(b, " %s=\"", name);
	mn_buf_xml(b, value);
	mn_buf_putc(b, '"');
}

static void name_sections(struct writing *w)
{
	int count[MN_SECTION_KINDS] = {0};

	w->ids = mn_calloc(w->m->n + 1, sizeof *w->ids);
	for (size_t i = 0; i < w->m->n; i++) {
		enum mn_section_kind k = w->m->sections[i].kind;
		snprintf(w->ids[i], ID_MAX, "%s_%d", shapes[k].stem, ++count[k]);
	}
}

/* --- identification ----------------------------------------------------------------------------------------------- */

static void put_frbr(struct mn_buf *b, const char *level, const char *this, const char *uri, const char *date,
	const char *date_name, const char *author, const char *rest)
{
	mn_buf_printf(b, "<FRBR%s>\n<FRBRthis value=\"%s\"/>\n<FRBRuri value=\"%s\"/>\n", level, this, uri);
	mn_buf_printf(b, "<FRBRdate date=\"%s\" name=\"%s\"/>\n<FRBRauthor href=\"#%s\"/>\n%s</FRBR%s>\n", date,
		date_name, author, rest, level);
}

static void put_identification(struct mn_buf *b, const struct mn_minutes *m, const char *dossier, const char *made)
{
	const char *seance = m->nseances ? m->seances[0].date : NULL;
	const char *name = seance ? "seance" : "reconnaissance";
	char day[11], *slug = mn_slug(dossier, 120);

	snprintf(day, sizeof day, "%s", made);
	const char *date = seance ? seance : day;
	char *work = mn_printf("/akn/fr/debate/%s/%s", date, slug);
	char *expression = mn_printf("%s/fra@%s", work, date);
	char *this[] = {
		mn_printf("%s/!main", work), mn_printf("%s/!main", expression), mn_printf("%s/!main.xml", expression)};
	char *manifestation = mn_printf("%s.akn", expression);
	mn_buf_puts(b, "<identification source=\"#minutier\">\n");
	put_frbr(b, "Work", this[0], work, date, name, "organe", "<FRBRcountry value=\"fr\"/>\n");
	put_frbr(b, "Expression", this[1], expression, date, name, "organe", "<FRBRlanguage language=\"fra\"/>\n");
	put_frbr(b, "Manifestation", this[2], manifestation, day, "reconnaissance", "minutier", "");
	mn_buf_puts(b, "</identification>\n");
	for (int i = 0; i < 3; i++)
		free(this[i]);
	free(manifestation);
	free(expression);
	free(work);
	free(slug);
}

/* --- analysis: quorum and votes ----------------------------------------------------------------------------------- */

static void put_count(struct mn_buf *b, const char *vote, const char *what, int n)
{
	if (n >= 0)
		mn_buf_printf(b, "<count eId=\"%s__%s\" value=\"%d\" refersTo=\"#%s\"/>\n", vote, what, n, what);
}

static void put_vote(struct mn_buf *b, const struct mn_vote *v, const char *section)
{
	char id[ID_MAX + 8];

	snprintf(id, sizeof id, "vote_%s", section);
	mn_buf_printf(b, "<voting eId=\"%s\" outcome=\"#%s\" href=\"#%s\">\n", id, outcomes[v->result].id, section);
	if (v->for_ < 0 && v->against < 0 && v->abstain < 0)
		mn_buf_printf(
			b, "<count eId=\"%s__voix\" value=\"%s\"/>\n", id, v->unanimous ? "unanimité" : "inconnu");
	put_count(b, id, "pour", v->for_);
	put_count(b, id, "contre", v->against);
	put_count(b, id, "abstention", v->abstain);
	put_count(b, id, "non-votant", v->not_voting);
	mn_buf_puts(b, "</voting>\n");
}

static void put_quorum(struct mn_buf *b, const struct mn_seance *s, size_t number)
{
	mn_buf_printf(b,
		"<quorumVerification eId=\"quorum_%zu\" outcome=\"#%s\">\n<quorum eId=\"quorum_%zu__q\" value=\"",
		number, s->quorum ? "atteint" : "non-atteint", number);
	if (s->members >= 0)
		mn_buf_printf(b, "%d\"/>\n</quorumVerification>\n", s->members / 2 + 1);
	else
		mn_buf_puts(b, "inconnu\"/>\n</quorumVerification>\n");
}

static void put_analysis(struct writing *w)
{
	struct mn_buf inner = MN_BUF_INIT;

	for (size_t i = 0; i < w->m->nseances; i++)
		if (w->m->seances[i].quorum >= 0)
			put_quorum(&inner, &w->m->seances[i], i + 1);
	for (size_t i = 0; i < w->m->n; i++)
		if (w->m->sections[i].kind == MN_SECTION_DELIBERATION && w->m->sections[i].vote.result != MN_VOTE_NONE)
			put_vote(&inner, &w->m->sections[i].vote, w->ids[i]);
	if (inner.len)
		mn_buf_printf(&w->b,
			"<analysis source=\"#minutier\">\n<parliamentary>\n%s</parliamentary>\n</analysis>\n", inner.s);
	mn_buf_free(&inner);
}

/* --- references --------------------------------------------------------------------------------------------------- */

static void add_person(struct writing *w, const char *name)
{
	if (!name)
		return;
	for (size_t i = 0; i < w->npeople; i++)
		if (!strcmp(w->people[i], name))
			return;
	if (!(w->npeople & (w->npeople + 1)))
		w->people = mn_realloc(w->people, (2 * w->npeople + 2) * sizeof *w->people);
	w->people[w->npeople++] = name;
}

static void add_names(struct writing *w, const struct mn_names *names)
{
	for (size_t i = 0; i < names->n; i++)
		add_person(w, names->v[i]);
}

static void collect_people(struct writing *w)
{
	for (size_t i = 0; i < w->m->nseances; i++) {
		const struct mn_seance *s = &w->m->seances[i];
		add_person(w, s->president);
		add_person(w, s->secretary);
		add_names(w, &s->present);
		add_names(w, &s->remote);
		for (size_t k = 0; k < s->nrepresented; k++) {
			add_person(w, s->represented[k].name);
			add_person(w, s->represented[k].by);
		}
		add_names(w, &s->excused);
		add_names(w, &s->absent);
	}
	for (size_t i = 0; i < w->m->n; i++)
		add_person(w, w->m->sections[i].rapporteur);
}

static void put_tlc(struct mn_buf *b, const char *kind, const char *id, const char *path, const char *show)
{
	mn_buf_printf(b, "<TLC%s eId=\"%s\" href=\"/akn/ontology/%s\"", kind, id, path);
	attribute(b, "showAs", show);
	mn_buf_puts(b, "/>\n");
}

static void put_concept(struct mn_buf *b, const char *id, const char *show)
{
	char path[80];

	snprintf(path, sizeof path, "concept/%s", id);
	put_tlc(b, "Concept", id, path, show);
}

static void put_references(struct writing *w)
{
	const struct mn_seance *s = w->m->nseances ? &w->m->seances[0] : NULL;
	const char *body = s && s->body ? s->body : s && s->kind ? s->kind : "Organe délibérant";
	char *slug = mn_slug(body, 80), *path = mn_printf("organization/fr/%s", slug);

	mn_buf_puts(&w->b, "<references source=\"#minutier\">\n");
	put_tlc(&w->b, "Organization", "organe", path, body);
	put_tlc(&w->b, "Process", "minutier", "process/minutier", "minutier");
	free(slug);
	free(path);
	for (size_t i = 0; i < w->npeople; i++) {
		char id[32];
		snprintf(id, sizeof id, "person_%zu", i + 1);
		slug = mn_slug(w->people[i], 80);
		path = mn_printf("person/%s", slug);
		put_tlc(&w->b, "Person", id, path, w->people[i]);
		free(slug);
		free(path);
	}
	for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
		put_concept(&w->b, outcomes[i].id, outcomes[i].show);
	for (size_t i = 0; i < sizeof concepts / sizeof *concepts; i++)
		put_concept(&w->b, concepts[i].id, concepts[i].show);
	mn_buf_puts(&w->b, "</references>\n");
}

/* --- proprietary: what minutes_read.c reads ----------------------------------------------------------------------- */

static void put_names(struct mn_buf *b, const char *what, const struct mn_names *names)
{
	for (size_t i = 0; i < names->n; i++)
		element(b, what, names->v[i]);
}

static void put_seance(struct mn_buf *b, const struct mn_seance *s)
{
	const char *const fields[][2] = {
		{"mn:body", s->body},
		{"mn:kind", s->kind},
		{"mn:date", s->date},
		{"mn:convened", s->convened},
		{"mn:timeStart", s->time_start},
		{"mn:timeEnd", s->time_end},
		{"mn:place", s->place},
		{"mn:president", s->president},
		{"mn:secretary", s->secretary},
	};

	mn_buf_printf(b, "<mn:seance members=\"%d\" quorum=\"%d\">\n", s->members, s->quorum);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		element(b, fields[i][0], fields[i][1]);
	put_names(b, "mn:present", &s->present);
	put_names(b, "mn:remote", &s->remote);
	for (size_t i = 0; i < s->nrepresented; i++) {
		mn_buf_puts(b, "<mn:represented>\n");
		element(b, "mn:name", s->represented[i].name);
		element(b, "mn:by", s->represented[i].by);
		mn_buf_puts(b, "</mn:represented>\n");
	}
	put_names(b, "mn:excused", &s->excused);
	put_names(b, "mn:absent", &s->absent);
	mn_buf_puts(b, "</mn:seance>\n");
}

static void put_section_data(struct mn_buf *b, const struct mn_section *s, const char *id)
{
	const struct mn_vote *v = &s->vote;

	int sure = s->sure <= 0 ? 0 : s->sure >= 1 ? 1000 : (int)(s->sure * 1000 + 0.5); /* no locale's comma */

	mn_buf_printf(b, "<mn:section eId=\"%s\" kind=\"%s\" seance=\"%d\" sure=\"%d.%03d\">\n", id,
		mn_section_kind_name(s->kind), s->seance, sure / 1000, sure % 1000);
	element(b, "mn:number", s->number);
	element(b, "mn:title", s->title);
	element(b, "mn:rapporteur", s->rapporteur);
	if (s->kind == MN_SECTION_DELIBERATION || v->result != MN_VOTE_NONE || v->sentence) {
		mn_buf_printf(b,
			"<mn:vote result=\"%s\" unanimous=\"%d\" secret=\"%d\" for=\"%d\" against=\"%d\" "
			"abstain=\"%d\" "
			"notVoting=\"%d\">\n",
			mn_result_name(v->result), v->unanimous, v->secret, v->for_, v->against, v->abstain,
			v->not_voting);
		element(b, "mn:sentence", v->sentence);
		mn_buf_puts(b, "</mn:vote>\n");
	}
	mn_buf_puts(b, "</mn:section>\n");
}

static void put_proprietary(struct writing *w)
{
	mn_buf_puts(&w->b, "<proprietary source=\"#minutier\">\n<mn:minutes>\n");
	element(&w->b, "mn:title", w->m->title);
	for (size_t i = 0; i < w->m->nseances; i++)
		put_seance(&w->b, &w->m->seances[i]);
	for (size_t i = 0; i < w->m->n; i++)
		put_section_data(&w->b, &w->m->sections[i], w->ids[i]);
	mn_buf_puts(&w->b, "</mn:minutes>\n</proprietary>\n");
}

/* --- the text ----------------------------------------------------------------------------------------------------- */

static void put_lines(struct mn_buf *b, const struct mn_block *block)
{
	for (size_t i = 0; i < block->nlines; i++) {
		const struct mn_lines *r = &block->lines[i];
		mn_buf_printf(b, "%s%d:%d", i ? " " : "", r->page, r->first);
		if (r->last != r->first)
			mn_buf_printf(b, "-%d", r->last);
	}
}

static void put_block(struct mn_buf *b, const struct mn_block *block, const char *wrap)
{
	mn_buf_printf(b, "<p class=\"%s\" mn:lines=\"", mn_role_name(block->role));
	put_lines(b, block);
	mn_buf_puts(b, "\">");
	if (wrap)
		mn_buf_printf(b, "<%s>", wrap);
	for (const char *p = block->text ? block->text : ""; *p;) {
		size_t n = strcspn(p, "\n");
		char *line = mn_strndup(p, n);
		mn_buf_xml(b, line);
		free(line);
		p += n;
		if (*p == '\n') {
			mn_buf_puts(b, "<eol/>");
			p++;
		}
	}
	if (wrap)
		mn_buf_printf(b, "</%s>", wrap);
	mn_buf_puts(b, "</p>\n");
}

/* preface and conclusions: paragraphs only. */
static void put_flat(struct writing *w, const char *name, size_t i)
{
	const struct mn_section *s = &w->m->sections[i];

	mn_buf_printf(&w->b, "<%s eId=\"%s\">\n", name, w->ids[i]);
	for (size_t k = 0; k < s->n; k++)
		put_block(&w->b, &s->blocks[k],
			s->blocks[k].role == MN_ROLE_TITLE && s->kind == MN_SECTION_PREFACE ? "docTitle"
			: s->blocks[k].role == MN_ROLE_SIGNATURE                            ? "signature"
											    : NULL);
	mn_buf_printf(&w->b, "</%s>\n", name);
}

static void put_section(struct writing *w, size_t i)
{
	const struct mn_section *s = &w->m->sections[i];
	const char *name = shapes[s->kind].element ? shapes[s->kind].element : "debateSection";

	mn_buf_printf(&w->b, "<%s eId=\"%s\"", name, w->ids[i]);
	if (!shapes[s->kind].element)
		attribute(&w->b, "name", mn_section_kind_name(s->kind));
	mn_buf_puts(&w->b, ">\n");
	element(&w->b, "num", s->number);
	element(&w->b, "heading", s->title);
	for (size_t k = 0; k < s->n; k++)
		put_block(&w->b, &s->blocks[k], NULL);
	mn_buf_printf(&w->b, "</%s>\n", name);
}

static void put_text(struct writing *w)
{
	size_t from = 0, to = w->m->n;

	if (to && w->m->sections[0].kind == MN_SECTION_PREFACE && w->m->sections[0].n)
		put_flat(w, "preface", from++);
	if (to > from && w->m->sections[to - 1].kind == MN_SECTION_CONCLUSIONS && w->m->sections[to - 1].n)
		to--;
	mn_buf_puts(&w->b, "<debateBody>\n");
	for (size_t i = from; i < to; i++)
		put_section(w, i);
	if (from == to) /* the schema wants one */
		mn_buf_puts(&w->b, "<debateSection eId=\"empty_1\" name=\"empty\"/>\n");
	mn_buf_puts(&w->b, "</debateBody>\n");
	if (to < w->m->n)
		put_flat(w, "conclusions", to);
}

char *mn_minutes_xml(const struct mn_minutes *m, const char *dossier, const char *made)
{
	struct writing w = {.b = MN_BUF_INIT, .m = m};

	name_sections(&w);
	collect_people(&w);
	mn_buf_puts(&w.b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"" AKN_NS
			  "\" xmlns:mn=\"" MN_MINUTES_NS "\">\n<debate name=\"procesVerbal\">\n<meta>\n");
	put_identification(&w.b, m, dossier, made);
	put_analysis(&w);
	put_references(&w);
	put_proprietary(&w);
	mn_buf_puts(&w.b, "</meta>\n");
	put_text(&w);
	mn_buf_puts(&w.b, "</debate>\n</akomaNtoso>\n");
	free(w.ids);
	free(w.people);
	return mn_buf_take(&w.b);
}
