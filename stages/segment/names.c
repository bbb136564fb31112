// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * names.c: names of people.
 */
#include "names.h"

#include <stdlib.h>
#include <string.h>
#include "err.h"
#include "text.h"

#define NAME_WORDS 7
#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char *const courtesy[] = {"m", "mm", "mr", "mme", "mmes", "mlle", "mlles", "melle", "monsieur", "madame",
	"mademoiselle", "messieurs", "mesdames", "dr", "docteur", "me", "maitre"};
static const char *const particles[] = {"de", "du", "des", "d", "le", "la", "les", "l", "van", "von", "den", "der",
	"di", "da", "del", "el", "ben", "vve", "veuve", "saint", "dit"};
/* Words with a capital that are no names: offices, labels, words that begin sentences. */
static const char *const offices[] = {"maire", "maires", "president", "presidente", "adjoint", "adjointe", "adjoints",
	"conseiller", "conseillere", "conseillers", "vice-president", "vice-presidente", "vice-presidents", "delegue",
	"deleguee", "delegues", "directeur", "directrice", "secretaire", "present", "presents", "presente", "presentes",
	"absent", "absents", "absente", "absentes", "excuse", "excuses", "excusee", "excusees", "pouvoir", "pouvoirs",
	"procuration", "procurations", "represente", "representes", "etaient", "etait", "sont", "membre", "membres",
	"conseil", "comite", "bureau", "commission", "seance", "date", "nombre", "votants", "quorum", "ordre", "vu",
	"departement", "commune", "mairie", "ville", "syndicat", "communaute", "assistent", "assistait", "assiste",
	"il", "elle", "les", "inspecteur", "prefet", "colonel", "convocation", "affichage", "delegation", "ont", "se",
	"en", "apres", "monsieur", "titulaires", "suppleants", "mairie", "parents", "elus", "equipe", "rapporteur",
	"lecture", "decision", "proces-verbal", "compte", "article", "lieu", "suivant", "arrivee", "depart",
	"absences"};

static bool in(const char *const *list, size_t n, const char *w)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i], w))
			return true;
	return false;
}

static bool is_courtesy(const struct token *t)
{
	return in(courtesy, COUNT(courtesy), t->fold) && (t->capital || strlen(t->fold) > 4);
}

static bool name_word(const struct token *t)
{
	return t->capital && t->number < 0 && !in(offices, COUNT(offices), t->fold);
}

/* Whether the marks before token k end a name that goes on to k - 1. */
static bool breaks(const struct token *t, size_t k, bool surname)
{
	unsigned m = t[k].before;

	if (m & (MARK_COMMA | MARK_SEMICOLON | MARK_COLON | MARK_OPEN | MARK_CLOSE | MARK_QUOTE | MARK_SLASH))
		return true;
	if ((m & MARK_DASH) && (m & MARK_SPACE))
		return true;
	if ((m & MARK_STOP) && strlen(t[k - 1].fold) > 2) /* "J. MARTIN" goes on */
		return true;
	/* a new line: the surname may stand on it, but a new name begins when there is one already */
	return (m & MARK_LINE) && surname && !in(particles, COUNT(particles), t[k - 1].fold);
}

static size_t skip_courtesy(const struct token *t, size_t n, size_t i)
{
	while (i < n) {
		bool both = !strcmp(t[i].fold, "et") && i + 1 < n && is_courtesy(&t[i + 1]);
		bool rank = (!strcmp(t[i].fold, "le") || !strcmp(t[i].fold, "la")) && i + 1 < n &&
			    !strcmp(t[i + 1].fold, "docteur");
		if (!is_courtesy(&t[i]) && !both && !rank)
			break;
		i++;
	}
	return i;
}

static char *as_printed(const char *text, const struct token *t, size_t a, size_t b)
{
	char *name = mn_strndup(text + t[a].from, t[b - 1].to - t[a].from);
	char *to = name;

	for (const char *p = name; *p; p++) { /* one space for white; an apostrophe keeps none after it */
		bool white = *p == ' ' || *p == '\n' || *p == '\t';
		if (white && to > name && (to[-1] == ' ' || to[-1] == '\''))
			continue;
		*to++ = white ? ' ' : *p;
	}
	*to = '\0';
	return name;
}

char *name_at(const char *text, const struct token *t, size_t n, size_t i, size_t *len)
{
	size_t a = skip_courtesy(t, n, i), k = a, last = a;
	bool surname = false;

	while (k < n && k - a < NAME_WORDS) {
		bool particle = in(particles, COUNT(particles), t[k].fold) &&
				(!t[k].capital || t[k].upper || strlen(t[k].fold) < 4);
		if (k > a && (breaks(t, k, surname) || is_courtesy(&t[k])))
			break;
		if (particle) {
			k++; /* counts when a name follows, or as the end of a surname in capitals: "LE DÛ" */
			if (k - a > 2 && t[k - 1].upper && t[k - 2].upper && (k == n || breaks(t, k, true)))
				last = k;
			continue;
		}
		/* "Ophélie JAŸ Noël-Ange CHABROUD": two who sign side by side */
		if (!name_word(&t[k]) || (surname && !t[a].upper && !t[k].upper && t[k - 1].upper))
			break;
		surname = surname || t[k].upper;
		last = ++k;
	}
	/* "le maire", "DE" alone, a single letter */
	if (last == a || (last - a == 1 && t[a].to - t[a].from < 2))
		return NULL;
	/* particles at the start belong to it: "de Boisgelin" */
	*len = last - i;
	return as_printed(text, t, a, last);
}

char *name_in(const char *text, const struct token *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		size_t len;
		char *name = name_at(text, t, to, i, &len);
		if (name)
			return name;
	}
	return NULL;
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

struct reading {
	struct mn_seance *s;
	struct mn_names *list;
	bool powers;
	bool by;    /* the next name is who received the power */
	char *last; /* the name just read, not yet filed */
};

static void file_last(struct reading *r)
{
	if (r->last && r->list)
		mn_names_add(r->list, r->last);
	else if (r->last && r->powers)
		mn_seance_add_represented(r->s, r->last, NULL);
	free(r->last);
	r->last = NULL;
}

static void take_name(struct reading *r, char *name)
{
	if (r->by && r->last) {
		mn_seance_add_represented(r->s, r->last, name);
		free(r->last);
		r->last = NULL;
		free(name);
	} else {
		file_last(r);
		r->last = name;
	}
	r->by = false;
}

/* What a word between names says: who received a power, who is remote. Returns tokens taken. */
static size_t take_word(
	struct reading *r, const struct lexicon *lx, const struct token *t, size_t n, size_t i, bool open)
{
	size_t len = open ? lexicon_at(lx, CL_REMOTE, t, n, i) : 0;

	if (len && r->last) {
		mn_names_add(&r->s->remote, r->last);
		free(r->last);
		r->last = NULL;
		return len;
	}
	len = lexicon_at(lx, CL_BY, t, n, i);
	if (len && r->last) {
		r->by = true;
		return len;
	}
	bool to = !strcmp(t[i].fold, "a") || !strcmp(t[i].fold, "par");
	if (to && r->last && (r->powers || open)) {
		r->by = true;
		return 1;
	}
	if (open && word_like(t[i].fold, "secretaire") && r->last && !r->s->secretary)
		r->s->secretary = mn_strdup(r->last);
	return 1;
}

/* A full stop ends the list, unless it is a comma misread: another name follows, and after it a comma and yet another.
 */
static bool list_ends(const char *text, const struct token *t, size_t to, size_t i)
{
	size_t len;

	if (!(t[i].before & MARK_STOP) || is_courtesy(&t[i - 1]) || strlen(t[i - 1].fold) < 2)
		return false;
	char *name = name_at(text, t, to, i, &len);
	bool goes_on = name && i + len < to && (t[i + len].before & (MARK_COMMA | MARK_STOP)) &&
		       (name_word(&t[i + len]) || is_courtesy(&t[i + len])) && !is_courtesy(&t[i]);
	free(name);
	return !goes_on;
}

size_t names_list(const struct lexicon *lx, const char *text, const struct token *t, size_t from, size_t to,
	bool powers, struct mn_seance *s, struct mn_names *list)
{
	struct reading r = {.s = s, .list = list, .powers = powers};
	bool open = false;
	size_t i = from;

	while (i < to) {
		if (i > from && list_ends(text, t, to, i))
			break;
		if (t[i].before & MARK_OPEN)
			open = true;
		else if (t[i].before & MARK_CLOSE)
			open = false;
		size_t len;
		char *name = open && !r.by ? NULL : name_at(text, t, to, i, &len);
		if (name) {
			take_name(&r, name);
			i += len;
			continue;
		}
		i += take_word(&r, lx, t, to, i, open);
	}
	file_last(&r);
	return i;
}
