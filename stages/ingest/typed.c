// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * typed.c: bytes -> UTF-8 -> lines -> pages.
 */
#include "typed.h"

#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "charset.h"
#include "encode.h"
#include "file.h"
#include "i18n.h"
#include "text.h"
#include "typeset.h"

#define LINES_UNCUT 60 /* a page, where no form feed says where it ends */
#define TAB 8

struct setting {
	struct intake *k;
	struct mn_buf page;   /* lines so far */
	int lines, column;
	int page_lines;       /* after which a page is full */
	int number;
	bool ink;
	struct mn_err *err;
};

static int end_page(struct setting *s)
{
	struct intake *k = s->k;
	struct typeset_size size;
	struct encoded e = {0};
	int r = -1;

	struct mn_page *page = intake_add(k, ++s->number, s->err);
	if (!page)
		return -1;
	mn_buf_puts(&s->page, "");
	PIX *pix = typeset_page(s->page.s, &size);
	if (!pix || encode_picture(pix, TYPESET_DPI, KEEP_LOSSLESS, &e) < 0) {
		mn_fail(s->err, MN_LIMIT, _("page %d of the text '%s' cannot be set; send it in parts"), s->number,
			k->source);
		goto out;
	}
	page->origin = mn_strdup("text");
	page->width = pixGetWidth(pix);
	page->height = pixGetHeight(pix);
	page->dpi = TYPESET_DPI;
	page->cell_w = size.cell_w;
	page->cell_h = size.cell_h;
	page->margin = size.margin;
	page->blank = !s->ink;
	k->counts.blank += page->blank;
	r = intake_write(k, page->id, e.suffix, e.bytes, e.n, &page->image, s->err);
	if (!r) {
		page->stored = mn_strdup(page->image);
		r = intake_write(k, page->id, ".txt", s->page.s, s->page.len, &page->text, s->err);
	}
out:
	pixDestroy(&pix);
	lept_free(e.bytes);
	mn_buf_clear(&s->page);
	s->lines = s->column = 0;
	s->ink = false;
	return r;
}

static int end_line(struct setting *s)
{
	mn_buf_putc(&s->page, '\n');
	s->column = 0;
	return ++s->lines >= s->page_lines ? end_page(s) : 0;
}

/* Room for a word of n characters: a new line when it does not fit into this one but would into an
 * empty one. */
static int make_room(struct setting *s, int n)
{
	bool fold = s->column && s->column + n > TYPESET_COLUMNS_MAX &&
		(n <= TYPESET_COLUMNS_MAX || s->column >= TYPESET_COLUMNS_MAX);

	return fold ? end_line(s) : 0;
}

/* Characters up to the next blank. */
static int word_length(const char *p)
{
	int n = 0;

	for (uint32_t c; (c = mn_utf8_next(&p)) && c != ' ' && c != '\n' && c != '\f' && c != '\t';)
		n++;
	return n;
}

static int put(struct setting *s, uint32_t c)
{
	char bytes[4];

	if (s->column >= TYPESET_COLUMNS_MAX && end_line(s) < 0)
		return -1;
	mn_buf_put(&s->page, bytes, (size_t)mn_utf8_put(bytes, c));
	s->column++;
	s->ink = s->ink || (c != ' ' && c != 0xa0);
	return 0;
}

static int set_line(struct setting *s, const char *p, const char *end)
{
	bool start = true; /* at the beginning of a word */
	int r = 0;

	while (!r && p < end) {
		const char *here = p;
		uint32_t c = mn_utf8_next(&p);
		if (c == '\t') {
			do
				r = put(s, ' ');
			while (!r && s->column % TAB);
		} else {
			if (start && c != ' ')
				r = make_room(s, word_length(here));
			if (!r)
				r = put(s, c);
		}
		start = c == ' ' || c == '\t';
	}
	return r ? r : end_line(s);
}

/* The lines up to `end`; an empty page is a page too. */
static int set_page(struct setting *s, const char *p, const char *end)
{
	int before = s->number, r = 0;

	while (!r && p < end) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		r = set_line(s, p, stop ? stop : end);
		p = stop ? stop + 1 : end;
	}
	return r || (!s->lines && s->number > before) ? r : end_page(s);
}

static int set_text(struct setting *s, const char *text)
{
	size_t n = strlen(text);
	int r = 0;

	/* Line ends and feeds at the very end begin no page. */
	while (n && strchr("\n\f", text[n - 1]))
		n--;
	for (const char *p = text, *end = text + n; !r && p <= end;) {
		const char *feed = memchr(p, '\f', (size_t)(end - p));
		r = set_page(s, p, feed ? feed : end);
		p = feed ? feed + 1 : end + 1;
	}
	return r;
}

/* CR LF and CR become LF; NFC drops the other control characters but must not see form feeds
 * vanish. */
static char *clean(char *text)
{
	struct mn_buf b = MN_BUF_INIT;
	char *part = text;

	for (char *p = text; *p; p++)
		if (*p == '\r')
			*p = '\n';
	for (char *end; part; part = end ? end + 1 : NULL) {
		end = strchr(part, '\f');
		if (end)
			*end = '\0';
		char *nfc = mn_nfc(part);
		mn_buf_puts(&b, nfc);
		free(nfc);
		if (end)
			mn_buf_putc(&b, '\f');
	}
	return mn_buf_take(&b);
}

/* In place: CR LF -> LF. */
static void join_crlf(char *s)
{
	char *to = s;

	for (; *s; s++)
		if (!(s[0] == '\r' && s[1] == '\n'))
			*to++ = *s;
	*to = '\0';
}

int typed_take(struct intake *k, const char *path, struct mn_err *err)
{
	struct setting s = {.k = k, .err = err};
	size_t n;
	char *bytes = mn_read_file(path, TYPED_BYTES_MAX, &n, err);

	if (!bytes)
		return mn_within(err, "%s", k->source);
	char *utf8 = charset_decode(bytes, n, &k->charset);
	free(bytes);
	if (!utf8)
		return mn_fail(err, MN_INPUT,
			_("the characters of '%s' cannot be made out; save it as UTF-8 and send that"), k->source);
	join_crlf(utf8);
	char *text = clean(utf8);
	free(utf8);
	s.page_lines = strchr(text, '\f') ? TYPESET_LINES_MAX : LINES_UNCUT;
	int r = set_text(&s, text);
	free(text);
	mn_buf_free(&s.page);
	return r;
}
