// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutes_read.c: reads back what minutes_write.c wrote.
 *
 * Data come from <proprietary> (mn:minutes), text from preface, debateBody and conclusions; both list the sections in
 * the same order and the eId must agree. Anything else in the file (references, analysis) repeats these and is not
 * looked at.
 */
#include "minutes.h"

#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "i18n.h"
#include "xml.h"

#define LINES_MAX 1000000 /* highest page or line number */

static int refuse(const xmlNode *at, const char *what, struct mn_err *err)
{
	return mn_fail(err, MN_INPUT, _("line %ld: %s"), xmlGetLineNo((xmlNode *)at), what);
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
	for (const xmlNode *c = node ? node->children : NULL; c; c = c->next)
		if (mn_xml_is(c, name))
			return c;
	return NULL;
}

static char *content(const xmlNode *node)
{
	if (!node)
		return NULL;
	xmlChar *s = xmlNodeGetContent(node);
	char *text = mn_strdup(s ? (const char *)s : "");

	xmlFree(s);
	return text;
}

static int number(const xmlNode *node, const char *name, int *value, struct mn_err *err)
{
	char *s = mn_xml_attr(node, name), *end = NULL;
	long v = s ? strtol(s, &end, 10) : -1;
	int bad = s && (end == s || *end || v < -1 || v > LINES_MAX);

	free(s);
	*value = (int)v;
	return bad ? refuse(node, _("an attribute is not a number as it should be"), err) : 0;
}

static int flag(const xmlNode *node, const char *name, bool *value, struct mn_err *err)
{
	int n;

	if (number(node, name, &n, err) < 0)
		return -1;
	*value = n == 1;
	return 0;
}

/* --- data --------------------------------------------------------------------------------------------------------- */

static int read_seance(struct mn_minutes *m, const xmlNode *node, struct mn_err *err)
{
	struct mn_seance *s = mn_minutes_add_seance(m);
	struct {
		const char *name;
		char **to;
	} fields[] = {
		{"body", &s->body},
		{"kind", &s->kind},
		{"date", &s->date},
		{"convened", &s->convened},
		{"timeStart", &s->time_start},
		{"timeEnd", &s->time_end},
		{"place", &s->place},
		{"president", &s->president},
		{"secretary", &s->secretary},
	};
	struct {
		const char *name;
		struct mn_names *to;
	} lists[] = {
		{"present", &s->present}, {"remote", &s->remote}, {"absent", &s->absent}, {"excused", &s->excused}};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		*fields[i].to = content(child(node, fields[i].name));
	for (const xmlNode *c = node->children; c; c = c->next) {
		for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
			if (!mn_xml_is(c, lists[i].name))
				continue;
			char *name = content(c);
			mn_names_add(lists[i].to, name);
			free(name);
		}
		if (mn_xml_is(c, "represented")) {
			char *name = content(child(c, "name")), *by = content(child(c, "by"));
			mn_seance_add_represented(s, name ? name : "", by);
			free(name);
			free(by);
		}
	}
	return number(node, "members", &s->members, err) < 0 || number(node, "quorum", &s->quorum, err) < 0 ? -1 : 0;
}

static int read_vote(struct mn_vote *v, const xmlNode *node, struct mn_err *err)
{
	char *result = mn_xml_attr(node, "result");

	v->result = mn_result_parse(result);
	free(result);
	v->sentence = content(child(node, "sentence"));
	return flag(node, "unanimous", &v->unanimous, err) < 0 || flag(node, "secret", &v->secret, err) < 0 ||
			       number(node, "for", &v->for_, err) < 0 ||
			       number(node, "against", &v->against, err) < 0 ||
			       number(node, "abstain", &v->abstain, err) < 0 ||
			       number(node, "notVoting", &v->not_voting, err) < 0
		       ? -1
		       : 0;
}

static int read_section_data(struct mn_minutes *m, const xmlNode *node, struct mn_err *err)
{
	char *kind = mn_xml_attr(node, "kind"), *sure = mn_xml_attr(node, "sure");
	struct mn_section *s = mn_minutes_add_section(m, mn_section_kind_parse(kind));
	const xmlNode *vote = child(node, "vote");

	s->number = content(child(node, "number"));
	s->title = content(child(node, "title"));
	s->rapporteur = content(child(node, "rapporteur"));
	s->sure = sure ? strtod(sure, NULL) : 0;
	free(kind);
	free(sure);
	if (number(node, "seance", &s->seance, err) < 0)
		return -1;
	if (s->seance < 0 || (size_t)s->seance >= m->nseances)
		return refuse(node, _("a section belongs to no meeting"), err);
	return vote ? read_vote(&s->vote, vote, err) : 0;
}

static int read_data(struct mn_minutes *m, const xmlNode *data, struct mn_err *err)
{
	m->title = content(child(data, "title"));
	for (const xmlNode *c = data->children; c; c = c->next)
		if (mn_xml_is(c, "seance") && read_seance(m, c, err) < 0)
			return -1;
	if (!m->nseances)
		mn_minutes_add_seance(m);
	for (const xmlNode *c = data->children; c; c = c->next)
		if (mn_xml_is(c, "section") && read_section_data(m, c, err) < 0)
			return -1;
	return 0;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

/* Text below a paragraph, <eol/> as '\n'; wrappers such as <signature> do not count. */
static void gather(const xmlNode *node, struct mn_buf *b)
{
	for (const xmlNode *c = node->children; c; c = c->next) {
		if (c->type == XML_TEXT_NODE && c->content)
			mn_buf_puts(b, (const char *)c->content);
		else if (mn_xml_is(c, "eol"))
			mn_buf_putc(b, '\n');
		else if (c->type == XML_ELEMENT_NODE && (mn_xml_is(c, "docTitle") || mn_xml_is(c, "signature")))
			gather(c, b);
	}
}

static int to_number(const char **p, int *value)
{
	char *end;
	long v = strtol(*p, &end, 10);

	if (end == *p || v < 1 || v > LINES_MAX)
		return -1;
	*p = end;
	*value = (int)v;
	return 0;
}

/* "3:17-19 4:1" */
static int read_lines(struct mn_block *b, const char *p)
{
	int page, first, last;

	while (*p) {
		if (to_number(&p, &page) < 0 || *p++ != ':' || to_number(&p, &first) < 0)
			return -1;
		last = first;
		if (*p == '-') {
			p++;
			if (to_number(&p, &last) < 0)
				return -1;
		}
		if (last < first || (*p && *p++ != ' '))
			return -1;
		mn_block_add_line(b, page, first);
		b->lines[b->nlines - 1].last = last;
	}
	return 0;
}

static int read_block(struct mn_section *s, const xmlNode *p, struct mn_err *err)
{
	char *role = mn_xml_attr(p, "class");
	xmlChar *lines = xmlGetNsProp((xmlNode *)p, BAD_CAST "lines", BAD_CAST MN_MINUTES_NS);
	struct mn_block *b = mn_section_add_block(s, mn_role_parse(role));
	struct mn_buf text = MN_BUF_INIT;
	int bad = lines && read_lines(b, (const char *)lines) < 0;

	gather(p, &text);
	b->text = mn_buf_take(&text);
	free(role);
	xmlFree(lines);
	return bad ? refuse(p, _("mn:lines is not as '3:17-19 4:1'"), err) : 0;
}

static int read_section_text(
	struct mn_minutes *m, const xmlNode *node, const xmlNode **data, size_t *i, struct mn_err *err)
{
	char *id = mn_xml_attr(node, "eId"), *want = *data ? mn_xml_attr(*data, "eId") : NULL;
	int same = id && want && *i < m->n && !strcmp(id, want);

	free(id);
	free(want);
	if (!same)
		return refuse(node, _("the sections of the text are not those of mn:minutes"), err);
	for (const xmlNode *c = node->children; c; c = c->next)
		if (mn_xml_is(c, "p") && read_block(&m->sections[*i], c, err) < 0)
			return -1;
	(*i)++;
	do
		*data = (*data)->next;
	while (*data && !mn_xml_is(*data, "section"));
	return 0;
}

static int read_text(struct mn_minutes *m, const xmlNode *debate, const xmlNode *data, struct mn_err *err)
{
	const xmlNode *next = child(data, "section"), *body = child(debate, "debateBody");
	const xmlNode *preface = child(debate, "preface"), *conclusions = child(debate, "conclusions");
	size_t i = 0;

	if (!body)
		return refuse(debate, _("no debateBody"), err);
	if (preface && read_section_text(m, preface, &next, &i, err) < 0)
		return -1;
	for (const xmlNode *c = body->children; c; c = c->next) {
		char *name = c->type == XML_ELEMENT_NODE ? mn_xml_attr(c, "name") : NULL;
		int empty = name && !strcmp(name, "empty");
		free(name);
		if (c->type == XML_ELEMENT_NODE && !empty && read_section_text(m, c, &next, &i, err) < 0)
			return -1;
	}
	if (conclusions && read_section_text(m, conclusions, &next, &i, err) < 0)
		return -1;
	return i == m->n ? 0 : refuse(debate, _("the sections of the text are not those of mn:minutes"), err);
}

static struct mn_minutes *from_doc(xmlDoc *doc, const char *name, struct mn_err *err)
{
	const xmlNode *debate = child(xmlDocGetRootElement(doc), "debate");
	const xmlNode *data = child(child(child(debate, "meta"), "proprietary"), "minutes");
	struct mn_minutes *m = mn_minutes_new();
	int bad = !data ? mn_fail(err, MN_INPUT, _("no mn:minutes: not written by minutier"))
			: read_data(m, data, err) < 0 || read_text(m, debate, data, err) < 0;

	if (bad) {
		mn_within(err, "%s", name);
		mn_minutes_free(m);
		m = NULL;
	}
	xmlFreeDoc(doc);
	return m;
}

struct mn_minutes *mn_minutes_parse(const char *bytes, size_t n, const char *name, struct mn_err *err)
{
	if (n > MN_MINUTES_BYTES_MAX) {
		mn_fail(err, MN_LIMIT, _("'%s' is too large"), name);
		return NULL;
	}
	xmlDoc *doc = mn_xml_parse(bytes, n, name, err);

	return doc ? from_doc(doc, name, err) : NULL;
}

struct mn_minutes *mn_minutes_read(const char *path, struct mn_err *err)
{
	xmlDoc *doc = mn_xml_read(path, MN_MINUTES_BYTES_MAX, err);

	return doc ? from_doc(doc, path, err) : NULL;
}
