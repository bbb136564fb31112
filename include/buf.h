// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * buf.h: a growing string of bytes with a ceiling.
 *
 *	struct mn_buf b = MN_BUF_INIT;              all zero is valid
 *	mn_buf_puts(&b, "x"); mn_buf_printf(&b, "%d", n); mn_buf_xml(&b, text);
 *	… b.s (NUL-terminated, never NULL after the first put), b.len (bytes without the NUL)
 *	mn_buf_free(&b);
 *
 * Growing past MN_BUF_MAX is a programmer's error (assert): data of files are held to their own ceilings before.
 */
#ifndef MN_BUF_H
#define MN_BUF_H

#include <stddef.h>

#define MN_BUF_MAX ((size_t)1 << 30)

struct mn_buf {
	char *s;
	size_t len, cap;
};

#define MN_BUF_INIT {NULL, 0, 0}

void mn_buf_put(struct mn_buf *b, const void *bytes, size_t n);
void mn_buf_puts(struct mn_buf *b, const char *s);
void mn_buf_putc(struct mn_buf *b, char c);
void mn_buf_printf(struct mn_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Appends text escaped for XML and HTML, content or attribute (& < > " and control characters dropped). */
void mn_buf_xml(struct mn_buf *b, const char *text);
/* Empties, keeps the memory. */
void mn_buf_clear(struct mn_buf *b);
/* Hands the string over (caller frees with free()), leaves b empty. Never NULL. */
char *mn_buf_take(struct mn_buf *b);
void mn_buf_free(struct mn_buf *b);

#endif
