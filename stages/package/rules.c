// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * rules.c: the tables are few dozen rows and a deliberation some thousand letters: plain search in folded text is
 * enough (below a millisecond a deliberation).
 */
#include "rules.h"

#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "file.h"
#include "i18n.h"
#include "table.h"
#include "text.h"

struct code {
	char *name;
	long years;
};

struct row {
	char *body, *words; /* folded, see flat(); body NULL: any */
	char *access, *reason;
	int whole;          /* search the text too */
};

struct pk_rules {
	struct code *codes;
	size_t ncodes;
	struct row *rows;
	size_t nrows;
};

/* " demande de secours ": folded words between single spaces; with `open`, without the last space (the row ended in
 * '*'). */
static char *flat(const char *s, int open)
{
	char *folded = mn_fold(s ? s : "");
	struct mn_buf b = MN_BUF_INIT;

	mn_buf_putc(&b, ' ');
	for (const char *p = folded; *p; p++) {
		int word = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || (unsigned char)*p >= 0x80;
		if (word)
			mn_buf_putc(&b, *p);
		else if (b.s[b.len - 1] != ' ')
			mn_buf_putc(&b, ' ');
	}
	if (b.s[b.len - 1] != ' ')
		mn_buf_putc(&b, ' ');
	free(folded);
	char *out = mn_buf_take(&b);
	if (open)
		out[strlen(out) - 1] = '\0';
	return out;
}

static int read_codes(struct pk_rules *r, const char *folder, struct mn_err *err)
{
	static const char *const columns[] = {"code", "years", "reason"};
	char path[MN_PATH_MAX];
	struct mn_csv *csv = pk_table_read(mn_join(path, folder, "access.csv"), columns, 3, err);

	if (!csv)
		return -1;
	r->codes = mn_calloc(csv->n, sizeof *r->codes);
	for (size_t i = 1; i < csv->n; i++)
		r->codes[r->ncodes++] = (struct code){mn_strdup(csv->rows[i].fields[0]), atol(csv->rows[i].fields[1])};
	mn_csv_free(csv);
	return 0;
}

static int read_rows(struct pk_rules *r, const char *folder, struct mn_err *err)
{
	enum { BODY, WHERE, WORDS, ACCESS, REASON };
	static const char *const columns[] = {"body", "where", "words", "access", "reason"};
	char path[MN_PATH_MAX];
	struct mn_csv *csv = pk_table_read(mn_join(path, folder, "rules.csv"), columns, 5, err);
	int result = 0;

	if (!csv)
		return -1;
	r->rows = mn_calloc(csv->n, sizeof *r->rows);
	for (size_t i = 1; i < csv->n && !result; i++) {
		char **c = csv->rows[i].fields;
		size_t n = strlen(c[WORDS]);
		if (strcmp(c[WHERE], "title") && strcmp(c[WHERE], "text"))
			result = mn_fail(err, MN_CONFIG, _("'%s', row %zu: '%s' is neither title nor text"), path, i + 1, c[WHERE]);
		else if (!n || !pk_rules_known(r, c[ACCESS]))
			result = mn_fail(err, MN_CONFIG, _("'%s', row %zu: no words, or '%s' is not in access.csv"), path, i + 1,
				c[ACCESS]);
		if (result)
			break;
		r->rows[r->nrows++] = (struct row){.body = *c[BODY] ? flat(c[BODY], 0) : NULL,
			.words = flat(c[WORDS], c[WORDS][n - 1] == '*'), .access = mn_strdup(c[ACCESS]),
			.reason = mn_strdup(c[REASON]), .whole = !strcmp(c[WHERE], "text")};
	}
	mn_csv_free(csv);
	return result;
}

struct pk_rules *pk_rules_read(const char *folder, struct mn_err *err)
{
	struct pk_rules *r = mn_calloc(1, sizeof *r);

	if (read_codes(r, folder, err) < 0 || read_rows(r, folder, err) < 0) {
		pk_rules_free(r);
		return NULL;
	}
	return r;
}

void pk_rules_free(struct pk_rules *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->ncodes; i++)
		free(r->codes[i].name);
	for (size_t i = 0; i < r->nrows; i++) {
		free(r->rows[i].body);
		free(r->rows[i].words);
		free(r->rows[i].access);
		free(r->rows[i].reason);
	}
	free(r->codes);
	free(r->rows);
	free(r);
}

static const struct code *find(const struct pk_rules *r, const char *code)
{
	for (size_t i = 0; i < r->ncodes; i++)
		if (!strcmp(r->codes[i].name, code))
			return &r->codes[i];
	return NULL;
}

int pk_rules_known(const struct pk_rules *r, const char *code)
{
	return find(r, code) != NULL;
}

const char *pk_rules_stronger(const struct pk_rules *r, const char *a, const char *b)
{
	const struct code *ca = find(r, a), *cb = find(r, b);

	return ca && cb && cb->years > ca->years ? b : a;
}

const char *pk_rules_access(const struct pk_rules *r, const char *base, const char *body, const char *title,
	const char *text, const char **reason)
{
	char *in_body = flat(body, 0), *in_title = flat(title, 0), *in_text = flat(text, 0);
	const char *best = base;

	*reason = NULL;
	for (size_t i = 0; i < r->nrows; i++) {
		const struct row *row = &r->rows[i];
		int whole = row->whole || !title;
		if (row->body && !strstr(in_body, row->body))
			continue;
		if (!strstr(in_title, row->words) && !(whole && strstr(in_text, row->words)))
			continue;
		if (pk_rules_stronger(r, best, row->access) != best) {
			best = row->access;
			*reason = row->reason;
		}
	}
	free(in_body);
	free(in_title);
	free(in_text);
	return best;
}
