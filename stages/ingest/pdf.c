// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf.c: opening by qpdf, page after page.
 *
 * qpdf mends broken files by searching for objects; half of a file would then pass for a short
 * document. So a file is first read without mending; when that fails, mending is allowed only for
 * a file that has its end (%%EOF): a wrong offset, as mail gateways make, is mended, a cut file is
 * refused.
 */
#include "pdf.h"

#include <fcntl.h>
#include <math.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "i18n.h"
#include "pdf_image.h"
#include "pdf_page.h"
#include "pdf_render.h"
#include "pdf_strips.h"

#define EOF_WITHIN 2048
#define RENDER_DPI_MIN 150
#define RENDER_DPI_MAX 600

struct pdf {
	struct intake *k;
	qpdf_data q;
	struct pdf_renderer *renderer;
};

static bool has_end(const char *path)
{
	char tail[EOF_WITHIN];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	off_t size = fd < 0 ? 0 : lseek(fd, 0, SEEK_END), at = size > EOF_WITHIN ? size - EOF_WITHIN : 0;
	ssize_t n = fd < 0 ? 0 : pread(fd, tail, sizeof tail, at);

	if (fd >= 0)
		close(fd);
	return n > 0 && memmem(tail, (size_t)n, "%%EOF", 5);
}

static qpdf_data open_pdf(const char *path, bool mend, enum qpdf_error_code_e *code)
{
	qpdf_data q = qpdf_init();

	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	qpdf_set_attempt_recovery(q, mend);
	*code = qpdf_e_success;
	if (qpdf_read(q, path, NULL) & QPDF_ERRORS) {
		*code = qpdf_has_error(q) ? qpdf_get_error_code(q, qpdf_get_error(q)) : qpdf_e_internal;
		qpdf_cleanup(&q);
		return NULL;
	}
	return q;
}

static int open_document(struct pdf *p, const char *path, struct mn_err *err)
{
	enum qpdf_error_code_e code;

	p->q = open_pdf(path, false, &code);
	if (!p->q && code != qpdf_e_password && has_end(path))
		p->q = open_pdf(path, true, &code);
	if (p->q)
		return 0;
	if (code == qpdf_e_password)
		return mn_fail(err, MN_INPUT,
			_("the PDF '%s' is locked by a password; save it without one and send that"), p->k->source);
	if (code == qpdf_e_unsupported)
		return mn_fail(err, MN_INPUT,
			_("the PDF '%s' is encrypted in a way that cannot be read; save it without and send that"),
			p->k->source);
	return mn_fail(err, MN_INPUT, _("the PDF '%s' is damaged or cut short; send it again"), p->k->source);
}

/* The image of a page that is one image. */
static enum pdf_taken take_one(struct pdf *p, const struct pdf_page *page, struct received *in, struct mn_err *err)
{
	const struct pdf_place *place = &page->places[0];
	enum pdf_taken r = pdf_image_take(p->q, place->image, !page->colours, in, p->k->source, err);

	in->xres = place->xres;
	in->yres = place->yres;
	in->turn = (place->turn + page->rotate) % 360;
	return r;
}

static int render(struct pdf *p, int index, const struct pdf_page *page, struct received *in, struct mn_err *err)
{
	double dpi = page->dpi > 0 ? fmin(fmax(round(page->dpi), RENDER_DPI_MIN), RENDER_DPI_MAX) : p->k->dpi;

	received_release(in);
	p->k->counts.rendered++;
	return pdf_render(p->renderer, index, dpi, page->unit, in, err);
}

static int take_page(struct pdf *p, int index, struct mn_err *err)
{
	struct received in = RECEIVED_INIT;
	struct pdf_page page;
	enum pdf_taken taken = PDF_RENDER;
	qpdf_oh object = qpdf_get_page_n(p->q, (size_t)index);
	int r = -1;

	pdf_page_read(p->q, object, &page);
	if (!page.render && page.n == 1) {
		taken = take_one(p, &page, &in, err);
	} else if (!page.render) {
		taken = pdf_strips_take(p->q, &page, &in, p->k->source, err);
		in.turn = page.rotate;
	}
	if (taken == PDF_RENDER)
		r = render(p, index, &page, &in, err);
	else if (taken == PDF_TAKEN)
		r = 0;
	if (!r)
		r = intake_page(p->k, &in, index + 1, err);
	received_release(&in);
	pdf_page_release(&page);
	qpdf_oh_release_all(p->q);
	return r;
}

int pdf_take(struct intake *k, const char *path, struct mn_err *err)
{
	struct pdf p = {.k = k};
	int r = -1;

	if (open_document(&p, path, err) < 0)
		return -1;
	k->encrypted = k->encrypted || qpdf_is_encrypted(p.q);
	p.renderer = pdf_renderer_new(path, k->source);
	int n = qpdf_get_num_pages(p.q);
	if (n > MN_PAGES_MAX)
		mn_fail(err, MN_LIMIT, _("'%s' has %d pages, more than the %d allowed; send it in parts"),
			k->source, n, MN_PAGES_MAX);
	else if (n < 1)
		mn_fail(err, MN_INPUT, _("the PDF '%s' has no page; send it again"), k->source);
	else
		r = qpdf_push_inherited_attributes_to_page(p.q) & QPDF_ERRORS
			? mn_fail(err, MN_INPUT, _("the PDF '%s' is damaged or cut short; send it again"), k->source)
			: 0;
	for (int i = 0; !r && i < n; i++)
		r = take_page(&p, i, err);
	pdf_renderer_free(p.renderer);
	qpdf_cleanup(&p.q);
	return r;
}
