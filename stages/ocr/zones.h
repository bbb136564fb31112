// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * zones.h: parts of a page that rules set apart: margin columns and ruled tables. They are read by
 * themselves.
 *
 *	struct ocr_zones *z = ocr_zones_find(ink, rules, dpi);
 *	ocr_zones_blank(z, body);          the body of the page is read without them
 *	… for each zone: its cells are clipped from the picture without any rules, read, and put
 *	into the page
 */
#ifndef OCR_ZONES_H
#define OCR_ZONES_H

#include "alto.h"
#include "erase.h"

#define OCR_ZONES_MAX 64
#define OCR_CELLS_MAX 2000 /* of a table */

struct ocr_cell {
	struct mn_box box; /* pixels of the picture, without the rules around it */
	int row;           /* from 0, from top to bottom */
};

struct ocr_zone {
	enum mn_block_kind kind; /* MN_BLOCK_MARGIN or MN_BLOCK_TABLE */
	struct mn_box box;
	struct ocr_cell *cells;  /* by row, then from left to right; a margin has one */
	size_t n;
	bool framed;             /* a margin in a box: it is read before the body of its page */
};

struct ocr_zones {
	struct ocr_zone *v;
	size_t n;
};

/* `ink` without tints and without any rules. Never NULL. */
struct ocr_zones *ocr_zones_find(PIX *ink, const struct ocr_rules *rules, int dpi);
void ocr_zones_free(struct ocr_zones *z);

/* Paints the zones in the colour of their paper. */
void ocr_zones_blank(const struct ocr_zones *z, PIX *body);

#endif
