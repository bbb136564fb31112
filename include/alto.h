// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * alto.h: a page of text as ALTO 4.4 (https://www.loc.gov/standards/alto/), in memory and as XML.
 *
 * ocr writes ocr/NNNN.xml, correct writes text/NNNN.xml; both have the same blocks, lines and words (a word keeps its
 * place when its text changes). Lines are numbered through the page from 1, in reading order; "page:line" (3:17) names
 * a line everywhere (minutes.xml, checks.json, corrections.csv counts words in it from 1).
 *
 * In XML: Page ID="P0001" PHYSICAL_IMG_NR, PrintSpace > TextBlock ID="b1" > TextLine ID="l1" > String ID="l1w1" CONTENT
 * HPOS VPOS WIDTH HEIGHT WC, SP between words, HYP for a hyphen at the line end (SUBS_TYPE HypPart1/HypPart2 and SUBS_CONTENT
 * on the two halves). What was read is kept in text/ as <ALTERNATIVE PURPOSE="read">, other readings as PURPOSE="alternative".
 * PAGECLASS: "text", "blank", "unread" (with the reason in the Description's processing step).
 * Coordinates are pixels of the page image (MeasurementUnit pixel).
 */
#ifndef MN_ALTO_H
#define MN_ALTO_H

#include <stdbool.h>
#include <stddef.h>
#include "err.h"

#define MN_ALTO_BYTES_MAX (64L << 20)
#define MN_ALTO_LINES_MAX 20000
#define MN_ALTO_WORDS_MAX 200000

struct mn_box {
	int x, y, w, h; /* pixels */
};

enum mn_style { MN_BOLD = 1, MN_ITALIC = 2, MN_UNDERLINE = 4, MN_SMALLCAPS = 8 };

struct mn_word {
	char *text;         /* NFC, no white space (after correction a split word holds one space); the hyphen of a cut
	                     * word is not in it, see line.hyphen */
	char *read;         /* what OCR read when text was corrected, else NULL */
	char **alternatives;
	size_t nalternatives;
	struct mn_box box;
	float conf;         /* 0..1; < 0: unknown */
	unsigned style;     /* enum mn_style bits */
};

struct mn_line {
	struct mn_word *words;
	size_t n;
	struct mn_box box;
	int baseline;       /* pixels from the top of the page; 0: unknown */
	bool hyphen;        /* a word is cut at the end of this line: its first half is the last word here, its second half the
	                     * first word of the next line; ALTO's HYP stands for the printed hyphen */
};

enum mn_block_kind { MN_BLOCK_TEXT, MN_BLOCK_MARGIN, MN_BLOCK_TABLE, MN_BLOCK_STAMP, MN_BLOCK_HEAD };

struct mn_alto_block {
	struct mn_line *lines;
	size_t n;
	struct mn_box box;
	enum mn_block_kind kind; /* as TextBlock's TAGREFS / OtherTag */
};

enum mn_page_class { MN_PAGE_TEXT, MN_PAGE_BLANK, MN_PAGE_UNREAD };

struct mn_alto {
	char id[5];         /* "0001" */
	int width, height, dpi;
	enum mn_page_class class_;
	char *reason;       /* of an unread page */
	char *image;        /* sourceImageInformation/fileName, relative to the dossier */
	char *engine;       /* "tesseract 5.3.0, fra_minutes <sha256 first 12>"… processingSoftware of the OCR step */
	char *corrector;    /* the same of the correction step; NULL in ocr/ */
	struct mn_alto_block *blocks;
	size_t n;
};

/* Reads a file; INPUT with the line when it is not ALTO as above (foreign attributes and elements are ignored), LIMIT past the
 * ceilings. NULL on error; free with mn_alto_free (NULL is fine). */
struct mn_alto *mn_alto_read(const char *path, struct mn_err *err);
/* The same from memory; `name` is for messages. */
struct mn_alto *mn_alto_parse(const char *bytes, size_t n, const char *name, struct mn_err *err);
/* As XML, schema-valid, deterministic; caller frees. */
char *mn_alto_xml(const struct mn_alto *a);
void mn_alto_free(struct mn_alto *a);

/* For those who build one: append and return the new element (zeroed, conf -1), valid until the next append there. */
struct mn_alto_block *mn_alto_add_block(struct mn_alto *a);
struct mn_line *mn_alto_add_line(struct mn_alto_block *b);
struct mn_word *mn_alto_add_word(struct mn_line *l);
/* Boxes of lines from their words, of blocks from their lines. */
void mn_alto_fit(struct mn_alto *a);

/* All lines of the page in reading order, pointers into a; caller frees the array only. Line k of "page:line" is [k-1]. */
struct mn_line **mn_alto_lines(const struct mn_alto *a, size_t *n);
/* The block kind of each of those lines (caller frees). */
enum mn_block_kind *mn_alto_line_kinds(const struct mn_alto *a, size_t *n);

/* The text of a line: words by one space, and `hyphen` ("-", U+00AD or "") when the line ends in a cut word. Caller frees. */
char *mn_line_text(const struct mn_line *l, const char *hyphen);
/* The text of a page: one line a line, an empty line between blocks, cut words with U+00AD at the line end. */
char *mn_alto_text(const struct mn_alto *a);

#endif
