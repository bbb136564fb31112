// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * kind.h: what a file is, told by its first bytes and never by its name.
 *
 * Six kinds are sources; the rest are refused with the name of what they seem to be, so that the
 * person who sent a Word document under the name scan.pdf reads "Word", not "damaged PDF".
 */
#ifndef INGEST_KIND_H
#define INGEST_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include "err.h"

enum kind { KIND_OTHER, KIND_TIFF, KIND_PDF, KIND_JPEG, KIND_PNG, KIND_JP2, KIND_TEXT, KIND_EMPTY };

/* Bytes that kind_of wants to see (it is content with fewer when the file is shorter). */
#define KIND_BYTES 8192

/* The kind of a file that begins with these bytes; *seems (may be NULL) gets the English name of
 * what it is. */
enum kind kind_of(const unsigned char *bytes, size_t n, const char **seems);

/* The same for a file; a text under the name of an image or PDF ("scan.jpg") is KIND_OTHER:
 * somebody meant to send something else. -1 (INPUT, SYSTEM) when it cannot be read; `name` is for
 * the message. */
int kind_of_file(const char *path, const char *name, enum kind *kind, const char **seems, struct mn_err *err);

/* Fails with the sentence for a file that is no source (KIND_OTHER, KIND_EMPTY). Always -1. */
int kind_refuse(const char *name, enum kind kind, const char *seems, struct mn_err *err);

/* TIFF, JPEG, PNG, JPEG 2000. */
bool kind_is_image(enum kind kind);

#endif
