// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * alto_test.c: ALTO, written, judged by the official schema, read back; hostile files.
 */
#include "lib/unit.h"
#include "alto.h"
#include "buf.h"
#include "xml.h"

static struct mn_word *add(struct mn_line *l, const char *text, int x, float conf, unsigned style)
{
	struct mn_word *w = mn_alto_add_word(l);

	w->text = mn_strdup(text);
	w->box = (struct mn_box){x, 100, 80, 30};
	w->conf = conf;
	w->style = style;
	return w;
}

/* A page on which everything occurs: kinds, styles, a cut word over two blocks, alternatives, an
 * emptied word, a bare line. */
static struct mn_alto *everything(void)
{
	struct mn_alto *a = mn_calloc(1, sizeof *a);

	memcpy(a->id, "0012", 5);
	a->width = 2480;
	a->height = 3508;
	a->dpi = 300;
	a->image = mn_strdup("pages/0012.tif");
	a->engine = mn_strdup("tesseract 5.3.0, fra_minutes 0123456789ab");
	a->corrector = mn_strdup("minutier-correct 0.1.0 <&\">");
	for (int k = MN_BLOCK_TEXT; k <= MN_BLOCK_HEAD; k++) {
		struct mn_alto_block *b = mn_alto_add_block(a);
		b->kind = (enum mn_block_kind)k;
		struct mn_line *l = mn_alto_add_line(b);
		l->baseline = 130 + k;
		struct mn_word *w = add(l, "L’œuvre", 10, 0.5F, MN_BOLD | MN_ITALIC);
		w->read = mn_strdup("L'oeuvre");
		w->alternatives = mn_calloc(2, sizeof *w->alternatives);
		w->alternatives[0] = mn_strdup("L’ouvre <b>");
		w->alternatives[1] = mn_strdup("& cœtera");
		w->nalternatives = 2;
		add(l, "", 100, 0, 0)->read = mn_strdup("vre");
		add(l, "déli\"bé", 200, 1, MN_UNDERLINE | MN_SMALLCAPS);
		l->hyphen = true;
	}
	mn_alto_add_line(&a->blocks[1]);
	struct mn_line *l = mn_alto_add_line(&a->blocks[4]);
	add(l, "ration,", -3, -1, 0);
	add(l, "est close", 90, 0.999F, 0);
	mn_alto_fit(a);
	return a;
}

static void check_valid(const char *xml)
{
	struct mn_err err = MN_ERR_INIT;
	struct mn_schema *s = mn_schema_open("alto/alto-4-4.xsd", &err);

	if (!s || mn_schema_check_bytes(s, xml, strlen(xml), "xml", &err) < 0)
		fail_msg("%s\n%s", err.text, xml);
	mn_schema_close(s);
}

static void test_round_trip(void **state)
{
	(void)state;
	struct mn_err err = MN_ERR_INIT;
	struct mn_alto *a = everything();
	char *first = mn_alto_xml(a), *text = mn_alto_text(a);
	struct mn_alto *b = mn_alto_parse(first, strlen(first), "first", &err);

	check_valid(first);
	if (!b)
		fail_msg("%s", err.text);
	char *second = mn_alto_xml(b), *again = mn_alto_text(b);
	assert_string_equal(first, second);
	assert_string_equal(text, again);
	assert_string_equal(b->id, "0012");
	assert_int_equal(b->dpi, 300);
	assert_int_equal(b->n, a->n);
	for (size_t i = 0; i < a->n; i++) {
		assert_int_equal(b->blocks[i].kind, a->blocks[i].kind);
		assert_int_equal(b->blocks[i].n, a->blocks[i].n);
		assert_memory_equal(&b->blocks[i].box, &a->blocks[i].box, sizeof(struct mn_box));
	}
	const struct mn_word *w = &b->blocks[0].lines[0].words[0];
	assert_string_equal(w->read, "L'oeuvre");
	assert_int_equal(w->nalternatives, 2);
	assert_string_equal(w->alternatives[1], "& cœtera");
	assert_int_equal(w->style, MN_BOLD | MN_ITALIC);
	assert_true(b->blocks[4].lines[1].words[0].conf < 0);
	assert_int_equal(b->blocks[1].lines[1].n, 0);
	assert_string_equal(b->corrector, a->corrector);
	assert_null(b->reason);
	free(first);
	free(second);
	free(text);
	free(again);
	mn_alto_free(a);
	mn_alto_free(b);
}

static void test_halves(void **state)
{
	(void)state;
	struct mn_alto *a = everything();
	char *xml = mn_alto_xml(a);

	/* the cut of the last block's first line, whose other half is known, and one that an empty
	 * line follows */
	assert_non_null(strstr(xml, "SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"déli&quot;bération,\""));
	assert_non_null(strstr(xml, "SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"déli&quot;bération,\""));
	assert_non_null(strstr(xml, "<HYP CONTENT=\"-\"/>"));
	free(xml);
	mn_alto_free(a);
}

static void test_classes(void **state)
{
	(void)state;
	struct mn_err err = MN_ERR_INIT;

	for (int c = MN_PAGE_TEXT; c <= MN_PAGE_UNREAD; c++) {
		struct mn_alto a = {
			.id = "0001", .width = 10, .height = 20, .class_ = (enum mn_page_class)c};
		char reason[] = "took longer than 120 s";
		a.reason = c == MN_PAGE_UNREAD ? reason : NULL;
		char *xml = mn_alto_xml(&a);
		check_valid(xml);
		struct mn_alto *b = mn_alto_parse(xml, strlen(xml), "page", &err);
		assert_non_null(b);
		assert_int_equal(b->class_, c);
		if (a.reason)
			assert_string_equal(b->reason, reason);
		else
			assert_null(b->reason);
		assert_int_equal(b->n, 0);
		mn_alto_free(b);
		free(xml);
	}
}

static void test_text(void **state)
{
	(void)state;
	struct mn_alto *a = everything();
	char *line = mn_line_text(&a->blocks[4].lines[0], "-"), *text = mn_alto_text(a);
	size_t n, m;
	struct mn_line **lines = mn_alto_lines(a, &n);
	enum mn_block_kind *kinds = mn_alto_line_kinds(a, &m);

	assert_string_equal(line, "L’œuvre déli\"bé-");
	assert_int_equal(n, 7);
	assert_int_equal(m, 7);
	assert_ptr_equal(lines[6], &a->blocks[4].lines[1]);
	assert_int_equal(kinds[6], MN_BLOCK_HEAD);
	assert_non_null(strstr(text, "déli\"bé\u00ad\n\nL’œuvre"));
	assert_non_null(strstr(text, "\u00ad\nration, est close\n"));
	free(line);
	free(text);
	free(lines);
	free(kinds);
	mn_alto_free(a);
}

static void test_fit(void **state)
{
	(void)state;
	struct mn_alto *a = everything();
	const struct mn_box *box = &a->blocks[4].box;

	assert_int_equal(box->x, -3);
	assert_int_equal(box->w, 200 + 80 + 3);
	assert_int_equal(box->y, 100);
	assert_int_equal(box->h, 30);
	mn_alto_free(a);
}

#define HEAD "<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'>"
#define PAGE "<Layout><Page ID='P0001' PHYSICAL_IMG_NR='1' WIDTH='10' HEIGHT='10'><PrintSpace>"
#define END "</PrintSpace></Page></Layout></alto>"
#define LINE "<TextBlock ID='b'><TextLine>"
#define ENDLINE "</TextLine></TextBlock>"

static void test_foreign(void **state)
{
	(void)state;
	static const char xml[] =
		"<alto xmlns='http://www.loc.gov/standards/alto/ns-v3#' x='1'>"
		"<Tags><LayoutTag ID='t' LABEL='margin'/><OtherTag ID='u' LABEL='stamp'/></Tags>"
		"<Layout><Page ID='page_7' PHYSICAL_IMG_NR='7' WIDTH='10.4' HEIGHT='10'>"
		"<TopMargin><TextBlock ID='a' TAGREFS='t u'><TextLine BASELINE='0,7.6 9,8'>"
		"<String CONTENT='de&#x301;&#10;' "
		"HPOS='1.5'/><foreign/></TextLine></TextBlock></TopMargin>"
		"<PrintSpace><Illustration ID='i'/><ComposedBlock ID='c'><TextBlock "
		"ID='d'/></ComposedBlock></PrintSpace>"
		"</Page></Layout></alto>";
	struct mn_err err = MN_ERR_INIT;
	struct mn_alto *a = mn_alto_parse(xml, strlen(xml), "foreign", &err);

	if (!a)
		fail_msg("%s", err.text);
	assert_string_equal(a->id, "0007");
	assert_int_equal(a->width, 10);
	assert_int_equal(a->n, 2);
	assert_int_equal(a->blocks[0].kind, MN_BLOCK_STAMP);
	assert_int_equal(a->blocks[0].lines[0].baseline, 8);
	assert_string_equal(a->blocks[0].lines[0].words[0].text, "dé");
	assert_int_equal(a->blocks[0].lines[0].words[0].box.x, 2);
	mn_alto_free(a);
}

static void test_refused(void **state)
{
	(void)state;
	static const struct {
		const char *name, *xml, *said;
	} cases[] = {
		{"empty", "", "XML"},
		{"not XML", "page", "XML"},
		{"other root", "<html/>", "not an ALTO file"},
		{"other namespace", "<alto xmlns='x'/>", "not an ALTO file"},
		{"doctype", "<!DOCTYPE alto [<!ENTITY a SYSTEM '/etc/passwd'>]>" HEAD PAGE END,
			"DOCTYPE"},
		{"no page", HEAD "</alto>", "no page"},
		{"two pages",
			HEAD
			"<Layout><Page ID='P0001' WIDTH='1' HEIGHT='1'/><Page/></Layout></alto>",
			"more than one page"},
		{"no size", HEAD "<Layout><Page ID='P0001'/></Layout></alto>", "no width"},
		{"endless width",
			HEAD "<Layout><Page ID='P0001' WIDTH='1e9' HEIGHT='1'/></Layout></alto>",
			"WIDTH"},
		{"no name", HEAD "<Layout><Page ID='x' WIDTH='1' HEIGHT='1'/></Layout></alto>",
			"neither an ID"},
		{"millimetres",
			HEAD
			"<Description><MeasurementUnit>mm10</MeasurementUnit></Description>" PAGE
				END,
			"pixel"},
		{"no content", HEAD PAGE LINE "<String/>" ENDLINE END, "CONTENT"},
		{"number", HEAD PAGE LINE "<String CONTENT='a' HPOS='x'/>" ENDLINE END, "HPOS"},
		{"far away", HEAD PAGE LINE "<String CONTENT='a' HPOS='1e300'/>" ENDLINE END,
			"HPOS"},
		{"not finite", HEAD PAGE LINE "<String CONTENT='a' WC='NaN'/>" ENDLINE END, "WC"},
		{"negative", HEAD PAGE LINE "<String CONTENT='a' WIDTH='-1'/>" ENDLINE END,
			"WIDTH"},
		{"baseline",
			HEAD PAGE "<TextBlock ID='b'><TextLine BASELINE='up'/></TextBlock>" END,
			"BASELINE"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		struct mn_alto *a =
			mn_alto_parse(cases[i].xml, strlen(cases[i].xml), "f.xml", &err);
		if (a)
			fail_msg("%s: was taken", cases[i].name);
		if (err.kind != MN_INPUT || !strstr(err.text, cases[i].said) ||
			!strstr(err.text, "f.xml"))
			fail_msg("%s: '%s'", cases[i].name, err.text);
	}
}

static void test_ceilings(void **state)
{
	(void)state;
	static const struct {
		const char *before, *each, *after;
		long n;
	} cases[] = {
		{HEAD PAGE "<TextBlock ID='b'>", "<TextLine/>", "</TextBlock>" END,
			MN_ALTO_LINES_MAX + 1},
		{HEAD PAGE LINE, "<String CONTENT='a'/>", ENDLINE END, MN_ALTO_WORDS_MAX + 1},
		{HEAD PAGE LINE "<String CONTENT='a'>", "<ALTERNATIVE/>", "</String>" ENDLINE END,
			65},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		struct mn_buf b = MN_BUF_INIT;
		mn_buf_puts(&b, cases[i].before);
		for (long k = 0; k < cases[i].n; k++)
			mn_buf_puts(&b, cases[i].each);
		mn_buf_puts(&b, cases[i].after);
		assert_null(mn_alto_parse(b.s, b.len, "large", &err));
		assert_int_equal(err.kind, MN_LIMIT);
		mn_buf_free(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_halves),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_foreign),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_ceilings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
