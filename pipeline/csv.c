// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * csv.c: CSV as RFC 4180, written and read.
 */
#include "csv.h"

#include <stdlib.h>
#include <string.h>
#include "i18n.h"

void mn_csv_put(struct mn_buf *b, const char *field, int last)
{
	if (!field)
		field = "";
	if (strpbrk(field, ",\"\r\n")) {
		mn_buf_putc(b, '"');
		for (; *field; field++) {
			if (*field == '"')
				mn_buf_putc(b, '"');
			mn_buf_putc(b, *field);
		}
		mn_buf_putc(b, '"');
	} else {
		mn_buf_puts(b, field);
	}
	mn_buf_putc(b, last ? '\n' : ',');
}

/* Takes one field at *p (end at `end`) into b; returns the character that ended it (',' '\n' or 0), -1 on a bad one. */
static int take_field(const char **p, const char *end, struct mn_buf *b)
{
	const char *s = *p;

	mn_buf_clear(b);
	mn_buf_put(b, "", 0);
	if (s < end && *s == '"') {
		for (s++;; s++) {
			if (s >= end || b->len > MN_CSV_FIELD_MAX)
				return -1;
			if (*s == '"' && s + 1 < end && s[1] == '"')
				s++;
			else if (*s == '"')
				break;
			mn_buf_putc(b, *s);
		}
		s++;
	} else {
		while (s < end && *s != ',' && *s != '\n' && *s != '\r') {
			if (*s == '"' || !*s || b->len > MN_CSV_FIELD_MAX)
				return -1;
			mn_buf_putc(b, *s++);
		}
	}
	if (s + 1 < end && s[0] == '\r' && s[1] == '\n')
		s++;
	int ended = s < end ? (unsigned char)*s : 0;
	if (ended && ended != ',' && ended != '\n')
		return -1;
	*p = s < end ? s + 1 : s;
	return ended;
}

struct mn_csv *mn_csv_parse(const char *bytes, size_t n, struct mn_err *err)
{
	struct mn_csv *c = mn_calloc(1, sizeof *c);
	const char *p = bytes, *end = bytes + n;
	struct mn_buf b = MN_BUF_INIT;
	unsigned long cap = 0;

	while (p < end) {
		unsigned long fields_cap = 0;
		int ended;
		c->rows = mn_grow(c->rows, c->n, &cap, sizeof *c->rows);
		struct mn_csv_row *row = &c->rows[c->n++];
		*row = (struct mn_csv_row){NULL, 0};
		do {
			ended = take_field(&p, end, &b);
			if (ended < 0) {
				mn_fail(err, MN_INPUT, _("line %zu is not CSV"), c->n);
				mn_csv_free(c);
				mn_buf_free(&b);
				return NULL;
			}
			row->fields = mn_grow(row->fields, row->n, &fields_cap, sizeof *row->fields);
			row->fields[row->n++] = mn_strdup(b.s);
		} while (ended == ',');
	}
	mn_buf_free(&b);
	return c;
}

void mn_csv_free(struct mn_csv *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++) {
		for (size_t j = 0; j < c->rows[i].n; j++)
			free(c->rows[i].fields[j]);
		free(c->rows[i].fields);
	}
	free(c->rows);
	free(c);
}

int mn_csv_column(const struct mn_csv *c, const char *name)
{
	for (size_t j = 0; c->n && j < c->rows[0].n; j++)
		if (!strcmp(c->rows[0].fields[j], name))
			return (int)j;
	return -1;
}
