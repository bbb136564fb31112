// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * charset.c: byte order mark, then UTF-8 if it is valid, then the charset in which the text looks
 * most French.
 *
 * The candidates are what machines of French offices wrote, and uchardet's opinion. Each decoding
 * is scored by its letters beyond ASCII: one for those that French uses, minus three for those
 * that it does not. uchardet alone takes short French texts in CP 850 for something else (it has
 * no model for it).
 */
#include "charset.h"

#include <errno.h>
#include <iconv.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <uchardet/uchardet.h>
#include "err.h"
#include "text.h"

static const char *const candidates[] = {"WINDOWS-1252", "ISO-8859-15", "CP850", "MACINTOSH"};

static const struct {
	size_t n;
	const char *mark, *charset;
} marks[] = {
	{3, "\xef\xbb\xbf", "UTF-8"},
	{2, "\xff\xfe", "UTF-16LE"},
	{2, "\xfe\xff", "UTF-16BE"},
};

/* NULL when a byte has no meaning in that charset. */
static char *convert(const char *bytes, size_t n, const char *charset)
{
	iconv_t cd = iconv_open("UTF-8", charset);

	if (cd == (iconv_t)-1)
		return NULL;
	size_t room = 4 * n + 4, left = room;
	char *out = mn_alloc(room + 1), *to = out, *from = (char *)(size_t)bytes;
	bool ok = iconv(cd, &from, &n, &to, &left) != (size_t)-1;
	iconv_close(cd);
	if (!ok) {
		free(out);
		return NULL;
	}
	*to = '\0';
	return out;
}

static long score(const char *utf8)
{
	static const char *const french = "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”–—…°²³§€ªº·•\xc2\xa0";
	long points = 0;

	for (uint32_t c; (c = mn_utf8_next(&utf8));) {
		char one[5] = {0};
		if (c < 0x80)
			continue;
		mn_utf8_put(one, c);
		points += strstr(french, one) ? 1 : -3;
	}
	return points;
}

/* uchardet's name for it, when iconv can read it. Static. */
static const char *opinion(const char *bytes, size_t n)
{
	static const char *const known[] = {"WINDOWS-1252", "ISO-8859-1", "ISO-8859-15", "ISO-8859-3", "WINDOWS-1250",
		"ISO-8859-2", "MAC-CENTRALEUROPE", "IBM852"};
	const char *found = NULL;
	uchardet_t u = uchardet_new();

	if (!uchardet_handle_data(u, bytes, n)) {
		uchardet_data_end(u);
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			if (!strcmp(uchardet_get_charset(u), known[i]))
				found = known[i];
	}
	uchardet_delete(u);
	return found;
}

char *charset_decode(const char *bytes, size_t n, const char **charset)
{
	char *best = NULL;
	long best_score = LONG_MIN;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (n >= marks[i].n && !memcmp(bytes, marks[i].mark, marks[i].n)) {
			*charset = marks[i].charset;
			return convert(bytes + marks[i].n, n - marks[i].n, marks[i].charset);
		}
	*charset = "UTF-8";
	if (mn_utf8_ok(bytes, n))
		return mn_strndup(bytes, n);
	const char *guess = opinion(bytes, n);
	for (size_t i = 0; i <= sizeof candidates / sizeof *candidates; i++) {
		const char *name = i ? candidates[i - 1] : guess;
		char *text = name ? convert(bytes, n, name) : NULL;
		long points = text ? score(text) : LONG_MIN;
		if (text && points > best_score) {
			free(best);
			best = text;
			best_score = points;
			*charset = name;
		} else {
			free(text);
		}
	}
	return best;
}
