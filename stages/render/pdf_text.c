// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_text.c: text in render mode 3 (contract in pdf_text.h).
 *
 * A line stands on its baseline with one size, from the baseline to its top: what a reader marks when he selects or
 * searches is an even band. Each word is stretched (Tz) to the width of its box; the space behind it stands outside. Td is
 * not touched by Tz, so words of a line are placed by the distance of their left edges.
 */
#include "pdf_text.h"

#include <math.h>
#include "pdf_font.h"

/* Part of a line's height below the baseline, where the baseline is unknown. */
#define DESCENT 0.22
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

static bool empty(const struct mn_line *line)
{
	for (size_t i = 0; i < line->n; i++)
		if (line->words[i].text && line->words[i].text[0])
			return false;
	return true;
}

/* Baseline (pixels from the top) and size (points) of a line. */
static void stand(const struct pen *pen, const struct mn_line *line, double *baseline, double *size)
{
	int top = line->box.y, bottom = line->box.y + line->box.h;

	*baseline = line->baseline > top && line->baseline <= bottom ? line->baseline : bottom - DESCENT * line->box.h;
	*size = fmax((*baseline - top) * pen->scale, SIZE_MIN_PT);
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
	double stretch = round(fmin(fmax(100 * width / natural, STRETCH_MIN), STRETCH_MAX) * 10) / 10;

	if (stretch == pen->stretch)
		return;
	pen->stretch = stretch;
	mn_buf_printf(pen->b, "%.1f Tz ", stretch);
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

static void line_show(struct pen *pen, const struct mn_line *line)
{
	double baseline, size, x = 0;
	bool first = true;

	stand(pen, line, &baseline, &size);
	set_size(pen, size);
	for (size_t i = 0; i < line->n; i++) {
		const struct mn_word *w = &line->words[i];
		double at = round(w->box.x * pen->scale * 100) / 100;
		if (!w->text || !w->text[0])
			continue;
		if (first)
			mn_buf_printf(pen->b, "1 0 0 1 %.2f %.2f Tm ", at, pen->height - baseline * pen->scale);
		else
			mn_buf_printf(pen->b, "%.2f 0 Td ", at - x);
		first = false;
		x = at;
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
