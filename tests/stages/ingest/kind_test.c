// SPDX-License-Identifier: AGPL-3.0-or-later
/* Kinds by their first bytes, and the sentences of refusal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "kind.h"
#include "make.h"

#define BYTES(s) (const unsigned char *)(s), sizeof(s) - 1

static const struct {
	const char *name;
	const unsigned char *bytes;
	size_t n;
	enum kind want;
	const char *seems;
} cases[] = {
	{"little-endian TIFF", BYTES("II*\0\x08\0\0\0"), KIND_TIFF, "TIFF"},
	{"big-endian TIFF", BYTES("MM\0*\0\0\0\x08"), KIND_TIFF, "TIFF"},
	{"PDF", BYTES("%PDF-1.4\n"), KIND_PDF, "PDF"},
	{"PDF after a mail gateway's line", BYTES("X-Mailer: x\n%PDF-1.4\n"), KIND_PDF, "PDF"},
	{"JPEG", BYTES("\xff\xd8\xff\xe0\0\x10JFIF"), KIND_JPEG, "JPEG"},
	{"PNG", BYTES("\x89PNG\r\n\x1a\n"), KIND_PNG, "PNG"},
	{"JPEG 2000", BYTES("\0\0\0\x0cjP  \r\n\x87\n"), KIND_JP2, "JPEG 2000"},
	{"text", BYTES("Le conseil municipal\r\n"), KIND_TEXT, "text"},
	{"text of a DOS machine", BYTES("s\x82" "ance lev\x82" "e\r\n\x0c\x1a"), KIND_TEXT, "text"},
	{"text that begins as a bitmap would", BYTES("BM. le maire ouvre la seance"), KIND_TEXT, "text"},
	{"UTF-16 text", BYTES("\xff\xfeL\0e\0"), KIND_TEXT, "text"},
	{"nothing", BYTES(""), KIND_EMPTY, "empty"},
	{"office document", BYTES("PK\x03\x04\x14\0"), KIND_OTHER, "docx"},
	{"old Word", BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), KIND_OTHER, "doc"},
	{"web page", BYTES("\n <!DOCTYPE html><html>"), KIND_OTHER, "HTML"},
	{"JSON", BYTES("{\"a\": 1}"), KIND_OTHER, "JSON"},
	{"executable", BYTES("\x7f" "ELF\x02\x01"), KIND_OTHER, "executable"},
	{"DOS executable", BYTES("MZ\x90\0\x03\0"), KIND_OTHER, "executable"},
	{"RTF", BYTES("{\\rtf1\\ansi"), KIND_OTHER, "RTF"},
	{"noise", BYTES("\x01\x02\x03\0\x05"), KIND_OTHER, "unknown"},
};

static void kinds(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *seems = NULL;
		enum kind got = kind_of(cases[i].bytes, cases[i].n, &seems);
		if (got != cases[i].want || !strstr(seems, cases[i].seems)) {
			print_error("%s: kind %d (%s), want %d (%s)\n", cases[i].name, (int)got, seems, (int)cases[i].want, cases[i].seems);
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

static void a_text_called_scan_jpg_is_refused(void **state)
{
	struct mn_err err = MN_ERR_INIT;
	enum kind kind;
	const char *seems;

	(void)state;
	make_file(make_path("scan.JPG"), "bonjour\n", 8);
	make_file(make_path("scan.txt"), "bonjour\n", 8);
	assert_int_equal(kind_of_file(make_path("scan.txt"), "scan.txt", &kind, &seems, &err), 0);
	assert_int_equal(kind, KIND_TEXT);
	assert_int_equal(kind_of_file(make_path("scan.JPG"), "scan.JPG", &kind, &seems, &err), 0);
	assert_int_equal(kind, KIND_OTHER);
	assert_int_equal(kind_refuse("scan.JPG", kind, seems, &err), -1);
	assert_int_equal(err.kind, MN_INPUT);
	assert_non_null(strstr(err.text, "scan.JPG"));
	assert_non_null(strstr(err.text, "a text"));
}

static void what_is_no_file_is_refused(void **state)
{
	struct mn_err err = MN_ERR_INIT;
	enum kind kind;
	const char *seems;

	(void)state;
	assert_int_equal(mkfifo(make_path("tube"), 0600), 0);
	assert_int_equal(kind_of_file(make_path("tube"), "tube", &kind, &seems, &err), -1);
	assert_int_equal(err.kind, MN_INPUT);
	assert_int_equal(kind_of_file(make_path("rien"), "rien", &kind, &seems, &err), -1);
	assert_int_equal(err.kind, MN_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(a_text_called_scan_jpg_is_refused),
		cmocka_unit_test(what_is_no_file_is_refused),
	};

	return cmocka_run_group_tests(tests, make_setup, make_teardown);
}
