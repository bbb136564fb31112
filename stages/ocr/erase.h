// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * erase.h: what is taken out of the reading picture before it is read, because it is no text and
 * hides text.
 *
 *	PIX *ink = ocr_ink(picture);                 two levels, for looking for things; never read
 *	PIX *dots = ocr_tint_find(ink, dpi);          a grey tint printed as dots
 *	struct ocr_rules *rules = ocr_rules_find(ink, dpi);   underlines, frames, lines of tables
 *	ocr_erase(&picture, mask);                    once for each mask
 *
 * Lengths in the sources are pixels at 300 dpi; they are scaled by the picture's resolution.
 * The page image itself is never changed: only the picture that is read.
 */
#ifndef OCR_ERASE_H
#define OCR_ERASE_H

#include <leptonica/allheaders.h>
#include <stdbool.h>
#include <stddef.h>
#include "alto.h"

#define OCR_RULES_MAX 4000 /* of a page; a page with more is no text, its rules are left alone */

struct ocr_rule {
	struct mn_box box; /* pixels of the picture */
	int thick;         /* its thickness, without what touches it */
	int first, last;   /* where it begins and ends across: y at both ends of a flat rule */
	bool upright;
	bool table;        /* of a table, or between columns: left in the picture */
};

struct ocr_rules {
	struct ocr_rule *v;
	size_t n;
	/* the ink to erase: all rules but those with `table` set; NULL when memory did not suffice */
	PIX *mask;
	PIX *table_mask;   /* the same for the rules that `mask` leaves; NULL when there are none */
	PIX *flat, *tall;  /* the rules themselves, by direction; NULL when there are none */
};

/* The ink of a picture, black on white. NULL without memory; caller destroys. */
PIX *ocr_ink(PIX *picture);

/* The dots of tinted areas, NULL when there are none. */
PIX *ocr_tint_find(PIX *ink, int dpi);

/* Straight rules, and the mask that erases them but keeps the letters that touch them. Never
 * NULL. */
struct ocr_rules *ocr_rules_find(PIX *ink, int dpi);
void ocr_rules_free(struct ocr_rules *r);

/* Takes the masked ink out of *picture (1 or 8 bits), which may be replaced. mask NULL: nothing. */
void ocr_erase(PIX **picture, PIX *mask);

#endif
