// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * vote.c: the result of a vote.
 *
 * Every sentence is judged by itself: what it decides and which figures it gives. The sentence with the strongest
 * evidence gives the result, later ones before earlier ones when nearly equal, because the debate comes before the
 * vote. Figures may stand in another sentence of the same deliberation than the word "adopté", or in a table.
 */
#include "vote.h"

#include <stdlib.h>
#include <string.h>
#include "err.h"
#include "names.h"
#include "numbers.h"

#define VOICES_MAX 2000
#define LATER_BONUS 1.5 /* evidence that the last sentence has over the first */

enum label { NO_LABEL, FOR, AGAINST, ABSTAIN, NOT_VOTING };

struct figures {
	int v[NOT_VOTING + 1];
	bool crossed; /* "par 6 voix contre 3" */
};

static enum label label_of(const char *w)
{
	if (!strcmp(w, "pour"))
		return FOR;
	if (!strcmp(w, "contre"))
		return AGAINST;
	if (word_like(w, "abstention") || word_like(w, "abstentions") || !strcmp(w, "abstenus"))
		return ABSTAIN;
	return NO_LABEL;
}

/* Whether one of the few words before i is such a label, too. */
static bool label_near(const struct token *t, size_t i)
{
	for (size_t k = i > 3 ? i - 3 : 0; k < i; k++)
		if (label_of(t[k].fold) != NO_LABEL)
			return true;
	return false;
}

/* A number of votes: figures, words, a zero read as the letter O, "aucune". */
static int count_at(const struct token *t, size_t to, size_t i, size_t *len)
{
	if (i >= to)
		return -1;
	*len = 1;
	if (!strcmp(t[i].fold, "o") || !strcmp(t[i].fold, "o0") || !strcmp(t[i].fold, "00") ||
		!strcmp(t[i].fold, "neant") || !strcmp(t[i].fold, "aucun") || !strcmp(t[i].fold, "aucune"))
		return 0;
	if (!strcmp(t[i].fold, "l") || !strcmp(t[i].fold, "i"))
		return -1;
	long n = number_at(t, to, i, len);
	return n >= 0 && n < VOICES_MAX ? (int)n : -1;
}

static void set(struct figures *f, enum label l, int n)
{
	if (f->v[l] < 0)
		f->v[l] = n;
}

static bool is_voice(const char *w)
{
	return word_like(w, "voix") || !strcmp(w, "voies");
}

/* "7 voix pour", "7 voix contre 2", "1 abstention", "dix-neuf voix" at i; returns the tokens taken. */
static size_t number_first(const struct token *t, size_t to, size_t i, struct figures *f)
{
	size_t len, more;
	int n = count_at(t, to, i, &len), other;
	size_t k = i + len;

	if (n < 0 || k >= to ||
		(t[k].before &
			(MARK_STOP | MARK_COMMA | MARK_SEMICOLON | MARK_COLON | MARK_SLASH | MARK_DASH | MARK_UNIT)))
		return 0;
	/* "M. X avait obtenu 8 voix au premier tour" */
	for (size_t b = i > 3 ? i - 3 : 0; b < i; b++)
		if (!strncmp(t[b].fold, "obten", 5) || !strncmp(t[b].fold, "obtient", 7))
			return 0;
	bool voices = is_voice(t[k].fold);
	k += voices;
	enum label l = k < to && !(t[k].before & (MARK_STOP | MARK_SEMICOLON | (voices ? 0U : MARK_COMMA)))
			       ? label_of(t[k].fold)
			       : NO_LABEL;
	/* "210 / Pour : 13": the label begins something of its own */
	if (l != NO_LABEL && !voices &&
		((t[k].before & MARK_LINE && t[k].capital) ||
			(k + 1 < to && t[k + 1].before & (MARK_COLON | MARK_OPEN) &&
				count_at(t, to, k + 1, &more) >= 0 && !(t[k + 1].before & MARK_OPEN))))
		return 0;
	if (l == AGAINST && (other = count_at(t, to, k + 1, &more)) >= 0 &&
		!(t[k + 1].before & (MARK_COLON | MARK_STOP | MARK_COMMA | MARK_SEMICOLON | MARK_OPEN | MARK_DASH)) &&
		f->v[FOR] < 0 && (voices || f->v[AGAINST] < 0)) {
		size_t after = k + 1 + more;
		if (after >= to || label_of(t[after].fold) == NO_LABEL) {
			set(f, FOR, n);
			set(f, AGAINST, other);
			f->crossed = true;
			return after - i;
		}
	}
	/* "2 contre : …" in a text of amounts is no vote unless voices or another label are near: "contre" and "pour"
	 * are common words */
	if (l != NO_LABEL) {
		set(f, l, n);
		return k + 1 - i;
	}
	if (voices) {
		set(f, FOR, n);
		return k - i;
	}
	return 0;
}

/* "Pour : 9", "Contre (2)", "Abstentions 3" at i. */
static size_t label_first(const struct token *t, size_t to, size_t i, struct figures *f)
{
	enum label l = label_of(t[i].fold);
	size_t len;
	int n = l == NO_LABEL ? -1 : count_at(t, to, i + 1, &len);

	if (n < 0)
		return 0;
	/* "Pour ; 2": a colon with a speck below it, when the label begins like one. */
	bool marked = t[i + 1].before & (MARK_COLON | MARK_OPEN | (t[i].capital ? MARK_SEMICOLON : 0U));
	bool listed = (f->v[FOR] >= 0 || f->v[AGAINST] >= 0 || (t[i].before & (MARK_LINE | MARK_COLON))) &&
		      (i + 2 >= to || label_of(t[i + 1 + len].fold) != NO_LABEL || (t[i + 1].before & MARK_DASH) ||
			      (t[i].before & (MARK_DASH | MARK_COMMA)));
	if (!marked && !listed)
		return 0;
	set(f, l, n);
	return 1 + len;
}

/* Columns of a table: a line that ends "… Pour Contre [Abstentions]", figures at the end of the next one. */
static void table(const struct token *t, size_t from, size_t to, struct figures *f)
{
	for (size_t i = from; i + 1 < to; i++) {
		enum label l[4];
		size_t n = 0, end = i;
		while (end < to && n < 4 && (l[n] = label_of(t[end].fold)) != NO_LABEL &&
			(n == 0 || !(t[end].before & MARK_LINE))) {
			n++;
			end++;
		}
		if (n < 2 || end >= to || !(t[end].before & MARK_LINE))
			continue;
		size_t row = end, last = end;
		while (last < to && (last == row || !(t[last].before & MARK_LINE)) && t[last].number >= 0)
			last++;
		for (size_t k = 0; last - row >= n && k < n; k++)
			set(f, l[k], t[last - n + k].number);
		i = end - 1;
	}
}

struct sentence {
	size_t from, to;
	struct figures f;
	bool adopted, rejected, postponed, noted, unanimous, majority, decides;
	double strength;
};

static bool has(const struct lexicon *lx, enum class_ c, const struct token *t, const struct sentence *s)
{
	return lexicon_find(lx, c, t, s->from, s->to, NULL) < s->to;
}

static void read_figures(const struct token *t, struct sentence *s)
{
	for (size_t k = 0; k <= NOT_VOTING; k++)
		s->f.v[k] = -1;
	s->f.crossed = false;
	for (size_t i = s->from; i < s->to;) {
		size_t took = label_first(t, s->to, i, &s->f);
		if (!took)
			took = number_first(t, s->to, i, &s->f);
		i += took ? took : 1;
	}
	table(t, s->from, s->to, &s->f);
	/* a lone "contre" or "pour" with a number is a price or a score unless votes are spoken of */
	bool voices = false;
	for (size_t i = s->from; i < s->to; i++)
		voices = voices || is_voice(t[i].fold) || word_like(t[i].fold, "vote") ||
			 word_like(t[i].fold, "adopte") || word_like(t[i].fold, "rejete") ||
			 word_like(t[i].fold, "rejetee") || word_like(t[i].fold, "repoussee");
	int given = (s->f.v[FOR] >= 0) + (s->f.v[AGAINST] >= 0) + (s->f.v[ABSTAIN] >= 0);
	if (given == 1 && !voices && s->f.v[ABSTAIN] < 0 && s->to - s->from > 4)
		s->f.v[FOR] = s->f.v[AGAINST] = -1;
}

static void judge(const struct lexicon *lx, const struct token *t, bool carries, struct sentence *s)
{
	read_figures(t, s);
	s->unanimous = has(lx, CL_UNANIMOUS, t, s);
	s->majority = has(lx, CL_MAJORITY, t, s);
	s->adopted = has(lx, CL_ADOPTED, t, s);
	s->rejected = has(lx, CL_REJECTED, t, s) || (!carries && has(lx, CL_REFUSED, t, s));
	s->postponed = has(lx, CL_POSTPONED, t, s);
	s->noted = has(lx, CL_NOTED, t, s);
	s->decides = has(lx, CL_DECISION, t, s);
	bool figures = s->f.v[FOR] >= 0 || s->f.v[AGAINST] >= 0;
	bool brief = s->to - s->from <= 8;
	s->strength = 0;
	if (s->adopted)
		s->strength = brief ? 2.5 : s->decides ? 1.5 : 0.4;
	if (s->noted)
		s->strength = s->strength > 2 ? s->strength : 2;
	if (s->rejected)
		s->strength = s->strength > 2 || !(brief || s->decides || figures || s->unanimous) ? s->strength : 2.2;
	if (s->rejected && s->strength < 1)
		s->strength = 1;
	if (s->postponed)
		s->strength = s->strength > 2.6 ? s->strength : brief ? 2.8 : 2;
	if (s->unanimous || s->majority)
		s->strength = s->strength > 3 ? s->strength : 3;
	if (figures)
		s->strength = s->strength > 3.2 ? s->strength : 3.2;
	if (s->decides && s->strength < 0.8)
		s->strength = 0.8;
}

static bool ends_sentence(const struct token *t, size_t to, size_t i)
{
	/* "Pour : 22. Contre : 0." is one statement */
	if (label_of(t[i].fold) != NO_LABEL && i + 1 < to && (t[i + 1].before & MARK_COLON) && label_near(t, i))
		return false;
	if (t[i].before & MARK_STOP)
		return strlen(t[i - 1].fold) > 3 || t[i - 1].number >= 0;
	/* a line of its own: "ADOPTÉ À L'UNANIMITÉ" under a paragraph without a stop */
	return (t[i].before & MARK_LINE) && t[i].upper && !t[i - 1].upper && strlen(t[i].fold) > 3;
}

static enum mn_result result_of(const struct sentence *s)
{
	int f = s->f.v[FOR], a = s->f.v[AGAINST];

	if (s->postponed)
		return MN_VOTE_POSTPONED;
	if (s->rejected)
		return MN_VOTE_REJECTED;
	if (s->adopted || s->unanimous || s->majority)
		return MN_VOTE_ADOPTED;
	if (f >= 0 || a >= 0)
		return a > f ? MN_VOTE_REJECTED : MN_VOTE_ADOPTED;
	if (s->noted)
		return MN_VOTE_NOTED;
	return s->decides ? MN_VOTE_ADOPTED : MN_VOTE_NONE;
}

/* What the strongest sentence leaves open is looked for in the others. */
static void complete(const struct sentence *v, size_t n, size_t best, struct mn_vote *out)
{
	const struct figures *f = &v[best].f;
	bool refused = false;

	for (size_t i = 0; i < n && f->v[FOR] < 0 && f->v[AGAINST] < 0; i++)
		if (v[i].f.v[FOR] >= 0 || v[i].f.v[AGAINST] >= 0)
			f = &v[i].f;
	out->for_ = f->v[FOR];
	out->against = f->v[AGAINST];
	out->abstain = f->v[ABSTAIN];
	out->not_voting = f->v[NOT_VOTING];
	/* "à l'unanimité : Article 1er : REFUSE…": the refusal may follow the sentence that gives the vote, or stand
	 * just before */
	size_t from = best ? best - 1 : 0;
	for (size_t i = from; i < n; i++)
		refused = refused || (v[i].rejected && (i >= best || !v[best].adopted) &&
					     (v[i].decides || v[i].to - v[i].from <= 14));
	if (out->result == MN_VOTE_ADOPTED && refused && !v[best].adopted)
		out->result = MN_VOTE_REJECTED;
	if (out->for_ >= 0 && out->against > out->for_ && out->result == MN_VOTE_ADOPTED)
		out->result = MN_VOTE_REJECTED;
	if (out->result == MN_VOTE_REJECTED && f->crossed && out->for_ > out->against) {
		int swap = out->for_; /* "repoussée par six voix contre trois": six were against it */
		out->for_ = out->against;
		out->against = swap;
	}
	for (size_t i = 0; i < n; i++)
		if (out->abstain < 0 && v[i].f.v[ABSTAIN] >= 0)
			out->abstain = v[i].f.v[ABSTAIN];
}

/* A heading that itself refuses or wishes: what the body then says is carried. */
static bool title_carries(const char *title)
{
	static const char *const words[] = {"refus", "opposition", "motion", "voeu", "vœu", "protestation"};
	size_t n;
	struct token *t = tokens_of(title ? title : "", &n);
	bool found = false;

	for (size_t i = 0; i < n; i++)
		for (size_t w = 0; w < sizeof words / sizeof *words; w++)
			found = found || !strcmp(t[i].fold, words[w]);
	tokens_free(t, n);
	return found;
}

/* Names in the clause before token i ("MM. ROUSTAN et MEYNAUD" before "s'abstiennent"); 1 at least. */
static int names_before(const char *text, const struct token *t, size_t from, size_t i)
{
	size_t a = i;
	int n = 0;

	while (a > from && !(t[a].before & (MARK_SEMICOLON | MARK_COLON)) &&
		!((t[a].before & MARK_STOP) && (strlen(t[a - 1].fold) > 3 || !t[a - 1].capital)))
		a--;
	for (size_t k = a; k < i; k++) {
		size_t len;
		char *name = name_at(text, t, i, k, &len);
		if (!name)
			continue;
		free(name);
		n++;
		k += len - 1;
	}
	return n ? n : 1;
}

/* Votes told by name: "M. X s'abstient", "M. Y vote contre". */
static void count_names(const char *text, const struct token *t, size_t from, size_t to, struct mn_vote *out)
{
	int abstain = 0, against = 0;

	for (size_t i = from; i + 1 < to; i++) {
		if (!strcmp(t[i].fold, "s") &&
			(!strcmp(t[i + 1].fold, "abstient") || !strcmp(t[i + 1].fold, "abstiennent")))
			abstain += names_before(text, t, from, i);
		if ((!strcmp(t[i].fold, "vote") || !strcmp(t[i].fold, "votent")) && !strcmp(t[i + 1].fold, "contre") &&
			i > from && !(t[i].before & MARK_LINE))
			against += names_before(text, t, from, i);
	}
	if (out->abstain < 0 && abstain)
		out->abstain = abstain;
	if (out->against < 0 && against && out->for_ >= 0)
		out->against = against;
}

static size_t split(const struct token *t, size_t from, size_t to, struct sentence *v)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		if (i == from || ends_sentence(t, to, i))
			v[n++] = (struct sentence){.from = i};
		v[n - 1].to = i + 1;
	}
	return n;
}

double vote_read(const struct lexicon *lx, const char *title, const char *text, const struct token *t, size_t from,
	size_t to, struct mn_vote *out)
{
	*out = (struct mn_vote){.for_ = -1, .against = -1, .abstain = -1, .not_voting = -1};
	if (from >= to)
		return 0;
	struct sentence *v = mn_calloc(to - from, sizeof *v);
	size_t n = split(t, from, to, v), best = 0;
	double top = 0, plain = 0;
	bool carries = title_carries(title);

	for (size_t i = 0; i < n; i++) {
		judge(lx, t, carries, &v[i]);
		double s = v[i].strength + (n > 1 ? LATER_BONUS * (double)i / (double)(n - 1) : 0);
		if (v[i].strength > 0 && s >= top) {
			top = s;
			best = i;
			plain = v[i].strength;
		}
	}
	if (top > 0) {
		out->result = result_of(&v[best]);
		complete(v, n, best, out);
		count_names(text, t, from, to, out);
		bool said = v[best].unanimous, counted = out->against == 0 && out->abstain == 0 && out->for_ > 0;
		out->unanimous = (said || counted) &&
				 (out->result == MN_VOTE_ADOPTED || out->result == MN_VOTE_REJECTED) &&
				 out->against <= 0 && (out->abstain <= 0);
		out->secret = lexicon_find(lx, CL_SECRET, t, from, to, NULL) < to;
		size_t a = t[v[best].from].from, b = t[v[best].to - 1].to;
		out->sentence = mn_strndup(text + a, b - a);
	}
	free(v);
	return plain;
}
