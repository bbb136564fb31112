// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * dossier.h: a dossier for render's tests, built through the contracts of include/: five pages in five codings. Words
 * are black rectangles, so that a word's box is known to the pixel.
 *
 *	page  stored as                 what it tries
 *	1     TIFF G4                   passed; a word cut at the page's last line
 *	2     JPEG grey                 passed; the end of one deliberation, the beginning of the next
 *	3     TIFF G4, blank            no text
 *	4     JPEG colour, lying        passed, turned by the PDF's matrix
 *	5     JPEG 2000, crooked        coded again, text slanted back
 */
#ifndef TEST_RENDER_DOSSIER_H
#define TEST_RENDER_DOSSIER_H

#include "lib/unit.h"
#include <leptonica/allheaders.h>
#include "alto.h"
#include "digest.h"
#include "dossier.h"
#include "journal.h"
#include "minutes.h"
#include "pages.h"

#define DOSSIER_ID "2021-09-24-conseil-0123456789ab"
#define DOSSIER_PAGES 5
#define DPI 100
#define W 827 /* A4 at 100 dpi */
#define H 1169
#define TURN 90
#define SKEW 1.5

/* Lines of each page; '-' at the end: the word is cut there. */
static const char *const texts[DOSSIER_PAGES][6] = {
	{"Commune de Vallon-sur-Œuf", "Étaient présents : Mme Zoé Lambert, M. d’Orval", "2021-045 – Réfection du préau",
		"Vu le code, le conseil décide la réfec-"},
	{"tion du préau de l’école pour 12 300 €.", "Adopté à l’unanimité.", "2021-046 – Tarifs de la cantine",
		"Le conseil reporte sa décision."},
	{NULL},
	{"Annexe : tableau des tarifs", "Repas enfant 3,40 €"},
	{"La séance est levée à 22 h 15.", "Le maire, 𝒵oé Lambert"},
};

static inline void word_boxes(struct mn_alto_block *b, const char *text, int y)
{
	struct mn_line *line = mn_alto_add_line(b);
	char *copy = mn_strdup(text), *rest = copy;
	size_t n = strlen(copy);
	int x = 90;

	if (copy[n - 1] == '-') {
		copy[n - 1] = '\0';
		line->hyphen = true;
	}
	line->baseline = y + 18;
	for (char *word; (word = strsep(&rest, " "));) {
		struct mn_word *w = mn_alto_add_word(line);
		w->text = mn_strdup(word);
		w->conf = x == 90 ? 0.5f : 0.9f;
		w->box = (struct mn_box){x, y, 10 + 8 * (int)strlen(word), 22};
		x += w->box.w + 12;
	}
	free(copy);
}

static inline struct mn_alto *page_alto(int p)
{
	struct mn_alto *a = mn_calloc(1, sizeof *a);

	snprintf(a->id, sizeof a->id, "%04u", (unsigned)(p + 1) % 10000);
	a->width = W;
	a->height = H;
	a->dpi = DPI;
	a->class_ = texts[p][0] ? MN_PAGE_TEXT : MN_PAGE_BLANK;
	a->image = mn_printf("pages/%s.tif", a->id);
	a->engine = mn_strdup("tesseract 5.3.0, fra_minutes 0123456789ab");
	a->corrector = mn_strdup("minutier-correct 0.1.0");
	if (texts[p][0]) {
		struct mn_alto_block *b = mn_alto_add_block(a);
		for (int l = 0; texts[p][l]; l++)
			word_boxes(b, texts[p][l], 120 + 60 * l);
		mn_alto_fit(a);
	}
	return a;
}

/* The reading image of a page: its words as rectangles. */
static inline PIX *page_picture(const struct mn_alto *a)
{
	PIX *pix = pixCreate(W, H, 1);
	size_t n;
	struct mn_line **lines = mn_alto_lines(a, &n);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lines[i]->n; k++) {
			struct mn_box b = lines[i]->words[k].box;
			pixRasterop(pix, b.x, b.y, b.w, b.h, PIX_SET, NULL, 0, 0);
		}
	free(lines);
	return pix;
}

/* Writes the page's image files; fills the names in page. */
static inline void page_files(const char *folder, int p, const struct mn_alto *a, struct mn_page *page)
{
	static const char *const stored[DOSSIER_PAGES] = {".tif", ".jpg", ".tif", ".stored.jpg", ".stored.jp2"};
	char path[MN_PATH_MAX], *name;
	PIX *bits = page_picture(a), *grey = pixConvertTo8(bits, 0), *colour = pixConvertTo32(grey), *other;

	page->stored = mn_printf("pages/%s%s", page->id, stored[p]);
	page->image = mn_printf("pages/%s.tif", page->id);
	name = mn_join(path, folder, page->stored);
	switch (p) {
	case 1:
		free(page->image);
		page->image = mn_strdup(page->stored);
		assert_int_equal(pixWriteJpeg(name, grey, 85, 0), 0);
		break;
	case 3:
		other = pixRotateOrth(colour, 4 - TURN / 90);
		assert_int_equal(pixWriteJpeg(name, other, 80, 0), 0);
		pixDestroy(&other);
		page->turn = TURN;
		break;
	case 4:
		other = pixRotate(grey, (l_float32)(-SKEW * 3.14159265 / 180), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0,
			0);
		assert_int_equal(pixWriteJp2k(name, other, 34, 5, 0, 0), 0);
		pixDestroy(&other);
		page->skew = SKEW;
		break;
	default:
		break;
	}
	name = mn_join(path, folder, page->image);
	if (p != 1)
		assert_int_equal(pixWrite(name, bits, IFF_TIFF_G4), 0);
	pixDestroy(&bits);
	pixDestroy(&grey);
	pixDestroy(&colour);
}

static inline void block_of(struct mn_section *s, enum mn_role role, int page, int first, int last)
{
	struct mn_block *b = mn_section_add_block(s, role);

	b->text = mn_strdup(texts[page - 1][first - 1]);
	for (int l = first; l <= last; l++)
		mn_block_add_line(b, page, l);
}

static inline struct mn_section *act(struct mn_minutes *m, const char *number, const char *title, enum mn_result result)
{
	struct mn_section *s = mn_minutes_add_section(m, MN_SECTION_DELIBERATION);

	s->number = mn_strdup(number);
	s->title = mn_strdup(title);
	s->vote = (struct mn_vote){.result = result, .for_ = -1, .against = -1, .abstain = -1, .not_voting = -1};
	return s;
}

static inline void dossier_minutes(const char *folder)
{
	struct mn_minutes *m = mn_minutes_new();
	struct mn_seance *seance = m->nseances ? &m->seances[0] : mn_minutes_add_seance(m);

	m->title = mn_strdup("Procès-verbal du conseil municipal de Vallon-sur-Œuf (24 septembre 2021)");
	seance->body = mn_strdup("Commune de Vallon-sur-Œuf");
	seance->kind = mn_strdup("conseil municipal");
	seance->date = mn_strdup("2021-09-24");
	block_of(mn_minutes_add_section(m, MN_SECTION_PREFACE), MN_ROLE_TEXT, 1, 1, 1);
	block_of(mn_minutes_add_section(m, MN_SECTION_ROLLCALL), MN_ROLE_TEXT, 1, 2, 2);
	struct mn_section *s = act(m, "2021-045", "Réfection du préau", MN_VOTE_ADOPTED);
	block_of(s, MN_ROLE_TITLE, 1, 3, 3);
	block_of(s, MN_ROLE_TEXT, 1, 4, 4);
	mn_block_add_line(&s->blocks[1], 2, 1);
	block_of(s, MN_ROLE_VOTE, 2, 2, 2);
	s = act(m, "2021-046", "Tarifs de la cantine", MN_VOTE_POSTPONED);
	block_of(s, MN_ROLE_TITLE, 2, 3, 3);
	block_of(s, MN_ROLE_TEXT, 2, 4, 4);
	block_of(s, MN_ROLE_TABLE, 4, 1, 2);
	block_of(mn_minutes_add_section(m, MN_SECTION_CLOSE), MN_ROLE_TEXT, 5, 1, 2);
	char *xml = mn_minutes_xml(m, DOSSIER_ID, "2026-11-25T00:00:00Z");
	unit_write(folder, "minutes.xml", xml);
	free(xml);
	mn_minutes_free(m);
}

static inline void journal_line(const char *folder, const char *time, const char *stage, const char *unit,
	const char *model)
{
	struct mn_err err = MN_ERR_INIT;
	json_t *e = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:{s:s}}", "time", time, "stage", stage, "unit", unit,
		"version", "0.1.0", "outcome", "ok", "error", "", "note", "model", model);

	assert_int_equal(mn_journal_append(folder, e, &err), 0);
	json_decref(e);
}

/* OUT/dossiers/<DOSSIER_ID> as it stands before render. */
static inline void dossier_make(const char *folder)
{
	struct mn_source_file file = {.name = (char *)"conseil & annexes.pdf", .size = 12};
	struct mn_page page[DOSSIER_PAGES] = {0};
	struct mn_pages p = {.name = (char *)"2021-09-24 conseil",
		.received = (char *)"2026-11-24T20:00:00Z",
		.files = &file,
		.nfiles = 1,
		.pages = page,
		.n = DOSSIER_PAGES};
	char name[32];

	setMsgSeverity(L_SEVERITY_ERROR);
	unit_write(folder, "source/conseil & annexes.pdf", "hello world\n");
	unit_write(folder, "pages/none", "");
	mn_digest_bytes("hello world\n", 12, file.sha256);
	strcpy(p.source_sha256, file.sha256);
	for (int i = 0; i < DOSSIER_PAGES; i++) {
		struct mn_alto *a = page_alto(i);
		page[i] = (struct mn_page){.width = W,
			.height = H,
			.dpi = DPI,
			.origin = (char *)"pdf-image",
			.from = (char *)"conseil & annexes.pdf#1",
			.blank = texts[i][0] == NULL};
		strcpy(page[i].id, a->id);
		page_files(folder, i, a, &page[i]);
		char *xml = mn_alto_xml(a);
		snprintf(name, sizeof name, "text/%s.xml", a->id);
		unit_write(folder, name, xml);
		journal_line(folder, i == 3 ? "2026-11-24T20:09:59Z" : "2026-11-24T20:05:00Z", "ocr", a->id,
			"0123456789ab");
		free(xml);
		mn_alto_free(a);
	}
	char *json = mn_pages_json(&p);
	unit_write(folder, "pages/pages.json", json);
	free(json);
	for (int i = 0; i < DOSSIER_PAGES; i++) {
		free(page[i].image);
		free(page[i].stored);
	}
	dossier_minutes(folder);
	journal_line(folder, "2026-11-24T20:00:01Z", "ingest", "", "none");
	journal_line(folder, "2026-11-24T20:10:00Z", "correct", "", "fr.mdl");
	journal_line(folder, "2026-11-24T20:10:30Z", "segment", "", "none");
	unit_write(folder, "deliberations.csv", "COLL_NOM\n");
	unit_write(folder, "corrections.csv",
		"page,line,word,before,after,rule,margin,confidence,state\n"
		"1,4,3,Ie,le,glyph,3.20,0.41,applied\n1,4,4,conseiI,conseil,glyph,5.00,0.50,applied\n"
		"2,1,1,tion,lion,context,0.30,0.55,suggested\n");
	unit_write(folder, "checks.json",
		"{\"grade\":\"fair\",\"checks\":[{\"code\":\"quorum\",\"severity\":\"warning\",\"page\":1,"
		"\"box\":[0,0,1,1],\"section\":null,\"message\":\"le quorum n'est pas <mentionné> & reste à voir\"}]}");
}

#endif
