// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * loose.c: mark the lines that deliberations hold, put the others together.
 */
#include "loose.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "buf.h"

/* Roles that mn_section_text leaves out. */
static bool aside(enum mn_role role)
{
	return role == MN_ROLE_HEAD || role == MN_ROLE_MARGIN || role == MN_ROLE_STAMP;
}

static void mark_block(const struct mn_block *b, int page, bool *held, size_t n)
{
	for (size_t i = 0; i < b->nlines; i++) {
		const struct mn_lines *run = &b->lines[i];
		if (run->page != page)
			continue;
		for (int line = run->first; line <= run->last; line++)
			if (line >= 1 && (size_t)line <= n)
				held[line - 1] = true;
	}
}

/* One line after the other; the hyphen of a cut word (U+00AD) and the line end go when the next line follows on the
 * page. */
static void put_line(struct mn_buf *b, const struct mn_line *line)
{
	char *text = mn_line_text(line, "\xc2\xad");

	if (b->len >= 2 && !memcmp(b->s + b->len - 2, "\xc2\xad", 2)) {
		b->len -= 2;
		b->s[b->len] = '\0';
	} else if (b->len) {
		mn_buf_putc(b, '\n');
	}
	mn_buf_puts(b, text);
	free(text);
}

char *ix_loose(const struct mn_minutes *m, const struct mn_alto *page, int number)
{
	struct mn_buf b = MN_BUF_INIT;
	size_t n;
	struct mn_line **lines = mn_alto_lines(page, &n);
	bool *held = mn_calloc(n + 1, sizeof *held);

	for (size_t i = 0; i < m->n; i++) {
		const struct mn_section *s = &m->sections[i];
		for (size_t k = 0; s->kind == MN_SECTION_DELIBERATION && k < s->n; k++)
			if (!aside(s->blocks[k].role))
				mark_block(&s->blocks[k], number, held, n);
	}
	for (size_t i = 0; i < n; i++)
		if (!held[i])
			put_line(&b, lines[i]);
	free(held);
	free(lines);
	return mn_buf_take(&b);
}
