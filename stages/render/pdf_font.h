// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_font.h: the font of the invisible text: a Type0 font over one empty glyph, whose codes are UTF-16.
 */
#ifndef RENDER_PDF_FONT_H
#define RENDER_PDF_FONT_H

#include "buf.h"
#include "pdf.h"

/* Width of every glyph, and its part above the baseline, in ems: what readers mark is 0.25 below to 0.75 above. */
#define PDF_FONT_WIDTH 0.5
#define PDF_FONT_ASCENT 0.75

/* The font of this document, made at the first call. */
qpdf_oh pdf_font(struct pdf *p);

/* Appends text as a hexadecimal string for that font ("<00E9>"), remembering which codes are in use. Returns the number
 * of glyphs. A character above U+FFFF has no code in this font: U+FFFD stands for it and p->replaced counts it. */
size_t pdf_font_string(struct pdf *p, struct mn_buf *b, const char *text);

/* Attaches the ToUnicode map of the codes in use; called by pdf_save. */
void pdf_font_finish(struct pdf *p);

#endif
