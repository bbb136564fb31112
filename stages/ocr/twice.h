// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * twice.h: reading a doubtful grey page in more than one way, and keeping the best.
 */
#ifndef OCR_TWICE_H
#define OCR_TWICE_H

#include "engine.h"
#include "picture.h"

/* What a reading is worth: words of three letters and more that are in the engine's list, and that
 * are not; and words of any length that it gives little confidence. */
struct ocr_worth {
	long known, unknown, weak;
};

struct ocr_worth ocr_worth_of(const struct ocr_engine *e, void *state, const struct mn_alto *a);

/* Reads the picture into *out (its blocks only); *how is the name of the way that was kept
 * ("plain", "even", "faint"), *times how often the page was read. */
int ocr_read_best(const struct ocr_engine *e, void *state, const struct ocr_picture *p,
	struct mn_alto *out, const char **how, int *times, struct mn_err *err);

#endif
