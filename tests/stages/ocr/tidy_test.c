// SPDX-License-Identifier: AGPL-3.0-or-later
// Hyphens at line ends, junk lines, NFC.
#include "lib/unit.h"
#include "tidy.h"

/* One block, lines parted by '\n', words by ' ', all with one confidence. */
static struct mn_alto *page(const char *text, float conf)
{
	struct mn_alto *a = mn_calloc(1, sizeof *a);
	struct mn_alto_block *b = mn_alto_add_block(a);
	char *copy = mn_strdup(text), *rest = NULL;

	for (char *line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		struct mn_line *l = mn_alto_add_line(b);
		char *more = NULL;
		for (char *word = strtok_r(line, " ", &more); word;
			word = strtok_r(NULL, " ", &more)) {
			struct mn_word *w = mn_alto_add_word(l);
			w->text = mn_strdup(word);
			w->conf = conf;
			w->box = (struct mn_box){10, 20, 30, 40};
		}
	}
	free(copy);
	return a;
}

static void texts(void **state)
{
	static const struct {
		const char *name, *in, *want;
		float conf;
	} cases[] = {
		{"cut word", "la délibé-\nration close", "la délibé\u00ad\nration close\n", 0.9F},
		{"capital: a real hyphen", "le Pont-\nRoger", "le Pont-\nRoger\n", 0.9F},
		{"figure after", "page-\n12", "page-\n12\n", 0.9F},
		{"figure before", "2019-\nbis", "2019-\nbis\n", 0.9F},
		{"dash alone", "Absents -\nnéant", "Absents -\nnéant\n", 0.9F},
		{"last line of the page", "fin de délibé-", "fin de délibé-\n", 0.9F},
		{"soft hyphen before a capital", "Saint\u00ad\nAubin", "Saint\u00ad\nAubin\n",
			0.9F},
		{"soft hyphen at the end", "Saint\u00ad", "Saint-\n", 0.9F},
		{"typographic hyphen", "délibé\u2010\nration", "délibé\u00ad\nration\n", 0.9F},
		{"only the last hyphen goes", "vice-prési-\ndent", "vice-prési\u00ad\ndent\n",
			0.9F},
		{"speck", "texte\n. '\nsuite", "texte\nsuite\n", 0.3F},
		{"rule of dashes read well", "texte\n-----\nsuite", "texte\n-----\nsuite\n", 0.9F},
		{"doubtful letter stays", "texte\nx\nsuite", "texte\nx\nsuite\n", 0.1F},
		{"composed", "de\u0301libe\u0301re\u0301", "délibéré\n", 0.9F},
		{"nothing left", ".", "", 0.1F},
		{"hyphen over a speck", "délibé-\n'\nration", "délibé\u00ad\nration\n", 0.3F},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_alto *a = page(cases[i].in, cases[i].conf);
		ocr_tidy(a);
		char *text = mn_alto_text(a);
		if (strcmp(text, cases[i].want))
			fail_msg("%s: '%s'", cases[i].name, text);
		free(text);
		mn_alto_free(a);
	}
}

static void counts(void **state)
{
	(void)state;
	double confidence;
	struct mn_alto *a = page("un deux", 0.5F);

	a->blocks[0].lines[0].words[1].conf = 1;
	assert_int_equal(ocr_words(a, &confidence), 2);
	assert_true(confidence > 0.83 && confidence < 0.84); /* (2 x 0.5 + 4 x 1) / 6 */
	a->blocks[0].lines[0].words[0].conf = a->blocks[0].lines[0].words[1].conf = -1;
	ocr_words(a, &confidence);
	assert_true(confidence < 0);
	mn_alto_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(texts), cmocka_unit_test(counts)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
