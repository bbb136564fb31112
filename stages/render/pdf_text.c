// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_text.c: text in render mode 3 (contract in pdf_text.h).
 *
 * A line stands on its baseline with one size: what a reader marks when he selects or searches is an even band. Where
 * the line is slanted or bent (a thick register on the glass), its words rise or fall evenly along the straight line
 * that suits their boxes best: uneven steps would make readers see several lines in one. The size is that of the taller
 * words, so that a blot or a signature in the line's box does not count. Each word is stretched (Tz) to the width of its
 * box; the space behind it stands outside. Td is not touched by Tz, so words of a line are placed by the distance of
 * their left edges.
 */
#include "pdf_text.h"

#include <math.h>
#include <stdlib.h>
#include "err.h"
#include "pdf_font.h"

/* Part of a word's height that may hang below the baseline. */
#define DESCENT 0.25
/* A word lower than this part of its line is a mark ("-", "’") that says nothing of the baseline. */
#define MARK 0.5
/* The size of a line is the height of this part of its words, from the lowest. */
#define TALLER 0.8
/* A line of fewer words, or that rises by less than this part of its height from end to end, is level. */
#define SLOPE_WORDS 4
#define SLOPE_MIN 0.2
#define SIZE_MIN_PT 2.0
/* Stretching outside of this means a box that is not the word's. */
#define STRETCH_MIN 5.0
#define STRETCH_MAX 1500.0
#define HYPHEN "\xC2\xAD"

struct pen {
	struct pdf *pdf;
	struct mn_buf *b;
	double scale, height; /* of the page */
	double size, stretch; /* as last written */
};

struct slope {
	double at, rise; /* pixels from the top: at + rise * x */
};

static bool empty(const struct mn_line *line)
{
	for (size_t i = 0; i < line->n; i++)
		if (line->words[i].text && line->words[i].text[0])
			return false;
	return true;
}

/* Where a line stands, pixels from the top. */
static double baseline_of(const struct mn_line *line)
{
	int top = line->box.y, bottom = top + line->box.h;

	return line->baseline > top && line->baseline <= bottom ? line->baseline : bottom - DESCENT * line->box.h;
}

/* Where a word of it would stand by its box: on the line, if the box allows. */
static double own_baseline(const struct mn_line *line, const struct mn_word *w)
{
	double bottom = w->box.y + w->box.h;

	if (w->box.h < MARK * line->box.h)
		return baseline_of(line);
	return fmin(fmax(baseline_of(line), bottom - DESCENT * w->box.h), bottom);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double middle(const struct mn_word *w)
{
	return w->box.x + w->box.w / 2.0;
}

/* The straight line (y = at + rise * x) nearest to the words' own baselines. */
static struct slope slope_of(const struct mn_line *line)
{
	double n = (double)line->n, x = 0, y = 0, xx = 0, xy = 0;

	for (size_t i = 0; i < line->n; i++) {
		x += middle(&line->words[i]) / n;
		y += own_baseline(line, &line->words[i]) / n;
	}
	for (size_t i = 0; i < line->n; i++) {
		double dx = middle(&line->words[i]) - x;
		xx += dx * dx;
		xy += dx * (own_baseline(line, &line->words[i]) - y);
	}
	if (line->n < SLOPE_WORDS || fabs(xy / xx) * line->box.w < SLOPE_MIN * line->box.h)
		return (struct slope){baseline_of(line), 0};
	return (struct slope){y - xy / xx * x, xy / xx};
}

/* The size of a line in points. */
static double size_of(const struct pen *pen, const struct mn_line *line, struct slope slope)
{
	double *heights = mn_alloc(line->n * sizeof *heights), height;

	for (size_t i = 0; i < line->n; i++)
		heights[i] = slope.at + slope.rise * middle(&line->words[i]) - line->words[i].box.y;
	qsort(heights, line->n, sizeof *heights, by_value);
	height = heights[(size_t)(TALLER * (double)(line->n - 1) + 0.5)];
	free(heights);
	return fmax(height * pen->scale / PDF_FONT_ASCENT, SIZE_MIN_PT);
}

static void set_size(struct pen *pen, double size)
{
	size = round(size * 10) / 10;
	if (size == pen->size)
		return;
	pen->size = size;
	mn_buf_printf(pen->b, "/F %.1f Tf\n", size);
}

static void set_stretch(struct pen *pen, size_t glyphs, double width)
{
	double natural = (double)glyphs * PDF_FONT_WIDTH * pen->size;
	double stretch = round(fmin(fmax(100 * width / natural, STRETCH_MIN), STRETCH_MAX));

	if (stretch == pen->stretch)
		return;
	pen->stretch = stretch;
	mn_buf_printf(pen->b, "%.0f Tz ", stretch);
}

/* The string of one word, with what follows it. */
static void show(struct pen *pen, const struct mn_word *word, const char *after)
{
	struct mn_buf string = MN_BUF_INIT;
	size_t glyphs = pdf_font_string(pen->pdf, &string, word->text);

	set_stretch(pen, glyphs, word->box.w * pen->scale);
	string.s[--string.len] = '\0'; /* opens the string again */
	mn_buf_puts(pen->b, string.s);
	mn_buf_clear(&string);
	pdf_font_string(pen->pdf, &string, after);
	mn_buf_puts(pen->b, string.s + 1);
	mn_buf_puts(pen->b, " Tj\n");
	mn_buf_free(&string);
}

/* A tenth of a point is less than half a pixel of a scan at 300 dpi. */
static double tenths(double v)
{
	return round(v * 10) / 10;
}

static void line_show(struct pen *pen, const struct mn_line *line)
{
	struct slope slope = slope_of(line);
	double x = 0, y = 0;
	bool first = true;

	set_size(pen, size_of(pen, line, slope));
	for (size_t i = 0; i < line->n; i++) {
		const struct mn_word *w = &line->words[i];
		if (!w->text || !w->text[0])
			continue;
		double at = tenths(w->box.x * pen->scale);
		double on = tenths(pen->height - (slope.at + slope.rise * middle(w)) * pen->scale);
		if (first)
			mn_buf_printf(pen->b, "1 0 0 1 %.1f %.1f Tm ", at, on);
		else
			mn_buf_printf(pen->b, "%.1f %.1f Td ", at - x, on - y);
		first = false;
		x = at;
		y = on;
		show(pen, w, line->hyphen && i + 1 == line->n ? HYPHEN : " ");
	}
}

bool pdf_text(struct pdf *p, struct mn_buf *b, double scale, double height, struct mn_line *const *lines, size_t n)
{
	struct pen pen = {.pdf = p, .b = b, .scale = scale, .height = height, .stretch = 100};
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (empty(lines[i]))
			continue;
		if (!any)
			mn_buf_puts(b, "BT 3 Tr\n");
		any = true;
		line_show(&pen, lines[i]);
	}
	if (any)
		mn_buf_puts(b, "ET\n");
	return any;
}
