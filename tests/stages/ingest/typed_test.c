// SPDX-License-Identifier: AGPL-3.0-or-later
/* Texts of an older OCR: characters, pages, folding, and the grid. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "charset.h"
#include "intake.h"
#include "make.h"
#include "typed.h"

static const struct {
	const char *name, *bytes;
	size_t n;
	const char *want, *charset;
} charsets[] = {
#define CASE(name, bytes, want, charset) {name, bytes, sizeof(bytes) - 1, want, charset}
	CASE("UTF-8", "séance levée à 22 h", "séance levée à 22 h", "UTF-8"),
	CASE("UTF-8 with its mark", "\xef\xbb\xbf" "été", "été", "UTF-8"),
	CASE("UTF-16", "\xff\xfe" "\xe9\0t\0\xe9\0", "été", "UTF-16LE"),
	CASE("Windows", "La s\xe9" "ance est lev\xe9" "e \xe0 22 h, l\x92" "ann\xe9" "e derni\xe8" "re, \x80",
		"La séance est levée à 22 h, l’année dernière, €", "WINDOWS-1252"),
	CASE("DOS", "La s\x82" "ance est lev\x82" "e \x85 22 h, l'ann\x82" "e derni\x8a" "re, for\x88t",
		"La séance est levée à 22 h, l'année dernière, forêt", "CP850"),
	CASE("Macintosh", "La s\x8e" "ance est lev\x8e" "e \x88 22 h, ann\x8e" "e derni\x8f" "re", "La séance est levée à 22 h, année dernière",
		"MACINTOSH"),
#undef CASE
};

static void characters(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
		const char *charset = "";
		char *got = charset_decode(charsets[i].bytes, charsets[i].n, &charset);
		if (!got || strcmp(got, charsets[i].want) || strcmp(charset, charsets[i].charset)) {
			print_error("%s: %s '%s', want '%s'\n", charsets[i].name, charset, got ? got : "-", charsets[i].want);
			bad++;
		}
		free(got);
	}
	assert_int_equal(bad, 0);
}

/* Takes a text; returns its pages. */
static struct mn_pages *take(const char *text)
{
	struct mn_err err = MN_ERR_INIT;
	struct mn_pages *pages = mn_calloc(1, sizeof *pages);
	struct intake k = {.folder = make_folder, .source = "ancien.txt", .pages = pages};

	pages->name = mn_strdup("ancien");
	mkdir(make_path("pages"), 0700);
	make_file(make_path("ancien.txt"), text, strlen(text));
	assert_int_equal(typed_take(&k, make_path("ancien.txt"), &err), 0);
	return pages;
}

static char *text_of(const struct mn_page *page)
{
	struct mn_err err = MN_ERR_INIT;
	char *text = mn_read_file(make_path(page->text), 1 << 20, NULL, &err);

	assert_non_null(text);
	return text;
}

static const struct {
	const char *name, *text;
	const char *want[4]; /* pages */
} pages_cases[] = {
	{"one page", "un\ndeux\n", {"un\ndeux\n"}},
	{"no line end at the end", "un", {"un\n"}},
	{"form feeds", "un\n\fdeux\n\f", {"un\n", "deux\n"}},
	{"form feed without line end", "un\fdeux", {"un\n", "deux\n"}},
	{"an empty page between", "un\n\f\fdeux\n", {"un\n", "", "deux\n"}},
	{"line ends of other machines", "un\r\ndeux\rtrois\r\n", {"un\ndeux\ntrois\n"}},
	{"tabs", "a\tb\n12345678\tc\n", {"a       b\n12345678        c\n"}},
	{"decomposed accents", "e\xcc\x81t\xc3\xa9\n", {"été\n"}},
	{"control characters", "a\x07" "b\x1a\n", {"ab\n"}},
};

static void pages_and_lines(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof pages_cases / sizeof *pages_cases; i++) {
		struct mn_pages *p = take(pages_cases[i].text);
		size_t want = 0;
		while (want < 4 && pages_cases[i].want[want])
			want++;
		bool ok = p->n == want;
		for (size_t k = 0; ok && k < want; k++) {
			char *text = text_of(&p->pages[k]);
			ok = !strcmp(text, pages_cases[i].want[k]) && p->pages[k].blank == !*text;
			free(text);
		}
		if (!ok)
			print_error("%s: %zu pages, want %zu, or a text differs\n", pages_cases[i].name, p->n, want);
		bad += !ok;
		mn_pages_free(p);
	}
	assert_int_equal(bad, 0);
}

static void a_text_without_form_feed_is_cut_every_60_lines(void **state)
{
	char text[1000] = "";

	(void)state;
	for (int i = 1; i <= 130; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "l%d\n", i);
	struct mn_pages *p = take(text);
	assert_int_equal(p->n, 3);
	char *last = text_of(&p->pages[2]);
	assert_true(!strncmp(last, "l121\n", 5));
	free(last);
	mn_pages_free(p);
}

static void long_lines_are_folded_at_a_space(void **state)
{
	char text[1000] = "";

	(void)state;
	for (int i = 0; i < 60; i++)
		strcat(text, "mot-long ");
	strcat(text, "\nfin\n");
	struct mn_pages *p = take(text);
	char *got = text_of(&p->pages[0]);
	for (char *line = strtok(got, "\n"); line; line = strtok(NULL, "\n")) {
		assert_true(strlen(line) <= TYPESET_COLUMNS_MAX);
		assert_true(!strncmp(line, "mot-long", 8) || !strcmp(line, "fin"));
	}
	free(got);
	mn_pages_free(p);
}

/* Ink of a character lies in its cell: x = margin + column * cell_w, y = margin + line * cell_h. */
static void characters_stand_in_their_cells(void **state)
{
	struct mn_pages *p = take("\n  É\n");
	const struct mn_page *page = &p->pages[0];
	PIX *pix = pixRead(make_path(page->image));
	BOX *box = NULL;
	l_int32 x, y, w, h;

	(void)state;
	assert_non_null(pix);
	assert_int_equal(pixGetDepth(pix), 1);
	assert_int_equal(pixGetWidth(pix), page->width);
	assert_int_equal(page->dpi, 300);
	assert_string_equal(page->origin, "text");
	assert_int_equal(pixClipToForeground(pix, NULL, &box), 0);
	boxGetGeometry(box, &x, &y, &w, &h);
	assert_in_range(x, page->margin + 2 * page->cell_w, page->margin + 3 * page->cell_w - 8);
	assert_true(x + w <= page->margin + 3 * page->cell_w);
	assert_in_range(y, page->margin + page->cell_h, page->margin + 2 * page->cell_h - 20);
	assert_true(y + h <= page->margin + 2 * page->cell_h);
	boxDestroy(&box);
	pixDestroy(&pix);
	mn_pages_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters),
		cmocka_unit_test(pages_and_lines),
		cmocka_unit_test(a_text_without_form_feed_is_cut_every_60_lines),
		cmocka_unit_test(long_lines_are_folded_at_a_space),
		cmocka_unit_test(characters_stand_in_their_cells),
	};

	return cmocka_run_group_tests(tests, make_setup, make_teardown);
}
