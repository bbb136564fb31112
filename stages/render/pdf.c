// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf.c: objects and writing over qpdf's C API (contract in pdf.h).
 *
 * qpdf_oh_parse refuses references ("12 0 R"), hence the two steps: dictionaries from text, references by pdf_put.
 * Streams that come with their own coding (JPEG, CCITT, PNG rows) are never touched: decode level "none". Plain
 * streams are deflated by the writer, but the XMP packet, which PDF/A wants plain and qpdf leaves so.
 */
#include "pdf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "config.h"
#include "file.h"
#include "i18n.h"
#include "pdf_font.h"

/* Text of one object built here; a palette of 256 colours in hexadecimal takes 1600. */
#define OBJECT_MAX 4096
#define PART_BYTES_MAX (1L << 20)

static char *part(const char *name, size_t *n, struct mn_err *err)
{
	char *path = mn_printf("%s/render/%s", mn_data_dir(), name);
	char *bytes = mn_read_file(path, PART_BYTES_MAX, n, err);

	free(path);
	if (!bytes)
		err->kind = MN_CONFIG;
	return bytes;
}

int pdf_parts_load(struct pdf_parts *parts, struct mn_err *err)
{
	*parts = (struct pdf_parts){0};
	parts->font = part("pdf.ttf", &parts->nfont, err);
	if (parts->font)
		parts->profile = part("sRGB.icc", &parts->nprofile, err);
	if (parts->profile)
		return 0;
	pdf_parts_release(parts);
	return -1;
}

void pdf_parts_release(struct pdf_parts *parts)
{
	free(parts->font);
	free(parts->profile);
	*parts = (struct pdf_parts){0};
}

struct pdf *pdf_new(const struct pdf_parts *parts)
{
	struct pdf *p = mn_calloc(1, sizeof *p);

	p->q = qpdf_init();
	p->parts = parts;
	qpdf_silence_errors(p->q);
	qpdf_set_suppress_warnings(p->q, QPDF_TRUE);
	qpdf_empty_pdf(p->q);
	return p;
}

void pdf_free(struct pdf *p)
{
	if (!p)
		return;
	qpdf_cleanup(&p->q);
	free(p);
}

__attribute__((format(printf, 2, 0))) static qpdf_oh parse(struct pdf *p, const char *fmt, va_list ap)
{
	char text[OBJECT_MAX];
	int n = vsnprintf(text, sizeof text, fmt, ap);

	if (n < 0 || (size_t)n >= sizeof text)
		abort(); /* our own constants are longer than OBJECT_MAX */
	return qpdf_oh_parse(p->q, text);
}

qpdf_oh pdf_parse(struct pdf *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	qpdf_oh o = parse(p, fmt, ap);
	va_end(ap);
	return o;
}

qpdf_oh pdf_object(struct pdf *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	qpdf_oh o = qpdf_make_indirect_object(p->q, parse(p, fmt, ap));
	va_end(ap);
	return o;
}

void pdf_put(struct pdf *p, qpdf_oh dict, const char *key, qpdf_oh value)
{
	qpdf_oh_replace_key(p->q, dict, key, value);
}

static void put_all(struct pdf *p, qpdf_oh dict, const char *text)
{
	qpdf_oh from = qpdf_oh_parse(p->q, text);

	qpdf_oh_begin_dict_key_iter(p->q, from);
	while (qpdf_oh_dict_more_keys(p->q)) {
		const char *key = qpdf_oh_dict_next_key(p->q);
		pdf_put(p, dict, key, qpdf_oh_get_key(p->q, from, key));
	}
}

qpdf_oh pdf_stream(struct pdf *p, const void *bytes, size_t n, const char *filter, const char *parms, const char *dict)
{
	static const char slash = '/';
	char name[64] = {slash};
	qpdf_oh s = qpdf_oh_new_stream(p->q);
	qpdf_oh none = qpdf_oh_new_null(p->q);

	if (filter)
		snprintf(name + 1, sizeof name - 1, "%s", filter);
	qpdf_oh_replace_stream_data(p->q, s, bytes, n, filter ? qpdf_oh_new_name(p->q, name) : none,
		parms ? qpdf_oh_parse(p->q, parms) : none);
	if (dict)
		put_all(p, qpdf_oh_get_dict(p->q, s), dict);
	return s;
}

void pdf_add_page(struct pdf *p, qpdf_oh page)
{
	qpdf_add_page(p->q, p->q, page, QPDF_FALSE);
}

int pdf_save(struct pdf *p, const char *path, struct mn_err *err)
{
	pdf_font_finish(p);
	if (!qpdf_has_error(p->q) && qpdf_init_write(p->q, path) < QPDF_ERRORS) {
		qpdf_set_object_stream_mode(p->q, qpdf_o_disable);
		qpdf_set_stream_data_mode(p->q, qpdf_s_compress);
		qpdf_set_decode_level(p->q, qpdf_dl_none);
		qpdf_set_newline_before_endstream(p->q, QPDF_TRUE);
		qpdf_set_minimum_pdf_version(p->q, "1.4");
		qpdf_set_deterministic_ID(p->q, QPDF_TRUE);
		qpdf_write(p->q);
	}
	if (!qpdf_has_error(p->q))
		return 0;
	qpdf_error e = qpdf_get_error(p->q);
	return mn_fail(err, MN_SYSTEM, _("cannot make the PDF '%s': %s"), path, qpdf_get_error_full_text(p->q, e));
}
