// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * fixture.h: a dossier made by hand through the contracts of include/, as it stands after sign: three pages (one
 * blank), two deliberations, one of which is about private life, a seal that names the files. Everything in it is
 * invented.
 */
#ifndef MN_TEST_FIXTURE_H
#define MN_TEST_FIXTURE_H

#include "lib/unit.h"
#include <openssl/evp.h>
#include "alto.h"
#include "buf.h"
#include "digest.h"
#include "dossier.h"
#include "minutes.h"
#include "pages.h"

#define FIXTURE_ID "2021-09-24-conseil-0123456789ab"
#define FIXTURE_ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static const char *const fixture_lines[3][8] = {
	{"Commune de Saint-Aubin-le-Vieux", "Séance du conseil municipal du 24 septembre 2021",
	"Étaient présents : Mme Zoé LAMBERT",
		"2021-045 Déploiement de la fibre optique", "Après délibération, le conseil adopte la conven-",
		"tion avec l'école, sans l'œuvre.", "Adopté à l'unanimité.", NULL},
	{"2021-046 Demande de secours", "Les élus municipaux accordent un secours.", "Pour : 8, contre : 2",
		"Questions diverses : la balayeuse attend.", "Page 2", NULL},
	{NULL},
};

static inline void fixture_line(struct mn_alto_block *b, const char *text, int y)
{
	struct mn_line *line = mn_alto_add_line(b);
	char *copy = mn_strdup(text), *rest = copy;
	size_t n = strlen(copy);

	if (copy[n - 1] == '-') {
		copy[n - 1] = '\0';
		line->hyphen = true;
	}
	int x = 100;
	for (char *word; (word = strsep(&rest, " "));) {
		struct mn_word *w = mn_alto_add_word(line);
		w->text = mn_strdup(word);
		w->conf = 0.9f;
		w->box = (struct mn_box){x, y, 80, 30};
		x += 100;
	}
	free(copy);
}

static inline void fixture_text(const char *folder)
{
	for (int p = 0; p < 3; p++) {
		struct mn_alto *a = mn_calloc(1, sizeof *a);
		char name[32];
		snprintf(a->id, sizeof a->id, "%04d", p + 1);
		a->width = 2480;
		a->height = 3508;
		a->dpi = 300;
		a->class_ = p == 2 ? MN_PAGE_BLANK : MN_PAGE_TEXT;
		a->image = mn_printf("pages/%s.tif", a->id);
		a->engine = mn_strdup("tesseract 5.3.0");
		a->corrector = mn_strdup("minutier-correct");
		if (p < 2) {
			struct mn_alto_block *b = mn_alto_add_block(a);
			for (int l = 0; fixture_lines[p][l]; l++)
				fixture_line(b, fixture_lines[p][l], 100 + 50 * l);
			mn_alto_fit(a);
		}
		char *xml = mn_alto_xml(a);
		snprintf(name, sizeof name, "text/%s.xml", a->id);
		unit_write(folder, name, xml);
		snprintf(name, sizeof name, "content/alto-%s.xml", a->id);
		unit_write(folder, name, xml);
		free(xml);
		mn_alto_free(a);
	}
}

/* A block over lines [first, last] of a page. */
static inline void fixture_block(struct mn_section *s, enum mn_role role, int page, int first, int last)
{
	struct mn_block *b = mn_section_add_block(s, role);
	struct mn_buf text = MN_BUF_INIT;

	for (int l = first; l <= last; l++) {
		const char *line = fixture_lines[page - 1][l - 1];
		size_t n = strlen(line);
		bool cut = line[n - 1] == '-';
		mn_buf_puts(&text, l > first ? "\n" : "");
		mn_buf_put(&text, line, cut ? n - 1 : n);
		mn_buf_puts(&text, cut ? "\u00ad" : "");
		mn_block_add_line(b, page, l);
	}
	b->text = mn_buf_take(&text);
}

static inline struct mn_minutes *fixture_minutes(const char *date)
{
	struct mn_minutes *m = mn_minutes_new();
	struct mn_seance *seance = m->nseances ? &m->seances[0] : mn_minutes_add_seance(m);

	seance->body = mn_strdup("Commune de Saint-Aubin-le-Vieux");
	seance->kind = mn_strdup("conseil municipal");
	seance->date = date ? mn_strdup(date) : NULL;
	seance->president = mn_strdup("Mme Zoé LAMBERT");
	mn_names_add(&seance->present, "Mme Zoé LAMBERT");
	mn_names_add(&seance->excused, "M. Luc D'ORVAL");
	mn_seance_add_represented(seance, "M. Luc D'ORVAL", "Mme Zoé LAMBERT");
	fixture_block(mn_minutes_add_section(m, MN_SECTION_PREFACE), MN_ROLE_TEXT, 1, 1, 2);
	fixture_block(mn_minutes_add_section(m, MN_SECTION_ROLLCALL), MN_ROLE_TEXT, 1, 3, 3);
	struct mn_section *s = mn_minutes_add_section(m, MN_SECTION_DELIBERATION);
	s->number = mn_strdup("2021-045");
	s->title = mn_strdup("Déploiement de la fibre optique");
	s->vote = (struct mn_vote){MN_VOTE_ADOPTED, true, false, -1, -1, -1, -1, NULL};
	fixture_block(s, MN_ROLE_TITLE, 1, 4, 4);
	fixture_block(s, MN_ROLE_TEXT, 1, 5, 6);
	fixture_block(s, MN_ROLE_VOTE, 1, 7, 7);
	s = mn_minutes_add_section(m, MN_SECTION_DELIBERATION);
	s->number = mn_strdup("2021-046");
	s->title = mn_strdup("Demande de secours");
	s->vote = (struct mn_vote){MN_VOTE_ADOPTED, false, true, 8, 2, -1, -1, NULL};
	fixture_block(s, MN_ROLE_TITLE, 2, 1, 1);
	fixture_block(s, MN_ROLE_TEXT, 2, 2, 2);
	fixture_block(s, MN_ROLE_VOTE, 2, 3, 3);
	s = mn_minutes_add_section(m, MN_SECTION_QUESTIONS);
	fixture_block(s, MN_ROLE_TEXT, 2, 4, 4);
	fixture_block(s, MN_ROLE_HEAD, 2, 5, 5);
	return m;
}

static inline void fixture_pages(const char *folder, const char *name)
{
	struct mn_source_file file = {.name = (char *)"scan.tif", .sha256 = FIXTURE_ZEROS, .size = 12};
	struct mn_page page[3];
	struct mn_pages p = {.name = (char *)name, .received = (char *)"2026-11-24T20:00:00Z",
		.source_sha256 = FIXTURE_ZEROS,
		.files = &file, .nfiles = 1, .pages = page, .n = 3};

	for (int i = 0; i < 3; i++) {
		page[i] = (struct mn_page){.width = 2480, .height = 3508, .dpi = 300, .origin = (char *)"tiff",
			.from = (char *)"scan.tif#1",
			.image = (char *)"pages/0001.tif", .stored = (char *)"pages/0001.tif", .blank = i == 2};
		snprintf(page[i].id, sizeof page[i].id, "%04d", i + 1);
	}
	char *json = mn_pages_json(&p);
	unit_write(folder, "pages/pages.json", json);
	free(json);
}

/* What sign would write, without signature: one reference a file. */
static inline void fixture_seal(const char *folder)
{
	struct mn_err err = MN_ERR_INIT;
	struct mn_buf b = MN_BUF_INIT;
	char content[MN_PATH_MAX], path[MN_PATH_MAX], hex[MN_HEX];
	size_t n;
	char **names = mn_list(mn_join(content, folder, "content"), "*", &n, &err);

	assert_non_null(names);
	mn_buf_puts(&b, "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo>");
	for (size_t i = 0; i < n; i++) {
		unsigned char raw[32], text[48];
		if (!strcmp(names[i], "preuve.xades.xml"))
			continue;
		assert_int_equal(mn_digest_file(mn_join(path, content, names[i]), hex, NULL, &err), 0);
		for (size_t k = 0; k < 32; k++) {
			const char two[] = {hex[2 * k], hex[2 * k + 1], '\0'};
			raw[k] = (unsigned char)strtoul(two, NULL, 16);
		}
		EVP_EncodeBlock(text, raw, 32);
		mn_buf_printf(&b, "<ds:Reference URI=\"%s\"><ds:DigestValue>%s</ds:DigestValue></ds:Reference>", names[i],
			(char *)text);
	}
	mn_buf_puts(&b,
		"<ds:Reference URI=\"#sp\"><ds:DigestValue>AA==</ds:DigestValue></ds:Reference></ds:SignedInfo></ds:Signature>\n");
	unit_write(folder, "content/preuve.xades.xml", b.s);
	mn_buf_free(&b);
	mn_names_free(names);
}

/* The whole dossier OUT/dossiers/<id>; `date` may be NULL (no date was found). */
static inline void fixture_dossier(const char *folder, const char *name, const char *date)
{
	static const char *const files[][2] = {
		{"content/pv.pdf", "%PDF-1.4 all\n"}, {"content/deliberation-001.pdf", "%PDF-1.4 one\n"},
		{"content/deliberation-002.pdf", "%PDF-1.4 two\n"}, {"content/deliberations.csv", "COLL_NOM\n"},
		{"content/corrections.csv", "page,line\n"}, {"content/premis.xml", "<premis/>\n"},
		{"checks.json", "{\"grade\":\"fair\",\"checks\":[{\"code\":\"quorum\",\"severity\":\"warning\",\"page\":1,"
			"\"box\":[0,0,1,1],\"section\":null,\"message\":\"le quorum n'est pas <mentionné> & reste à voir\"},"
			"{\"code\":\"x\",\"severity\":\"info\",\"page\":1,\"message\":\"sans objet\"}]}"},
	};
	struct mn_minutes *m = fixture_minutes(date);
	const char *slash = strrchr(folder, '/');
	char *xml = mn_minutes_xml(m, slash ? slash + 1 : folder, "2026-11-25T00:00:00Z");

	fixture_pages(folder, name);
	fixture_text(folder);
	unit_write(folder, "minutes.xml", xml);
	unit_write(folder, "content/minutes.xml", xml);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unit_write(folder, files[i][0], files[i][1]);
	fixture_seal(folder);
	free(xml);
	mn_minutes_free(m);
}

#endif
