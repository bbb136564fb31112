// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * help.h: what the tests of segment share: the lexicon, and documents made from plain text.
 *
 * A text is set in a grid: one letter is CELL wide, leading spaces indent, an empty line is white, '\f' begins a page,
 * '~' at a line's end cuts a word.
 */
#ifndef TEST_SEGMENT_HELP_H
#define TEST_SEGMENT_HELP_H

#include "lib/unit.h"
#include "config.h"
#include "doc.h"
#include "lexicon.h"
#include "text.h"

enum { CELL = 20, STEP = 50, LEFT = 200, TOP = 200 };

static inline struct lexicon *help_lexicon(void)
{
	struct mn_err err = MN_ERR_INIT;
	char path[MN_PATH_MAX];

	snprintf(path, sizeof path, "%s/segment/lexicon.tsv", mn_data_dir());
	struct lexicon *lx = lexicon_read(path, &err);
	if (!lx)
		fail_msg("%s", err.text);
	return lx;
}

static inline void help_line(struct mn_alto_block *b, const char *text, int y)
{
	struct mn_line *l = mn_alto_add_line(b);
	int x = LEFT;
	char *copy = mn_strdup(text), *save = NULL;
	size_t n = strlen(copy);

	if (n && copy[n - 1] == '~') {
		l->hyphen = true;
		copy[n - 1] = '\0';
	}
	x += CELL * (int)strspn(copy, " ");
	for (char *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		struct mn_word *word = mn_alto_add_word(l);
		int width = CELL * (int)mn_utf8_len(w);
		word->text = mn_strdup(w);
		word->box = (struct mn_box){x, y, width, 30};
		word->conf = 0.95F;
		x += width + CELL;
	}
	free(copy);
}

static inline struct doc *help_doc(const char *text)
{
	struct mn_alto **pages = mn_calloc(9, sizeof *pages);
	size_t n = 0;
	int y = TOP;
	char *copy = mn_strdup(text);

	for (char *s = copy, *next; s; s = next) {
		next = strchr(s, '\n');
		if (next)
			*next++ = '\0';
		if (!n || *s == '\f') {
			s += *s == '\f';
			pages[n] = mn_calloc(1, sizeof **pages);
			memcpy(pages[n]->id, "0001", 5);
			pages[n]->id[3] = (char)('1' + n); /* nine pages are enough */
			pages[n]->width = 2480;
			pages[n]->height = 3508;
			mn_alto_add_block(pages[n++]);
			y = TOP;
		}
		if (*s)
			help_line(&pages[n - 1]->blocks[0], s, y);
		y += STEP;
	}
	free(copy);
	for (size_t i = 0; i < n; i++)
		mn_alto_fit(pages[i]);
	return doc_new(pages, n);
}

#endif
