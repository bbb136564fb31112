// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * units.c: séance > procès-verbal, deliberations, données, proof.
 *
 * Rules of communicability: the séance bears the configured one; each deliberation its own by rules.h; what holds the
 * text of all (procès-verbal, données) the strongest of them. The start is the date of the séance, the latest one
 * where a document holds several.
 */
#include "units.h"

#include <stdlib.h>
#include <string.h>
#include "describe.h"
#include "i18n.h"

/* What the deliberations need, worked out once. */
struct acts {
	const struct mn_section **v;
	const char **access, **reason;
	size_t n;
	const char *strongest;
};

const char *pk_last_date(const struct mn_minutes *m)
{
	const char *last = NULL;

	for (size_t i = 0; i < m->nseances; i++)
		if (m->seances[i].date && (!last || strcmp(m->seances[i].date, last) > 0))
			last = m->seances[i].date;
	return last;
}

static const char *first_date(const struct mn_minutes *m)
{
	const char *first = NULL;

	for (size_t i = 0; i < m->nseances; i++)
		if (m->seances[i].date && (!first || strcmp(m->seances[i].date, first) < 0))
			first = m->seances[i].date;
	return first;
}

static const struct mn_seance *seance_of(const struct mn_minutes *m, const struct mn_section *s)
{
	return s->seance >= 0 && (size_t)s->seance < m->nseances ? &m->seances[s->seance] : NULL;
}

static struct acts acts_of(const struct pk_transfer *t)
{
	const struct mn_minutes *m = t->minutes;
	struct acts a = {.strongest = t->settings->access_rule};

	a.v = mn_calloc(m->n + 1, sizeof *a.v);
	a.access = mn_calloc(m->n + 1, sizeof *a.access);
	a.reason = mn_calloc(m->n + 1, sizeof *a.reason);
	for (size_t i = 0; i < m->n; i++) {
		const struct mn_section *s = &m->sections[i];
		if (s->kind != MN_SECTION_DELIBERATION)
			continue;
		const struct mn_seance *seance = seance_of(m, s);
		char *text = mn_section_text(s, true);
		a.v[a.n] = s;
		a.access[a.n] = pk_rules_access(t->rules, t->settings->access_rule, seance ? seance->body : NULL, s->title,
			text,
			&a.reason[a.n]);
		a.strongest = pk_rules_stronger(t->rules, a.strongest, a.access[a.n]);
		a.n++;
		free(text);
	}
	return a;
}

static xmlNode *put_unit(xmlNode *parent, const char *id)
{
	xmlNode *unit = pk_put(parent, "ArchiveUnit", NULL);

	pk_attr(unit, "id", id);
	return unit;
}

static void put_access(xmlNode *management, const char *rule, const char *date)
{
	xmlNode *node = pk_put(management, "AccessRule", NULL);

	pk_put(node, "Rule", rule);
	pk_put_some(node, "StartDate", date);
}

static xmlNode *put_content(xmlNode *unit, const char *level, const char *title)
{
	xmlNode *content = pk_put(unit, "Content", NULL);

	pk_put(content, "DescriptionLevel", level);
	pk_put(content, "Title", title);
	return content;
}

static void put_reference(xmlNode *unit, const char *file)
{
	char *id = pk_object_id(file);

	pk_put(pk_put(unit, "DataObjectReference", NULL), "DataObjectReferenceId", id);
	free(id);
}

static void put_keyword(xmlNode *content, const char *type, const char *word)
{
	if (!word || !*word)
		return;
	xmlNode *node = pk_put(content, "Keyword", NULL);
	pk_put(node, "KeywordContent", word);
	pk_put(node, "KeywordType", type);
}

static void put_keywords(xmlNode *content, const struct mn_minutes *m)
{
	put_keyword(content, "genreform", "procès-verbal");
	put_keyword(content, "genreform", "délibération");
	for (size_t i = 0; i < m->nseances; i++) {
		bool again = false;
		for (size_t j = 0; j < i && m->seances[i].body; j++)
			again |= m->seances[j].body && !strcmp(m->seances[j].body, m->seances[i].body);
		if (!again)
			put_keyword(content, "corpname", m->seances[i].body);
	}
}

static void put_dates(xmlNode *content, const char *first, const char *last)
{
	if (!first)
		return;
	if (!strcmp(first, last))
		pk_put(content, "TransactedDate", first);
	pk_put(content, "StartDate", first);
	pk_put(content, "EndDate", last);
}

static void put_custody(xmlNode *content, const struct pk_transfer *t)
{
	xmlNode *history = pk_put(content, "CustodialHistory", NULL);
	char **items = pk_custody(t->settings, t->pages, t->first);

	for (char **i = items; *i; i++)
		pk_put(history, "CustodialHistoryItem", *i);
	pk_custody_free(items);
}

/* The séance's own rules and description; returns its unit. */
static xmlNode *put_seance(xmlNode *metadata, const struct pk_transfer *t)
{
	const char *last = pk_last_date(t->minutes);
	xmlNode *unit = put_unit(metadata, "au-seance");
	xmlNode *management = pk_put(unit, "Management", NULL);
	xmlNode *appraisal = pk_put(management, "AppraisalRule", NULL);
	char *title = pk_title(t->minutes, t->pages), *text = pk_description(t->minutes, t->pages, t->checks);

	pk_put(appraisal, "Rule", t->settings->appraisal_rule);
	pk_put_some(appraisal, "StartDate", last);
	pk_put(appraisal, "FinalAction", "Keep");
	put_access(management, t->settings->access_rule, last);
	xmlNode *content = put_content(unit, "File", title);
	pk_put(content, "TransferringAgencyArchiveUnitIdentifier", t->dossier);
	pk_put(content, "Description", text);
	put_custody(content, t);
	pk_put(content, "DocumentType", "Procès-verbal de séance");
	pk_put(content, "Language", "fr");
	pk_put(content, "DescriptionLanguage", "fr");
	put_keywords(content, t->minutes);
	pk_put(pk_put(content, "OriginatingAgency", NULL), "Identifier", t->settings->originating_agency);
	put_dates(content, first_date(t->minutes), last);
	free(title);
	free(text);
	return unit;
}

static void put_act(xmlNode *parent, const struct pk_transfer *t, const struct acts *a, const struct pk_file *f)
{
	size_t k = pk_number(f->name) - 1;
	const struct mn_section *s = a->v[k];
	const struct mn_seance *seance = seance_of(t->minutes, s);
	const char *date = seance ? seance->date : NULL;
	char *id = mn_printf("au-deliberation-%03zu", k + 1), *title = pk_deliberation_title(s, k + 1);
	char *text = pk_deliberation_text(s, a->reason[k]), *number = pk_one_line(s->number);

	xmlNode *unit = put_unit(parent, id);
	put_access(pk_put(unit, "Management", NULL), a->access[k], date);
	xmlNode *content = put_content(unit, "Item", title);
	pk_put_some(content, "OriginatingAgencyArchiveUnitIdentifier", number);
	pk_put(content, "Description", text);
	pk_put(content, "DocumentType", "Délibération");
	pk_put(content, "Language", "fr");
	pk_put_some(content, "TransactedDate", date);
	put_reference(unit, f->name);
	free(id);
	free(title);
	free(text);
	free(number);
}

/* A unit for one file that is neither séance nor deliberation; rule NULL: that of the unit above. */
static void put_file(xmlNode *parent, const struct pk_file *f, const char *rule, const char *date)
{
	char *id = mn_printf("au-%s", f->name), *title = pk_format_title(f->format, f->name);
	xmlNode *unit = put_unit(parent, id);

	if (rule)
		put_access(pk_put(unit, "Management", NULL), rule, date);
	put_content(unit, "Item", title);
	put_reference(unit, f->name);
	free(id);
	free(title);
}

static void put_data(xmlNode *parent, const struct pk_transfer *t, const struct acts *a, const char *date)
{
	xmlNode *unit = NULL;

	for (size_t i = 0; i < t->files->n; i++) {
		if (t->files->v[i].format->place != PK_DATA)
			continue;
		if (!unit) {
			unit = put_unit(parent, "au-donnees");
			put_access(pk_put(unit, "Management", NULL), a->strongest, date);
			xmlNode *content = put_content(unit, "File", "Données");
			pk_put(content, "Description", "Texte, structure, corrections et historique, en formats ouverts.");
		}
		put_file(unit, &t->files->v[i], NULL, NULL);
	}
}

void pk_put_units(xmlNode *metadata, const struct pk_transfer *t)
{
	struct acts a = acts_of(t);
	const char *date = pk_last_date(t->minutes);
	xmlNode *top = put_seance(metadata, t);

	for (size_t i = 0; i < t->files->n; i++)
		if (t->files->v[i].format->place == PK_PV)
			put_file(top, &t->files->v[i], a.strongest, date);
	for (size_t i = 0; i < t->files->n; i++)
		if (t->files->v[i].format->place == PK_DELIBERATION)
			put_act(top, t, &a, &t->files->v[i]);
	put_data(top, t, &a, date);
	for (size_t i = 0; i < t->files->n; i++)
		if (t->files->v[i].format->place == PK_PROOF)
			put_file(top, &t->files->v[i], NULL, NULL);
	free(a.v);
	free(a.access);
	free(a.reason);
}
