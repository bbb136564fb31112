// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * query.c: cut, sort into wanted and unwanted, put together between quotes.
 */
#include "query.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "buf.h"
#include "i18n.h"
#include "text.h"

/* Folded, sorted bytewise (bsearch). */
static const char *const small[] = {
	"a", "au", "aux", "avec", "ce", "ces", "cet", "cette", "d", "dans", "de", "des", "du", "elle",
	"elles", "en", "est", "et", "il", "ils", "l", "la", "le", "les", "leur", "leurs", "lors", "ne",
	"ou", "par", "pas", "plus", "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sont",
	"sur", "un", "une", "y",
};

/* What may stand before an apostrophe without being a word to look for. */
static const char *const elisions[] = {
	"c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t",
};

static int compare(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

static bool among(const char *word, const char *const *list, size_t n)
{
	return bsearch(word, list, n, sizeof *list, compare) != NULL;
}

#define AMONG(word, list) among(word, list, sizeof list / sizeof *list)

/* Whether there is a letter or a digit in it. */
static bool says_something(const char *s)
{
	for (uint32_t c; (c = mn_utf8_next(&s));) {
		utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
		if ((k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
			(k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO))
			return true;
	}
	return false;
}

struct term {
	char *text;
	bool phrase, not, little;
};

struct terms {
	struct term *v;
	size_t n;
	unsigned long cap;
};

static void terms_free(struct terms *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->v[i].text);
	free(t->v);
}

/* "l'école" -> "école"; what follows the apostrophe must say something. */
static const char *without_elision(const char *word)
{
	static const char *const apostrophes[] = {"'", "\u2019", "\u02bc"};

	for (size_t i = 0; i < sizeof apostrophes / sizeof *apostrophes; i++) {
		const char *at = strstr(word, apostrophes[i]);
		if (!at)
			continue;
		char *before = mn_strndup(word, (size_t)(at - word)), *folded = mn_fold(before);
		bool elision = AMONG(folded, elisions);
		free(before);
		free(folded);
		const char *after = at + strlen(apostrophes[i]);
		return elision && says_something(after) ? after : word;
	}
	return word;
}

static void add(struct terms *t, const char *from, size_t n, bool phrase, bool not)
{
	char *text = mn_strndup(from, n);

	if (!says_something(text)) {
		free(text);
		return;
	}
	struct term term = {.phrase = phrase, .not = not};
	if (phrase) {
		term.text = text;
	} else {
		term.text = mn_strdup(without_elision(text));
		free(text);
		char *folded = mn_fold(term.text), *end = folded + strlen(folded);
		bool cut_off = end > folded && end[-1] == '\''; /* "d'" typed alone */
		if (cut_off)
			end[-1] = '\0';
		term.little = !not && (cut_off ? AMONG(folded, elisions) : AMONG(folded, small));
		free(folded);
	}
	t->v = mn_grow(t->v, t->n, &t->cap, sizeof *t->v);
	t->v[t->n++] = term;
}

static const struct {
	const char *open, *close;
} quotes[] = {{"\"", "\""}, {"«", "»"}, {"\u201c", "\u201d"}};

/* Index into quotes when one opens here, else -1. */
static int opens(const char *p)
{
	for (int i = 0; i < (int)(sizeof quotes / sizeof *quotes); i++)
		if (!strncmp(p, quotes[i].open, strlen(quotes[i].open)))
			return i;
	return -1;
}

static bool space(const char *p)
{
	return *p == ' ' || *p == '\t' || *p == '\n' || !strncmp(p, "\u00a0", 2) || !strncmp(p, "\u202f", 3);
}

static int cut(const char *p, struct terms *t, struct mn_err *err)
{
	while (*p) {
		if (space(p)) {
			p += *p < 0 ? (!strncmp(p, "\u00a0", 2) ? 2 : 3) : 1;
			continue;
		}
		bool not = *p == '-' && p[1] && !space(p + 1);
		p += not;
		int quote = opens(p);
		if (quote >= 0) {
			const char *start = p + strlen(quotes[quote].open), *end = strstr(start, quotes[quote].close);
			if (!end)
				return mn_fail(err, MN_USAGE, _("the phrase that begins with %s has no end: close it with %s"),
					quotes[quote].open, quotes[quote].close);
			add(t, start, (size_t)(end - start), true, not);
			p = end + strlen(quotes[quote].close);
			continue;
		}
		const char *start = p;
		while (*p && !space(p) && opens(p) < 0)
			p++;
		add(t, start, (size_t)(p - start), false, not);
	}
	return 0;
}

static void put_term(struct mn_buf *b, const struct term *t)
{
	mn_buf_putc(b, '"');
	for (const char *p = t->text; *p; p++) /* a quote can only be one that closes without opening */
		mn_buf_putc(b, *p == '"' ? ' ' : *p);
	mn_buf_putc(b, '"');
}

static char *express(const struct terms *t, bool with_little)
{
	struct mn_buf b = MN_BUF_INIT;
	bool any = false;

	mn_buf_putc(&b, '(');
	for (size_t i = 0; i < t->n; i++) {
		if (t->v[i].not || (t->v[i].little && !with_little))
			continue;
		mn_buf_puts(&b, any ? " AND " : "");
		put_term(&b, &t->v[i]);
		any = true;
	}
	mn_buf_putc(&b, ')');
	for (size_t i = 0; i < t->n; i++) {
		if (!t->v[i].not)
			continue;
		mn_buf_puts(&b, " NOT ");
		put_term(&b, &t->v[i]);
	}
	return mn_buf_take(&b);
}

char *sr_query(const char *typed, struct mn_err *err)
{
	struct terms t = {NULL, 0, 0};
	size_t wanted = 0, little = 0;
	char *clean = NULL, *match = NULL;

	if (strlen(typed) > SR_QUERY_MAX) {
		mn_fail(err, MN_USAGE, _("the query is longer than %d bytes"), SR_QUERY_MAX);
		return NULL;
	}
	clean = mn_nfc(typed);
	if (cut(clean, &t, err) < 0)
		goto out;
	for (size_t i = 0; i < t.n; i++) {
		wanted += !t.v[i].not;
		little += t.v[i].little;
	}
	if (!t.n)
		mn_fail(err, MN_USAGE, _("there is no word in the query"));
	else if (!wanted)
		mn_fail(err, MN_USAGE, _("the query only says what is not wanted: add a word to look for"));
	else
		match = express(&t, wanted == little);
out:
	terms_free(&t);
	free(clean);
	return match;
}
