// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pv.c: pv.pdf, the whole document: every page as received, blank ones too, under the corrected text.
 */
#include "pv.h"

#include <stdlib.h>
#include "err.h"
#include "file.h"
#include "pdf_meta.h"
#include "title.h"

/* Left free above the heading to which a bookmark leads. */
#define BOOKMARK_MARGIN_PT 12

bool role_counts(enum mn_role role)
{
	return role != MN_ROLE_HEAD && role != MN_ROLE_MARGIN && role != MN_ROLE_STAMP;
}

bool section_start(const struct input *in, const struct mn_section *s, int *page, struct mn_box *box)
{
	for (size_t i = 0; i < s->n; i++) {
		if (!role_counts(s->blocks[i].role) || s->blocks[i].nlines == 0)
			continue;
		struct mn_lines at = s->blocks[i].lines[0];
		*page = at.page;
		*box = in->pages[at.page - 1].lines[at.first - 1]->box;
		return true;
	}
	return false;
}

int pdf_publish(struct pdf *p, const struct input *in, const char *name, struct mn_err *err)
{
	char tmp[MN_PATH_MAX];

	if (mn_dossier_publish_path(in->dossier, name, tmp, err) < 0)
		return -1;
	if (pdf_save(p, tmp, err) < 0) {
		mn_publish_drop(tmp);
		return mn_within(err, "%s", name);
	}
	return mn_dossier_publish_done(in->dossier, tmp, name, err);
}

static size_t bookmarks(const struct input *in, const qpdf_oh *pages, const double *scales, const double *heights,
	struct pdf_bookmark **marks)
{
	size_t n = 0, ordinal = 0;

	*marks = mn_calloc(in->minutes->n + 1, sizeof **marks);
	for (size_t i = 0; i < in->minutes->n; i++) {
		const struct mn_section *s = &in->minutes->sections[i];
		struct mn_box box;
		int page;
		if (s->kind != MN_SECTION_DELIBERATION)
			continue;
		ordinal++;
		if (!section_start(in, s, &page, &box))
			continue;
		size_t k = (size_t)page - 1;
		double top = heights[k] - box.y * scales[k] + BOOKMARK_MARGIN_PT;
		(*marks)[n++] = (struct pdf_bookmark){
			title_deliberation(s, ordinal), pages[k], top < heights[k] ? top : heights[k]};
	}
	return n;
}

static void describe(struct pdf *p, const struct input *in)
{
	const struct mn_minutes *m = in->minutes;
	char *title = title_minutes(m, in->source->name);
	struct pdf_meta meta = {.title = title,
		.author = m->nseances ? m->seances[0].body : NULL,
		.date = in->source->received,
		.dossier = mn_dossier_id(in->dossier)};

	pdf_meta_put(p, &meta);
	free(title);
}

int pv_make(const struct input *in, const struct pdf_parts *parts, struct sheet_cache *cache, struct made *made,
	struct mn_err *err)
{
	struct pdf *p = pdf_new(parts);
	qpdf_oh *pages = mn_calloc(in->n + 1, sizeof *pages);
	double *scales = mn_calloc(2 * in->n + 1, sizeof *scales), *heights = scales + in->n;
	struct pdf_bookmark *marks = NULL;
	size_t nmarks = 0;
	int rc = -1;

	for (size_t i = 0; i < in->n; i++) {
		struct sheet s;
		if (sheet_open(&s, p, in, i, cache, err) < 0)
			goto out;
		scales[i] = s.scale;
		heights[i] = s.height;
		sheet_text(&s, p, in->pages[i].lines, in->pages[i].n);
		pages[i] = sheet_close(&s, p);
	}
	nmarks = bookmarks(in, pages, scales, heights, &marks);
	pdf_outline_put(p, marks, nmarks);
	describe(p, in);
	made->replaced = p->replaced;
	rc = pdf_publish(p, in, "content/pv.pdf", err);
out:
	for (size_t i = 0; i < nmarks; i++)
		free(marks[i].title);
	free(marks);
	free(scales);
	free(pages);
	pdf_free(p);
	return rc;
}
