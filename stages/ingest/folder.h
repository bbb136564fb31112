// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * folder.h: which files of a folder received are the document.
 *
 * Rules, the first that fits:
 * 1. files "scan.*" that are PDF or image: only these, by rules 3 and 4;
 * 2. a folder "scan/": only its files, by rules 3 and 4;
 * 3. one PDF and no image: the PDF;
 * 4. images only (JPEG, PNG, JPEG 2000, TIFF of one or several pages): all, in natural order of
 *    their names ("page-2" before "page-10").
 * The rest (HTML, JSON, text, hidden files, sub-folders) are companions and are not taken. Two
 * PDFs, or a PDF among images, are no document: refused with a sentence that asks for a folder
 * each.
 */
#ifndef INGEST_FOLDER_H
#define INGEST_FOLDER_H

#include <stddef.h>
#include "err.h"
#include "kind.h"

struct chosen_file {
	char *path;
	char *name; /* last component */
	enum kind kind;
};

struct chosen {
	struct chosen_file *files;
	size_t n;
	unsigned long cap;
};

/* Chooses in a folder called `name` in messages. INPUT: no page image, or several documents;
 * LIMIT: too many files. */
int folder_choose(const char *folder, const char *name, struct chosen *out, struct mn_err *err);

void chosen_add(struct chosen *c, const char *path, const char *name, enum kind kind);
void chosen_release(struct chosen *c);

#endif
