// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * correct_eval: what the corrector does to OCR text whose truth is known.
 *
 *	correct_eval [-v] [-n] [-s] MODEL OCR TRUTH [CONF]     line n of OCR is a reading of line n of TRUTH
 *	correct_eval [-v] -c MODEL CLEAN...                    clean text: every change is a false one
 *
 * Built and run by `make eval`.
 *
 * Prints words, wrong words before, fixed, left, broken (right as read, wrong after) and the processor's time. Words are
 * compared line by line along their longest common subsequence, apostrophes folded. CONF holds a confidence (0-100) for
 * each word of OCR. An empty line ends a block. -n: every line is a block (lines of unrelated text). -s: suggestions
 * also count as made. -v: prints the changes, and what was broken or left.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "corrector.h"
#include "file.h"

#define TEXT_BYTES_MAX (64L << 20)
#define LINE_WORDS 4000

struct text {
	char *bytes;
	char **lines;
	size_t n;
};

struct words {
	char *w[LINE_WORDS];
	size_t n;
};

struct score {
	size_t words, wrong, fixed, broken, changes, suggestions;
};

static bool verbose, loose, all_blocks;

static void die(const char *what)
{
	fprintf(stderr, "correct_eval: %s\n", what);
	exit(2);
}

static struct text read_text(const char *path)
{
	struct mn_err err = MN_ERR_INIT;
	struct text t = {.n = 0};
	unsigned long cap = 0;
	size_t n = 0;
	t.bytes = mn_read_file(path, TEXT_BYTES_MAX, &n, &err);
	if (!t.bytes)
		die(err.text);
	char *next = NULL;
	for (char *s = t.bytes; s && *s; s = next) {
		next = strchr(s, '\n');
		if (next)
			*next++ = 0;
		t.lines = mn_grow(t.lines, t.n, &cap, sizeof *t.lines);
		t.lines[t.n++] = s;
	}
	return t;
}

// Cuts a line at white space, in place.
static void split(char *line, struct words *out)
{
	char *save = NULL;
	out->n = 0;
	for (char *w = strtok_r(line, " \t\r\f", &save); w && out->n < LINE_WORDS; w = strtok_r(NULL, " \t\r\f", &save))
		out->w[out->n++] = w;
}

// A copy with the look-alikes of the apostrophe made '.
static char *fold(const char *s)
{
	char *out = mn_alloc(strlen(s) + 1), *p = out;
	while (*s) {
		if (strncmp(s, "\u2019", 3) == 0 || strncmp(s, "\u2018", 3) == 0) {
			*p++ = '\'';
			s += 3;
		} else {
			*p++ = *s++;
		}
	}
	*p = 0;
	return out;
}

// Marks the words of a that stand in b, along the longest common subsequence.
static void common(const struct words *a, const struct words *b, bool *in)
{
	size_t w = b->n + 1;
	unsigned *t = mn_calloc((a->n + 1) * w, sizeof *t);
	for (size_t i = a->n; i-- > 0;)
		for (size_t j = b->n; j-- > 0;) {
			unsigned skip = t[(i + 1) * w + j] > t[i * w + j + 1] ? t[(i + 1) * w + j] : t[i * w + j + 1];
			t[i * w + j] = strcmp(a->w[i], b->w[j]) == 0 ? t[(i + 1) * w + j + 1] + 1 : skip;
		}
	memset(in, 0, a->n * sizeof *in);
	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		if (strcmp(a->w[i], b->w[j]) == 0) {
			in[i++] = true;
			j++;
		} else if (t[(i + 1) * w + j] >= t[i * w + j + 1]) {
			i++;
		} else {
			j++;
		}
	}
	free(t);
}

// Truth words that were found before but not after are broken; the other way round, fixed.
static void compare(const char *truth, const char *before, const char *after, struct score *s, size_t line)
{
	static bool was[LINE_WORDS], is[LINE_WORDS];
	char *t = fold(truth), *b = fold(before), *a = fold(after);
	char *shown_b = mn_strdup(b), *shown_a = mn_strdup(a);
	struct words wt, wb, wa;
	split(t, &wt);
	split(b, &wb);
	split(a, &wa);
	common(&wt, &wb, was);
	common(&wt, &wa, is);
	for (size_t i = 0; i < wt.n; i++) {
		s->words++;
		s->wrong += !was[i];
		s->fixed += !was[i] && is[i];
		s->broken += was[i] && !is[i];
		if (verbose && !is[i])
			printf("%s %zu: %s\n\t%s\n\t%s\n", was[i] ? "BROKEN" : "left", line + 1, wt.w[i], shown_b, shown_a);
	}
	free(t);
	free(b);
	free(a);
	free(shown_a);
	free(shown_b);
}

struct page {
	struct corr_page page;
	struct corr_line *lines;
};

// Takes the soft hyphen from the end of a line's last word.
static bool cut_off(char *word)
{
	size_t n = strlen(word);
	if (n < 3 || strcmp(word + n - 2, "\u00ad") != 0)
		return false;
	word[n - 2] = 0;
	return true;
}

static struct page make_page(const struct text *ocr, const struct text *conf)
{
	struct page p;
	bool fresh = true;
	p.lines = mn_calloc(ocr->n + 1, sizeof *p.lines);
	for (size_t i = 0; i < ocr->n; i++) {
		struct words w, c = {.n = 0};
		fresh |= ocr->lines[i][0] == ' ';
		char *copy = mn_strdup(ocr->lines[i]);
		split(copy, &w);
		if (conf && i < conf->n)
			split(conf->lines[i], &c);
		struct corr_word *out = mn_calloc(w.n + 1, sizeof *out);
		for (size_t k = 0; k < w.n; k++)
			out[k] = (struct corr_word){w.w[k], c.n == w.n ? (float)atof(c.w[k]) / 100 : -1.0f};
		p.lines[i] = (struct corr_line){.words = out, .n = w.n, .fresh = fresh || all_blocks,
			.hyphen = w.n > 0 && cut_off(w.w[w.n - 1])};
		fresh = w.n == 0;
	}
	p.page = (struct corr_page){p.lines, ocr->n};
	return p;
}

static char *corrected_line(const struct corr_line *l, const struct corr_result *r, size_t line)
{
	size_t size = 1;
	for (size_t w = 0; w < l->n; w++)
		size += strlen(l->words[w].text) + 300;
	char *out = mn_calloc(size, 1);
	for (size_t w = 0; w < l->n; w++) {
		const char *text = l->words[w].text;
		for (size_t i = 0; i < r->n; i++) {
			const struct corr_record *k = &r->records[i];
			if (k->line == line && k->word == w && (k->applied || loose))
				text = k->after;
		}
		strcat(out, text);
		strcat(out, l->hyphen && w + 1 == l->n ? "\u00ad" : " ");
	}
	return out;
}

static void print_records(const struct corr_result *r)
{
	for (size_t i = 0; verbose && i < r->n; i++)
		printf("%s %zu: %s -> %s [%s %.2f conf %.2f]\n", r->records[i].applied ? "change" : "suggest",
			r->records[i].line + 1, r->records[i].before, r->records[i].after, r->records[i].rule,
			r->records[i].margin, (double)r->records[i].conf);
}

static struct score evaluate(const struct corrector *c, const char *ocr, const char *truth, const char *conf)
{
	struct mn_err err = MN_ERR_INIT;
	struct text o = read_text(ocr), t = read_text(truth), f = {.n = 0};
	struct score s = {0};
	if (conf)
		f = read_text(conf);
	struct page p = make_page(&o, conf ? &f : NULL);
	clock_t begun = clock();
	struct corr_result *r = corrector_run(c, &p.page, 1, &err);
	double ms = 1000.0 * (double)(clock() - begun) / CLOCKS_PER_SEC;
	if (!r)
		die(err.text);
	print_records(r);
	for (size_t i = 0; i < r->n; i++) {
		s.changes += r->records[i].applied;
		s.suggestions += !r->records[i].applied;
	}
	for (size_t i = 0; i < o.n && i < t.n; i++) {
		char *after = corrected_line(&p.lines[i], r, i);
		compare(t.lines[i], o.lines[i], after, &s, i);
		free(after);
	}
	printf("%s: %zu words, %zu wrong, %zu fixed, %zu left, %zu broken; %zu changes, %zu suggestions; "
		"%.1f ms, %.1f ms for 400 words\n", ocr, s.words, s.wrong, s.fixed, s.wrong - s.fixed, s.broken, s.changes,
		s.suggestions, ms, 400 * ms / (double)(r->words + 1));
	corr_result_free(r);
	return s;
}

int main(int argc, char **argv)
{
	struct mn_err err = MN_ERR_INIT;
	bool clean = false;
	int i = 1;
	for (; i < argc && argv[i][0] == '-'; i++) {
		verbose |= argv[i][1] == 'v';
		all_blocks |= argv[i][1] == 'n';
		loose |= argv[i][1] == 's';
		clean |= argv[i][1] == 'c';
	}
	if (argc - i < (clean ? 2 : 3))
		die("usage: correct_eval [-v] [-n] [-s] MODEL OCR TRUTH [CONF] | -c MODEL CLEAN...");
	struct corrector *c = corrector_open(argv[i], &err);
	if (!c)
		die(err.text);
	if (clean)
		for (int k = i + 1; k < argc; k++)
			evaluate(c, argv[k], argv[k], NULL);
	else
		evaluate(c, argv[i + 1], argv[i + 2], i + 3 < argc ? argv[i + 3] : NULL);
	corrector_free(c);
	return 0;
}
