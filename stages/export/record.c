// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * record.c: one function an object, in the order of doc/formats.md.
 */
#include "record.h"

#include <stdlib.h>

/* Text from minutes.xml is valid UTF-8 (libxml2 saw to it). */
static json_t *string(const char *s)
{
	return s ? json_string(s) : json_null();
}

/* -1 and less: not printed. */
static json_t *count(int n)
{
	return n < 0 ? json_null() : json_integer(n);
}

static json_t *names(const struct mn_names *a, const struct mn_names *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < a->n; i++)
		json_array_append_new(list, string(a->v[i]));
	for (size_t i = 0; i < b->n; i++)
		json_array_append_new(list, string(b->v[i]));
	return list;
}

static json_t *represented(const struct mn_seance *s)
{
	json_t *list = json_array();

	for (size_t i = 0; i < s->nrepresented; i++)
		json_array_append_new(list, json_pack("{s:o, s:o}", "name", string(s->represented[i].name), "by",
			string(s->represented[i].by)));
	return list;
}

/* What the top of the file and each séance have in common. */
static json_t *head(const struct mn_seance *s)
{
	json_t *o = json_object();

	json_object_set_new(o, "date", string(s->date));
	json_object_set_new(o, "president", string(s->president));
	json_object_set_new(o, "secretary", string(s->secretary));
	json_object_set_new(o, "present", names(&s->present, &s->remote));
	json_object_set_new(o, "represented", represented(s));
	json_object_set_new(o, "absent", names(&s->absent, &s->excused));
	return o;
}

static json_t *seance(const struct mn_seance *s)
{
	json_t *o = head(s);

	json_object_set_new(o, "body", string(s->body));
	json_object_set_new(o, "kind", string(s->kind));
	json_object_set_new(o, "convened", string(s->convened));
	json_object_set_new(o, "time_start", string(s->time_start));
	json_object_set_new(o, "time_end", string(s->time_end));
	json_object_set_new(o, "place", string(s->place));
	json_object_set_new(o, "members", count(s->members));
	return o;
}

static json_t *vote(const struct mn_vote *v)
{
	json_t *o = json_object();

	json_object_set_new(o, "result", string(v->result == MN_VOTE_NONE ? NULL : mn_result_name(v->result)));
	json_object_set_new(o, "unanimous", json_boolean(v->unanimous));
	json_object_set_new(o, "for", count(v->for_));
	json_object_set_new(o, "against", count(v->against));
	json_object_set_new(o, "abstain", count(v->abstain));
	return o;
}

static json_t *deliberation(const struct mn_section *s, size_t nseances)
{
	json_t *o = json_object();
	char *text = mn_section_text(s, true);
	int first, last;

	mn_section_pages(s, &first, &last);
	json_object_set_new(o, "number", string(s->number));
	json_object_set_new(o, "title", string(s->title));
	json_object_set_new(o, "page_start", count(first ? first : -1));
	json_object_set_new(o, "page_end", count(last ? last : -1));
	json_object_set_new(o, "text", string(text));
	json_object_set_new(o, "rapporteur", string(s->rapporteur));
	json_object_set_new(o, "vote", vote(&s->vote));
	if (nseances > 1)
		json_object_set_new(o, "seance", json_integer(s->seance));
	free(text);
	return o;
}

json_t *ex_record(const struct mn_minutes *m)
{
	static const struct mn_seance none = {.members = -1};
	json_t *o = head(m->nseances ? &m->seances[0] : &none), *seances = json_array(), *acts = json_array();

	for (size_t i = 0; i < m->nseances; i++)
		json_array_append_new(seances, seance(&m->seances[i]));
	for (size_t i = 0; i < m->n; i++)
		if (m->sections[i].kind == MN_SECTION_DELIBERATION)
			json_array_append_new(acts, deliberation(&m->sections[i], m->nseances));
	json_object_set_new(o, "seances", seances);
	json_object_set_new(o, "deliberations", acts);
	return o;
}
