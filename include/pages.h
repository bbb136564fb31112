// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pages.h: pages/pages.json, what ingest found: the source and its pages.
 *
 * Written by ingest, read by every later stage. Coordinates everywhere in minutier (ALTO, minutes.xml) are pixels of the
 * upright page image pages/NNNN.<ext>, origin top left.
 */
#ifndef MN_PAGES_H
#define MN_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include "digest.h"
#include "dossier.h"
#include "err.h"

/* A document may not have more pages, a page not more pixels (200 MP: A0 at 300 dpi is 140) or more on a side. */
#define MN_PAGES_MAX 5000
#define MN_PIXELS_MAX 200000000L
#define MN_SIDE_MAX 32000

struct mn_source_file {
	char *name;         /* relative to source/ */
	char sha256[MN_HEX];
	unsigned long long size; /* bytes */
};

struct mn_page {
	char id[5];         /* "0001", from 1, blank sheets counted */
	char *image;        /* relative to the dossier: "pages/0001.tif" (.png, .jpg, .jp2): upright and straight, for reading */
	char *stored;       /* the page's image as received, for the PDF ("pages/0001.stored.jpg"…); equal to image when
	                     * nothing had to be turned, decoded or straightened */
	int width, height;  /* pixels of image */
	int dpi;            /* of image, both ways */
	int turn;           /* degrees clockwise by which the received page was turned to stand upright: 0, 90, 180, 270 */
	double skew;        /* degrees clockwise by which it was straightened after that */
	bool blank;         /* nothing is written on it */
	char *origin;       /* "tiff", "jpeg", "png", "jp2", "pdf-image", "pdf-render", "text" */
	char *from;         /* which source file and which page of it: "scan.tif#3" */
	/* pages of origin "text": the text is in pages/NNNN.txt, set in a grid of cells (pixels) */
	char *text;         /* "pages/0001.txt", else NULL */
	int cell_w, cell_h, margin;
	bool doubtful_turn; /* orientation is not sure */
};

struct mn_pages {
	char *name;         /* readable name of the source, without its ending: "2021-09-24 conseil" */
	char *received;     /* ISO 8601 UTC, when ingest took it */
	char source_sha256[MN_HEX]; /* the digest that names the dossier (one file: its own; several: of their digests) */
	struct mn_source_file *files;
	size_t nfiles;
	struct mn_page *pages;
	size_t n;
};

/* Reads pages/pages.json; INPUT when it is damaged. Free with mn_pages_free (NULL is fine). */
struct mn_pages *mn_pages_read(const struct mn_dossier *d, struct mn_err *err);
/* As bytes of JSON, for publishing; caller frees. */
char *mn_pages_json(const struct mn_pages *p);
void mn_pages_free(struct mn_pages *p);

/* The page of that id, NULL when there is none. */
const struct mn_page *mn_pages_find(const struct mn_pages *p, const char *id);

#endif
