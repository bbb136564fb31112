// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * seance.c: the meeting.
 *
 * The roll call is read label by label: a label ("Présents", "Absents ayant donné pouvoir"…) holds until the next one
 * or until its list ends. A word that is one label for two classes goes to the longer phrase.
 */
#include "seance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "err.h"
#include "names.h"
#include "numbers.h"
#include "officers.h"
#include "text.h"

#define NEAR_DATE 12 /* tokens between "convoqué", "réuni" and the date */
#define PLACE_WORDS 16

/* --- dates and hours ---------------------------------------------------------------------------------------------- */

/* The first date in [from, to). */
static bool first_date(const struct token *t, size_t from, size_t to, int year, char out[DATE_SIZE], bool *guessed)
{
	for (size_t i = from; i < to; i++) {
		size_t len;
		if (date_at(t, to, i, year, out, &len, guessed))
			return true;
	}
	return false;
}

static bool convened_before(const struct lexicon *lx, const struct token *t, size_t from, size_t i)
{
	size_t a = i > from + 6 ? i - 6 : from;

	for (size_t k = a; k < i; k++)
		if (lexicon_at(lx, CL_CONVENED, t, i, k) || word_like(t[k].fold, "convoque") ||
			word_like(t[k].fold, "convocation") || word_like(t[k].fold, "affichage"))
			return true;
	return false;
}

bool seance_date(const struct lexicon *lx, const struct token *t, size_t from, size_t to, char out[DATE_SIZE])
{
	size_t len;
	bool guessed;
	static const char *const heads[] = {
		"seance", "reunion", "session", "reuni", "reunis", "reunie", "du", "le", "conseil"};

	for (size_t i = from; i < to; i++)
		if (year_first_at(t, to, i, out, &len))
			return true;
	/* a date with its year that does not follow "convoqué" */
	for (size_t h = 0; h < 2; h++) {
		for (size_t i = from; i < to; i++) {
			if (!date_at(t, to, i, 0, out, &len, &guessed) || guessed || convened_before(lx, t, from, i))
				continue;
			bool headed = h > 0;
			for (size_t k = i > from + 6 ? i - 6 : from; !headed && k < i; k++)
				for (size_t w = 0; w < 6; w++)
					headed = headed || word_like(t[k].fold, heads[w]);
			if (headed)
				return true;
		}
	}
	return false;
}

static void read_convened(const struct lexicon *lx, const struct token *t, size_t from, size_t to, struct mn_seance *s)
{
	int year = s->date ? (int)strtol(s->date, NULL, 10) : 0;
	char date[DATE_SIZE];
	bool guessed;

	for (size_t i = from; i < to && !s->convened; i++) {
		if (!word_like(t[i].fold, "convoque") && !word_like(t[i].fold, "convocation") &&
			!word_like(t[i].fold, "convoques") && !lexicon_at(lx, CL_CONVENED, t, to, i))
			continue;
		size_t end = i + NEAR_DATE < to ? i + NEAR_DATE : to;
		for (size_t k = i + 1; k < end; k++)
			if (word_like(t[k].fold, "reuni") || word_like(t[k].fold, "assemble"))
				end = k;
		if (first_date(t, i, end, year, date, &guessed) && (!s->date || strcmp(date, s->date) <= 0))
			s->convened = mn_strdup(date);
	}
}

static void read_start(const struct token *t, size_t from, size_t to, struct mn_seance *s)
{
	char time[TIME_SIZE];
	size_t len;

	for (size_t i = from; i < to && !s->time_start; i++)
		if (time_at(t, to, i, time, &len))
			s->time_start = mn_strdup(time);
}

void seance_close(const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	char time[TIME_SIZE];
	size_t len;

	for (size_t i = from; i < to && !s->time_end; i++)
		if (time_at(d->tokens, to, i, time, &len))
			s->time_end = mn_strdup(time);
}

/* --- body, kind, place -------------------------------------------------------------------------------------------- */

static char *lower(const char *s)
{
	struct mn_buf b = MN_BUF_INIT;
	const char *p = s;
	uint32_t c;
	char out[4];

	mn_buf_puts(&b, "");
	while ((c = mn_utf8_next(&p)))
		mn_buf_put(&b, out, (size_t)mn_utf8_put(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c)));
	return mn_buf_take(&b);
}

static void read_kind(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	size_t len, i = lexicon_find(lx, CL_KIND, d->tokens, from, to, &len);

	if (s->kind || i >= to)
		return;
	char *words = doc_words(d, i, i + len);
	s->kind = lower(words);
	free(words);
}

static char *trimmed(const char *text, size_t from, size_t to)
{
	char *s = mn_strndup(text + from, to - from);
	size_t n = strlen(mn_trim(s));

	while (n && strchr(" ,;:.-", s[n - 1]))
		s[--n] = '\0';
	return s;
}

/* The body's name: the letterhead's line, or what follows "de la commune de" in the opening. */
static void read_body(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	static const char *const stops[] = {"s", "dument", "regulierement", "legalement", "convoque", "convoques",
		"etant", "sous", "est", "conseil", "cc", "pv", "ca", "proces-verbal", "seance", "a"};

	for (size_t i = from; i < to && !s->body; i++) {
		if (!(d->tokens[i].before & MARK_LINE))
			continue;
		const struct line *l = &d->lines[d->tokens[i].line];
		if (!(l->at_start & CL(CL_ORGAN)) ||
			(d->tokens[i].fold[0] && word_like(d->tokens[i].fold, "departement")))
			continue;
		size_t k = i + 1;
		bool stop = false;
		while (k < to && !(d->tokens[k].before & (MARK_LINE | MARK_STOP | MARK_COMMA | MARK_OPEN)) && !stop) {
			for (size_t w = 0; w < sizeof stops / sizeof *stops; w++)
				stop = stop || !strcmp(d->tokens[k].fold, stops[w]);
			k += !stop;
		}
		s->body = trimmed(d->text, d->tokens[i].from, d->tokens[k - 1].to);
	}
	for (size_t i = from; i + 2 < to && !s->body; i++) {
		const struct token *t = &d->tokens[i];
		if (strcmp(t->fold, "de") || (strcmp(t[1].fold, "la") && strcmp(t[1].fold, "cette")))
			continue;
		if (!word_like(t[2].fold, "commune") && !word_like(t[2].fold, "ville") &&
			!word_like(t[2].fold, "communaute"))
			continue;
		size_t k = i + 3, len;
		while (k < to && !(d->tokens[k].before & (MARK_COMMA | MARK_STOP | MARK_OPEN))) {
			bool stop = false;
			for (size_t w = 0; w < sizeof stops / sizeof *stops; w++)
				stop = stop || !strcmp(d->tokens[k].fold, stops[w]);
			if (stop || lexicon_at(lx, CL_CONVENED, d->tokens, to, k) || k > i + 14)
				break;
			k++;
		}
		(void)len;
		if (k > i + 3)
			s->body = trimmed(d->text, t[2].from, d->tokens[k - 1].to);
	}
}

/* "s'est réuni(e) … à la mairie, sous la présidence": what stands between the preposition and the comma. */
static void read_place(const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	const struct token *t = d->tokens;

	for (size_t i = from; i < to && !s->place; i++) {
		bool met = word_like(t[i].fold, "reuni") || word_like(t[i].fold, "reunis") ||
			   word_like(t[i].fold, "assemble");
		bool label = !strcmp(t[i].fold, "lieu") && i + 1 < to && (t[i + 1].before & MARK_COLON);
		if (!met && !label)
			continue;
		size_t k = i + 1, end = i + PLACE_WORDS < to ? i + PLACE_WORDS : to;
		for (; met && k < end; k++) {
			if (t[k].before & (MARK_STOP | MARK_SEMICOLON)) {
				k = end; /* the sentence says no place */
				break;
			}
			bool at = !strcmp(t[k].fold, "a") || !strcmp(t[k].fold, "au") || !strcmp(t[k].fold, "dans");
			if (at && k + 1 < end && t[k + 1].number < 0 && strcmp(t[k + 1].fold, "nombre") &&
				number_at(t, to, k + 1, &(size_t){0}) < 0)
				break;
		}
		k += met;
		size_t b = k;
		while (b < end && !(b > k && (t[b].before & (MARK_COMMA | MARK_STOP | MARK_SEMICOLON | MARK_COLON))) &&
			strcmp(t[b].fold, "sous") && strcmp(t[b].fold, "en"))
			b++;
		if (b > k && k < end)
			s->place = trimmed(d->text, t[k].from, t[b - 1].to);
	}
}

/* --- people ------------------------------------------------------------------------------------------------------- */

static enum class_ label_at(const struct lexicon *lx, const struct doc *d, size_t i, size_t to, size_t *len)
{
	static const enum class_ labels[] = {
		CL_REPRESENTED, CL_EXCUSED, CL_ABSENT, CL_PRESENT, CL_SECRETARY, CL_ASSIST};
	enum class_ best = CLASSES;

	*len = 0;
	if (d->tokens[i].before & MARK_OPEN) /* "(secrétaire)", "(excusé)" belong to a name */
		return CLASSES;
	for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
		size_t n = lexicon_at(lx, labels[k], d->tokens, to, i);
		/* a stop read as a comma, a speck before the word: with a capital and a colon it is a label still */
		if (!n && d->tokens[i].capital && (n = lexicon_anywhere(lx, labels[k], d->tokens, to, i)) > 0 &&
			(i + n >= to || !(d->tokens[i + n].before & MARK_COLON)))
			n = 0;
		if (n > *len) {
			*len = n;
			best = labels[k];
		}
	}
	return best;
}

static void read_label(
	const struct lexicon *lx, const struct doc *d, enum class_ c, size_t from, size_t to, struct mn_seance *s)
{
	struct mn_names *list = c == CL_PRESENT   ? &s->present
				: c == CL_ABSENT  ? &s->absent
				: c == CL_EXCUSED ? &s->excused
						  : NULL;

	if (c == CL_SECRETARY) {
		size_t end = from + 8 < to ? from + 8 : to;
		if (!s->secretary)
			s->secretary = name_in(d->text, d->tokens, from, end);
	} else if (c == CL_REPRESENTED || list) {
		names_list(lx, d->text, d->tokens, from, to, c == CL_REPRESENTED, s, list);
	}
}

static void read_roll(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	enum class_ now = CLASSES;
	size_t begin = from;

	for (size_t i = from; i <= to; i++) {
		size_t len = 0;
		enum class_ c = i < to ? label_at(lx, d, i, to, &len) : CLASSES;
		if (i < to && c == CLASSES)
			continue;
		/* "Présents : 8", "Pouvoirs : 6": a count, no list */
		bool count = i < to && c != CL_SECRETARY && i + len < to && d->tokens[i + len].number >= 0 &&
			     !(d->tokens[i + len].before & MARK_OPEN);
		if (count) {
			if (now != CLASSES)
				read_label(lx, d, now, begin, i, s);
			now = CLASSES;
			continue;
		}
		if (now != CLASSES)
			read_label(lx, d, now, begin, i, s);
		now = c;
		begin = i + len;
		i = len && i < to ? i + len - 1 : i;
	}
}

/* Columns read one after another put those present under "Représentés": a power has a holder, they have none. */
static void columns_apart(struct mn_seance *s)
{
	size_t held = 0, bare = 0, kept = 0;

	for (size_t i = 0; i < s->nrepresented; i++) {
		held += s->represented[i].by != NULL;
		bare += s->represented[i].by == NULL;
	}
	if (!held || bare < 4)
		return;
	for (size_t i = 0; i < s->nrepresented; i++) {
		if (s->represented[i].by) {
			s->represented[kept++] = s->represented[i];
			continue;
		}
		mn_names_add(&s->present, s->represented[i].name);
		free(s->represented[i].name);
	}
	s->nrepresented = kept;
}

static void read_members(const struct lexicon *lx, const struct token *t, size_t from, size_t to, struct mn_seance *s)
{
	for (size_t i = from; i < to && s->members < 0; i++) {
		size_t len = lexicon_at(lx, CL_MEMBERS, t, to, i), took;
		if (!len)
			continue;
		long n = i + len < to ? number_at(t, to, i + len, &took) : -1;
		if (n < 0 && i > from)
			n = t[i - 1].number >= 0 ? t[i - 1].number : number_at(t, i, i - 1, &took);
		if (n > 0 && n < 1000)
			s->members = (int)n;
	}
}

void seance_read(const struct lexicon *lx, const struct doc *d, size_t from, size_t to, struct mn_seance *s)
{
	char date[DATE_SIZE];

	if (!s->date && seance_date(lx, d->tokens, from, to, date))
		s->date = mn_strdup(date);
	read_body(lx, d, from, to, s);
	read_kind(lx, d, from, to, s);
	read_convened(lx, d->tokens, from, to, s);
	read_start(d->tokens, from, to, s);
	read_place(d, from, to, s);
	read_roll(lx, d, from, to, s);
	officers_read(lx, d, from, to, s);
	columns_apart(s);
	read_members(lx, d->tokens, from, to, s);
	if (lexicon_find(lx, CL_NO_QUORUM, d->tokens, from, to, NULL) < to)
		s->quorum = 0;
	else if (lexicon_find(lx, CL_QUORUM, d->tokens, from, to, NULL) < to)
		s->quorum = 1;
}

void seance_aside(const struct lexicon *lx, const struct doc *d, size_t first, size_t end, struct mn_seance *s)
{
	struct mn_buf b = MN_BUF_INIT;
	char date[DATE_SIZE];
	size_t n;

	mn_buf_puts(&b, "");
	for (size_t i = first; i < end; i++)
		if (d->lines[i].aside && d->lines[i].role != MN_ROLE_STAMP)
			mn_buf_printf(&b, "%s ", d->lines[i].text);
	struct token *t = tokens_of(b.s, &n);
	if (!s->date && seance_date(lx, t, 0, n, date))
		s->date = mn_strdup(date);
	read_members(lx, t, 0, n, s);
	read_convened(lx, t, 0, n, s);
	tokens_free(t, n);
	for (size_t i = first; i < end && !s->body; i++) {
		const struct line *l = &d->lines[i];
		if (!l->aside || l->role != MN_ROLE_HEAD)
			continue;
		t = tokens_of(l->text, &n);
		if (n && lexicon_at(lx, CL_ORGAN, t, n, 0)) {
			size_t k = 1;
			while (k < n && !(t[k].before & (MARK_STOP | MARK_COMMA | MARK_COLON)) && t[k].number < 0 &&
				strcmp(t[k].fold, "conseil") && strlen(t[k].fold) > 1)
				k++;
			s->body = mn_strndup(l->text + t[0].from, t[k - 1].to - t[0].from);
		}
		tokens_free(t, n);
	}
	mn_buf_free(&b);
}
