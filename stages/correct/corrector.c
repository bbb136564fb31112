// SPDX-License-Identifier: AGPL-3.0-or-later
// The corrector: passes over a document, and the records. See corrector.h.
//
// A document is taken in runs of whole pages of at most CORR_WORDS_AT_ONCE words, each with its own channel: the pages
// of one scan come from one source, and rates are steady after some hundred words. Measured: 2 passes of estimation after
// the first are enough, more change nothing.
#include "corrector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "document.h"
#include "i18n.h"
#include "numbers.h"
#include "safety.h"
#include "viterbi.h"

#define ESTIMATIONS 2
#define SPELLING_RATE 0.3 // where circumflexes are lost as a rule, a missing one is not the author's
#define SUGGEST_LEAST 1.0 // nats; a guess below is not worth a person's look

struct corrector {
	struct model *m;
};

static const char *const rule_names[KINDS] = {
	[KIND_SAME] = "none", [KIND_RULE] = "rule", [KIND_APOSTROPHE] = "apostrophe", [KIND_ACCENT] = "diacritic",
	[KIND_REALWORD] = "context", [KIND_SPELLING] = "context", [KIND_GLYPH] = "glyph", [KIND_DOCUMENT] = "document", [KIND_SPLIT] = "split",
	[KIND_EDIT] = "edit", [KIND_SHY] = "guess",
};

// One run of pages.
struct work {
	const struct corrector *c;
	struct document d;
	struct vocabulary *v;
	struct channel ch;
	struct column *columns;
	size_t n;
	struct verdict *verdicts;
	unsigned *numbers; // lost before an item of d
	bool braked;
};

struct choice {
	size_t candidate; // 0: as read
	double margin;
	bool applied;     // false: candidate is only suggested
	bool by_rule;
};

struct corrector *corrector_open(const char *model, struct mn_err *err)
{
	struct model *m = model_open(model, err);
	if (!m)
		return NULL;
	struct corrector *c = mn_calloc(1, sizeof *c);
	c->m = m;
	return c;
}

void corrector_free(struct corrector *c)
{
	if (c)
		model_free(c->m);
	free(c);
}

const char *corrector_model(const struct corrector *c)
{
	return model_digest(c->m);
}

static bool applies(const struct work *w, size_t i, size_t k, double margin)
{
	const struct candidate *c = &w->columns[i].c[k];
	return safety_applies(c->kind, margin, channel_rate(&w->ch, &c->pairs), w->d.items[w->columns[i].item].conf,
		w->braked);
}

static struct choice choose(const struct work *w, size_t i)
{
	const struct column *col = &w->columns[i];
	const struct verdict *v = &w->verdicts[i];
	if (strcmp(col->c[v->best].text, col->c[0].text) == 0)
		return (struct choice){0, 0, false, false};
	if (col->c[v->best].kind == KIND_SPELLING && channel_circumflex(&w->ch) < SPELLING_RATE)
		return (struct choice){0, 0, false, false};
	if (applies(w, i, v->best, v->margin))
		return (struct choice){v->best, v->margin, true, false};
	if (v->safe && applies(w, i, v->safe, v->safe_margin))
		return (struct choice){v->safe, v->safe_margin, true, false};
	return (struct choice){v->best, v->margin, false, false};
}

// Estimates the channel from what is applied; returns the number of words changed otherwise than by rule.
static size_t estimate(struct work *w)
{
	static const struct pairs none = {.n = 0};
	struct channel_counts counts;
	size_t changed = 0;
	memset(&counts, 0, sizeof counts);
	for (size_t i = 0; i < w->n; i++) {
		struct choice c = choose(w, i);
		const struct candidate *k = &w->columns[i].c[c.applied ? c.candidate : 0];
		channel_count(&counts, k->text, c.applied ? &k->pairs : &none);
		changed += c.applied && k->kind != KIND_RULE;
	}
	channel_fit(&w->ch, &counts);
	return changed;
}

static void decide(struct work *w)
{
	size_t changed = 0;
	viterbi(w->columns, w->n, w->v, &w->ch, w->verdicts);
	for (int i = 0; i < ESTIMATIONS; i++) {
		estimate(w);
		viterbi(w->columns, w->n, w->v, &w->ch, w->verdicts);
	}
	for (size_t i = 0; i < w->n; i++)
		changed += choose(w, i).applied;
	w->braked = (double)changed < SAFETY_CLEAN * (double)w->d.n;
}

static void record(struct corr_result *r, size_t *cap, const struct item *it, const char *after, const char *rule,
	const struct choice *c)
{
	if (strcmp(after, it->text) == 0 || *after == 0)
		return;
	r->records = mn_grow(r->records, r->n, cap, sizeof *r->records);
	r->records[r->n++] = (struct corr_record){
		.page = it->page, .line = it->line, .word = it->word, .before = mn_strdup(it->text),
		.after = mn_strdup(after), .rule = rule, .margin = c->margin, .conf = it->conf, .applied = c->applied,
		.by_rule = c->by_rule,
	};
}

// Where the first half of a cut word ends in the corrected whole: as far from the changed letters as before.
static size_t half(const char *before, const char *after, size_t first)
{
	size_t nb = strlen(before), na = strlen(after), head = 0, tail = 0, at;
	while (head < nb && head < na && before[head] == after[head])
		head++;
	while (tail < nb - head && tail < na - head && before[nb - 1 - tail] == after[na - 1 - tail])
		tail++;
	if (first <= head)
		at = first;
	else if (nb - first <= tail)
		at = na - (nb - first);
	else
		at = first < na ? first : na;
	while (at < na && (after[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static void record_number(struct work *w, size_t item, struct corr_result *r, size_t *cap)
{
	char after[TEXT_MAX];
	const struct choice suggested = {.by_rule = true};
	const char *text = w->d.items[item].text;
	if (w->numbers[item] == 0 || strlen(text) + 16 > sizeof after)
		return;
	snprintf(after, sizeof after, "%u. %s", w->numbers[item], text);
	record(r, cap, &w->d.items[item], after, "number", &suggested);
}

static void record_choice(struct work *w, size_t i, struct corr_result *r, size_t *cap)
{
	const struct column *col = &w->columns[i];
	const struct item *it = &w->d.items[col->item];
	struct choice c = choose(w, i);
	if (c.candidate == 0) {
		record_number(w, col->item, r, cap);
		return;
	}
	enum kind kind = col->c[c.candidate].kind;
	const char *after = col->c[c.candidate].text, *rule = kind == KIND_RULE ? col->rule : rule_names[kind];
	c.by_rule = kind == KIND_RULE;
	if (!c.applied && kind >= KIND_GLYPH && c.margin < SUGGEST_LEAST)
		return;
	if (col->first_half == 0) {
		record(r, cap, it, after, rule, &c);
		return;
	}
	char first[TEXT_MAX];
	size_t at = half(col->c[0].text, after, col->first_half);
	memcpy(first, after, at);
	first[at] = 0;
	const char *second = after + at + (col->hyphen_kept && after[at] == '-');
	if (!*first || !*second)
		return;
	record(r, cap, it, first, rule, &c);
	record(r, cap, it + 1, second, rule, &c);
}

static void run_pages(const struct corrector *c, const struct corr_page *pages, size_t from, size_t to,
	struct corr_result *r, size_t *cap)
{
	struct work w = {.c = c};
	struct channel start;
	document_init(&w.d, pages, from, to);
	w.v = vocabulary_new(c->m);
	for (size_t i = 0; i < w.d.n; i++)
		vocabulary_add(w.v, w.d.items[i].text);
	vocabulary_close(w.v);
	channel_start(&start);
	w.ch = start;
	w.columns = document_columns(&w.d, c->m, w.v, &start, &w.n);
	w.verdicts = mn_calloc(w.n + 1, sizeof *w.verdicts);
	w.numbers = numbers_find(&w.d);
	decide(&w);
	for (size_t i = 0; i < w.n; i++)
		record_choice(&w, i, r, cap);
	r->words += w.d.n;
	columns_free(w.columns, w.n);
	free(w.verdicts);
	free(w.numbers);
	vocabulary_free(w.v);
	document_release(&w.d);
}

static size_t page_words(const struct corr_page *p)
{
	size_t n = 0;
	for (size_t l = 0; l < p->n; l++)
		n += p->lines[l].n;
	return n;
}

struct corr_result *corrector_run(const struct corrector *c, const struct corr_page *pages, size_t n,
	struct mn_err *err)
{
	size_t all = 0, cap = 0;
	for (size_t p = 0; p < n; p++)
		all += page_words(&pages[p]);
	if (all > CORR_WORDS_MAX) {
		mn_fail(err, MN_LIMIT, _("%zu words, at most %lu are corrected"), all, CORR_WORDS_MAX);
		return NULL;
	}
	struct corr_result *r = mn_calloc(1, sizeof *r);
	for (size_t from = 0, to; from < n; from = to) {
		size_t words = 0;
		for (to = from; to < n; to++) {
			words += page_words(&pages[to]);
			if (words > CORR_WORDS_AT_ONCE && to > from)
				break;
		}
		run_pages(c, pages, from, to, r, &cap);
	}
	return r;
}

void corr_result_free(struct corr_result *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->n; i++) {
		free(r->records[i].before);
		free(r->records[i].after);
	}
	free(r->records);
	free(r);
}
