// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * clues.c: features of a line, each 0 or 1 unless said otherwise in clues.h.
 */
#include "clues.h"

#include <string.h>
#include <utf8proc.h>
#include "grammar.h"
#include "lexicon.h"
#include "text.h"

#define SHORT_FILL 0.86
#define FULL_FILL 0.94
#define MUCH_CAPS 0.75
#define EARLY_LINES 9
#define FIRST_GAP 0.3
#define VOID_GAP 1.4    /* pitches: one line is missing */
#define NAMES_SHARE 0.7 /* of the words begin with a capital: names */
#define POOR 0.55       /* confidence below which a line may be a scribble */

#define ROLL_CLASSES                                                                                                   \
	(CL(CL_PRESENT) | CL(CL_ABSENT) | CL(CL_EXCUSED) | CL(CL_REPRESENTED) | CL(CL_SECRETARY) | CL(CL_ASSIST))
#define ROLL_WORDS (CL(CL_BY) | CL(CL_MEMBERS) | CL(CL_SECRETARY_IS) | CL(CL_REMOTE) | CL(CL_PRESIDENT) | CL(CL_QUORUM))

static bool on(const double f[FEATURES], enum feature k)
{
	return f[k] > 0;
}

/* The last sign of the line. */
static char ending(const struct line *l)
{
	size_t n = strlen(l->text);

	while (n && (l->text[n - 1] == ' ' || l->text[n - 1] == '"'))
		n--;
	if (n > 2 && (!memcmp(l->text + n - 2, "\xc2\xbb", 2)))
		n -= n > 4 && !memcmp(l->text + n - 4, "\xc2\xa0", 2) ? 4 : 2;
	while (n && l->text[n - 1] == ' ')
		n--;
	return n ? l->text[n - 1] : '\0';
}

static bool stops(const struct line *l)
{
	char c = ending(l);
	size_t n = strlen(l->text);

	if (n > 1 && l->text[n - 1] == '.' && l->text[n - 2] == '.') /* leaders, not a stop */
		return false;
	return c == '.' || c == '!' || c == '?';
}

static bool cut(const struct line *l)
{
	size_t n = strlen(l->text);

	return n > 2 && (!strcmp(l->text + n - 2, "\xc2\xad") || (l->text[n - 1] == '-' && l->text[n - 2] != ' '));
}

static bool lower_start(const struct line *l)
{
	const char *p = l->text;
	uint32_t c = mn_utf8_next(&p);

	return c && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

static bool starter(const struct doc *d, const struct line *l)
{
	static const char *const words[] = {"m", "mm", "mme", "mmes", "mlle", "melle", "il", "elle", "ils", "elles",
		"vu", "considerant", "monsieur", "madame", "apres", "ce", "cette", "ces", "lors", "pour", "par"};
	const struct token *t = &d->tokens[l->tok + l->number_end];

	if (l->number_end >= l->ntok)
		return false;
	if (l->at_start & (CL(CL_BEGIN) | CL(CL_VISA) | CL(CL_MOTIVE)))
		return true;
	if (l->caps > MUCH_CAPS)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(t->fold, words[i]))
			return true;
	/* "Le conseil…", "La commission…" */
	return l->ntok > 2 && l->ntok - l->number_end > 2 && (!strcmp(t->fold, "le") || !strcmp(t->fold, "la")) &&
	       (word_like(t[1].fold, "conseil") || word_like(t[1].fold, "comite") ||
		       word_like(t[1].fold, "president") || word_like(t[1].fold, "maire") ||
		       word_like(t[1].fold, "commission") || word_like(t[1].fold, "bureau"));
}

static bool courtesy(const struct token *t)
{
	static const char *const words[] = {"m", "mm", "mme", "mmes", "mlle", "mlles", "melle"};

	for (size_t k = 0; t->capital && k < sizeof words / sizeof *words; k++)
		if (!strcmp(t->fold, words[k]))
			return true;
	return false;
}

static size_t commas_of(const struct doc *d, const struct line *l)
{
	size_t n = 0;

	for (size_t i = l->tok + 1; i < l->tok + l->ntok; i++)
		n += (d->tokens[i].before & (MARK_COMMA | MARK_SEMICOLON)) != 0;
	return n;
}

/* Share of the words that belong to names: courtesy titles, capitals inside a line of small letters. */
static double names_share(const struct doc *d, const struct line *l)
{
	size_t commas = commas_of(d, l);
	double n = 0;

	for (size_t i = l->tok; i < l->tok + l->ntok; i++) {
		const struct token *t = &d->tokens[i];
		n += courtesy(t) ? 1.5 : t->upper && (l->caps < MUCH_CAPS || commas > 1) ? 1 : t->capital ? 0.4 : 0;
	}
	double share = l->ntok ? n / (double)l->ntok : 0;
	return share > 1 ? 1 : share;
}

/* "Mmes X, Y ; MM. Z" or, in capitals, "X, DE Y, Z, W": names and what joins them, nothing else. */
static bool people(const struct doc *d, const struct line *l)
{
	size_t commas = commas_of(d, l), titles = 0, capitals = 0;

	for (size_t i = l->tok; i < l->tok + l->ntok; i++) {
		titles += courtesy(&d->tokens[i]);
		capitals += d->tokens[i].capital;
	}
	if (!l->ntok || (double)capitals < NAMES_SHARE * (double)l->ntok)
		return false;
	if (courtesy(&d->tokens[l->tok]))
		return commas > 0 || titles > 1;
	return titles ? commas > 1 : commas > 2 && l->caps > MUCH_CAPS && l->ntok < 2 * commas + 4;
}

static void layout(const struct doc *d, const struct line *l, double f[FEATURES])
{
	/* at the head of a page the white above says nothing: half of a paragraph's is taken */
	f[F_GAP] = l->first_of_text ? FIRST_GAP : l->gap < -0.5 ? -0.5 : l->gap > 1.5 ? 1.5 : l->gap;
	f[F_SHORT] = l->fill < SHORT_FILL;
	f[F_FULL] = l->fill > FULL_FILL && !l->centred;
	f[F_CENTRED] = l->centred;
	f[F_CAPS] = l->caps > MUCH_CAPS && l->letters >= 4;
	f[F_STYLE] = (l->style & (MN_BOLD | MN_UNDERLINE)) != 0;
	f[F_STOP] = stops(l);
	f[F_COMMA] = ending(l) == ',' || ending(l) == ';';
	f[F_COLON] = ending(l) == ':';
	f[F_LOWER] = lower_start(l);
	f[F_BULLET] = l->ntok && (d->tokens[l->tok].before & MARK_DASH) && !on(f, F_CAPS);
	f[F_TABLE] = l->digits > 4 && l->digits * 2 > l->letters ? 1
		     : l->holes > 3 && l->words > 2 && l->digits ? 0.7
								 : 0;
	if (l->kind == MN_BLOCK_TABLE && f[F_TABLE] < 0.5)
		f[F_TABLE] = 0.5;
	f[F_EARLY] = l->page_index == 0 && l->no <= EARLY_LINES;
	f[F_DOUBT] = l->conf < POOR || l->letters < 4;
}

static void words(const struct doc *d, size_t i, double f[FEATURES])
{
	const struct line *l = &d->lines[i];
	uint64_t s = l->at_start, in = l->inside;

	f[F_STARTER] = starter(d, l);
	f[F_ARTICLE] = l->ntok > 1 && word_like(d->tokens[l->tok].fold, "article");
	f[F_VERB] = (in & CL(CL_VERB)) != 0;
	f[F_TITLE_WORD] = (s & CL(CL_TITLE)) != 0;
	f[F_LETTERHEAD] = (s & CL(CL_LETTERHEAD)) != 0;
	f[F_SEANCE] = (s & CL(CL_SEANCE)) != 0;
	f[F_OPENING] = (in & CL(CL_OPENING)) != 0;
	f[F_ROLL] = (s & ROLL_CLASSES) != 0;
	f[F_ROLL_INSIDE] = (in & (ROLL_CLASSES | ROLL_WORDS)) != 0;
	f[F_NAMES] = names_share(d, l);
	f[F_PEOPLE] = people(d, l);
	f[F_AGENDA] = (s & CL(CL_AGENDA)) != 0 || ((in & CL(CL_AGENDA)) && ending(l) == ':');
	f[F_APPROVAL] = (in & CL(CL_APPROVAL)) != 0;
	f[F_SPECIAL] = (s & (CL(CL_DELEGATED) | CL(CL_INFORMATION) | CL(CL_QUESTIONS))) != 0;
	f[F_CLOSE] = (in & CL(CL_CLOSE)) != 0;
	f[F_SIGNATURE] = (s & CL(CL_SIGNATURE)) != 0 && l->ntok <= 8;
	f[F_CERTIFIED] = (in & CL(CL_CERTIFIED)) != 0;
	f[F_ANNEX] = (s & CL(CL_ANNEX)) != 0;
	f[F_BEGIN] = (s & (CL(CL_BEGIN) | CL(CL_RAPPORTEUR))) != 0;
	f[F_INTERLUDE] = (in & CL(CL_INTERLUDE)) != 0;
	f[F_OUTCOME] = grammar_outcome(l);
	f[F_VOTE_LINE] = grammar_vote_line(d, i);
}

static void neighbours(const struct doc *d, size_t i, double f[FEATURES])
{
	const struct line *l = &d->lines[i];
	size_t b = doc_above(d, i), a = doc_after(d, i);

	f[F_PREV_END] = 1;
	if (b < d->n) {
		const struct line *p = &d->lines[b];
		bool full = p->fill > FULL_FILL;
		f[F_PREV_CUT] = cut(p);
		f[F_PREV_OPEN] = full && !stops(p) && ending(p) != ':' && ending(p) != ';';
		f[F_PREV_END] = stops(p) || (p->fill < SHORT_FILL - 0.06 && !cut(p) && ending(p) != ',');
		f[F_PREV_VOTE] = grammar_vote_line(d, b);
		if (on(f, F_PREV_VOTE)) {
			f[F_PREV_END] = 1;
			f[F_PREV_OPEN] = 0;
		}
		bool pc = p->caps > MUCH_CAPS && p->letters >= 4, lc = l->caps > MUCH_CAPS;
		f[F_SAME_CAPS] = pc && lc;
		f[F_OTHER_CAPS] = pc != lc && l->letters > 3;
		f[F_PREV_FULL] = p->fill > SHORT_FILL || p->centred;
		f[F_PREV_SHORT] = p->fill < 0.7 && !p->centred;
	}
	if (a < d->n) {
		f[F_NEXT_BEGIN] =
			(d->lines[a].at_start & (CL(CL_BEGIN) | CL(CL_VISA) | CL(CL_MOTIVE) | CL(CL_RAPPORTEUR))) != 0;
		f[F_NEXT_LOWER] = lower_start(&d->lines[a]) && !cut(l) && ending(l) != ':';
		f[F_NEXT_TABLE] = d->lines[a].digits > 4 && d->lines[a].digits * 2 > d->lines[a].letters;
		f[F_SHAPE] = on(f, F_SHORT) && !on(f, F_PREV_OPEN) && !on(f, F_PREV_CUT) && !on(f, F_NEXT_LOWER) &&
			     !on(f, F_LOWER) && !on(f, F_STOP) && !on(f, F_COMMA) && !on(f, F_COLON) &&
			     !on(f, F_TABLE) && l->gap > 0.3 && l->letters > 4 && d->lines[a].fill > FULL_FILL - 0.04 &&
			     d->lines[a].gap < l->gap;
	}
}

void features_of(const struct doc *d, size_t i, const struct habits *h, double f[FEATURES])
{
	const struct line *l = &d->lines[i];

	memset(f, 0, FEATURES * sizeof *f);
	f[F_BIAS] = 1;
	f[F_SERIES] = l->series > 0 ? l->series : 0;
	f[F_LIST] = l->number_list;
	layout(d, l, f);
	words(d, i, f);
	neighbours(d, i, f);
	f[F_VOID] = l->gap > VOID_GAP && !on(f, F_PREV_CUT);
	f[F_TITLED] = h->titled && !on(f, F_VOID);
	f[F_NO_NUMBER] = h->numbered && l->series < 1.5 && !on(f, F_SPECIAL) &&
			 !(on(f, F_CAPS) && !on(f, F_FULL) && on(f, F_PREV_END));
	if (h->title_gap > 0 && l->first_of_text)
		f[F_AS_TITLES] = on(f, F_PREV_END) ? 0.5 : 0; /* not known */
	if (h->title_gap > 0 && !l->first_of_text) {
		f[F_AS_TITLES] = l->gap > 0.85 * h->title_gap;
		f[F_UNLIKE_TITLES] = l->gap < 0.5 * h->title_gap;
	}
}
