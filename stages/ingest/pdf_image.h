// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_image.h: an image XObject (ISO 32000-1, 8.9.5) as a received page.
 */
#ifndef INGEST_PDF_IMAGE_H
#define INGEST_PDF_IMAGE_H

#include <qpdf/qpdf-c.h>
#include "err.h"
#include "received.h"

enum pdf_taken {
	PDF_TAKEN,   /* in->bytes (JPEG, JPEG 2000) or in->pix is filled */
	PDF_RENDER,  /* coded or coloured in a way that is left to the renderer */
	PDF_DAMAGED, /* err is filled */
};

/* `black`: no colour was set, so that a stencil mask paints black. */
enum pdf_taken pdf_image_take(
	qpdf_data q, qpdf_oh image, bool black, struct received *in, const char *name, struct mn_err *err);

#endif
