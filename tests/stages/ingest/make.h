// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * make.h: inputs for the tests of ingest, made on the spot: a page of invented French, files of
 * every kind, PDFs by qpdf.
 *
 * Static functions, so that each test links alone. Include after cmocka.h.
 */
#ifndef TESTS_INGEST_MAKE_H
#define TESTS_INGEST_MAKE_H

#include <allheaders.h>
#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "err.h"
#include "file.h"
#include "typeset.h"

#define MAKE_UNUSED __attribute__((unused))

static char make_folder[64];

/* A fresh folder under /tmp for this test program. */
MAKE_UNUSED static int make_setup(void **state)
{
	(void)state;
	setMsgSeverity(L_SEVERITY_NONE);
	strcpy(make_folder, "/tmp/mn-ingest-XXXXXX");
	return mkdtemp(make_folder) ? 0 : -1;
}

MAKE_UNUSED static int make_teardown(void **state)
{
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	return mn_remove_tree(make_folder, &err);
}

/* A path in that folder; four at a time. */
MAKE_UNUSED static const char *make_path(const char *name)
{
	static char paths[4][256];
	static int next;
	char *p = paths[next++ % 4];

	snprintf(p, sizeof paths[0], "%s/%s", make_folder, name);
	return p;
}

MAKE_UNUSED static void make_file(const char *path, const void *bytes, size_t n)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

/* The first n bytes of a file as another one. */
MAKE_UNUSED static void make_cut(const char *from, const char *to, size_t n)
{
	struct mn_err err = MN_ERR_INIT;
	size_t size;
	char *bytes = mn_read_file(from, 1 << 28, &size, &err);

	assert_non_null(bytes);
	make_file(to, bytes, n < size ? n : size);
	free(bytes);
}

MAKE_UNUSED static size_t make_size(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return (size_t)st.st_size;
}

static const char make_text[] =
	"Commune de Pont-les-Prés\n\nSéance du jeudi 14 mars à vingt heures\n\n"
	"Le conseil municipal, légalement convoqué, s'est réuni à la mairie sous\n"
	"la présidence du maire. Le procès-verbal de la dernière séance est lu et\n"
	"approuvé sans remarque. Le quorum étant atteint, la séance est ouverte.\n\n"
	"Entretien du chemin des peupliers : le maire expose que les pluies de\n"
	"février ont emporté le bas-côté et qu'il faut y remédier avant l'été.\n"
	"Deux devis ont été demandés ; le plus bas s'élève à quatre mille euros.\n"
	"Après en avoir délibéré, le conseil accepte ce devis et autorise le maire\n"
	"à signer tout document utile. La dépense est inscrite au budget primitif.\n\n"
	"Bibliothèque : le legs de livres anciens est accepté avec gratitude ; la\n"
	"commission de la culture proposera un règlement de prêt pour l'automne.\n\n"
	"L'ordre du jour étant épuisé, la séance est levée à vingt-deux heures.\n";

/* A written page of A4, two-level, 300 dpi. */
MAKE_UNUSED static PIX *make_page(void)
{
	struct typeset_size size;
	PIX *pix = typeset_page(make_text, &size);

	assert_non_null(pix);
	pixSetResolution(pix, 300, 300);
	return pix;
}

/* The same in grey with paper and ink of a scanner, or with a red line across (depth 32). */
MAKE_UNUSED static PIX *make_scan(int depth)
{
	PIX *page = make_page(), *grey = pixConvertTo8(page, 0);

	pixDestroy(&page);
	pixMultConstantGray(grey, 0.7f);
	pixAddConstantGray(grey, 50);
	if (depth == 32) {
		PIX *rgb = pixConvertTo32(grey);
		pixDestroy(&grey);
		pixRenderLineArb(rgb, 200, 2500, 2200, 2500, 20, 220, 30, 40);
		return rgb;
	}
	return grey;
}

/* --- PDF --- */

struct make_pdf {
	qpdf_data q;
};

MAKE_UNUSED static struct make_pdf make_pdf_new(void)
{
	struct make_pdf p = {qpdf_init()};

	qpdf_silence_errors(p.q);
	assert_int_equal(qpdf_empty_pdf(p.q), QPDF_SUCCESS);
	return p;
}

/* An image; `dict` without << >>: the entries but Type and Subtype. */
MAKE_UNUSED static qpdf_oh make_stream(struct make_pdf *p, const char *dict, const void *bytes, size_t n, const char *filter)
{
	char text[1000];
	qpdf_oh s = qpdf_oh_new_stream(p->q);

	snprintf(text, sizeof text, "<< %s >>", dict);
	qpdf_oh d = qpdf_oh_parse(p->q, text), own = qpdf_oh_get_dict(p->q, s);
	qpdf_oh_begin_dict_key_iter(p->q, d);
	while (qpdf_oh_dict_more_keys(p->q)) {
		const char *key = qpdf_oh_dict_next_key(p->q);
		qpdf_oh_replace_key(p->q, own, key, qpdf_oh_get_key(p->q, d, key));
	}
	qpdf_oh_replace_stream_data(p->q, s, bytes, n, filter ? qpdf_oh_new_name(p->q, filter) : qpdf_oh_new_null(p->q),
		qpdf_oh_get_key(p->q, d, "/DecodeParms"));
	return s;
}

/* A page of `box` and other entries, with this content, and X0, X1… as XObjects. */
MAKE_UNUSED static qpdf_oh make_pdf_page(struct make_pdf *p, const char *entries, const char *content, qpdf_oh *objects, int n)
{
	char text[1000], name[8];
	qpdf_oh c = make_stream(p, "", content, strlen(content), NULL), x = qpdf_oh_new_dictionary(p->q);

	snprintf(text, sizeof text,
		"<< /Type /Page %s /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>", entries);
	qpdf_oh page = qpdf_make_indirect_object(p->q, qpdf_oh_parse(p->q, text));
	for (int i = 0; i < n; i++) {
		snprintf(name, sizeof name, "/X%d", i);
		qpdf_oh_replace_key(p->q, x, name, objects[i]);
	}
	qpdf_oh_replace_key(p->q, qpdf_oh_get_key(p->q, page, "/Resources"), "/XObject", x);
	qpdf_oh_replace_key(p->q, page, "/Contents", c);
	assert_int_equal(qpdf_add_page(p->q, p->q, page, QPDF_FALSE), QPDF_SUCCESS);
	return page;
}

/* The picture as a stream of its own codec (IFF_JFIF_JPEG) or as raw samples. */
MAKE_UNUSED static qpdf_oh make_jpeg_image(struct make_pdf *p, PIX *pix)
{
	l_uint8 *bytes = NULL;
	size_t n = 0;
	char dict[300];

	assert_int_equal(pixWriteMemJpeg(&bytes, &n, pix, 80, 0), 0);
	snprintf(dict, sizeof dict, "/Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /Device%s", pixGetWidth(pix),
		pixGetHeight(pix), pixGetDepth(pix) == 8 ? "Gray" : "RGB");
	qpdf_oh s = make_stream(p, dict, bytes, n, "/DCTDecode");
	lept_free(bytes);
	return s;
}

/* G4 data as Leptonica makes them for PDF. */
MAKE_UNUSED static qpdf_oh make_g4_image(struct make_pdf *p, PIX *pix, const char *more)
{
	L_COMP_DATA *cid = NULL;
	char dict[400];

	assert_int_equal(pixGenerateCIData(pix, L_G4_ENCODE, 0, 0, &cid), 0);
	snprintf(dict, sizeof dict,
		"/Subtype /Image /Width %d /Height %d /BitsPerComponent 1 /DecodeParms << /K -1 /Columns %d /Rows %d >> %s", cid->w, cid->h,
		cid->w, cid->h, more);
	qpdf_oh s = make_stream(p, dict, cid->datacomp, cid->nbytescomp, "/CCITTFaxDecode");
	l_CIDataDestroy(&cid);
	return s;
}

MAKE_UNUSED static void make_pdf_write(struct make_pdf *p, const char *path)
{
	assert_int_equal(qpdf_init_write(p->q, path), QPDF_SUCCESS);
	qpdf_set_static_ID(p->q, QPDF_TRUE);
	assert_int_equal(qpdf_write(p->q), QPDF_SUCCESS);
	qpdf_cleanup(&p->q);
}

#endif
