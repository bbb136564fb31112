// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * checks.c: what does not add up.
 *
 * "hold" is kept for what a package should not be sealed with unseen: pages that were not read, votes that exceed the
 * members. A mention that is missing, a sum that does not close are warnings: old minutes are often so. The grade is
 * poor with any hold, fair with any warning, else good.
 */
#include "checks.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "grammar.h"
#include "lexicon.h"
#include "number.h"
#include "numbers.h"
#include "parts.h"
#include "text.h"

#define SURE_MIN 0.5
#define GAP_MAX 20 /* numbers missing at once: more is a number misread */

enum severity { INFO, WARNING, HOLD };

struct checking {
	json_t *list;
	const struct mn_minutes *m;
	const struct doc *d;
	char (*ids)[24]; /* eId of each section, as minutes_write.c gives them */
	int worst;
};

/* The eIds of deliberations; other sections are not named. */
static void name_sections(struct checking *c)
{
	int n = 0;

	c->ids = mn_calloc(c->m->n + 1, sizeof *c->ids);
	for (size_t i = 0; i < c->m->n; i++)
		if (c->m->sections[i].kind == MN_SECTION_DELIBERATION)
			snprintf(c->ids[i], sizeof *c->ids, "delib_%d", ++n);
}

/* Box around the lines of one block on its first page. */
static bool block_box(const struct doc *d, const struct mn_block *b, int *page, struct mn_box *box)
{
	int x1 = 0, y1 = 0;

	if (!b->nlines)
		return false;
	*page = b->lines[0].page;
	*box = (struct mn_box){0};
	for (int no = b->lines[0].first; no <= b->lines[0].last; no++) {
		size_t i = line_index(d, *page, no);
		if (i == d->n)
			continue;
		const struct mn_box *l = &d->lines[i].box;
		box->x = x1 && box->x < l->x ? box->x : l->x;
		box->y = x1 && box->y < l->y ? box->y : l->y;
		x1 = l->x + l->w > x1 ? l->x + l->w : x1;
		y1 = l->y + l->h > y1 ? l->y + l->h : y1;
	}
	box->w = x1 - box->x;
	box->h = y1 - box->y;
	return x1 > 0;
}

/* Returns the check, borrowed. `message` is malloced and taken over. `section` SIZE_MAX: none; role: which of its
 * blocks to show. */
static json_t *add(struct checking *c, const char *code, enum severity severity, size_t section, enum mn_role role,
	int page, char *message)
{
	static const char *const severities[] = {"info", "warning", "hold"};
	json_t *o = json_object();
	struct mn_box box;
	bool shown = false;

	json_object_set_new(o, "code", json_string(code));
	json_object_set_new(o, "severity", json_string(severities[severity]));
	if (section != SIZE_MAX) {
		const struct mn_section *s = &c->m->sections[section];
		for (size_t k = 0; k < s->n && !shown; k++)
			shown = s->blocks[k].role == role && block_box(c->d, &s->blocks[k], &page, &box);
		for (size_t k = 0; k < s->n && !shown; k++)
			shown = s->blocks[k].role < MN_ROLE_HEAD && block_box(c->d, &s->blocks[k], &page, &box);
	}
	if (page)
		json_object_set_new(o, "page", json_integer(page));
	if (shown)
		json_object_set_new(o, "box", json_pack("[i, i, i, i]", box.x, box.y, box.w, box.h));
	if (section != SIZE_MAX && c->ids[section][0])
		json_object_set_new(o, "section", json_string(c->ids[section]));
	json_object_set_new(o, "message", json_string(message));
	json_array_append_new(c->list, o);
	c->worst = (int)severity > c->worst ? (int)severity : c->worst;
	free(message);
	return o;
}

/* --- votes -------------------------------------------------------------------------------------------------------- */

static void check_vote(struct checking *c, size_t i)
{
	const struct mn_section *s = &c->m->sections[i];
	const struct mn_vote *v = &s->vote;
	const struct mn_seance *seance = &c->m->seances[s->seance];
	int voters = (int)(seance->present.n + seance->remote.n + seance->nrepresented);
	int sum = (v->for_ > 0 ? v->for_ : 0) + (v->against > 0 ? v->against : 0) + (v->abstain > 0 ? v->abstain : 0);

	if (v->result == MN_VOTE_NONE) {
		add(c, "vote-missing", WARNING, i, MN_ROLE_DECISION, 0,
			mn_strdup("Aucun vote ni décision n’a été trouvé dans cette délibération."));
		return;
	}
	if (v->for_ < 0)
		return;
	if (seance->members > 0 && sum > seance->members)
		add(c, "vote-members", HOLD, i, MN_ROLE_VOTE, 0,
			mn_printf("Le vote compte %d voix alors que l’assemblée n’a que %d membres en exercice.", sum,
				seance->members));
	else if (voters > 0 && sum > voters)
		add(c, "vote-sum", WARNING, i, MN_ROLE_VOTE, 0,
			mn_printf("Le vote compte %d voix pour %d membres présents ou représentés.", sum, voters));
	else if (voters > 0 && v->against >= 0 && v->abstain >= 0 && sum < voters)
		add(c, "vote-sum", INFO, i, MN_ROLE_VOTE, 0,
			mn_printf("Le vote compte %d voix pour %d membres présents ou représentés : "
				  "des membres n’ont pas pris part au vote, ou un chiffre est mal lu.",
				sum, voters));
	if (v->result == MN_VOTE_ADOPTED && v->against > v->for_)
		add(c, "vote-result", HOLD, i, MN_ROLE_VOTE, 0,
			mn_printf("La délibération est dite adoptée par %d voix contre %d.", v->for_, v->against));
	if (v->unanimous && v->against > 0)
		add(c, "vote-unanimous", WARNING, i, MN_ROLE_VOTE, 0,
			mn_printf("Le vote est dit unanime, mais %d voix contre sont comptées.", v->against));
}

static void check_deliberations(struct checking *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->m->n; i++) {
		const struct mn_section *s = &c->m->sections[i];
		if (s->kind != MN_SECTION_DELIBERATION)
			continue;
		count++;
		check_vote(c, i);
		if (!s->title)
			add(c, "title-missing", WARNING, i, MN_ROLE_TEXT, 0,
				mn_strdup(
					"Aucun titre n’a été lu pour cette délibération ; son objet est à compléter."));
		if (s->sure < SURE_MIN)
			add(c, "cut-unsure", WARNING, i, MN_ROLE_TITLE, 0,
				mn_strdup("Le découpage de cette délibération n’est pas sûr."));
	}
	if (!count)
		add(c, "no-deliberation", INFO, SIZE_MAX, MN_ROLE_TEXT, 0,
			mn_strdup("Aucune délibération n’a été trouvée dans ce document."));
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static bool read_number(const char *s, struct number *out)
{
	size_t n;
	char *padded = mn_printf("n° %s :", s);
	struct token *t = tokens_of(padded, &n);
	bool ok = number_read(t, 0, n, out);

	tokens_free(t, n);
	free(padded);
	return ok;
}

static void check_numbers(struct checking *c)
{
	struct number last = {0};
	int seance = -1;

	for (size_t i = 0; i < c->m->n; i++) {
		const struct mn_section *s = &c->m->sections[i];
		struct number now;
		if (s->kind != MN_SECTION_DELIBERATION || !s->number || !read_number(s->number, &now))
			continue;
		if (s->seance == seance && !strcmp(now.shape, last.shape)) {
			if (now.value == last.value)
				add(c, "number-doubled", WARNING, i, MN_ROLE_TITLE, 0,
					mn_printf("Le numéro %s est porté par deux délibérations.", s->number));
			else if (now.value < last.value)
				add(c, "number-order", INFO, i, MN_ROLE_TITLE, 0,
					mn_printf("Le numéro %s vient après un numéro plus élevé.", s->number));
			else if (now.value > last.value + GAP_MAX)
				add(c, "number-order", INFO, i, MN_ROLE_TITLE, 0,
					mn_printf("Le numéro %s ne suit pas le précédent ; il est peut-être mal lu.",
						s->number));
			else if (now.value > last.value + 1)
				add(c, "number-missing", WARNING, i, MN_ROLE_TITLE, 0,
					mn_printf("%d numéro%s manque%s avant le numéro %s.",
						now.value - last.value - 1, now.value > last.value + 2 ? "s" : "",
						now.value > last.value + 2 ? "nt" : "", s->number));
		}
		last = now;
		seance = s->seance;
	}
}

/* --- the meeting -------------------------------------------------------------------------------------------------- */

static void missing(struct checking *c, const char *code, const char *what, size_t number)
{
	add(c, code, WARNING, SIZE_MAX, MN_ROLE_TEXT, 0,
		c->m->nseances > 1 ? mn_printf("Séance %zu : %s.", number, what) : mn_printf("%s.", what));
}

static void check_quorum(struct checking *c, const struct mn_seance *s)
{
	size_t there = s->present.n + s->remote.n;

	if (s->quorum == 0)
		add(c, "quorum", HOLD, SIZE_MAX, MN_ROLE_TEXT, 0,
			mn_strdup("Le procès-verbal dit que le quorum n’était pas atteint."));
	else if (s->members > 0 && there > 0 && there * 2 <= (size_t)s->members)
		add(c, "quorum", WARNING, SIZE_MAX, MN_ROLE_TEXT, 0,
			mn_printf("%zu présents sont comptés pour %d membres en exercice : le quorum paraît "
				  "manquer, ou la liste est mal lue.",
				there, s->members));
	if (s->members > 0 && there + s->nrepresented + s->absent.n + s->excused.n > (size_t)s->members)
		add(c, "roll-call", WARNING, SIZE_MAX, MN_ROLE_TEXT, 0,
			mn_printf("L’appel compte plus de noms que les %d membres en exercice.", s->members));
}

/* A line that names the meeting by another date than the opening formula. */
static void check_dates(struct checking *c)
{
	for (size_t i = 0; i < c->d->n; i++) {
		const struct line *l = &c->d->lines[i];
		char date[DATE_SIZE] = "";
		bool guessed = true, known = false;
		size_t len;
		if (!l->ntok || l->state != ST_PREFACE || !(l->at_start & CL(CL_SEANCE)))
			continue;
		for (size_t k = l->tok; k < l->tok + l->ntok && (guessed || !*date); k++)
			if (!date_at(c->d->tokens, l->tok + l->ntok, k, 0, date, &len, &guessed))
				guessed = true;
		for (size_t k = 0; k < c->m->nseances; k++)
			known = known || (c->m->seances[k].date && !strcmp(c->m->seances[k].date, date));
		if (guessed || known || !*date)
			continue;
		char words[DATE_WORDS], other[DATE_WORDS];
		json_t *o = add(c, "date-conflict", WARNING, SIZE_MAX, MN_ROLE_TEXT, l->page,
			mn_printf("L’en-tête porte la date du %s, la séance est "
				  "datée du %s.",
				date_words(date, words),
				c->m->seances[0].date ? date_words(c->m->seances[0].date, other) : "(aucune date)"));
		json_object_set_new(o, "box", json_pack("[i, i, i, i]", l->box.x, l->box.y, l->box.w, l->box.h));
	}
}

static void check_seances(struct checking *c)
{
	for (size_t i = 0; i < c->m->nseances; i++) {
		const struct mn_seance *s = &c->m->seances[i];
		if (!s->date)
			missing(c, "date-missing", "La date de la séance n’a pas été trouvée", i + 1);
		if (!s->president)
			missing(c, "president-missing", "Le nom de qui préside n’a pas été trouvé", i + 1);
		if (!s->secretary)
			missing(c, "secretary-missing", "Le nom du secrétaire de séance n’a pas été trouvé", i + 1);
		if (!s->present.n && !s->remote.n)
			missing(c, "present-missing", "La liste des présents n’a pas été trouvée", i + 1);
		if (s->date && s->convened && strcmp(s->convened, s->date) > 0)
			add(c, "date-order", WARNING, SIZE_MAX, MN_ROLE_TEXT, 0,
				mn_printf("La convocation (%s) est datée après la séance (%s).", s->convened, s->date));
		check_quorum(c, s);
	}
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static void check_pages(struct checking *c, const struct mn_pages *pages, double poor)
{
	size_t at = 0;

	for (size_t p = 0; p < c->d->npages; p++) {
		const struct mn_alto *a = c->d->pages[p];
		int page = (int)strtol(a->id, NULL, 10);
		double sum = 0;
		int n = 0;
		if (a->class_ == MN_PAGE_UNREAD) {
			add(c, "page-unread", HOLD, SIZE_MAX, MN_ROLE_TEXT, page,
				mn_printf("La page %d n’a pas pu être lue%s%s.", page, a->reason ? " : " : "",
					a->reason ? a->reason : ""));
			continue;
		}
		for (; at < c->d->n && c->d->lines[at].page_index == p; at++) {
			const struct line *l = &c->d->lines[at];
			if (l->aside)
				continue;
			sum += l->conf * l->words;
			n += l->words;
		}
		if (n && sum / n < poor)
			add(c, "page-poor", WARNING, SIZE_MAX, MN_ROLE_TEXT, page,
				mn_printf("La page %d est difficile à lire : confiance moyenne %d %%.", page,
					(int)(100 * sum / n)));
		const struct mn_page *source = mn_pages_find(pages, a->id);
		if (source && source->doubtful_turn)
			add(c, "page-turn", INFO, SIZE_MAX, MN_ROLE_TEXT, page,
				mn_printf("Le sens de la page %d n’est pas sûr.", page));
	}
}

char *checks_json(
	const struct mn_minutes *m, const struct doc *d, const struct mn_pages *pages, const struct check_options *o)
{
	static const char *const grades[] = {"good", "fair", "poor"};
	struct checking c = {.list = json_array(), .m = m, .d = d};

	name_sections(&c);
	check_pages(&c, pages, o->poor);
	check_seances(&c);
	check_dates(&c);
	check_numbers(&c);
	check_deliberations(&c);
	if (!o->siret)
		add(&c, "siret", INFO, SIZE_MAX, MN_ROLE_TEXT, 0,
			mn_strdup("Aucun SIRET n’est configuré ([segment] siret) : la colonne COLL_SIRET de "
				  "deliberations.csv est vide."));
	json_t *root = json_pack("{s:s, s:o}", "grade", grades[c.worst], "checks", c.list);
	char *text = json_dumps(root, JSON_INDENT(1));
	char *own = mn_printf("%s\n", text);
	free(text);
	json_decref(root);
	free(c.ids);
	return own;
}
