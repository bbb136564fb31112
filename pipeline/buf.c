// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * buf.c: a growing string of bytes with a ceiling.
 */
#include "buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "err.h"

static void room(struct mn_buf *b, size_t more)
{
	assert(more < MN_BUF_MAX && b->len + more < MN_BUF_MAX);
	if (b->len + more + 1 <= b->cap)
		return;
	size_t cap = b->cap ? b->cap : 256;
	while (cap < b->len + more + 1)
		cap *= 2;
	b->s = mn_realloc(b->s, cap);
	b->cap = cap;
}

void mn_buf_put(struct mn_buf *b, const void *bytes, size_t n)
{
	room(b, n);
	if (n)
		memcpy(b->s + b->len, bytes, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void mn_buf_puts(struct mn_buf *b, const char *s)
{
	mn_buf_put(b, s, strlen(s));
}

void mn_buf_putc(struct mn_buf *b, char c)
{
	mn_buf_put(b, &c, 1);
}

void mn_buf_printf(struct mn_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	room(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->s + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void mn_buf_xml(struct mn_buf *b, const char *text)
{
	for (const char *p = text; *p; p++) {
		switch (*p) {
		case '&': mn_buf_puts(b, "&amp;"); break;
		case '<': mn_buf_puts(b, "&lt;"); break;
		case '>': mn_buf_puts(b, "&gt;"); break;
		case '"': mn_buf_puts(b, "&quot;"); break;
		case '\xef': /* U+FFFE and U+FFFF are no characters of XML */
			if (p[1] == '\xbf' && (p[2] == '\xbe' || p[2] == '\xbf'))
				p += 2;
			else
				mn_buf_putc(b, *p);
			break;
		default:
			if ((unsigned char)*p >= 0x20 || *p == '\n' || *p == '\t')
				mn_buf_putc(b, *p);
		}
	}
	if (!b->s)
		mn_buf_put(b, "", 0);
}

void mn_buf_clear(struct mn_buf *b)
{
	b->len = 0;
	if (b->s)
		b->s[0] = '\0';
}

char *mn_buf_take(struct mn_buf *b)
{
	if (!b->s)
		mn_buf_put(b, "", 0);
	char *s = b->s;
	*b = (struct mn_buf)MN_BUF_INIT;
	return s;
}

void mn_buf_free(struct mn_buf *b)
{
	free(b->s);
	*b = (struct mn_buf)MN_BUF_INIT;
}
