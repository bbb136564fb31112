// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * officers.c: who presides and who is secretary.
 *
 * The opening says it in a sentence ("sous la présidence de…", "est désigné secrétaire"), the roll call by an office
 * after a name, the end by signatures: one label over each name, or all labels on one line and all names on the next.
 * A surname alone is completed from the roll call, and of two spellings one letter apart the one is kept that the
 * document has more often.
 */
#include "officers.h"

#include <stdlib.h>
#include <string.h>
#include "err.h"
#include "names.h"
#include "text.h"

#define PENDING 4         /* labels of signatures in a row */
#define SIGNATURE_WORDS 5 /* from a label to its name */
#define LONG_NAME 8       /* letters from which one is forgiven */

/* A school council is chaired by the school's head (code de l'éducation, D. 411-1). */
static bool is_school(const struct mn_seance *s)
{
	char *kind = s->kind ? mn_fold(s->kind) : NULL;
	bool school = kind && strstr(kind, "ecole") && !strstr(kind, "caisse");

	free(kind);
	return school;
}

static bool chair_word(const char *w, bool school)
{
	return !strcmp(w, "maire") || word_like(w, "president") || word_like(w, "presidente") ||
	       (school && (word_like(w, "directeur") || word_like(w, "directrice")));
}

/* --- opening and roll call ---------------------------------------------------------------------------------------- */

static void read_president(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	for (size_t i = from; i < to && !s->president; i++) {
		size_t len = lexicon_at(lx, CL_PRESIDENT, d->tokens, to, i);
		size_t end = i + len + 10 < to ? i + len + 10 : to;
		/* "sous la présidence de Monsieur le Maire, X": the office is stepped over */
		for (size_t k = i + len; len && k < end && !s->president; k++) {
			size_t took;
			s->president = name_at(d->text, d->tokens, to, k, &took);
		}
	}
}

/* "M. X, maire" in the roll call. */
/* "M. X, maire" in the roll call. */
static void president_of_roll(const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	bool school = is_school(s);

	for (size_t i = from; i < to && !s->president; i++) {
		size_t len;
		char *name = name_at(d->text, d->tokens, to, i, &len);
		if (!name)
			continue;
		size_t k = i + len;
		bool chair = k < to && chair_word(d->tokens[k].fold, school) &&
			     !(d->tokens[k].before & (MARK_STOP | MARK_OPEN));
		/* "Le Président, M. X, ouvre la séance" */
		chair = chair || (i > from && chair_word(d->tokens[i - 1].fold, school) &&
					 (d->tokens[i].before & MARK_COMMA) && strlen(d->tokens[i].fold) < 4);
		if (chair)
			s->president = name;
		else
			free(name);
		i = k - 1;
	}
}

/* The name whose sentence goes on with "est désigné secrétaire". */
static void read_secretary(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	const struct token *t = d->tokens;

	for (size_t i = from; i < to && !s->secretary; i++) {
		size_t len = lexicon_at(lx, CL_SECRETARY_IS, t, to, i);
		if (!len)
			continue;
		size_t a = i;
		while (a > from && !((t[a].before & MARK_STOP) && strlen(t[a - 1].fold) > 2) && i - a < 24)
			a--;
		/* the nearest name: "Mme X, benjamine de l'assemblée, remplit les fonctions de secrétaire" */
		for (size_t k = i; k-- > a && !s->secretary;) {
			size_t took, start = k;
			char *name = name_at(d->text, t, i, k, &took);
			while (name && start > a) { /* its beginning */
				size_t more;
				char *longer = name_at(d->text, t, i, start - 1, &more);
				if (!longer || start - 1 + more < k + took) {
					free(longer);
					break;
				}
				free(name);
				name = longer;
				start--;
			}
			s->secretary = name;
		}
	}
}

/* --- spellings ---------------------------------------------------------------------------------------------------- */

static bool ends_with_word(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n > m && s[n - m - 1] == ' ' && !strcmp(s + n - m, end);
}

/* How often the name's last word stands in the text. */
static size_t times(const struct doc *d, const char *name)
{
	const char *last = strrchr(name, ' ');
	char *fold = mn_fold(last ? last + 1 : name);
	size_t n = 0;

	for (size_t i = 0; i < d->ntokens; i++)
		n += !strcmp(d->tokens[i].fold, fold);
	free(fold);
	return n;
}

/* The name of the roll call that *name is, when only one can be. */
static void settle(const struct doc *d, const struct mn_names *roll, char **name)
{
	const char *found = NULL;
	size_t n = 0;

	for (size_t i = 0; *name && i < roll->n; i++) {
		const char *v = roll->v[i];
		if (!strcmp(v, *name))
			return;
		bool near = mn_utf8_len(v) >= LONG_NAME && mn_distance(v, *name) == 1 && times(d, v) > times(d, *name);
		if (!near && !ends_with_word(v, *name))
			continue;
		found = v;
		n++;
	}
	if (n != 1)
		return;
	free(*name);
	*name = mn_strdup(found);
}

static void settle_both(const struct doc *d, struct mn_seance *s)
{
	settle(d, &s->present, &s->president);
	settle(d, &s->present, &s->secretary);
}

void officers_read(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	read_president(lx, d, from, to, s);
	president_of_roll(d, from, to, s);
	read_secretary(lx, d, from, to, s);
	settle_both(d, s);
}

/* --- signatures --------------------------------------------------------------------------------------------------- */

enum signer { NOBODY, CHAIR, SECRETARY, ANOTHER };

static enum signer signer_at(const struct token *t, bool school)
{
	static const char *const others[] = {"directeur", "directrice", "tresorier", "tresoriere", "comptable",
		"receveur", "vice-president", "vice-presidente", "adjoint", "adjointe", "rapporteur", "prefet"};

	if (word_like(t->fold, "secretaire"))
		return SECRETARY;
	if (chair_word(t->fold, school))
		return CHAIR;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (!strcmp(t->fold, others[i]))
			return ANOTHER;
	return NOBODY;
}

static void sign(struct mn_seance *s, enum signer who, const char *name)
{
	char **field = who == SECRETARY ? &s->secretary : who == CHAIR ? &s->president : NULL;

	if (field && !*field)
		*field = mn_strdup(name);
}

void officers_sign(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	enum signer pending[PENDING];
	size_t n = 0, near = from; /* near: where a name for the first label must begin */
	bool school = is_school(s);

	for (size_t i = from; i < to;) {
		enum signer who = signer_at(&d->tokens[i], school);
		size_t len = 1;
		/* "l'adjoint au maire", "le secrétaire du président": the office before it signs */
		if (n && i > from && (!strcmp(d->tokens[i - 1].fold, "au") || !strcmp(d->tokens[i - 1].fold, "du")))
			who = NOBODY;
		if (who != NOBODY && !lexicon_at(lx, CL_ANNEX, d->tokens, to, i)) {
			if (n < PENDING)
				pending[n++] = who;
			near = i + 1 + SIGNATURE_WORDS;
			i++;
			continue;
		}
		char *name = n && i < near ? name_at(d->text, d->tokens, to, i, &len) : NULL;
		if (name) {
			sign(s, pending[0], name);
			memmove(pending, pending + 1, --n * sizeof *pending);
			near = i + len + SIGNATURE_WORDS;
			free(name);
		}
		n = i < near ? n : 0;
		i += len;
	}
	settle_both(d, s);
}
