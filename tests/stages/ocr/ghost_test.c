// SPDX-License-Identifier: AGPL-3.0-or-later
// Words read where nothing is printed go; a word with ink under it stays, however doubtful.
#include "lib/unit.h"
#include "ghost.h"
#include "tidy.h"

static void add(struct mn_line *l, const char *text, int x, int w, float conf)
{
	struct mn_word *word = mn_alto_add_word(l);

	word->text = mn_strdup(text);
	word->box = (struct mn_box){x, 100, w, 35};
	word->conf = conf;
}

/* "Nadège à LOUVIGNY – de 7": the "à" stands on white, the dash on ink. */
static void ghosts(void **state)
{
	static const struct {
		const char *text;
		int x, w;
		float conf;
		bool ink, kept;
	} words[] = {
		{"Nadège", 100, 98, 0.95F, true, true},
		{"à", 224, 13, 0.52F, false, false},
		{"LOUVIGNY", 251, 143, 0.92F, true, true},
		{"–", 410, 14, 0.45F, true, true},       /* doubtful, but printed */
		{"de", 440, 30, 0.50F, false, true},     /* two letters are not what is seen in gaps */
		{"7", 480, 14, 0.97F, false, true},      /* sure */
		{"y", 500, 14, -1.0F, false, true},      /* confidence unknown: received text */
	};
	struct mn_alto a = {.id = "0001", .width = 1000, .height = 300, .dpi = 300};
	struct mn_line *l = mn_alto_add_line(mn_alto_add_block(&a));
	PIX *ink = pixCreate(1000, 300, 1);
	size_t want = 0;

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		add(l, words[i].text, words[i].x, words[i].w, words[i].conf);
		if (words[i].ink)
			pixRasterop(ink, words[i].x + 2, 115, words[i].w - 4, 4, PIX_SET, NULL, 0, 0);
	}
	assert_int_equal(ocr_ghosts(&a, ink), 1);
	ocr_tidy(&a);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].kept)
			assert_string_equal(a.blocks[0].lines[0].words[want++].text, words[i].text);
	assert_int_equal(a.blocks[0].lines[0].n, want);
	pixDestroy(&ink);
	for (size_t i = 0; i < a.blocks[0].lines[0].n; i++)
		free(a.blocks[0].lines[0].words[i].text);
	free(a.blocks[0].lines[0].words);
	free(a.blocks[0].lines);
	free(a.blocks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(ghosts)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
