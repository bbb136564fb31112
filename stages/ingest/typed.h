// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * typed.h: the text of an older OCR, without image, set as pages of a grid.
 *
 * A form feed ends a page; a text without any is cut every 60 lines. Lines end in LF, CR LF or CR;
 * tabs go to multiples of 8; a line longer than the widest page is folded at a space.
 * pages/NNNN.txt holds the lines as they stand on the page (NFC, LF), so that the box of the
 * character in column c of line l (from 0, code points) is
 *	x = margin + c * cell_w, y = margin + l * cell_h.
 */
#ifndef INGEST_TYPED_H
#define INGEST_TYPED_H

#include "err.h"
#include "intake.h"

#define TYPED_BYTES_MAX (64UL << 20)

/* Hands every page over. INPUT: no text can be made of the bytes; LIMIT. */
int typed_take(struct intake *k, const char *path, struct mn_err *err);

#endif
