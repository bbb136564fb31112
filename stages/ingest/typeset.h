// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * typeset.h: a page of plain text as a picture: one cell a character, DejaVu Sans Mono, two-level,
 * 300 dpi.
 */
#ifndef INGEST_TYPESET_H
#define INGEST_TYPESET_H

#include <allheaders.h>

#define TYPESET_DPI 300
#define TYPESET_COLUMNS_MAX 160 /* of a page: beyond, lines are folded (132 was the widest printer) */
#define TYPESET_LINES_MAX 300   /* of a page: beyond, it is cut */

struct typeset_size {
	int cell_w, cell_h, margin; /* pixels */
};

/* Lines separated by LF, columns counted in code points. At least A4; larger when the text is.
 * NULL when memory is out. */
PIX *typeset_page(const char *text, struct typeset_size *size);

#endif
