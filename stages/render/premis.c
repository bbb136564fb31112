// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * premis.c: the account of a dossier as PREMIS 3.0: objects (the dossier, what was received, what is archived, each
 * file), events from reception to the making of the PDFs, the programs that made them.
 *
 * Event types of the Library of Congress bear its URI; reading, correcting and cutting have no term there and bear a
 * plain English word. Details are French sentences for the archivist: they state the context of digitisation and its
 * quality. Times come from the journal (the last success of each stage), but that of render itself, which is not there
 * yet: it is given by the caller.
 */
#include "premis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "digest.h"
#include "facts.h"
#include "file.h"
#include "premis_write.h"
#include "stage.h"
#include "title.h"

/* Messages of checks told one by one. */
#define MESSAGES_MAX 200

static const char head[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<premis xmlns=\"http://www.loc.gov/premis/v3\""
	" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" version=\"3.0\">\n";

/* Stages told of, in the order of their work; render itself is the last. */
enum step { INGEST, OCR, CORRECT, SEGMENT, STEPS };

static const char *const step_names[STEPS] = {"ingest", "ocr", "correct", "segment"};

struct story {
	const struct input *in;
	const struct premis_made *made;
	const char *id;
	struct facts facts;
	struct stage_run runs[STEPS];
	struct mn_buf b;
};

/* --- objects --- */

static void relation(struct story *st, const char *type, const char *sub, const char *rest)
{
	mn_buf_puts(&st->b, "<relationship>\n");
	premis_element(&st->b, "relationshipType", type);
	premis_element(&st->b, "relationshipSubType", sub);
	mn_buf_puts(&st->b,
		"<relatedObjectIdentifier>\n<relatedObjectIdentifierType>minutier</relatedObjectIdentifierType>\n"
		"<relatedObjectIdentifierValue>");
	mn_buf_xml(&st->b, st->id);
	mn_buf_printf(&st->b, "/%s</relatedObjectIdentifierValue>\n</relatedObjectIdentifier>\n</relationship>\n",
		rest);
}

static void property(struct story *st, const char *type, const char *value)
{
	if (!value || !value[0])
		return;
	mn_buf_puts(&st->b, "<significantProperties>\n");
	premis_element(&st->b, "significantPropertiesType", type);
	premis_element(&st->b, "significantPropertiesValue", value);
	mn_buf_puts(&st->b, "</significantProperties>\n");
}

static void dossier_objects(struct story *st)
{
	const struct mn_minutes *m = st->in->minutes;
	char pages[32], *title = title_minutes(m, st->in->source->name);

	snprintf(pages, sizeof pages, "%zu", st->in->n);
	mn_buf_puts(&st->b, "<object xsi:type=\"intellectualEntity\">\n");
	premis_id(&st->b, "objectIdentifier", st->id, "");
	property(st, "titre", title);
	for (size_t i = 0; i < m->nseances; i++) {
		property(st, "organisme", m->seances[i].body);
		property(st, "date de séance", m->seances[i].date);
	}
	property(st, "nombre de pages", pages);
	premis_element(&st->b, "originalName", st->in->source->name);
	relation(st, "structural", "is represented by", "source");
	relation(st, "structural", "is represented by", "content");
	mn_buf_puts(&st->b, "</object>\n<object xsi:type=\"representation\">\n");
	premis_id(&st->b, "objectIdentifier", st->id, "source");
	for (size_t i = 0; i < st->in->source->nfiles; i++) {
		char *name = mn_printf("source/%s", st->in->source->files[i].name);
		struct mn_buf escaped = MN_BUF_INIT;
		mn_buf_xml(&escaped, name);
		relation(st, "structural", "has part", escaped.s);
		mn_buf_free(&escaped);
		free(name);
	}
	mn_buf_puts(&st->b, "</object>\n<object xsi:type=\"representation\">\n");
	premis_id(&st->b, "objectIdentifier", st->id, "content");
	relation(st, "derivation", "has source", "source");
	mn_buf_puts(&st->b, "</object>\n");
	free(title);
}

static int file_objects(struct story *st, struct mn_err *err)
{
	const struct mn_pages *source = st->in->source;
	size_t n;
	const char *const *names = mn_dossier_published(st->in->dossier, &n);

	for (size_t i = 0; i < source->nfiles; i++) {
		char *name = mn_printf("source/%s", source->files[i].name);
		premis_file(&st->b,
			&(struct premis_file){st->id, name, source->files[i].sha256, source->files[i].size});
		free(name);
	}
	for (size_t i = 0; i < n; i++) {
		char path[MN_PATH_MAX], hex[MN_HEX];
		unsigned long long size;
		if (strncmp(names[i], "content/", 8) || !strcmp(names[i], "content/premis.xml"))
			continue;
		if (mn_digest_file(mn_dossier_path(st->in->dossier, names[i], path), hex, &size, err) < 0)
			return -1;
		premis_file(&st->b, &(struct premis_file){st->id, names[i], hex, size});
	}
	return 0;
}

/* --- events --- */

/* "3 pages", in French also "0 page" */
static void count(struct mn_buf *b, const char *before, size_t n, const char *one, const char *many)
{
	mn_buf_printf(b, "%s%zu %s", before, n, n < 2 ? one : many);
}

/* The same, or nothing when n is 0. */
static void count_any(struct mn_buf *b, const char *before, size_t n, const char *one, const char *many)
{
	if (n)
		count(b, before, n, one, many);
}

static const char *time_of(const struct story *st, enum step step)
{
	return st->runs[step].time[0] ? st->runs[step].time : st->in->source->received;
}

static void event(struct story *st, enum step step, const char *type, const char *uri, struct mn_buf *detail,
	const char *outcome, const char *engine)
{
	char *id = mn_printf("event-%s", step_names[step]), *agent = mn_printf("minutier-%s", step_names[step]);
	struct premis_event e = {.id = id,
		.type = type,
		.uri = uri,
		.time = time_of(st, step),
		.detail = detail->s,
		.outcome = outcome,
		.agents = {agent, engine},
		.of = "source",
		.made = step == INGEST ? NULL : "content"};

	premis_event(&st->b, st->id, &e);
	mn_buf_free(detail);
	free(agent);
	free(id);
}

static void ingest_event(struct story *st)
{
	const struct mn_pages *source = st->in->source;
	const struct facts *f = &st->facts;
	struct mn_buf d = MN_BUF_INIT;
	unsigned long long bytes = 0;
	char *date = title_date(source->received), *origins = tallies_text(&f->origins);

	for (size_t i = 0; i < source->nfiles; i++)
		bytes += source->files[i].size;
	mn_buf_printf(&d, "Réception de la numérisation « %s » le %s (%s) : ", source->name, date, source->received);
	count_any(&d, "", source->nfiles, "fichier", "fichiers");
	mn_buf_printf(&d, ", %llu octets, conservés tels quels ; ", bytes);
	count_any(&d, "", st->in->n, "page", "pages");
	count_any(&d, ", dont ", f->blank, "blanche", "blanches");
	if (f->dpi_min == f->dpi_max)
		mn_buf_printf(&d, " ; résolution de %d points par pouce", f->dpi_min);
	else
		mn_buf_printf(&d, " ; résolution de %d à %d points par pouce", f->dpi_min, f->dpi_max);
	mn_buf_printf(&d, " ; origine des images : %s.", origins);
	if (f->turned.len)
		mn_buf_printf(&d, " Pages remises debout (angle dans le sens des aiguilles d'une montre) : %s.",
			f->turned.s);
	if (f->straightened.len)
		mn_buf_printf(&d,
			" Pages redressées pour la lecture seulement, l'image archivée gardant son biais : %s.",
			f->straightened.s);
	event(st, INGEST, "ingestion", "ing", &d, "réussi", NULL);
	free(date);
	free(origins);
}

static void ocr_event(struct story *st)
{
	const struct facts *f = &st->facts;
	struct mn_buf d = MN_BUF_INIT;

	mn_buf_puts(&d, "Reconnaissance de caractères : ");
	count_any(&d, "", st->in->n, "page", "pages");
	count_any(&d, ", dont ", f->unread, "n'a pas pu être lue", "n'ont pas pu être lues");
	for (size_t i = 0; i < f->engines.n; i++)
		mn_buf_printf(&d, "%s%s", i ? ", " : " ; moteur : ", f->engines.v[i].name);
	count(&d, " ; ", f->words, "mot", "mots");
	if (f->known) {
		long tenths = lround(1000 * f->confidence / (double)f->known);
		mn_buf_printf(&d, " ; confiance moyenne de %ld,%ld %%", tenths / 10, tenths % 10);
		count(&d, " ; ", f->doubtful, "mot douteux", "mots douteux");
		mn_buf_printf(&d, " (confiance inférieure à %.0f %%)", 100 * (double)DOUBTFUL);
	}
	mn_buf_putc(&d, '.');
	event(st, OCR, "optical character recognition", NULL, &d, f->unread ? "réussi avec réserves" : "réussi",
		f->engines.n ? f->engines.v[0].name : NULL);
}

static void correct_event(struct story *st)
{
	const struct facts *f = &st->facts;
	struct mn_buf d = MN_BUF_INIT;
	char *rules = tallies_text(&f->rules);

	count(&d, "Correction du texte reconnu : ", f->applied, "mot changé", "mots changés");
	if (f->applied)
		mn_buf_printf(&d, " (%s)", rules);
	count(&d, ", ", f->suggested, "proposition laissée", "propositions laissées");
	mn_buf_puts(&d,
		" à l'examen d'une personne. L'image n'est pas touchée ; ce qui a été lu est gardé à côté de chaque mot "
		"changé (alto-*.xml) et chaque changement est énuméré (corrections.csv).");
	event(st, CORRECT, "text correction", NULL, &d, "réussi", f->correctors.n ? f->correctors.v[0].name : NULL);
	free(rules);
}

static void segment_event(struct story *st)
{
	static const struct {
		enum mn_result result;
		const char *one, *many;
	} words[] = {
		{MN_VOTE_ADOPTED, "adoptée", "adoptées"},
		{MN_VOTE_REJECTED, "rejetée", "rejetées"},
		{MN_VOTE_POSTPONED, "ajournée", "ajournées"},
		{MN_VOTE_NOTED, "dont il est pris acte", "dont il est pris acte"},
		{MN_VOTE_NONE, "sans vote lu", "sans vote lu"},
	};
	const struct facts *f = &st->facts;
	struct mn_buf d = MN_BUF_INIT;

	count(&d, "Découpage du procès-verbal en ", st->in->minutes->n, "section", "sections");
	count_any(&d, ", dont ", f->deliberations, "délibération", "délibérations");
	for (size_t i = 0, told = 0; i < sizeof words / sizeof *words; i++) {
		count_any(&d, told ? ", " : " : ", f->results[words[i].result], words[i].one, words[i].many);
		told += f->results[words[i].result];
	}
	mn_buf_puts(&d, ". Chaque ligne des pages a sa place dans une section (minutes.xml).");
	event(st, SEGMENT, "structure extraction", NULL, &d, "réussi", NULL);
}

/* What the checks found: grade as outcome, reservations one by one. */
static void check_event(struct story *st)
{
	static const char *const grades[][2] = {{"good", "bonne"}, {"fair", "moyenne"}, {"poor", "mauvaise"}};
	const char *grade = json_string_value(json_object_get(st->in->checks, "grade")), *word = grade;
	const struct facts *f = &st->facts;
	const char **notes = mn_calloc(MESSAGES_MAX + 1, sizeof *notes);
	struct mn_buf d = MN_BUF_INIT;
	size_t i, n = 0;
	json_t *check;

	for (i = 0; grade && i < sizeof grades / sizeof *grades; i++)
		if (!strcmp(grade, grades[i][0]))
			word = grades[i][1];
	json_array_foreach(json_object_get(st->in->checks, "checks"), i, check) {
		const char *severity = json_string_value(json_object_get(check, "severity"));
		const char *message = json_string_value(json_object_get(check, "message"));
		if (severity && message && strcmp(severity, "info") && n < MESSAGES_MAX)
			notes[n++] = message;
	}
	mn_buf_puts(&d, "Contrôles automatiques (sommes des votes, quorum, mentions obligatoires, lisibilité) : ");
	count(&d, "", f->holds, "point à trancher par une personne", "points à trancher par une personne");
	count(&d, ", ", f->warnings, "avertissement", "avertissements");
	count(&d, ", ", f->infos, "remarque", "remarques");
	mn_buf_putc(&d, '.');
	struct premis_event e = {.id = "event-check",
		.type = "quality check",
		.time = time_of(st, SEGMENT),
		.detail = d.s,
		.outcome = word ? word : "inconnue",
		.notes = notes,
		.agents = {"minutier-segment"},
		.of = "source",
		.made = "content"};
	premis_event(&st->b, st->id, &e);
	mn_buf_free(&d);
	free(notes);
}

static void render_event(struct story *st)
{
	struct mn_buf d = MN_BUF_INIT;

	count(&d, "Fabrication des PDF/A-1b : pv.pdf (", st->in->n, "page", "pages");
	mn_buf_printf(&d,
		", dont %zu où l'image conservée est reprise sans être recodée ; texte corrigé invisible sur les mots de "
		"l'image)",
		st->made->passed);
	count_any(&d, " et ", st->facts.deliberations, "extrait de délibération, pages entières",
		"extraits de délibérations, pages entières");
	mn_buf_puts(&d, ". Copie des données : minutes.xml, deliberations.csv, alto-*.xml, corrections.csv.");
	struct premis_event e = {.id = "event-render",
		.type = "creation",
		.uri = "cre",
		.time = st->made->now,
		.detail = d.s,
		.outcome = "réussi",
		.agents = {"minutier-render"},
		.of = "source",
		.made = "content"};
	premis_event(&st->b, st->id, &e);
	mn_buf_free(&d);
}

/* --- agents --- */

static void agents(struct story *st)
{
	const struct mn_minutes *m = st->in->minutes;
	const struct facts *f = &st->facts;

	for (int i = 0; i < STEPS; i++) {
		char *name = mn_printf("minutier-%s", step_names[i]);
		premis_agent(&st->b, name, "software", st->runs[i].version, &st->runs[i]);
		free(name);
	}
	premis_agent(&st->b, "minutier-render", "software", MN_VERSION, NULL);
	for (size_t i = 0; i < f->engines.n; i++)
		premis_agent(&st->b, f->engines.v[i].name, "software", NULL, NULL);
	for (size_t i = 0; i < f->correctors.n; i++)
		premis_agent(&st->b, f->correctors.v[i].name, "software", NULL, NULL);
	for (size_t i = 0; i < m->nseances; i++) {
		bool told = m->seances[i].body == NULL;
		for (size_t k = 0; k < i && !told; k++)
			told = m->seances[k].body && !strcmp(m->seances[k].body, m->seances[i].body);
		if (!told)
			premis_agent(&st->b, m->seances[i].body, "organization", NULL, NULL);
	}
}

int premis_make(const struct input *in, const struct mn_schema *schema, const struct premis_made *made,
	struct mn_err *err)
{
	struct story st = {.in = in, .made = made, .id = mn_dossier_id(in->dossier)};
	int rc = -1;

	facts_count(&st.facts, in);
	for (int i = 0; i < STEPS; i++)
		stage_run_find(&st.runs[i], in->journal, step_names[i]);
	mn_buf_puts(&st.b, head);
	dossier_objects(&st);
	if (file_objects(&st, err) < 0)
		goto out;
	ingest_event(&st);
	ocr_event(&st);
	correct_event(&st);
	segment_event(&st);
	check_event(&st);
	render_event(&st);
	agents(&st);
	mn_buf_puts(&st.b, "</premis>\n");
	if (mn_schema_check_bytes(schema, st.b.s, st.b.len, "premis.xml", err) < 0)
		goto out;
	rc = mn_dossier_publish(in->dossier, "content/premis.xml", st.b.s, st.b.len, err);
out:
	mn_buf_free(&st.b);
	facts_release(&st.facts);
	for (int i = 0; i < STEPS; i++)
		stage_run_release(&st.runs[i]);
	return rc;
}
