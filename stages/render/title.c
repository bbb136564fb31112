// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * title.c: French names of things (contract in title.h). Titles come from OCR: line ends become spaces, soft hyphens at
 * line ends vanish, and length is held to TITLE_MAX.
 */
#include "title.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "err.h"
#include "text.h"

#define SOFT_HYPHEN "\xC2\xAD"
#define DASH " \xE2\x80\x93 "
#define DOTS "\xE2\x80\xA6"

static const char *const months[] = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
	"septembre", "octobre", "novembre", "décembre"};

char *title_date(const char *iso)
{
	int y, m, d;

	if (sscanf(iso, "%4d-%2d-%2d", &y, &m, &d) != 3 || m < 1 || m > 12)
		return mn_strdup(iso);
	return mn_printf("%d%s %s %d", d, d == 1 ? "er" : "", months[m - 1], y);
}

/* Appends text on one line: cut words joined, white space single. */
static void append(struct mn_buf *b, const char *s)
{
	while (*s) {
		if (!strncmp(s, SOFT_HYPHEN, 2)) {
			s += s[2] == '\n' ? 3 : 2;
		} else if (*s == '\n' || *s == ' ' || *s == '\t') {
			if (b->len && b->s[b->len - 1] != ' ')
				mn_buf_putc(b, ' ');
			s++;
		} else {
			mn_buf_putc(b, *s++);
		}
	}
}

/* Hands over, cut at a space. */
static char *finish(struct mn_buf *b)
{
	if (b->len > TITLE_MAX) {
		size_t at = TITLE_MAX;
		while (at > TITLE_MAX / 2 && b->s[at] != ' ')
			at--;
		while (at > 0 && ((unsigned char)b->s[at] & 0xC0) == 0x80) /* inside a character */
			at--;
		b->s[b->len = at] = '\0';
		mn_buf_puts(b, DOTS);
	}
	return mn_trim(mn_buf_take(b));
}

char *title_deliberation(const struct mn_section *s, size_t ordinal)
{
	struct mn_buf b = MN_BUF_INIT;

	mn_buf_puts(&b, "Délibération ");
	if (s->number) {
		mn_buf_puts(&b, "n° ");
		append(&b, s->number);
	} else {
		mn_buf_printf(&b, "%zu", ordinal);
	}
	if (s->title && s->title[0]) {
		mn_buf_puts(&b, DASH);
		append(&b, s->title);
	}
	return finish(&b);
}

char *title_minutes(const struct mn_minutes *m, const char *name)
{
	struct mn_buf b = MN_BUF_INIT;

	append(&b, m->title && m->title[0] ? m->title : name);
	return finish(&b);
}

char *title_seance(const struct mn_minutes *m, const struct mn_section *s)
{
	struct mn_buf b = MN_BUF_INIT;

	if (s->seance < 0 || (size_t)s->seance >= m->nseances)
		return NULL;
	const struct mn_seance *seance = &m->seances[s->seance];
	if (seance->kind)
		append(&b, seance->kind);
	if (seance->date) {
		char *date = title_date(seance->date);
		mn_buf_printf(&b, "%sséance du %s", b.len ? ", " : "", date);
		free(date);
	}
	if (b.len == 0) {
		mn_buf_free(&b);
		return NULL;
	}
	if (b.s[0] >= 'a' && b.s[0] <= 'z')
		b.s[0] = (char)(b.s[0] - 'a' + 'A');
	return finish(&b);
}
