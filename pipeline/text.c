// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * text.c: UTF-8, NFC, folding, slugs; Unicode tables by utf8proc.
 */
#include "text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "buf.h"
#include "err.h"

#define REPLACEMENT 0xFFFD
#define DISTANCE_MAX 64

/* Length of the sequence at s (n bytes left) and its code point; 0 when it is bad. */
static size_t decode(const char *s, size_t n, uint32_t *c)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)(n > 4 ? 4 : n), &cp);

	if (k <= 0 || cp < 0)
		return 0;
	*c = (uint32_t)cp;
	return (size_t)k;
}

bool mn_utf8_ok(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t c;
		size_t k = decode(s + i, n - i, &c);
		if (!k || !c)
			return false;
		i += k;
	}
	return true;
}

uint32_t mn_utf8_next(const char **s)
{
	uint32_t c;

	if (!**s)
		return 0;
	size_t k = decode(*s, strnlen(*s, 4), &c);
	if (!k) {
		(*s)++;
		return REPLACEMENT;
	}
	*s += k;
	return c;
}

int mn_utf8_put(char out[4], uint32_t c)
{
	return (int)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

size_t mn_utf8_len(const char *s)
{
	size_t n = 0;

	while (mn_utf8_next(&s))
		n++;
	return n;
}

static void put(struct mn_buf *b, uint32_t c)
{
	char bytes[4];

	mn_buf_put(b, bytes, (size_t)mn_utf8_put(bytes, c));
}

char *mn_nfc(const char *s)
{
	struct mn_buf clean = MN_BUF_INIT;

	for (uint32_t c; (c = mn_utf8_next(&s));)
		if ((c >= 0x20 && (c < 0x7f || c >= 0xa0)) || c == '\t' || c == '\n')
			put(&clean, c);
	char *text = mn_buf_take(&clean);
	char *nfc = (char *)utf8proc_NFC((const utf8proc_uint8_t *)text);
	if (!nfc)
		return text;
	free(text);
	return nfc;
}

/* What folding makes of single characters, beyond case and accents. */
static const struct {
	uint32_t from;
	const char *to;
} folds[] = {
	{0x00A0, " "},  {0x00AB, "\""}, {0x00BB, "\""}, {0x00C6, "ae"}, {0x00D8, "o"},  {0x00E6, "ae"}, {0x00F8, "o"},
	{0x0152, "oe"}, {0x0153, "oe"}, {0x02BC, "'"},  {0x2009, " "},  {0x2010, "-"},  {0x2011, "-"},  {0x2012, "-"},
	{0x2013, "-"},  {0x2014, "-"},  {0x2018, "'"},  {0x2019, "'"},  {0x201C, "\""}, {0x201D, "\""}, {0x202F, " "},
	{0x2212, "-"},
};

static const char *fold_of(uint32_t c)
{
	size_t lo = 0, hi = sizeof folds / sizeof *folds;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (folds[mid].from == c)
			return folds[mid].to;
		if (folds[mid].from < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

char *mn_fold(const char *s)
{
	struct mn_buf b = MN_BUF_INIT;

	for (uint32_t c; (c = mn_utf8_next(&s));) {
		const char *to = c < 0x80 ? NULL : fold_of(c);
		if (to) {
			mn_buf_puts(&b, to);
		} else if (c < 0x80) {
			mn_buf_putc(&b, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
		} else {
			utf8proc_int32_t parts[8];
			utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 8,
				UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, NULL);
			for (utf8proc_ssize_t i = 0; i < n && i < 8; i++)
				put(&b, (uint32_t)parts[i]);
		}
	}
	return mn_buf_take(&b);
}

char *mn_slug(const char *s, size_t max)
{
	char *folded = mn_fold(s);
	struct mn_buf b = MN_BUF_INIT;

	for (const char *p = folded; *p; p++) {
		if ((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9'))
			mn_buf_putc(&b, *p);
		else if (b.len && b.s[b.len - 1] != '-')
			mn_buf_putc(&b, '-');
	}
	free(folded);
	char *slug = mn_buf_take(&b);
	size_t n = strlen(slug);
	if (n > max) {
		n = max;
		while (n > max / 2 && slug[n] != '-')
			n--;
		if (slug[n] != '-')
			n = max;
	}
	while (n && slug[n - 1] == '-')
		n--;
	slug[n] = '\0';
	if (n)
		return slug;
	free(slug);
	return mn_strdup("sans-nom");
}

int mn_natural_cmp(const char *a, const char *b)
{
	while (*a && *b) {
		if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
			while (*a == '0' && isdigit((unsigned char)a[1]))
				a++;
			while (*b == '0' && isdigit((unsigned char)b[1]))
				b++;
			size_t na = strspn(a, "0123456789"), nb = strspn(b, "0123456789");
			if (na != nb)
				return na < nb ? -1 : 1;
			int d = memcmp(a, b, na);
			if (d)
				return d;
			a += na;
			b += nb;
		} else if (*a != *b) {
			return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
		} else {
			a++;
			b++;
		}
	}
	return (*a != 0) - (*b != 0);
}

char *mn_trim(char *s)
{
	size_t start = strspn(s, " \t\r\n"), n = strlen(s);

	while (n > start && strchr(" \t\r\n", s[n - 1]))
		n--;
	memmove(s, s + start, n - start);
	s[n - start] = '\0';
	return s;
}

static size_t points(const char *s, uint32_t out[DISTANCE_MAX])
{
	size_t n = 0;

	for (uint32_t c; n < DISTANCE_MAX && (c = mn_utf8_next(&s));)
		out[n++] = c;
	return n;
}

unsigned mn_distance(const char *a, const char *b)
{
	uint32_t x[DISTANCE_MAX], y[DISTANCE_MAX];
	unsigned row[DISTANCE_MAX + 1];
	size_t n = points(a, x), m = points(b, y);

	for (size_t j = 0; j <= m; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned diagonal = row[0];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned best = diagonal + (x[i - 1] != y[j - 1]);
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			diagonal = row[j];
			row[j] = best;
		}
	}
	return row[m];
}
