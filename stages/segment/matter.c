// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * matter.c: a proposal for the matter of an act; a person confirms it.
 */
#include "matter.h"

#include <stdlib.h>
#include <string.h>
#include "doc.h"
#include "file.h"
#include "i18n.h"
#include "lexicon.h"
#include "text.h"

#define MATTERS_BYTES_MAX (1L << 20)
#define REACH 5 /* words between two words of a sign */
#define TITLE_WEIGHT 3
#define WORDS_MAX 6

struct sign {
	size_t matter;
	int weight;
	char *words[WORDS_MAX];
	size_t n;
};

struct matters {
	char *(*v)[2]; /* code, name */
	size_t n, cap;
	struct sign *signs;
	size_t nsigns, scap;
};

void matters_free(struct matters *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->n; i++) {
		free(m->v[i][0]);
		free(m->v[i][1]);
	}
	for (size_t i = 0; i < m->nsigns; i++)
		for (size_t k = 0; k < m->signs[i].n; k++)
			free(m->signs[i].words[k]);
	free(m->v);
	free(m->signs);
	free(m);
}

static size_t matter_index(struct matters *m, const char *code, const char *name)
{
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->v[i][0], code))
			return i;
	m->v = mn_grow(m->v, m->n, &m->cap, sizeof *m->v);
	m->v[m->n][0] = mn_strdup(code);
	m->v[m->n][1] = mn_strdup(name);
	return m->n++;
}

static int add_row(struct matters *m, char *row)
{
	char *field[4] = {row};

	for (int i = 1; i < 4; i++) {
		field[i] = strchr(field[i - 1], '\t');
		if (!field[i])
			return -1;
		*field[i]++ = '\0';
	}
	m->signs = mn_grow(m->signs, m->nsigns, &m->scap, sizeof *m->signs);
	struct sign *s = &m->signs[m->nsigns++];
	*s = (struct sign){.matter = matter_index(m, field[0], field[1]), .weight = (int)strtol(field[2], NULL, 10)};
	char *fold = mn_fold(field[3]), *save = NULL;
	for (char *w = strtok_r(fold, " ", &save); w && s->n < WORDS_MAX; w = strtok_r(NULL, " ", &save))
		s->words[s->n++] = mn_strdup(w);
	free(fold);
	return s->n && s->weight > 0 ? 0 : -1;
}

struct matters *matters_read(const char *path, struct mn_err *err)
{
	char *bytes = mn_read_file(path, MATTERS_BYTES_MAX, NULL, err);
	struct matters *m = mn_calloc(1, sizeof *m);
	int number = 0;

	if (!bytes) {
		err->kind = MN_CONFIG;
		matters_free(m);
		return NULL;
	}
	for (char *row = bytes, *next; row; row = next) {
		next = strchr(row, '\n');
		if (next)
			*next++ = '\0';
		number++;
		if (!*row || *row == '#' || add_row(m, row) == 0)
			continue;
		mn_fail(err, MN_CONFIG, _("'%s', line %d: not code, name, weight and words"), path, number);
		matters_free(m);
		free(bytes);
		return NULL;
	}
	free(bytes);
	return m;
}

static bool found(const struct sign *s, const struct token *t, size_t n, size_t i)
{
	size_t k = i;

	for (size_t w = 0; w < s->n; w++) {
		size_t end = w ? k + REACH : k + 1;
		while (k < n && k < end && !word_like(t[k].fold, s->words[w]))
			k++;
		if (k >= n || k >= end)
			return false;
		k++;
	}
	return true;
}

static void score(const struct matters *m, const char *text, int times, int *sum)
{
	size_t n;
	struct token *t = tokens_of(text ? text : "", &n);

	for (size_t s = 0; s < m->nsigns; s++)
		for (size_t i = 0; i < n; i++)
			if (found(&m->signs[s], t, n, i)) {
				sum[m->signs[s].matter] += times * m->signs[s].weight;
				break; /* once a text */
			}
	tokens_free(t, n);
}

void matter_of(const struct matters *m, const char *title, const char *text, const char **code, const char **name)
{
	int *sum = mn_calloc(m->n + 1, sizeof *sum);
	size_t best = m->n;

	score(m, title, TITLE_WEIGHT, sum);
	score(m, text, 1, sum);
	for (size_t i = 0; i < m->n; i++)
		if (sum[i] > 0 && (best == m->n || sum[i] > sum[best]))
			best = i;
	*code = best < m->n ? m->v[best][0] : "9.1";
	*name = best < m->n ? m->v[best][1]
			    : "autres domaines de compétences/autres domaines de compétences des communes";
	free(sum);
}
