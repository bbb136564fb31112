// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * fill.c: reading first, then one short transaction.
 */
#include "fill.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "alto.h"
#include "file.h"
#include "i18n.h"
#include "loose.h"
#include "minutes.h"
#include "pages.h"
#include "xml.h"

#define CHECKS_BYTES_MAX ((size_t)16 << 20)
#define BORDEREAU_BYTES_MAX ((size_t)64 << 20)

/* A dossier in memory. */
struct content {
	struct mn_pages *pages;
	struct mn_minutes *minutes;
	json_t *checks;
	char *message;       /* identifier of the last package; NULL */
	char **loose;        /* by page */
	const char **classes;
};

static const char *const class_names[] = {
	[MN_PAGE_TEXT] = "text", [MN_PAGE_BLANK] = "blank", [MN_PAGE_UNREAD] = "unread",
};

static void content_free(struct content *c)
{
	for (size_t i = 0; c->loose && i < c->pages->n; i++)
		free(c->loose[i]);
	free(c->loose);
	free(c->classes);
	free(c->message);
	json_decref(c->checks);
	mn_minutes_free(c->minutes);
	mn_pages_free(c->pages);
}

static int read_checks(struct content *c, const struct mn_dossier *d, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	size_t n;
	json_error_t why;
	char *bytes = mn_read_file(mn_dossier_path(d, "checks.json", path), CHECKS_BYTES_MAX, &n, err);

	if (!bytes)
		return -1;
	c->checks = json_loadb(bytes, n, 0, &why);
	free(bytes);
	return c->checks ? 0 : mn_fail(err, MN_INPUT, _("'%s', line %d: %s"), path, why.line, why.text);
}

/* A dossier may be indexed before it is packaged. */
static int read_message(struct content *c, const struct mn_dossier *d, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	if (!mn_exists(mn_dossier_path(d, "package/bordereau.xml", path)))
		return 0;
	xmlDoc *doc = mn_xml_read(path, BORDEREAU_BYTES_MAX, err);
	if (!doc)
		return -1;
	for (xmlNode *node = xmlDocGetRootElement(doc)->children; node && !c->message; node = node->next) {
		if (!mn_xml_is(node, "MessageIdentifier"))
			continue;
		xmlChar *text = xmlNodeGetContent(node);
		c->message = mn_strdup((char *)text);
		xmlFree(text);
	}
	xmlFreeDoc(doc);
	return 0;
}

static int read_pages(struct content *c, const struct mn_dossier *d, struct mn_err *err)
{
	char name[32], path[MN_PATH_MAX];

	c->loose = mn_calloc(c->pages->n + 1, sizeof *c->loose);
	c->classes = mn_calloc(c->pages->n + 1, sizeof *c->classes);
	for (size_t i = 0; i < c->pages->n; i++) {
		snprintf(name, sizeof name, "text/%s.xml", c->pages->pages[i].id);
		struct mn_alto *page = mn_alto_read(mn_dossier_path(d, name, path), err);
		if (!page)
			return -1;
		c->classes[i] = class_names[page->class_];
		c->loose[i] = ix_loose(c->minutes, page, (int)i + 1);
		mn_alto_free(page);
	}
	return 0;
}

static int read_all(struct content *c, const struct mn_dossier *d, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	c->pages = mn_pages_read(d, err);
	if (!c->pages)
		return -1;
	c->minutes = mn_minutes_read(mn_dossier_path(d, "minutes.xml", path), err);
	if (!c->minutes || read_checks(c, d, err) < 0 || read_message(c, d, err) < 0)
		return -1;
	return read_pages(c, d, err);
}

static int put_passage(struct ix_db *db, const char *id, const char *kind, int n, const char *title, const char *text,
	struct mn_err *err)
{
	if (ix_db_run(db, err, "INSERT INTO passages(dossier, kind, n) VALUES(?1, ?2, ?3)", "ssi", id, kind, n) < 0)
		return -1;
	return ix_db_run(db, err, "INSERT INTO texts(rowid, title, text) VALUES(?1, ?2, ?3)", "nss", ix_db_last(db),
		title, text);
}

static int put_dossier(struct ix_db *db, const char *id, const char *inputs, const struct content *c,
	struct mn_err *err)
{
	int warnings = 0;
	size_t i;
	json_t *check;

	json_array_foreach(json_object_get(c->checks, "checks"), i, check) {
		const char *severity = json_string_value(json_object_get(check, "severity"));
		warnings += severity && strcmp(severity, "info") != 0;
	}
	return ix_db_run(db, err, "INSERT INTO dossiers VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", "sssssisis", id,
		inputs,
		c->pages->name, c->pages->received, c->pages->source_sha256, (int)c->pages->n,
		json_string_value(json_object_get(c->checks, "grade")), warnings, c->message);
}

static int put_seances(struct ix_db *db, const char *id, const struct mn_minutes *m, struct mn_err *err)
{
	for (size_t i = 0; i < m->nseances; i++) {
		const struct mn_seance *s = &m->seances[i];
		if (ix_db_run(db, err, "INSERT INTO seances VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", "sisssss", id, (int)i + 1,
			s->body,
			s->kind, s->date, s->president, s->secretary) < 0)
			return -1;
	}
	return 0;
}

static int put_deliberation(struct ix_db *db, const char *id, int n, const struct mn_section *s,
	const struct mn_seance *seance,
	struct mn_err *err)
{
	const struct mn_vote *v = &s->vote;
	const char *result = v->result == MN_VOTE_NONE ? NULL : mn_result_name(v->result);
	int first, last;

	mn_section_pages(s, &first, &last);
	if (ix_db_run(db, err,
		"INSERT INTO deliberations VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
		"siissssssiiiiiii", id, n, s->seance + 1, s->number, s->title, s->rapporteur, seance ? seance->date : NULL,
		seance ? seance->body : NULL, result, (int)v->unanimous, (int)v->secret, v->for_, v->against, v->abstain, first,
		last) < 0)
		return -1;
	char *text = mn_section_text(s, true);
	int r = put_passage(db, id, "deliberation", n, s->title, text, err);
	free(text);
	return r;
}

static int put_deliberations(struct ix_db *db, const char *id, const struct mn_minutes *m, int *passages,
	struct mn_err *err)
{
	int n = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct mn_section *s = &m->sections[i];
		bool known = s->seance >= 0 && (size_t)s->seance < m->nseances;
		if (s->kind != MN_SECTION_DELIBERATION)
			continue;
		if (put_deliberation(db, id, ++n, s, known ? &m->seances[s->seance] : NULL, err) < 0)
			return -1;
		++*passages;
	}
	return 0;
}

static int put_pages(struct ix_db *db, const char *id, const struct content *c, int *passages, struct mn_err *err)
{
	for (size_t i = 0; i < c->pages->n; i++) {
		if (ix_db_run(db, err, "INSERT INTO pages VALUES(?1, ?2, ?3)", "sis", id, (int)i + 1, c->classes[i]) < 0)
			return -1;
		if (!*c->loose[i])
			continue;
		if (put_passage(db, id, "page", (int)i + 1, NULL, c->loose[i], err) < 0)
			return -1;
		++*passages;
	}
	return 0;
}

int ix_fill(struct ix_db *db, const struct mn_dossier *d, const char *inputs, int *passages, struct mn_err *err)
{
	struct content c = {0};
	const char *id = mn_dossier_id(d);
	int result = read_all(&c, d, err);

	*passages = 0;
	if (!result)
		result = ix_db_begin(db, err);
	if (!result) {
		if (ix_db_forget(db, id, err) < 0 || put_dossier(db, id, inputs, &c, err) < 0 ||
			put_seances(db, id, c.minutes, err) < 0 || put_deliberations(db, id, c.minutes, passages, err) < 0 ||
			put_pages(db, id, &c, passages, err) < 0)
			result = -1;
		if (ix_db_end(db, !result, err) < 0)
			result = -1;
	}
	content_free(&c);
	return result;
}
