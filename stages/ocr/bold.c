// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * bold.c: bold by the width of strokes.
 *
 * Width of a word's strokes = 2 x ink / outline: a stroke of width w and length l has w l pixels of
 * ink and an outline of 2 l (the ink that an erosion by 3 x 3 takes away). A word is bold when its
 * strokes are wider than the page's median, and wider in proportion to the height of its line too:
 * large type is not bold for being large, nor are capitals for filling their line's height. The
 * median is over words, so a page that is bold for the most part has no bold words; it is the
 * contrast that means something. Bare typewriters and worn copies spread by less than the limits;
 * stamps and handwriting may pass for bold.
 */
#include "bold.h"

#include <stdlib.h>
#include "err.h"
#include "text.h"

#define WORDS_MIN 20    /* fewer give no median */
#define LETTERS_MIN 3   /* shorter words are measured badly; they follow their neighbours */
#define WIDER 1.25      /* than the median width */
#define PROPORTION 1.15 /* than the median of width / line height */

struct stroke {
	struct mn_word *word;
	size_t line;
	double width, proportion; /* 0: not measured */
};

static double width_of(PIX *ink, PIX *core, const struct mn_box *b)
{
	BOX *box = boxCreate(b->x, b->y, b->w, b->h);
	l_int32 all = 0, inner = 0;

	if (box) {
		pixCountPixelsInRect(ink, box, &all, NULL);
		pixCountPixelsInRect(core, box, &inner, NULL);
	}
	boxDestroy(&box);
	return all > inner ? 2.0 * all / (all - inner) : 0;
}

static int compare(const void *a, const void *b)
{
	double d = *(const double *)a - *(const double *)b;

	return d < 0 ? -1 : d > 0;
}

/* The median of what was measured, of widths or of proportions; 0 when that was too little. */
static double median(const struct stroke *s, size_t n, bool proportions)
{
	double *v = mn_alloc((n + 1) * sizeof *v), m = 0;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (s[i].width > 0)
			v[k++] = proportions ? s[i].proportion : s[i].width;
	qsort(v, k, sizeof *v, compare);
	if (k >= WORDS_MIN)
		m = v[k / 2];
	free(v);
	return m;
}

static size_t measure(const struct mn_alto *a, PIX *ink, PIX *core, struct stroke *s)
{
	size_t n, words = 0;
	struct mn_line **lines = mn_alto_lines(a, &n);

	for (size_t i = 0; i < n; i++) {
		int top = lines[i]->box.y, bottom = top + lines[i]->box.h;

		for (size_t k = 0; k < lines[i]->n; k++) {
			struct stroke *one = &s[words++];

			one->word = &lines[i]->words[k];
			one->line = i;
			if (mn_utf8_len(one->word->text) < LETTERS_MIN || bottom <= top)
				continue;
			one->width = width_of(ink, core, &one->word->box);
			one->proportion = one->width / (bottom - top);
		}
	}
	free(lines);
	return words;
}

/* The nearest measured word of the same line in one direction; NULL when there is none. */
static const struct stroke *nearest(const struct stroke *s, size_t n, size_t i, int step)
{
	/* before 0 it is past n */
	for (size_t k = i + (size_t)step; k < n && s[k].line == s[i].line; k += (size_t)step)
		if (s[k].width > 0)
			return &s[k];
	return NULL;
}

static bool is_bold(const struct stroke *s)
{
	return s && (s->word->style & MN_BOLD);
}

/* Short words are bold between bold ones, or beside one at the line's end. */
static void follow(struct stroke *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i].width > 0)
			continue;
		const struct stroke *left = nearest(s, n, i, -1), *right = nearest(s, n, i, 1);
		if ((is_bold(left) || !left) && (is_bold(right) || !right) && (left || right))
			s[i].word->style |= MN_BOLD;
	}
}

void ocr_bold(struct mn_alto *a, PIX *ink)
{
	size_t n, words = 0;
	struct mn_line **lines = mn_alto_lines(a, &n);
	PIX *core = pixErodeBrick(NULL, ink, 3, 3);

	for (size_t i = 0; i < n; i++)
		words += lines[i]->n;
	free(lines);
	struct stroke *s = mn_calloc(words + 1, sizeof *s);
	if (core)
		words = measure(a, ink, core, s);
	double width = median(s, core ? words : 0, false),
	       proportion = median(s, core ? words : 0, true);
	for (size_t i = 0; i < words && width > 0; i++)
		if (s[i].width > WIDER * width && s[i].proportion > PROPORTION * proportion)
			s[i].word->style |= MN_BOLD;
	follow(s, words);
	free(s);
	pixDestroy(&core);
}
