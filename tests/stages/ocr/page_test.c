// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * page_test.c: the stage on small dossiers: a printed page is read back, the same bytes come out
 * whatever was read before, blank, given-up and damaged pages.
 *
 * The pages are set with Leptonica's own bitmap font (at 300 dpi), so that no font has to be
 * installed; it has no accents.
 */
#include "lib/unit.h"
#include <leptonica/allheaders.h>
#include "alto.h"
#include "buf.h"
#include "pages.h"
#include "work.h"

#define W 1800
#define H 1200

static const char *const lines[] = {
	"PROCES-VERBAL DE LA REUNION DU CONSEIL MUNICIPAL",
	"Le conseil municipal, convoque par le maire, se reunit dans la salle",
	"ordinaire de ses travaux, sous la presidence de Madame le maire.",
	"Le quorum est atteint ; le conseil peut valablement prendre une deli-",
	"beration. Le budget de la commune est vote pour un montant total de",
	"12 450 euros. Sur la proposition du rapporteur, le conseil adopte.",
};

static PIX *printed(void)
{
	PIX *pix = pixCreate(W, H, 8);
	L_BMF *font = bmfCreate(NULL, 12);

	pixSetAll(pix);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		pixSetTextline(pix, font, lines[i], 0, 150, 200 + (int)i * 90, NULL, NULL);
	bmfDestroy(&font);
	return pix;
}

struct stage {
	char folder[64];
	struct mn_config *config;
	void *state;
};

static void stage_open(struct stage *s)
{
	struct mn_err err = MN_ERR_INIT;

	unsetenv("MINUTIER_CONFIG");
	unit_folder(s->folder);
	s->config = mn_config_read(NULL, &err);
	if (!s->config || mn_config_declare(s->config, "ocr", ocr_keys, &err) < 0 ||
		ocr_open(&s->state, s->config, &err) < 0)
		fail_msg("%s", err.text);
}

static void stage_close(struct stage *s)
{
	ocr_close(s->state);
	mn_config_free(s->config);
	unit_remove(s->folder);
}

static void describe(struct stage *s, const char *const extra[3])
{
	struct mn_buf b = MN_BUF_INIT;

	mn_buf_printf(&b,
		"{\"name\":\"t\",\"received\":\"2026-01-01T00:00:00Z\",\"source_sha256\":\"%064d\","
		"\"files\":[],\"pages\":[",
		0);
	for (int i = 0; i < 3; i++)
		mn_buf_printf(&b,
			"%s{\"id\":\"%04d\",\"image\":\"pages/%04d.png\",\"stored\":\"pages/"
			"%04d.png\",\"width\":%d,\"height\":%d,"
			"\"dpi\":%d,\"turn\":0,\"skew\":0.0,\"blank\":%s,\"origin\":\"png\","
			"\"from\":\"t#1\"%s}",
			i ? "," : "", i + 1, i + 1, i + 1, i == 1 ? W / 2 : W, i == 1 ? H / 2 : H,
			i == 1 ? 150 : 300, i == 2 ? "true" : "false", extra[i]);
	mn_buf_puts(&b, "]}");
	unit_write(s->folder, "pages/pages.json", b.s);
	mn_buf_free(&b);
}

/* Page 1 at 300 dpi, page 2 the same at 150 dpi, page 3 blank. */
static void dossier(struct stage *s)
{
	static const char *const none[3] = {"", "", ""};
	char path[128];
	PIX *pix = printed(), *half = pixScaleAreaMap2(pix);

	describe(s, none);
	snprintf(path, sizeof path, "%s/pages/0001.png", s->folder);
	pixWrite(path, pix, IFF_PNG);
	snprintf(path, sizeof path, "%s/pages/0002.png", s->folder);
	pixWrite(path, half, IFF_PNG);
	pixDestroy(&half);
	pixDestroy(&pix);
}

/* Runs one page; returns the note of the journal, NULL when it failed (*err says why). */
static json_t *run(struct stage *s, const char *page, const char *give_up, struct mn_err *err)
{
	struct mn_task task = {
		.page = page, .give_up = give_up, .config = s->config, .note = json_object()};

	task.dossier = mn_dossier_open(s->folder, MN_LOCK_SHARED, err);
	if (!task.dossier)
		fail_msg("%s", err->text);
	int r = ocr_run(s->state, &task, err);
	mn_dossier_close(task.dossier);
	if (r < 0) {
		json_decref(task.note);
		return NULL;
	}
	return task.note;
}

static struct mn_alto *read_page(struct stage *s, const char *page)
{
	struct mn_err err = MN_ERR_INIT;
	char path[128], name[32];

	json_t *note = run(s, page, NULL, &err);
	if (!note)
		fail_msg("%s", err.text);
	assert_true(json_is_string(json_object_get(note, "engine")));
	json_decref(note);
	snprintf(name, sizeof name, "ocr/%s.xml", page);
	snprintf(path, sizeof path, "%s/%s", s->folder, name);
	struct mn_alto *a = mn_alto_read(path, &err);
	if (!a)
		fail_msg("%s", err.text);
	return a;
}

/* Share of the truth's words that stand in the text. */
static double found(const char *text)
{
	int all = 0, there = 0;
	char *hay = mn_printf(" %s ", text);

	for (char *p = hay; *p; p++)
		if (*p == '\n')
			*p = ' ';
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		char *copy = mn_strdup(lines[i]), *rest = NULL;
		for (char *w = strtok_r(copy, " ", &rest); w; w = strtok_r(NULL, " ", &rest)) {
			char *cut = strcmp(w, "deli-") ? mn_printf(" %s ", w)
						       : mn_strdup(" deli\u00ad ");
			all++;
			there += strstr(hay, cut) != NULL;
			free(cut);
		}
		free(copy);
	}
	free(hay);
	return (double)there / all;
}

static void reads(void **state)
{
	(void)state;
	struct stage s;

	stage_open(&s);
	dossier(&s);
	struct mn_alto *a = read_page(&s, "0001"), *b = read_page(&s, "0002");
	char *text = mn_alto_text(a), *half = mn_alto_text(b);
	if (found(text) < 0.95 || found(half) < 0.95)
		fail_msg("%.2f %.2f of the words\n%s\n%s", found(text), found(half), text, half);
	assert_int_equal(a->class_, MN_PAGE_TEXT);
	assert_int_equal(a->dpi, 300);
	assert_string_equal(a->image, "pages/0001.png");
	assert_non_null(strstr(a->engine, "fra_minutes f0a44197438c"));
	/* The coarse page was enlarged for reading: its coordinates are its own. */
	size_t n, m;
	struct mn_line **la = mn_alto_lines(a, &n), **lb = mn_alto_lines(b, &m);
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++) {
		assert_true(abs(la[i]->box.x - 2 * lb[i]->box.x) <= 8 &&
			    abs(la[i]->box.y - 2 * lb[i]->box.y) <= 8);
		assert_true(abs(la[i]->baseline - 2 * lb[i]->baseline) <= 8);
	}
	assert_true(la[3]->hyphen);
	free(la);
	free(lb);
	free(text);
	free(half);
	mn_alto_free(a);
	mn_alto_free(b);
	stage_close(&s);
}

static char *bytes(struct stage *s, const char *page)
{
	char name[32];

	mn_alto_free(read_page(s, page));
	snprintf(name, sizeof name, "ocr/%s.xml", page);
	return unit_read(s->folder, name);
}

/* A worker that has read other pages writes what a fresh one writes. */
static void warm(void **state)
{
	(void)state;
	struct stage s, t;

	stage_open(&s);
	dossier(&s);
	char *first = bytes(&s, "0002");
	mn_alto_free(read_page(&s, "0001"));
	char *second = bytes(&s, "0002");
	stage_open(&t);
	dossier(&t);
	char *fresh = bytes(&t, "0002");
	assert_string_equal(first, second);
	assert_string_equal(first, fresh);
	free(first);
	free(second);
	free(fresh);
	stage_close(&s);
	stage_close(&t);
}

static void unread(void **state)
{
	(void)state;
	struct stage s;
	struct mn_err err = MN_ERR_INIT;
	char path[128];

	stage_open(&s);
	dossier(&s);
	json_t *note = run(&s, "0001", "took longer than 120 s", &err);
	assert_non_null(note);
	json_decref(note);
	snprintf(path, sizeof path, "%s/ocr/0001.xml", s.folder);
	struct mn_alto *a = mn_alto_read(path, &err);
	assert_int_equal(a->class_, MN_PAGE_UNREAD);
	assert_string_equal(a->reason, "took longer than 120 s");
	assert_int_equal(a->n, 0);
	mn_alto_free(a);
	note = run(&s, "0003", NULL, &err);
	assert_non_null(note);
	json_decref(note);
	snprintf(path, sizeof path, "%s/ocr/0003.xml", s.folder);
	a = mn_alto_read(path, &err);
	assert_int_equal(a->class_, MN_PAGE_BLANK);
	assert_int_equal(a->n, 0);
	mn_alto_free(a);
	stage_close(&s);
}

static void refused(void **state)
{
	(void)state;
	static const char *const extra[3] = {"", "", ""};
	struct stage s;
	struct mn_err err = MN_ERR_INIT;
	char path[128];

	stage_open(&s);
	describe(&s, extra);
	assert_null(run(&s, "0007", NULL, &err));
	assert_int_equal(err.kind, MN_INPUT);
	unit_write(s.folder, "pages/0001.png", "not a picture");
	assert_null(run(&s, "0001", NULL, &err));
	assert_int_equal(err.kind, MN_INPUT);
	assert_non_null(strstr(err.text, "page 0001"));
	PIX *small = pixCreate(50, 50, 1);
	snprintf(path, sizeof path, "%s/pages/0001.png", s.folder);
	pixWrite(path, small, IFF_PNG);
	pixDestroy(&small);
	assert_null(run(&s, "0001", NULL, &err));
	assert_non_null(strstr(err.text, "1800 x 1200"));
	/* More pixels than may be: the header is enough to refuse it. */
	PIX *large = pixCreate(20000, 11000, 1);
	pixWrite(path, large, IFF_PNG);
	pixDestroy(&large);
	assert_null(run(&s, "0001", NULL, &err));
	assert_int_equal(err.kind, MN_LIMIT);
	stage_close(&s);
}

static void as_text(void **state)
{
	(void)state;
	static const char *const extra[3] = {
		",\"text\":\"pages/0001.txt\",\"cell_w\":20,\"cell_h\":40,\"margin\":50", "", ""};
	struct stage s;

	stage_open(&s);
	describe(&s, extra);
	unit_write(s.folder, "pages/0001.txt", "le conseil a délibé-\nré à l'unanimité\n");
	struct mn_alto *a = read_page(&s, "0001");
	char *text = mn_alto_text(a);
	assert_string_equal(text, "le conseil a délibé\u00ad\nré à l'unanimité\n");
	assert_int_equal(a->blocks[0].lines[1].words[2].box.x, 50 + 5 * 20);
	free(text);
	mn_alto_free(a);
	stage_close(&s);
}

static void model_missing(void **state)
{
	(void)state;
	struct mn_err err = MN_ERR_INIT;
	char folder[64], path[128];
	void *opened = NULL;

	unit_folder(folder);
	unit_write(folder, "m.ini", "[ocr]\nmodel = none\n");
	snprintf(path, sizeof path, "%s/m.ini", folder);
	struct mn_config *c = mn_config_read(path, &err);
	assert_int_equal(mn_config_declare(c, "ocr", ocr_keys, &err), 0);
	assert_int_equal(ocr_open(&opened, c, &err), -1);
	assert_int_equal(err.kind, MN_CONFIG);
	assert_non_null(strstr(err.text, "none.traineddata"));
	mn_config_free(c);
	unit_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(reads), cmocka_unit_test(warm),
		cmocka_unit_test(unread), cmocka_unit_test(refused), cmocka_unit_test(as_text),
		cmocka_unit_test(model_missing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
