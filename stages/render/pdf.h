// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf.h: a PDF/A-1b file being built: a thin layer over qpdf's C API (https://qpdf.readthedocs.io/), which writes the
 * cross-reference table, lengths and escapes.
 *
 *	struct pdf *p = pdf_new(&parts);
 *	qpdf_oh s = pdf_stream(p, bytes, n, NULL, NULL, "<< /Type /XObject … >>");
 *	… pdf_page, pdf_meta_put, pdf_outline_put …
 *	pdf_save(p, path, err);
 *	pdf_free(p);
 *
 * What PDF/A-1 (ISO 19005-1) asks of the file itself is done here: version 1.4, no object streams, an end of line
 * before every endstream, an identifier (made from the content: same content, same bytes). A slip in an object is
 * remembered by qpdf and comes out as the error of pdf_save: the calls in between return nothing.
 */
#ifndef RENDER_PDF_H
#define RENDER_PDF_H

#include <qpdf/qpdf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include "err.h"

/* Files put into every PDF, read once (parts_load). */
struct pdf_parts {
	char *font, *profile; /* pdf.ttf, sRGB.icc */
	size_t nfont, nprofile;
};

/* From mn_data_dir()/render. CONFIG when one is missing. */
int pdf_parts_load(struct pdf_parts *parts, struct mn_err *err);
void pdf_parts_release(struct pdf_parts *parts);

struct pdf {
	qpdf_data q;
	const struct pdf_parts *parts;
	qpdf_oh font; /* Type0 font of the invisible text; valid when `has_font` */
	bool has_font;
	bool rows[256];  /* high bytes of the characters shown with it */
	size_t replaced; /* characters above U+FFFF, shown as U+FFFD */
};

/* An empty document; parts must outlive it. Never NULL. */
struct pdf *pdf_new(const struct pdf_parts *parts);
void pdf_free(struct pdf *p);

/* An object from text without references; a reference is attached with pdf_put. */
qpdf_oh pdf_parse(struct pdf *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same as an indirect object. */
qpdf_oh pdf_object(struct pdf *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* dict[key] = value; key with its slash. */
void pdf_put(struct pdf *p, qpdf_oh dict, const char *key, qpdf_oh value);
/* A stream (bytes are copied). `filter` names the coding the bytes have already ("DCTDecode"), NULL for plain bytes,
 * which are deflated when written; `parms` are its DecodeParms or NULL; `dict`: the other keys, as text, or NULL. */
qpdf_oh pdf_stream(struct pdf *p, const void *bytes, size_t n, const char *filter, const char *parms, const char *dict);
/* Appends a page dictionary (indirect) to the document. */
void pdf_add_page(struct pdf *p, qpdf_oh page);

/* Writes the file at `path` (a temporary of dossier.h: it is replaced). SYSTEM, with qpdf's own words. */
int pdf_save(struct pdf *p, const char *path, struct mn_err *err);

#endif
