// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * apart.h: the body of a page and what is read apart from it.
 *
 *	struct ocr_apart *apart = ocr_apart_make(&picture);    picture is now the body
 *	… read picture into a …
 *	ocr_apart_read(apart, engine, state, a, err);          margins and tables take their places
 *	in a
 */
#ifndef OCR_APART_H
#define OCR_APART_H

#include "engine.h"
#include "picture.h"
#include "zones.h"

struct ocr_apart {
	struct ocr_zones *zones; /* never NULL */
	struct ocr_rules *rules; /* NULL when there was no memory for them */
	PIX *clean;              /* the picture without any rules; NULL when nothing stands apart */
	/* the ink of the page without any rules; NULL when there was no memory for it */
	PIX *ink;
	int dpi;
};

/* Takes tints, underlines and boxes out of the picture, and the zones too, which are kept here.
 * Never NULL. */
struct ocr_apart *ocr_apart_make(struct ocr_picture *p);
void ocr_apart_free(struct ocr_apart *apart);

/* Marks the words under which a rule was taken out as underlined; before coordinates are scaled
 * back. */
void ocr_apart_underline(const struct ocr_apart *apart, struct mn_alto *a);

/* Reads the zones and puts each into its place among the blocks of a. */
int ocr_apart_read(const struct ocr_apart *apart, const struct ocr_engine *e, void *state,
	struct mn_alto *a, struct mn_err *err);

#endif
