// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_text.h: the invisible text of a page, word by word on the words of the image.
 */
#ifndef RENDER_PDF_TEXT_H
#define RENDER_PDF_TEXT_H

#include <stdbool.h>
#include "alto.h"
#include "buf.h"
#include "pdf.h"

/* Appends one text object with these lines (pixel boxes; `scale` points a pixel, `height` the page's in points) in font
 * /F. Every word is followed by a space of its own, a word cut at the line end by U+00AD, so that text taken out of the
 * PDF has its words apart and reads as the page. Returns whether there was anything to write. */
bool pdf_text(struct pdf *p, struct mn_buf *b, double scale, double height, struct mn_line *const *lines, size_t n);

#endif
