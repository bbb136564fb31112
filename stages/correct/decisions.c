// SPDX-License-Identifier: AGPL-3.0-or-later
// Decisions of a person, read from the last corrections.csv. See decisions.h. Rows are sorted by place; a lookup is a
// binary search.
#include "decisions.h"

#include <stdlib.h>
#include <string.h>
#include "csv.h"
#include "file.h"
#include "i18n.h"

#define CSV_BYTES_MAX (256UL << 20)

struct row {
	long page, line, word;
	const char *before, *after;
	enum state state;
};

struct decisions {
	struct mn_csv *csv;
	struct row *rows;
	size_t n;
};

static const char *const names[] = {
	[STATE_SUGGESTED] = "suggested", [STATE_APPLIED] = "applied", [STATE_UNDONE] = "undone",
};

const char *state_name(enum state s)
{
	return names[s];
}

static int by_place(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	if (x->page != y->page)
		return x->page < y->page ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x->word < y->word ? -1 : x->word > y->word;
}

static int take_row(struct row *out, const struct mn_csv_row *r, const int *column, size_t line, struct mn_err *err)
{
	for (int k = 0; k < 6; k++)
		if ((size_t)column[k] >= r->n)
			return mn_fail(err, MN_REFUSED, _("line %zu has too few fields"), line);
	*out = (struct row){
		.page = atol(r->fields[column[0]]), .line = atol(r->fields[column[1]]), .word = atol(r->fields[column[2]]),
		.before = r->fields[column[3]], .after = r->fields[column[4]],
	};
	for (int s = 0; s < 3; s++)
		if (strcmp(r->fields[column[5]], names[s]) == 0) {
			out->state = (enum state)s;
			return 0;
		}
	return mn_fail(err, MN_REFUSED, _("line %zu: state '%s' is none of applied, suggested, undone"), line,
		r->fields[column[5]]);
}

static int take_rows(struct decisions *d, struct mn_err *err)
{
	static const char *const columns[] = {"page", "line", "word", "before", "after", "state"};
	int column[6];
	if (d->csv->n == 0)
		return mn_fail(err, MN_REFUSED, _("the file is empty"));
	for (int k = 0; k < 6; k++) {
		column[k] = mn_csv_column(d->csv, columns[k]);
		if (column[k] < 0)
			return mn_fail(err, MN_REFUSED, _("no column '%s'"), columns[k]);
	}
	d->rows = mn_calloc(d->csv->n, sizeof *d->rows);
	for (size_t i = 1; i < d->csv->n; i++)
		if (take_row(&d->rows[d->n++], &d->csv->rows[i], column, i + 1, err) < 0)
			return -1;
	qsort(d->rows, d->n, sizeof *d->rows, by_place);
	return 0;
}

struct decisions *decisions_read(const char *path, struct mn_err *err)
{
	struct decisions *d = mn_calloc(1, sizeof *d);
	size_t n = 0;
	char *bytes = NULL;
	if (!path || !mn_exists(path))
		return d;
	bytes = mn_read_file(path, CSV_BYTES_MAX, &n, err);
	if (!bytes)
		goto fail;
	d->csv = mn_csv_parse(bytes, n, err);
	if (!d->csv) {
		err->kind = MN_REFUSED;
		goto fail;
	}
	if (take_rows(d, err) < 0)
		goto fail;
	free(bytes);
	return d;
fail:
	mn_within(err, _("%s, mend it or delete it"), path);
	free(bytes);
	decisions_free(d);
	return NULL;
}

void decisions_free(struct decisions *d)
{
	if (!d)
		return;
	mn_csv_free(d->csv);
	free(d->rows);
	free(d);
}

enum state decisions_state(const struct decisions *d, long page, const struct corr_record *r,
	const struct mn_word *old)
{
	struct row key = {.page = page, .line = (long)r->line + 1, .word = (long)r->word + 1};
	enum state own = r->applied ? STATE_APPLIED : STATE_SUGGESTED;
	if (!d->csv)
		return own;
	const struct row *row = d->n ? bsearch(&key, d->rows, d->n, sizeof *d->rows, by_place) : NULL;
	if (row && strcmp(row->before, r->before) == 0) {
		if (row->state == STATE_UNDONE)
			return STATE_UNDONE;
		return row->state == STATE_APPLIED && strcmp(row->after, r->after) == 0 ? STATE_APPLIED : own;
	}
	bool was_corrected = old && old->read && strcmp(old->read, r->before) == 0 && strcmp(old->text, old->read) != 0;
	return was_corrected && !row ? STATE_UNDONE : own;
}
