// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * engine.h: what reads a page. Each engine is a table of functions; work.c chooses by the page's
 * origin and configuration.
 *
 *	tesseract   the LSTM reader of Tesseract 5, on a prepared picture
 *	text        pages that came as text: their words are set into the grid of cells that ingest
 *	            drew
 *
 * An engine appends blocks, lines and words to `out`, in reading order, and nothing else: id, size,
 * class, scaling back to the page image, hyphens, junk and boxes of lines and blocks are work.c's
 * business and the same for all. Coordinates are pixels of the picture it was given (of the page
 * image for an engine that sees none), baselines likewise. Words are UTF-8, not necessarily NFC,
 * not empty, without white space; a hyphen at a line end is left on its word.
 *
 * An engine must give the same answer for the same picture whatever it read before (warm workers).
 */
#ifndef OCR_ENGINE_H
#define OCR_ENGINE_H

#include <jansson.h>
#include <leptonica/allheaders.h>
#include <stdbool.h>
#include "alto.h"
#include "config.h"
#include "err.h"

/* What is known of the arrangement of a picture. */
enum ocr_layout {
	OCR_PAGE,   /* anything: columns, tables, pictures */
	OCR_COLUMN, /* one column of text of various sizes */
	OCR_BLOCK,  /* one block of evenly set lines */
	OCR_LINE,   /* one line */
};

struct ocr_input {
	/* 1 bit (black on white) or 8 bits grey; NULL when the engine does not see */
	PIX *pix;
	int dpi;                /* of pix */
	enum ocr_layout layout;
	/* look for lines with a local threshold (Sauvola's): pale or uneven ink */
	bool faint;
	const char *text;       /* engine text: the page's text (UTF-8), else NULL */
	int cell_w, cell_h, margin; /* engine text: the grid, pixels */
};

struct ocr_engine {
	const char *name;
	bool sees; /* wants pix */
	/* Loads what is kept warm. CONFIG when the model is missing. */
	int (*open)(void **state, const struct mn_config *config, struct mn_err *err);
	/* LIMIT when it took longer than [ocr] page_seconds. */
	int (*read)(
		void *state, const struct ocr_input *in, struct mn_alto *out, struct mn_err *err);
	/* Whether a word (lower case, letters only) is in the engine's word list; NULL when it has
	 * none. */
	bool (*known)(void *state, const char *word);
	/* "tesseract 5.3.0, fra_minutes f0a44197438c": for the ALTO; a string of the state. */
	const char *(*title)(const void *state);
	/* Puts version, model and its digest into the journal's note. */
	void (*note)(const void *state, json_t *note);
	void (*close)(void *state);
};

extern const struct ocr_engine ocr_tesseract, ocr_text;

#endif
