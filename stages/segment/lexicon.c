// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * lexicon.c: phrases, read once, matched by recursion over their words.
 *
 * Phrases stand in one list ordered by class. A phrase is tried at a token only when its first word can match there,
 * which keeps some hundred phrases over some thousand words to a few milliseconds.
 */
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>
#include "file.h"
#include "i18n.h"
#include "numbers.h"
#include "text.h"

#define LEXICON_BYTES_MAX (1L << 20)
#define FORGIVE_ONE 5 /* letters from which one wrong letter is forgiven */
#define FORGIVE_TWO 9

enum where { WHERE_LINE, WHERE_SENTENCE, WHERE_ANY };

struct word {
	char **alternatives;
	size_t n;
	bool optional, exact, colon;
	int gap;      /* *2: up to so many words; -1: a word */
	char special; /* '#', '@' or 0 */
};

struct phrase {
	enum class_ class_;
	enum where where;
	struct word *words;
	size_t n;
};

struct lexicon {
	struct phrase *v;
	size_t n;
	size_t first[CLASSES + 1]; /* phrases of class c: first[c] .. first[c + 1] */
};

static const char *const names[CLASSES] = {
	[CL_OPENING] = "opening",
	[CL_SEANCE] = "seance",
	[CL_LETTERHEAD] = "letterhead",
	[CL_EXTRACT] = "extract",
	[CL_OBJECT] = "object",
	[CL_PRESENT] = "present",
	[CL_REMOTE] = "remote",
	[CL_ABSENT] = "absent",
	[CL_EXCUSED] = "excused",
	[CL_REPRESENTED] = "represented",
	[CL_BY] = "by",
	[CL_SECRETARY] = "secretary",
	[CL_SECRETARY_IS] = "secretary-is",
	[CL_PRESIDENT] = "president",
	[CL_MEMBERS] = "members",
	[CL_ASSIST] = "assist",
	[CL_QUORUM] = "quorum",
	[CL_NO_QUORUM] = "no-quorum",
	[CL_AGENDA] = "agenda",
	[CL_APPROVAL] = "approval",
	[CL_DELEGATED] = "delegated",
	[CL_INFORMATION] = "information",
	[CL_QUESTIONS] = "questions",
	[CL_CLOSE] = "close",
	[CL_SIGNATURE] = "signature",
	[CL_CERTIFIED] = "certified",
	[CL_ANNEX] = "annex",
	[CL_RAPPORTEUR] = "rapporteur",
	[CL_BEGIN] = "begin",
	[CL_VISA] = "visa",
	[CL_MOTIVE] = "motive",
	[CL_DECISION] = "decision",
	[CL_ADOPTED] = "adopted",
	[CL_REJECTED] = "rejected",
	[CL_REFUSED] = "refused",
	[CL_POSTPONED] = "postponed",
	[CL_NOTED] = "noted",
	[CL_UNANIMOUS] = "unanimous",
	[CL_MAJORITY] = "majority",
	[CL_SECRET] = "secret",
	[CL_TITLE] = "title",
	[CL_STAMP] = "stamp",
	[CL_PAGE] = "page",
	[CL_MARGIN] = "margin",
	[CL_KIND] = "kind",
	[CL_ORGAN] = "organ",
	[CL_CONVENED] = "convened",
	[CL_VERB] = "verb",
	[CL_VOTE] = "vote",
	[CL_INTERLUDE] = "interlude",
};

const char *class_name(enum class_ c)
{
	return names[c];
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static void free_phrase(struct phrase *p)
{
	for (size_t i = 0; i < p->n; i++) {
		for (size_t k = 0; k < p->words[i].n; k++)
			free(p->words[i].alternatives[k]);
		free(p->words[i].alternatives);
	}
	free(p->words);
}

void lexicon_free(struct lexicon *lx)
{
	if (!lx)
		return;
	for (size_t i = 0; i < lx->n; i++)
		free_phrase(&lx->v[i]);
	free(lx->v);
	free(lx);
}

/* One word of a phrase; `s` is changed. */
static struct word parse_word(char *s)
{
	struct word w = {.gap = -1};
	size_t cap = 0, n = strlen(s);

	if (*s == '*') {
		w.gap = s[1] ? (int)strtol(s + 1, NULL, 10) : 1;
		return w;
	}
	if (n > 1 && s[n - 1] == ':') {
		w.colon = true;
		s[--n] = '\0';
	}
	if (n > 1 && s[n - 1] == '?') {
		w.optional = true;
		s[n - 1] = '\0';
	}
	if (*s == '#' || *s == '@') {
		w.special = *s;
		return w;
	}
	if (*s == '=') {
		w.exact = true;
		s++;
	}
	char *save = NULL;
	for (char *a = strtok_r(s, "|", &save); a; a = strtok_r(NULL, "|", &save)) {
		w.alternatives = mn_grow(w.alternatives, w.n, &cap, sizeof *w.alternatives);
		w.alternatives[w.n++] = mn_strdup(a);
	}
	return w;
}

static void parse_phrase(struct phrase *p, char *text)
{
	size_t cap = 0;
	char *save = NULL;

	for (char *s = strtok_r(text, " ", &save); s; s = strtok_r(NULL, " ", &save)) {
		p->words = mn_grow(p->words, p->n, &cap, sizeof *p->words);
		p->words[p->n++] = parse_word(s);
	}
}

/* "class<TAB>where<TAB>phrase" */
static int parse_row(struct phrase *p, char *row)
{
	static const char *const wheres[] = {"line", "sentence", "any"};
	char *where = strchr(row, '\t'), *phrase = where ? strchr(where + 1, '\t') : NULL;
	int c = 0, w = 0;

	if (!phrase)
		return -1;
	*where++ = '\0';
	*phrase++ = '\0';
	while (c < CLASSES && strcmp(names[c], row))
		c++;
	while (w < 3 && strcmp(wheres[w], where))
		w++;
	if (c == CLASSES || w == 3)
		return -1;
	*p = (struct phrase){.class_ = (enum class_)c, .where = (enum where)w};
	char *fold = mn_fold(phrase);
	parse_phrase(p, fold);
	free(fold);
	return p->n ? 0 : -1;
}

static int by_class(const void *a, const void *b)
{
	const struct phrase *x = a, *y = b;

	if (x->class_ != y->class_)
		return x->class_ < y->class_ ? -1 : 1;
	return x->n == y->n ? 0 : x->n > y->n ? -1 : 1;
}

struct lexicon *lexicon_read(const char *path, struct mn_err *err)
{
	char *bytes = mn_read_file(path, LEXICON_BYTES_MAX, NULL, err);
	size_t cap = 0;
	int number = 0;

	if (!bytes) {
		err->kind = MN_CONFIG;
		return NULL;
	}
	struct lexicon *lx = mn_calloc(1, sizeof *lx);
	for (char *row = bytes, *next; row; row = next) {
		next = strchr(row, '\n');
		if (next)
			*next++ = '\0';
		number++;
		if (!*row || *row == '#')
			continue;
		lx->v = mn_grow(lx->v, lx->n, &cap, sizeof *lx->v);
		if (parse_row(&lx->v[lx->n], row) < 0) {
			mn_fail(err, MN_CONFIG, _("'%s', line %d: not class, place and phrase"), path, number);
			lexicon_free(lx);
			free(bytes);
			return NULL;
		}
		lx->n++;
	}
	free(bytes);
	qsort(lx->v, lx->n, sizeof *lx->v, by_class);
	for (size_t i = lx->n; i-- > 0;)
		lx->first[lx->v[i].class_] = i;
	lx->first[CLASSES] = lx->n;
	for (int c = CLASSES - 1; c >= 0; c--) /* a class without phrases */
		if (!lx->n || lx->v[lx->first[c] < lx->n ? lx->first[c] : 0].class_ != (enum class_)c)
			lx->first[c] = lx->first[c + 1];
	return lx;
}

/* --- matching ----------------------------------------------------------------------------------------------------- */

/* Whether at most `max` letters differ (one added, left out or changed each). Folded words are nearly all ASCII. */
static bool near(const char *a, const char *b, int max)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (!*a && !*b)
		return true;
	if (!max)
		return false;
	return (*a && near(a + 1, b, max - 1)) || (*b && near(a, b + 1, max - 1)) ||
	       (*a && *b && near(a + 1, b + 1, max - 1));
}

bool word_like(const char *word, const char *want)
{
	size_t n = strlen(want), m = strlen(word);
	int max = n >= FORGIVE_TWO ? 2 : n >= FORGIVE_ONE ? 1 : 0;

	if (!max)
		return n == m && !strcmp(word, want);
	if (m + (size_t)max < n || n + (size_t)max < m)
		return false;
	if (*word != *want) /* "présentés" is not "représentés": a lost beginning is another word */
		max = 1;
	return near(word, want, max);
}

/* Tokens that one word of a phrase takes at t[i]: 0 none. */
static size_t take(const struct word *w, const struct token *t, size_t n, size_t i)
{
	size_t len;

	if (w->special == '#')
		return t[i].number >= 0 ? 1 : number_at(t, n, i, &len) >= 0 ? len : 0;
	if (w->special == '@')
		return month_of(t[i].fold) > 0;
	for (size_t k = 0; k < w->n; k++)
		if (w->exact ? !strcmp(t[i].fold, w->alternatives[k]) : word_like(t[i].fold, w->alternatives[k]))
			return 1;
	return 0;
}

/* A full stop before t[i] ends a sentence unless it belongs to an abbreviation ("M.", "Mme."). */
static bool sentence_end(const struct token *t, size_t i)
{
	return i && (t[i].before & MARK_STOP) && strlen(t[i - 1].fold) > 3;
}

static size_t match(const struct phrase *p, size_t k, const struct token *t, size_t n, size_t i, size_t start)
{
	if (k == p->n)
		return i - start;
	const struct word *w = &p->words[k];
	if (w->gap >= 0) {
		for (size_t skip = 0; skip <= (size_t)w->gap && i + skip <= n; skip++) {
			size_t len = match(p, k + 1, t, n, i + skip, start);
			if (len)
				return len;
			if (i + skip < n && sentence_end(t, i + skip))
				return 0;
		}
		return 0;
	}
	if (i < n && (i == start || !sentence_end(t, i))) {
		size_t took = take(w, t, n, i);
		if (took && w->colon && (i + took >= n || !(t[i + took].before & MARK_COLON)))
			took = 0;
		size_t len = took ? match(p, k + 1, t, n, i + took, start) : 0;
		if (len)
			return len;
	}
	return w->optional ? match(p, k + 1, t, n, i, start) : 0;
}

static bool placed(const struct phrase *p, const struct token *t, size_t i)
{
	switch (p->where) {
	case WHERE_ANY:
		return true;
	case WHERE_LINE:
		return t[i].before & MARK_LINE;
	default:
		return i == 0 || (t[i].before & (MARK_LINE | MARK_STOP)) || sentence_end(t, i);
	}
}

static size_t longest(const struct lexicon *lx, enum class_ c, const struct token *t, size_t n, size_t i, bool anywhere)
{
	size_t best = 0;

	for (size_t k = lx->first[c]; k < lx->first[c + 1]; k++) {
		if (!anywhere && !placed(&lx->v[k], t, i))
			continue;
		size_t len = match(&lx->v[k], 0, t, n, i, i);
		best = len > best ? len : best;
	}
	return best;
}

size_t lexicon_at(const struct lexicon *lx, enum class_ c, const struct token *t, size_t n, size_t i)
{
	return longest(lx, c, t, n, i, false);
}

size_t lexicon_anywhere(const struct lexicon *lx, enum class_ c, const struct token *t, size_t n, size_t i)
{
	return longest(lx, c, t, n, i, true);
}

size_t lexicon_find(const struct lexicon *lx, enum class_ c, const struct token *t, size_t from, size_t to, size_t *len)
{
	for (size_t i = from; i < to; i++) {
		size_t n = lexicon_at(lx, c, t, to, i);
		if (n) {
			if (len)
				*len = n;
			return i;
		}
	}
	return to;
}

static void mark_token(const struct lexicon *lx, struct doc *d, size_t i)
{
	struct line *l = &d->lines[d->tokens[i].line];
	size_t begin = l->tok + l->number_end;

	for (size_t k = 0; k < lx->n; k++) {
		const struct phrase *p = &lx->v[k];
		/* after its heading number a line begins anew */
		if (!placed(p, d->tokens, i) && !(i == begin && i > 0))
			continue;
		size_t len = match(p, 0, d->tokens, d->ntokens, i, i);
		if (!len)
			continue;
		l->inside |= CL(p->class_);
		if (i <= begin)
			l->at_start |= CL(p->class_);
		if (i <= begin && i + len >= l->tok + l->ntok)
			l->whole |= CL(p->class_);
	}
}

void lexicon_mark(const struct lexicon *lx, struct doc *d)
{
	for (size_t i = 0; i < d->n; i++)
		d->lines[i].at_start = d->lines[i].inside = d->lines[i].whole = 0;
	for (size_t i = 0; i < d->ntokens; i++)
		mark_token(lx, d, i);
}
