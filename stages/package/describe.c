// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * describe.c: the sentences an archivist reads in the archive's pages, from what the stages found. Nothing is
 * guessed: what is not known is not said.
 */
#include "describe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "i18n.h"
#include "stage.h"
#include "text.h"

/* More are counted, not quoted: the whole list is in the dossier. */
#define RESERVATIONS_MAX 100

char *pk_date_words(const char *iso)
{
	static const char *const months[] = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
		"septembre",
		"octobre", "novembre", "décembre"};
	int y, m, d, n = 0;

	if (sscanf(iso, "%4d-%2d-%2d%n", &y, &m, &d, &n) != 3 || n != 10 || m < 1 || m > 12)
		return mn_strdup(iso);
	return mn_printf("%d%s %s %d", d, d == 1 ? "er" : "", months[m - 1], y);
}

char *pk_one_line(const char *text)
{
	char *clean = mn_nfc(text ? text : "");
	struct mn_buf b = MN_BUF_INIT;

	mn_buf_puts(&b, "");
	for (const char *p = clean; *p; p++) {
		if (p[0] == '\xc2' && p[1] == '\xad') { /* U+00AD: a cut word */
			p += p[2] == '\n' ? 2 : 1;
		} else if (strchr(" \t\n", *p)) {
			if (b.len && b.s[b.len - 1] != ' ')
				mn_buf_putc(&b, ' ');
		} else {
			mn_buf_putc(&b, *p);
		}
	}
	free(clean);
	return mn_trim(mn_buf_take(&b));
}

/* " de la séance du conseil municipal du 24 septembre 2021" */
static void put_seance(struct mn_buf *b, const struct mn_seance *s)
{
	if (s->kind)
		mn_buf_printf(b, " (%s)", s->kind);
	if (s->date) {
		char *date = pk_date_words(s->date);
		mn_buf_printf(b, " du %s", date);
		free(date);
	}
}

char *pk_title(const struct mn_minutes *m, const struct mn_pages *pages)
{
	struct mn_buf b = MN_BUF_INIT;

	if (m->title && *m->title)
		return pk_one_line(m->title);
	mn_buf_puts(&b, m->nseances > 1 ? "Procès-verbal des séances" : "Procès-verbal de la séance");
	bool dated = false;
	for (size_t i = 0; i < m->nseances; i++) {
		dated |= m->seances[i].date != NULL;
		if (i)
			mn_buf_puts(&b, i + 1 < m->nseances ? "," : " et");
		put_seance(&b, &m->seances[i]);
	}
	if (m->nseances && m->seances[0].body)
		mn_buf_printf(&b, " – %s", m->seances[0].body);
	if (!dated)
		mn_buf_printf(&b, " (%s)", pages->name);
	char *line = pk_one_line(b.s);
	mn_buf_free(&b);
	return line;
}

char *pk_deliberation_title(const struct mn_section *s, size_t place)
{
	char *title = pk_one_line(s->title), *number = pk_one_line(s->number), *out;

	if (*number)
		out = mn_printf("Délibération n° %s%s%s", number, *title ? " : " : "", title);
	else
		out = *title ? mn_printf("Délibération : %s", title) : mn_printf("Délibération (%zu)", place);
	free(title);
	free(number);
	return out;
}

static void put_count(struct mn_buf *b, const char *word, int n, bool *any)
{
	if (n < 0)
		return;
	mn_buf_printf(b, "%s%s : %d", *any ? ", " : " (", word, n);
	*any = true;
}

static void put_vote(struct mn_buf *b, const struct mn_vote *v)
{
	static const char *const words[] = {
		[MN_VOTE_NONE] = "non relevé", [MN_VOTE_ADOPTED] = "adoptée", [MN_VOTE_REJECTED] = "rejetée",
		[MN_VOTE_POSTPONED] = "ajournée", [MN_VOTE_NOTED] = "il est pris acte",
	};
	bool any = false;

	mn_buf_printf(b, " Vote : %s", words[v->result]);
	if (v->unanimous)
		mn_buf_puts(b, " à l'unanimité");
	if (v->secret)
		mn_buf_puts(b, " au scrutin secret");
	put_count(b, "pour", v->for_, &any);
	put_count(b, "contre", v->against, &any);
	put_count(b, "abstentions", v->abstain, &any);
	put_count(b, "ne prennent pas part au vote", v->not_voting, &any);
	mn_buf_puts(b, any ? ")." : ".");
}

char *pk_deliberation_text(const struct mn_section *s, const char *reason)
{
	struct mn_buf b = MN_BUF_INIT;
	char *title = pk_one_line(s->title);
	int first, last;

	mn_buf_printf(&b, "Objet : %s.", *title ? title : "non relevé");
	free(title);
	if (s->rapporteur)
		mn_buf_printf(&b, " Rapporteur : %s.", s->rapporteur);
	put_vote(&b, &s->vote);
	mn_section_pages(s, &first, &last);
	if (first && first == last)
		mn_buf_printf(&b, " Page %d du procès-verbal numérisé.", first);
	else if (first)
		mn_buf_printf(&b, " Pages %d à %d du procès-verbal numérisé.", first, last);
	if (reason)
		mn_buf_printf(&b, " Communicabilité différée : %s.", reason);
	char *line = pk_one_line(b.s);
	mn_buf_free(&b);
	return line;
}

/* Reservations: everything a person should know, so all checks but those for information. */
static void put_reservations(struct mn_buf *b, const json_t *checks)
{
	size_t i, n = 0;
	json_t *c;

	json_array_foreach(json_object_get(checks, "checks"), i, c) {
		const char *severity = json_string_value(json_object_get(c, "severity"));
		const char *message = json_string_value(json_object_get(c, "message"));
		json_int_t page = json_integer_value(json_object_get(c, "page"));
		if (!severity || !message || !strcmp(severity, "info") || n++ >= RESERVATIONS_MAX)
			continue;
		mn_buf_puts(b, n == 1 ? " Réserves : " : " ; ");
		if (page > 0)
			mn_buf_printf(b, "page %" JSON_INTEGER_FORMAT ", ", page);
		size_t end = strlen(message);
		mn_buf_put(b, message, end && message[end - 1] == '.' ? end - 1 : end);
	}
	if (n > RESERVATIONS_MAX)
		mn_buf_printf(b, " ; et %zu autres", n - RESERVATIONS_MAX);
	mn_buf_puts(b, n ? "." : " Aucune réserve n'a été relevée.");
}

char *pk_description(const struct mn_minutes *m, const struct mn_pages *pages, const json_t *checks)
{
	static const struct {
		const char *grade, *words;
	} grades[] = {{"good", "bonne"}, {"fair", "moyenne"}, {"poor", "faible"}};
	const char *grade = json_string_value(json_object_get(checks, "grade"));
	struct mn_buf b = MN_BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += m->sections[i].kind == MN_SECTION_DELIBERATION;
	mn_buf_printf(&b, "Procès-verbal numérisé (%zu page%s), texte reconnu puis corrigé, découpé en %zu délibération%s.",
		pages->n, pages->n > 1 ? "s" : "", n, n > 1 ? "s" : "");
	for (size_t i = 0; grade && i < sizeof grades / sizeof *grades; i++)
		if (!strcmp(grade, grades[i].grade))
			mn_buf_printf(&b, " Qualité de lecture : %s.", grades[i].words);
	put_reservations(&b, checks);
	char *line = pk_one_line(b.s);
	mn_buf_free(&b);
	return line;
}

static char *resolution(const struct mn_pages *pages)
{
	int low = 0, high = 0;

	for (size_t i = 0; i < pages->n; i++) {
		int dpi = pages->pages[i].dpi;
		low = !i || dpi < low ? dpi : low;
		high = dpi > high ? dpi : high;
	}
	return low == high ? mn_printf("%d ppp", low) : mn_printf("de %d à %d ppp", low, high);
}

char **pk_custody(const struct pk_settings *s, const struct mn_pages *pages, const struct mn_alto *first)
{
	char **items = mn_calloc(6, sizeof *items), *dpi = resolution(pages);
	size_t n = 0;

	if (s->digitisation)
		items[n++] = mn_printf("Contexte de la numérisation : %s", s->digitisation);
	items[n++] = mn_printf("Numérisation « %s » reçue le %s (SHA-256 : %s).", pages->name, pages->received,
		pages->source_sha256);
	items[n++] = mn_printf("%zu page%s, images à %s.", pages->n, pages->n > 1 ? "s" : "", dpi);
	if (first && first->engine)
		items[n++] = mn_printf("Texte reconnu par %s, corrigé par %s ; chaque correction est dans corrections.csv, "
			"chaque opération dans premis.xml.", first->engine, first->corrector ? first->corrector : "personne");
	items[n] = mn_printf("Fichiers produits par minutier %s, scellés et horodatés (%s).", MN_VERSION, PK_SEAL);
	free(dpi);
	return items;
}

void pk_custody_free(char **items)
{
	for (char **i = items; i && *i; i++)
		free(*i);
	free(items);
}
