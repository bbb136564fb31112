// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * typeset.c: cairo draws each character at its cell; the eight-bit mask is cut at half.
 *
 * Ten points at 300 dpi: an advance of 25 pixels, so that the 89 columns of an A4 page hold a
 * typed line.
 */
#include "typeset.h"

#include <cairo.h>
#include <string.h>
#include "text.h"

#define A4_W 2480
#define A4_H 3508
#define CELL_W 25
#define CELL_H 50
#define MARGIN 125
#define FONT_SIZE (CELL_W / 0.602) /* advance of DejaVu Sans Mono: 0.602 em */
#define BASELINE 38                /* below the top of the cell */

static void measure(const char *text, int *columns, int *lines)
{
	int column = 0;

	*columns = 0;
	*lines = 1;
	for (uint32_t c; (c = mn_utf8_next(&text));) {
		column = c == '\n' ? 0 : column + 1;
		*lines += c == '\n';
		*columns = column > *columns ? column : *columns;
	}
}

static void draw(cairo_t *cr, const char *text)
{
	int column = 0, line = 0;

	cairo_select_font_face(cr, "DejaVu Sans Mono", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cr, FONT_SIZE);
	for (uint32_t c; (c = mn_utf8_next(&text));) {
		char one[5] = {0};
		if (c == '\n') {
			column = 0;
			line++;
			continue;
		}
		if (c != ' ' && c != 0xa0) {
			mn_utf8_put(one, c);
			cairo_move_to(cr, MARGIN + column * CELL_W, MARGIN + line * CELL_H + BASELINE);
			cairo_show_text(cr, one);
		}
		column++;
	}
}

static PIX *two_level(cairo_surface_t *s, int w, int h)
{
	PIX *pix = pixCreate(w, h, 1);
	const unsigned char *data = cairo_image_surface_get_data(s);
	size_t stride = (size_t)cairo_image_surface_get_stride(s);

	for (int y = 0; pix && data && y < h; y++) {
		l_uint32 *line = pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
		for (int x = 0; x < w; x++)
			if (data[(size_t)y * stride + (size_t)x] >= 128)
				SET_DATA_BIT(line, x);
	}
	return pix;
}

PIX *typeset_page(const char *text, struct typeset_size *size)
{
	int columns, lines;

	measure(text, &columns, &lines);
	int w = 2 * MARGIN + columns * CELL_W, h = 2 * MARGIN + lines * CELL_H;
	w = w > A4_W ? w : A4_W;
	h = h > A4_H ? h : A4_H;
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_A8, w, h);
	cairo_t *cr = cairo_create(s);
	draw(cr, text);
	cairo_surface_flush(s);
	PIX *pix = cairo_surface_status(s) == CAIRO_STATUS_SUCCESS ? two_level(s, w, h) : NULL;
	cairo_destroy(cr);
	cairo_surface_destroy(s);
	*size = (struct typeset_size){CELL_W, CELL_H, MARGIN};
	return pix;
}
