// SPDX-License-Identifier: AGPL-3.0-or-later
// The stage's work. See work.h. A run of pages is corrected in four steps: lines are laid out for the corrector, the
// corrector proposes, the decisions of a person are looked up, and each proposal becomes a row and perhaps a new text.
#include "work.h"

#include <stdlib.h>
#include <string.h>
#include "alto.h"
#include "buf.h"
#include "csv.h"
#include "decisions.h"
#include "file.h"
#include "i18n.h"

struct page {
	const char *name;      // "ocr/0001.xml"
	struct mn_alto *alto;
	struct mn_alto *old;   // of the last run's text/, NULL
	struct mn_line **lines, **old_lines;
	size_t n, old_n;
	struct corr_line *laid;
	struct corr_word *words;
};

struct job {
	const struct corrector *c;
	struct mn_task *task;
	struct decisions *decisions;
	struct mn_buf csv;
	struct page *pages;    // of the run under way
	size_t n;
	unsigned long cap;
	long words, states[3];
};

int correct_open(void **state, const struct mn_config *config, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	(void)config;
	*state = corrector_open(mn_join(path, mn_data_dir(), CORRECT_MODEL), err);
	return *state ? 0 : -1;
}

void correct_close(void *state)
{
	corrector_free(state);
}

// "ocr/0001.xml" -> "text/0001.xml"
static void text_name(char out[MN_PATH_MAX], const char *name)
{
	mn_join(out, "text", strchr(name, '/') + 1);
}

static size_t count_words(const struct page *p)
{
	size_t n = 0;
	for (size_t l = 0; l < p->n; l++)
		n += p->lines[l]->n;
	return n;
}

static void lay_out(struct page *p)
{
	size_t kinds = 0, at = 0;
	enum mn_block_kind *kind = mn_alto_line_kinds(p->alto, &kinds);
	p->lines = mn_alto_lines(p->alto, &p->n);
	p->laid = mn_calloc(p->n + 1, sizeof *p->laid);
	for (size_t b = 0; b < p->alto->n; b++)
		for (size_t l = 0; l < p->alto->blocks[b].n; l++, at++)
			p->laid[at].fresh = l == 0 || kind[at] == MN_BLOCK_TABLE;
	p->words = mn_calloc(count_words(p) + 1, sizeof *p->words);
	struct corr_word *next = p->words;
	for (size_t l = 0; l < p->n; l++) {
		const struct mn_line *line = p->lines[l];
		p->laid[l].words = next;
		p->laid[l].n = line->n;
		p->laid[l].hyphen = line->hyphen;
		for (size_t w = 0; w < line->n; w++)
			*next++ = (struct corr_word){line->words[w].text, line->words[w].conf};
	}
	free(kind);
}

static int read_page(struct job *j, const char *name, struct mn_err *err)
{
	char path[MN_PATH_MAX], text[MN_PATH_MAX];
	struct mn_err ignored = MN_ERR_INIT;
	struct mn_alto *a = mn_alto_read(mn_dossier_path(j->task->dossier, name, path), err);
	if (!a)
		return mn_within(err, "%s", name);
	j->pages = mn_grow(j->pages, j->n, &j->cap, sizeof *j->pages);
	struct page *p = &j->pages[j->n++];
	*p = (struct page){.name = name, .alto = a};
	lay_out(p);
	text_name(text, name);
	if (mn_exists(mn_dossier_path(j->task->dossier, text, path)))
		p->old = mn_alto_read(path, &ignored); // a damaged one is simply made anew
	if (p->old)
		p->old_lines = mn_alto_lines(p->old, &p->old_n);
	return 0;
}

static void free_pages(struct job *j)
{
	for (size_t i = 0; i < j->n; i++) {
		struct page *p = &j->pages[i];
		free(p->words);
		free(p->laid);
		free(p->lines);
		free(p->old_lines);
		mn_alto_free(p->alto);
		mn_alto_free(p->old);
	}
	j->n = 0;
}

static void put_number(struct mn_buf *b, long n)
{
	char text[32];
	snprintf(text, sizeof text, "%ld", n);
	mn_csv_put(b, text, 0);
}

static void put_decimal(struct mn_buf *b, double x, bool known)
{
	char text[32] = "";
	if (known)
		snprintf(text, sizeof text, "%.2f", x);
	mn_csv_put(b, text, 0);
}

static void put_row(struct mn_buf *b, long page, const struct corr_record *r, enum state s)
{
	put_number(b, page);
	put_number(b, (long)r->line + 1);
	put_number(b, (long)r->word + 1);
	mn_csv_put(b, r->before, 0);
	mn_csv_put(b, r->after, 0);
	mn_csv_put(b, r->rule, 0);
	put_decimal(b, r->margin, !r->by_rule);
	put_decimal(b, (double)r->conf, r->conf >= 0);
	mn_csv_put(b, state_name(s), 1);
}

static void put_header(struct mn_buf *b)
{
	static const char *const columns[] = {
		"page", "line", "word", "before", "after", "rule", "margin", "confidence", "state",
	};
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		mn_csv_put(b, columns[i], i + 1 == sizeof columns / sizeof columns[0]);
}

static void settle(struct job *j, const struct corr_record *r)
{
	struct page *p = &j->pages[r->page];
	struct mn_word *w = &p->lines[r->line]->words[r->word], *old = NULL;
	long number = atol(p->alto->id);
	if (r->line < p->old_n && r->word < p->old_lines[r->line]->n)
		old = &p->old_lines[r->line]->words[r->word];
	enum state s = decisions_state(j->decisions, number, r, old);
	put_row(&j->csv, number, r, s);
	j->states[s]++;
	if (s != STATE_APPLIED)
		return;
	if (w->read)
		free(w->text);
	else
		w->read = w->text;
	w->text = mn_strdup(r->after);
}

static int publish_pages(struct job *j, struct mn_err *err)
{
	for (size_t i = 0; i < j->n; i++) {
		struct page *p = &j->pages[i];
		char name[MN_PATH_MAX];
		free(p->alto->corrector);
		p->alto->corrector = mn_printf("minutier-correct %s, fr.mdl %.12s", MN_VERSION, corrector_model(j->c));
		char *xml = mn_alto_xml(p->alto);
		text_name(name, p->name);
		int rc = mn_dossier_publish(j->task->dossier, name, xml, strlen(xml), err);
		free(xml);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int correct_pages(struct job *j, struct mn_err *err)
{
	struct corr_page *pages = mn_calloc(j->n + 1, sizeof *pages);
	for (size_t i = 0; i < j->n; i++)
		pages[i] = (struct corr_page){j->pages[i].laid, j->pages[i].n};
	struct corr_result *r = corrector_run(j->c, pages, j->n, err);
	free(pages);
	if (!r)
		return -1;
	j->words += (long)r->words;
	for (size_t i = 0; i < r->n; i++)
		settle(j, &r->records[i]);
	corr_result_free(r);
	int rc = publish_pages(j, err);
	free_pages(j);
	return rc;
}

static int correct_all(struct job *j, char **names, size_t n, struct mn_err *err)
{
	size_t words = 0;
	for (size_t i = 0; i < n; i++) {
		if (read_page(j, names[i], err) < 0)
			return -1;
		words += count_words(&j->pages[j->n - 1]);
		if (words < CORR_WORDS_AT_ONCE && i + 1 < n)
			continue;
		if (correct_pages(j, err) < 0)
			return -1;
		words = 0;
	}
	return mn_dossier_publish(j->task->dossier, "corrections.csv", j->csv.s, j->csv.len, err);
}

int correct_run(void *state, struct mn_task *task, struct mn_err *err)
{
	struct job j = {.c = state, .task = task};
	char path[MN_PATH_MAX];
	size_t n = 0;
	int rc = -1;
	char **names = mn_dossier_glob(task->dossier, "ocr/" "*.xml", &n, err);
	if (!names)
		goto out;
	j.decisions = decisions_read(mn_dossier_path(task->dossier, "corrections.csv", path), err);
	if (!j.decisions)
		goto out;
	put_header(&j.csv);
	rc = correct_all(&j, names, n, err);
	json_object_set_new(task->note, "words", json_integer(j.words));
	json_object_set_new(task->note, "applied", json_integer(j.states[STATE_APPLIED]));
	json_object_set_new(task->note, "suggested", json_integer(j.states[STATE_SUGGESTED]));
	json_object_set_new(task->note, "undone", json_integer(j.states[STATE_UNDONE]));
out:
	free_pages(&j);
	free(j.pages);
	mn_buf_free(&j.csv);
	decisions_free(j.decisions);
	mn_names_free(names);
	return rc;
}
