// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * content_test.c: the whole stage on a dossier of five pages, judged by other people's programs: qpdf, poppler, PDFBox
 * Preflight, xmllint.
 */
#include "stages/render/dossier.h"
#include <unistd.h>
#include "content.h"
#include "premis.h"
#include "pv.h"

#define NOW "2026-11-24T21:00:00Z"

static char out[64], folder[MN_PATH_MAX];
static struct pdf_parts parts;
static struct mn_schema *schema;

/* What the stage does with a dossier, without its skeleton. */
static int render(const char *path, struct mn_err *err)
{
	struct mn_dossier *d = mn_dossier_open(path, MN_LOCK_EXCLUSIVE, err);
	struct made made = {0};
	struct input in;
	int r = -1;

	assert_non_null(d);
	if (input_load(&in, d, err) == 0) {
		struct sheet_cache *cache = sheet_cache_new(in.n);
		if (pv_make(&in, &parts, cache, &made, err) == 0 &&
			deliberations_make(&in, &parts, cache, &made, err) == 0 && content_copy(&in, err) == 0) {
			struct premis_made story = {sheet_cache_passed(cache), NOW};
			r = premis_make(&in, schema, &story, err);
			assert_int_equal(made.deliberations, 2);
			assert_int_equal(made.replaced, 1);
			assert_int_equal(story.passed, 4);
		}
		sheet_cache_free(cache);
		input_release(&in);
	}
	mn_dossier_close(d);
	return r;
}

static int setup(void **unused)
{
	struct mn_err err = MN_ERR_INIT;

	(void)unused;
	unit_folder(out);
	snprintf(folder, sizeof folder, "%s/dossiers/%s", out, DOSSIER_ID);
	dossier_make(folder);
	assert_int_equal(pdf_parts_load(&parts, &err), 0);
	schema = mn_schema_open("premis/premis.xsd", &err);
	assert_non_null(schema);
	if (render(folder, &err) < 0)
		fail_msg("%s", err.text);
	return 0;
}

static int teardown(void **unused)
{
	(void)unused;
	pdf_parts_release(&parts);
	mn_schema_close(schema);
	if (!getenv("KEEP"))
		unit_remove(out);
	else
		print_message("kept: %s\n", out);
	return 0;
}

/* Runs a command in content/; its output, or NULL when it failed. */
static char *said(const char *start, const char *rest)
{
	char *command = mn_printf("cd '%s/content' && %s%s", folder, start, rest), *text = NULL;
	size_t n = 0;
	int c;

	FILE *p = popen(command, "r"), *m = open_memstream(&text, &n);
	while ((c = getc(p)) != EOF)
		putc(c, m);
	int status = pclose(p);
	fclose(m);
	if (status != 0) {
		print_message("%s: status %d\n%s", command, status, text);
		free(text);
		text = NULL;
	}
	free(command);
	return text;
}

static const char *const pdfs[] = {"pv.pdf", "deliberation-001.pdf", "deliberation-002.pdf"};

static void pdf_is_sound(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < 3; i++) {
		char *text = said("qpdf --check ", pdfs[i]);
		assert_non_null(text);
		free(text);
	}
}

static void pdf_is_archival(void **unused)
{
	char here[MN_PATH_MAX];

	(void)unused;
	assert_non_null(getcwd(here, sizeof here));
	char *command = mn_printf("'%s/tests/lib/preflight' ", here), *text = said(command, "*.pdf");
	assert_non_null(text);
	free(command);
	free(text);
}

/* Words in order, line by line; the soft hyphen where a word is cut. */
static void text_reads(void **unused)
{
	static const struct {
		const char *pdf, *want;
	} cases[] = {
		{"pv.pdf",
			"Commune de Vallon-sur-Œuf\nÉtaient présents : Mme Zoé Lambert, M. d’Orval\n2021-045 – Réfection du préau\n"
			"Vu le code, le conseil décide la réfec\xC2\xAD\n\f"
			"tion du préau de l’école pour 12 300 €.\nAdopté à l’unanimité.\n2021-046 – Tarifs de la cantine\n"
			"Le conseil reporte sa décision.\n\f\f"
			"Annexe : tableau des tarifs\nRepas enfant 3,40 €\n\f"
			"La séance est levée à 22 h 15.\nLe maire, \xEF\xBF\xBDoé Lambert\n\f"},
		{"deliberation-001.pdf",
			"2021-045 – Réfection du préau\nVu le code, le conseil décide la réfec\xC2\xAD\n\f"
			"tion du préau de l’école pour 12 300 €.\nAdopté à l’unanimité.\n\f"},
		{"deliberation-002.pdf",
			"2021-046 – Tarifs de la cantine\nLe conseil reporte sa décision.\n\fAnnexe : tableau des tarifs\nRepas enfant 3,40 €\n\f"},
	};

	(void)unused;
	for (size_t i = 0; i < 3; i++) {
		char *command = mn_printf("pdftotext -enc UTF-8 %s -", cases[i].pdf), *text = said(command, "");
		assert_non_null(text);
		/* poppler ends a paragraph by an empty line: only words and lines are judged */
		size_t k = 0;
		for (size_t j = 0; text[j]; j++)
			if (!(text[j] == '\n' && (k == 0 || text[k - 1] == '\n' || text[k - 1] == '\f')))
				text[k++] = text[j];
		text[k] = '\0';
		assert_string_equal(text, cases[i].want);
		free(command);
		free(text);
	}
}

/* Boxes as poppler finds them lie on the boxes of ALTO (upright page 1), within a point. */
static void words_on_their_boxes(void **unused)
{
	char *text = said("pdftotext -bbox -l 1 pv.pdf -", "");
	struct mn_alto *a = page_alto(0);
	size_t n, found = 0;
	struct mn_line **lines = mn_alto_lines(a, &n);
	const char *at = text;

	(void)unused;
	assert_non_null(text);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lines[i]->n; k++) {
			double x0, y0, x1, y1;
			struct mn_box b = lines[i]->words[k].box;
			at = strstr(at, "<word ");
			assert_non_null(at);
			assert_int_equal(sscanf(at, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &x0,
						 &y0, &x1, &y1),
				4);
			at++;
			/* the soft hyphen stands behind the last word's box */
			bool cut = lines[i]->hyphen && k + 1 == lines[i]->n;
			assert_true(x0 > b.x * 0.72 - 1 && x0 < b.x * 0.72 + 1);
			assert_true(cut || (x1 > (b.x + b.w) * 0.72 - 1 && x1 < (b.x + b.w) * 0.72 + 1));
			assert_true(y0 > b.y * 0.72 - 1 && y1 < (b.y + b.h) * 0.72 + 2); /* descenders */
			found++;
		}
	assert_true(found > 15);
	free(lines);
	mn_alto_free(a);
	free(text);
}

/* The bytes of the images that may be passed are in the PDF as they were stored. */
static void images_are_passed(void **unused)
{
	static const struct {
		const char *stored, *got; /* in content/ after pdfimages -all */
	} cases[] = {{"pages/0002.jpg", "im-001.jpg"}, {"pages/0004.stored.jpg", "im-003.jpg"}};

	(void)unused;
	char *text = said("pdfimages -list pv.pdf", "");
	assert_non_null(text);
	assert_non_null(strstr(text, "gray    1   1  ccitt"));
	assert_non_null(strstr(text, "gray    1   8  jpeg"));
	assert_non_null(strstr(text, "rgb     3   8  jpeg"));
	free(text);
	text = said("mkdir ../images && pdfimages -all pv.pdf ../images/im", "");
	assert_non_null(text);
	free(text);
	for (size_t i = 0; i < 2; i++) {
		char *command = mn_printf("cmp ../%s ../images/%s", cases[i].stored, cases[i].got);
		text = said(command, "");
		assert_non_null(text);
		free(text);
		free(command);
	}
	text = said("pdfimages -png -f 1 -l 1 pv.pdf ../images/first", "");
	free(text);
	char a[MN_PATH_MAX], b[MN_PATH_MAX];
	PIX *was = pixRead(mn_join(a, folder, "pages/0001.tif")),
	    *is = pixRead(mn_join(b, folder, "images/first-000.png"));
	PIX *bits = pixConvertTo1(is, 128);
	l_int32 same = 0;
	assert_int_equal(pixEqual(was, bits, &same), 0);
	assert_int_equal(same, 1);
	pixDestroy(&was);
	pixDestroy(&is);
	pixDestroy(&bits);
}

/* Turned and crooked pages: rendered, the ink lies where ALTO says (page 4), or slanted (page 5), and so does the text.
 */
static void pages_stand_upright(void **unused)
{
	char path[MN_PATH_MAX];
	struct mn_alto *a = page_alto(3);
	size_t n;
	struct mn_line **lines = mn_alto_lines(a, &n);
	char *text = said("mkdir -p ../images && pdftoppm -r 100 -gray -f 4 -l 4 pv.pdf ../images/page", "");

	(void)unused;
	assert_non_null(text);
	free(text);
	PIX *pix = pixRead(mn_join(path, folder, "images/page-4.pgm"));
	assert_non_null(pix);
	for (size_t i = 0; i < n; i++) {
		struct mn_box b = lines[i]->words[0].box;
		l_uint32 in, left;
		pixGetPixel(pix, b.x + b.w / 2, b.y + b.h / 2, &in);
		pixGetPixel(pix, b.x - 8, b.y + b.h / 2, &left);
		assert_true(in < 60 && left > 200);
	}
	pixDestroy(&pix);
	free(lines);
	mn_alto_free(a);
}

static void crooked_text_follows_ink(void **unused)
{
	char path[MN_PATH_MAX];
	char *text =
		said("mkdir -p ../images && pdftoppm -r 100 -gray -f 5 -l 5 pv.pdf ../images/page && "
		     "pdftotext -bbox -f 5 -l 5 pv.pdf -",
			"");
	double x0, y0, x1, y1;
	int words = 0;

	(void)unused;
	assert_non_null(text);
	PIX *pix = pixRead(mn_join(path, folder, "images/page-5.pgm"));
	assert_non_null(pix);
	for (const char *at = text; (at = strstr(at, "<word ")); at++) {
		l_uint32 in;
		assert_int_equal(sscanf(at, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &x0, &y0, &x1,
					 &y1),
			4);
		pixGetPixel(pix, (l_int32)((x0 + x1) / 2 / 0.72), (l_int32)((y0 + y1) / 2 / 0.72), &in);
		assert_true(in < 80);
		words++;
	}
	assert_int_equal(words, 12);
	pixDestroy(&pix);
	free(text);
}

static void premis_is_valid(void **unused)
{
	char *xml = unit_read(folder, "content/premis.xml");
	static const char *const wanted[] = {
		"<originalName>conseil &amp; annexes.pdf</originalName>",
		"<eventDateTime>2026-11-24T20:09:59Z</eventDateTime>", /* the last page read */
		"<eventDateTime>" NOW "</eventDateTime>",
		"2 mots changés (glyph 2), 1 proposition laissée",
		"Pages remises debout (angle dans le sens des aiguilles d'une montre) : 4 (90°).",
		"l'image archivée gardant son biais : 5 (1,50°)",
		"le quorum n'est pas &lt;mentionné&gt; &amp; reste à voir",
		"<agentNote>model: 0123456789ab</agentNote>",
		"tesseract 5.3.0, fra_minutes 0123456789ab",
		"/content/deliberation-002.pdf</objectIdentifierValue>",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (!strstr(xml, wanted[i]))
			fail_msg("premis.xml lacks: %s", wanted[i]);
	assert_null(strstr(xml, "premis.xml</objectIdentifierValue>"));
	free(xml);
}

static void bookmarks_lead_to_deliberations(void **unused)
{
	(void)unused;
	char *text = said("qpdf --json pv.pdf", "");
	assert_non_null(text);
	assert_non_null(strstr(text, "Délibération n° 2021-045 – Réfection du préau"));
	assert_non_null(strstr(text, "Délibération n° 2021-046 – Tarifs de la cantine"));
	free(text);
	text = said("pdfinfo deliberation-002.pdf", "");
	assert_non_null(strstr(text, "Délibération n° 2021-046 – Tarifs de la cantine"));
	assert_non_null(strstr(text, "Conseil municipal, séance du 24 septembre 2021"));
	assert_non_null(strstr(text, "Commune de Vallon-sur-Œuf"));
	free(text);
}

static void twice_the_same_bytes(void **unused)
{
	struct mn_err err = MN_ERR_INIT;

	(void)unused;
	char *text = said("mkdir ../before && cp * ../before", "");
	assert_non_null(text);
	free(text);
	assert_int_equal(render(folder, &err), 0);
	text = said("diff -r . ../before", "");
	assert_non_null(text);
	free(text);
}

static void damage_is_told(void **unused)
{
	struct mn_err err = MN_ERR_INIT;
	char path[MN_PATH_MAX];

	(void)unused;
	char *was = unit_read(folder, "minutes.xml"), *lines = strstr(was, "2:3");
	assert_non_null(lines);
	memcpy(lines, "2:9", 3);
	unit_write(folder, "minutes.xml", was);
	assert_int_equal(render(folder, &err), -1);
	assert_int_equal(err.kind, MN_INPUT);
	assert_non_null(strstr(err.text, "2:9"));
	memcpy(lines, "2:3", 3);
	unit_write(folder, "minutes.xml", was);
	free(was);
	unit_write(folder, "pages/0002.jpg", "\xFF\xD8 no picture");
	err = (struct mn_err)MN_ERR_INIT;
	assert_int_equal(render(folder, &err), -1);
	assert_int_equal(err.kind, MN_INPUT);
	assert_non_null(strstr(err.text, "0002.jpg"));
	assert_int_equal(unlink(mn_join(path, folder, "pages/0002.jpg")), 0);
	assert_int_equal(render(folder, &err), -1);
	assert_int_equal(err.kind, MN_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pdf_is_sound),
		cmocka_unit_test(pdf_is_archival),
		cmocka_unit_test(text_reads),
		cmocka_unit_test(words_on_their_boxes),
		cmocka_unit_test(images_are_passed),
		cmocka_unit_test(pages_stand_upright),
		cmocka_unit_test(crooked_text_follows_ink),
		cmocka_unit_test(premis_is_valid),
		cmocka_unit_test(bookmarks_lead_to_deliberations),
		cmocka_unit_test(twice_the_same_bytes),
		cmocka_unit_test(damage_is_told),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
