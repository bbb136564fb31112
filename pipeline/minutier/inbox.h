// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * inbox.h: what in an inbox is one document.
 *
 * A file is one document, whatever it holds. A folder is one document when it holds page images, or one scan with companions, or
 * files named scan.* (or a folder scan/): the delivery of one document. A folder that holds several PDF files, or only texts, is a
 * bundle: each file is a document, named "<folder>-<file>". A folder of folders is walked. The inbox itself
 * is a bundle, unless it is such a delivery or holds nothing but numbered pictures of one page each (page-01.jpg, page-02.jpg…). Hidden files and those that
 * desktops leave behind (Thumbs.db, desktop.ini) are passed over.
 */
#ifndef MN_INBOX_H
#define MN_INBOX_H

#include "err.h"

struct inbox_source {
	char *path, *name; /* name: NULL when it follows from the path */
};

struct inbox {
	struct inbox_source *sources;
	unsigned long n, cap;
};

/* Adds the documents of `path` (a file or a folder), in natural order. INPUT when it does not exist. */
int inbox_add(struct inbox *in, const char *path, struct mn_err *err);
void inbox_free(struct inbox *in);

#endif
