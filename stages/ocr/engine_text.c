// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * engine_text.c: pages that came as text (an older OCR, a born-digital minute).
 *
 * ingest drew such a page on a grid: the character in column c of line r (both from 0) stands in
 * the cell at (margin + c * cell_w, margin + r * cell_h). A word's box is that of its cells; its
 * confidence is unknown. Runs of lines with text are blocks. Columns are counted in code points, as
 * ingest does.
 */
#include "engine.h"

#include <stdlib.h>
#include <string.h>
#include "text.h"

/* Spaces that separate words here; a no-break space does too, since words hold no white space. */
static bool is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0xa0 || c == 0x2009 ||
	       c == 0x202f || c == 0x3000;
}

static int text_open(void **state, const struct mn_config *config, struct mn_err *err)
{
	(void)config;
	(void)err;
	*state = NULL;
	return 0;
}

static void add_word(const struct ocr_input *in, struct mn_line *l, const char *from,
	const char *to, int column, int cells, int row)
{
	struct mn_word *w = mn_alto_add_word(l);

	w->text = mn_strndup(from, (size_t)(to - from));
	w->box = (struct mn_box){in->margin + column * in->cell_w, in->margin + row * in->cell_h,
		cells * in->cell_w, in->cell_h};
}

/* Reads one line of text and moves *at behind it; makes a line of the block when there is a
 * word. */
static void read_line(
	const struct ocr_input *in, const char **at, int row, struct mn_alto *out, bool *open)
{
	struct mn_line *l = NULL;
	const char *start = NULL;
	int column = 0, first = 0;

	for (;;) {
		const char *here = *at;
		uint32_t c = mn_utf8_next(at);
		bool end = !c || c == '\n';

		if (start && (end || is_space(c))) {
			if (!l) {
				struct mn_alto_block *b =
					*open ? &out->blocks[out->n - 1] : mn_alto_add_block(out);
				l = mn_alto_add_line(b);
				l->baseline = in->margin + row * in->cell_h + in->cell_h * 4 / 5;
			}
			add_word(in, l, start, here, first, column - first, row);
			start = NULL;
		} else if (!start && !end && !is_space(c)) {
			start = here;
			first = column;
		}
		if (end) {
			if (!c)
				*at = here;
			break;
		}
		column++;
	}
	*open = l != NULL;
}

static int text_read(
	void *state, const struct ocr_input *in, struct mn_alto *out, struct mn_err *err)
{
	const char *at = in->text;
	bool open = false;

	(void)state;
	(void)err;
	for (int row = 0; *at; row++)
		read_line(in, &at, row, out, &open);
	return 0;
}

static const char *text_title(const void *state)
{
	(void)state;
	return "text as received";
}

static void text_note(const void *state, json_t *note)
{
	(void)state;
	json_object_set_new(note, "engine", json_string("text as received"));
}

static void text_close(void *state)
{
	(void)state;
}

const struct ocr_engine ocr_text = {
	.name = "text",
	.open = text_open,
	.read = text_read,
	.title = text_title,
	.note = text_note,
	.close = text_close,
};
