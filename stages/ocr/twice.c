// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * twice.c: three ways to look at a grey page.
 *
 * No one treatment is safe on old paper: evening the paper out rescues one stained register and
 * destroys the next, a local threshold likewise. So a grey page is read as it is, and when that
 * reading is doubtful (many words unknown on paper of uneven colour, or little confidence), with a
 * local threshold and with its paper evened out too. Kept is the reading with most known words less
 * unknown and weak ones. Known and unknown by the model's own word list, of three letters and more:
 * names are unknown in every reading and weigh the same. Weak words, of little confidence, are
 * mostly what the bleed-through of the other side was taken for. On 20 stained pages, each also
 * straightened, this took the best reading or one within 0.6 points of it; without the weak words
 * the worst was taken for one page. Two-level pages leave no choice.
 */
#include "twice.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "text.h"
#include "tidy.h"

#define WORD_LETTERS 3
#define WORD_BYTES 200
/* share of unknown words from which a reading on old paper is doubtful */
#define DOUBT_UNKNOWN 0.08
/* mean confidence below which any reading is doubtful; good ones have 0.90 and more */
#define DOUBT_CONFIDENCE 0.80
#define WEAK_CONFIDENCE 0.5F
#define PAPER_TILE 16         /* the lightest pixel of a tile of this size is paper */
/* levels between the 5th and 95th percentile of tiles: new paper has up to 16, old 31 */
#define PAPER_SPREAD 25

/* The letters of one word, in lower case, taken from *s; moves *s behind them. Returns their
 * number. */
static int letters(const char **s, char word[WORD_BYTES])
{
	int n = 0;
	size_t len = 0;

	for (const char *at = *s; *at; *s = at) {
		uint32_t c = mn_utf8_next(&at);
		utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);

		if (k < UTF8PROC_CATEGORY_LU || k > UTF8PROC_CATEGORY_LO) {
			if (n) {
				*s = at;
				break;
			}
			continue;
		}
		if (len + 5 > WORD_BYTES)
			continue;
		len += (size_t)mn_utf8_put(
			word + len, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
		n++;
	}
	word[len] = '\0';
	return n;
}

static void weigh(const struct ocr_engine *e, void *state, const char *text, struct ocr_worth *w)
{
	char word[WORD_BYTES];

	for (int n; *text && (n = letters(&text, word));)
		if (n >= WORD_LETTERS)
			(*(e->known(state, word) ? &w->known : &w->unknown))++;
}

struct ocr_worth ocr_worth_of(const struct ocr_engine *e, void *state, const struct mn_alto *a)
{
	struct ocr_worth w = {0, 0, 0};
	size_t n;
	struct mn_line **lines = e->known ? mn_alto_lines(a, &n) : NULL;

	for (size_t i = 0; lines && i < n; i++)
		for (size_t k = 0; k < lines[i]->n; k++) {
			w.weak += lines[i]->words[k].conf < WEAK_CONFIDENCE;
			/* Halves of cut words are no words. */
			bool half = k + 1 == lines[i]->n && strchr(lines[i]->words[k].text, '-');
			if (!half)
				weigh(e, state, lines[i]->words[k].text, &w);
		}
	free(lines);
	return w;
}

/* Whether the paper is stained, shadowed or darkened: its colour differs over the page. */
static bool uneven(PIX *pix)
{
	PIX *paper = pixScaleGrayMinMax(pix, PAPER_TILE, PAPER_TILE, L_CHOOSE_MAX);
	NUMA *levels = paper ? pixGetGrayHistogram(paper, 1) : NULL;
	l_float32 low = 0, high = 0;

	if (levels && (numaHistogramGetValFromRank(levels, 0.05F, &low) ||
			      numaHistogramGetValFromRank(levels, 0.95F, &high)))
		low = high = 0;
	numaDestroy(&levels);
	pixDestroy(&paper);
	return high - low > PAPER_SPREAD;
}

static long value(struct ocr_worth w)
{
	return w.known - w.unknown - w.weak;
}

static bool doubtful(const struct ocr_picture *p, const struct mn_alto *a, struct ocr_worth w)
{
	double confidence;

	ocr_words(a, &confidence);
	if (confidence < DOUBT_CONFIDENCE)
		return true;
	return (double)w.unknown > DOUBT_UNKNOWN * (double)(w.known + w.unknown) && uneven(p->pix);
}

/* Moves what was read from `from` to `to`. */
static void keep(struct mn_alto *to, struct mn_alto *from)
{
	struct mn_alto swap = *to;

	to->blocks = from->blocks;
	to->n = from->n;
	from->blocks = swap.blocks;
	from->n = swap.n;
}

/* Reads again and keeps the better: 1 when this one is. */
static int again(const struct ocr_engine *e, void *state, const struct ocr_input *in,
	struct mn_alto *out, struct ocr_worth *best, struct mn_err *err)
{
	struct mn_alto *a = mn_calloc(1, sizeof *a);
	int better = -1;

	if (!in->pix || e->read(state, in, a, err) < 0)
		goto out;
	struct ocr_worth w = ocr_worth_of(e, state, a);
	better = value(w) > value(*best);
	if (better) {
		*best = w;
		keep(out, a);
	}
out:
	mn_alto_free(a);
	return better;
}

int ocr_read_best(const struct ocr_engine *e, void *state, const struct ocr_picture *p,
	struct mn_alto *out, const char **how, int *times, struct mn_err *err)
{
	struct ocr_input in = {.pix = p->pix, .dpi = p->dpi, .layout = OCR_PAGE};

	*how = "plain";
	*times = 1;
	if (e->read(state, &in, out, err) < 0)
		return -1;
	if (!p->grey || !e->known)
		return 0;
	struct ocr_worth best = ocr_worth_of(e, state, out);
	if (!doubtful(p, out, best))
		return 0;
	in.faint = true;
	int better = again(e, state, &in, out, &best, err);
	if (better > 0)
		*how = "faint";
	in.faint = false;
	in.pix = better < 0 ? NULL : pixBackgroundNormSimple(p->pix, NULL, NULL);
	if (better >= 0)
		better = again(e, state, &in, out, &best, err);
	if (better > 0)
		*how = "even";
	pixDestroy(&in.pix);
	*times = 3;
	return better < 0 ? -1 : 0;
}
