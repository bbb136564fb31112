// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * fts_french.c: a tokenizer wrapped round unicode61; see the header for what it does and why in this order.
 *
 * Stemming after the accents are gone would be wrong: to Snowball "adopté" is a participle and "adopte" a present
 * tense. Measured on nine questions of the genre: unicode61 alone misses eight.
 */
#include "fts_french.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
#include "i18n.h"
#include "text.h"

/* Longer runs (noise of OCR, rules of dashes) are indexed as they are, unstemmed and cut. */
#define WORD_MAX 64

typedef int (*token_fn)(void *ctx, int flags, const char *token, int n, int start, int end);

struct french {
	fts5_tokenizer inner; /* unicode61 */
	Fts5Tokenizer *words;
	struct sb_stemmer *stemmer;
};

/* One text being cut: what the inner tokenizer's callback needs. */
struct cutting {
	struct french *f;
	void *ctx;
	token_fn emit;
};

/* The stem of a word, folded, in `out` (WORD_MAX * 4 bytes and a NUL suffice: folding at most doubles). Returns its
 * length. */
static int stem(struct sb_stemmer *s, const char *word, int n, char out[4 * WORD_MAX])
{
	const sb_symbol *stemmed = sb_stemmer_stem(s, (const sb_symbol *)word, n);
	char *copy = mn_strndup(stemmed ? (const char *)stemmed : word, (size_t)(stemmed ? sb_stemmer_length(s) : n));
	char *folded = mn_fold(copy);
	size_t len = strlen(folded);

	if (len >= 4 * WORD_MAX)
		len = 4 * WORD_MAX - 1;
	memcpy(out, folded, len);
	out[len] = '\0';
	free(copy);
	free(folded);
	return (int)len;
}

static int on_word(void *ctx, int flags, const char *token, int n, int start, int end)
{
	struct cutting *c = ctx;
	char accented[4 * WORD_MAX], bare[4 * WORD_MAX];

	if (n > WORD_MAX)
		return c->emit(c->ctx, flags, token, WORD_MAX, start, end);
	int na = stem(c->f->stemmer, token, n, accented);
	char *word = mn_strndup(token, (size_t)n), *folded = mn_fold(word);
	int nb = stem(c->f->stemmer, folded, (int)strlen(folded), bare);
	free(word);
	free(folded);
	if (!na)
		return SQLITE_OK;
	int rc = c->emit(c->ctx, flags, accented, na, start, end);
	if (rc == SQLITE_OK && nb && (na != nb || memcmp(accented, bare, (size_t)na)))
		rc = c->emit(c->ctx, flags | FTS5_TOKEN_COLOCATED, bare, nb, start, end);
	return rc;
}

static int cut(Fts5Tokenizer *t, void *ctx, int flags, const char *text, int n, token_fn emit)
{
	struct french *f = (struct french *)t;
	struct cutting c = {f, ctx, emit};

	return f->inner.xTokenize(f->words, &c, flags, text, n, on_word);
}

static void drop(Fts5Tokenizer *t)
{
	struct french *f = (struct french *)t;

	if (f->words)
		f->inner.xDelete(f->words);
	sb_stemmer_delete(f->stemmer);
	free(f);
}

static int create(void *ctx, const char **args, int n, Fts5Tokenizer **out)
{
	static const char *inner_args[] = {"remove_diacritics", "0"};
	fts5_api *api = ctx;
	void *inner_ctx = NULL;
	struct french *f = mn_calloc(1, sizeof *f);

	(void)args;
	(void)n;
	f->stemmer = sb_stemmer_new("french", "UTF_8");
	int rc = f->stemmer ? api->xFindTokenizer(api, "unicode61", &inner_ctx, &f->inner) : SQLITE_ERROR;
	if (rc == SQLITE_OK)
		rc = f->inner.xCreate(inner_ctx, inner_args, 2, &f->words);
	if (rc != SQLITE_OK) {
		drop((Fts5Tokenizer *)f);
		return rc;
	}
	*out = (Fts5Tokenizer *)f;
	return SQLITE_OK;
}

int mn_fts_french_register(sqlite3 *db, struct mn_err *err)
{
	fts5_api *api = NULL;
	sqlite3_stmt *q = NULL;
	fts5_tokenizer french = {create, drop, cut};

	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &q, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(q, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(q);
	}
	sqlite3_finalize(q);
	if (!api || api->xCreateTokenizer(api, "french", api, &french, NULL) != SQLITE_OK)
		return mn_fail(err, MN_SYSTEM, _("this SQLite (%s) has no full-text search (FTS5)"), sqlite3_libversion());
	return 0;
}
