// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * deliberation.c: deliberation-NNN.pdf: one deliberation on the complete pages it stands on.
 *
 * The pages stay whole, since a copy that hides part of a page proves less; what belongs to the deliberation is shown
 * by an opaque bar (PDF/A-1 knows no transparency) along each run of its lines, with a tick where the deliberation
 * begins and where it ends. A run breaks where the next line stands higher (next column), but not inside a table, whose
 * cells are read one after the other.
 */
#include "pv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "err.h"
#include "i18n.h"
#include "pdf_meta.h"
#include "title.h"

/* The deliberation's lines of one page, in its order. */
struct part {
	size_t page; /* index */
	struct mn_line **lines;
	enum mn_block_kind *kinds;
	size_t n, cap, kcap;
};

struct parts {
	struct part *v;
	size_t n, cap;
};

static void parts_free(struct parts *parts)
{
	for (size_t i = 0; i < parts->n; i++) {
		free(parts->v[i].lines);
		free(parts->v[i].kinds);
	}
	free(parts->v);
}

/* The part of that page; parts are in the order of pages. */
static struct part *part_of(struct parts *parts, size_t page)
{
	size_t at = 0;

	while (at < parts->n && parts->v[at].page < page)
		at++;
	if (at < parts->n && parts->v[at].page == page)
		return &parts->v[at];
	parts->v = mn_grow(parts->v, parts->n, &parts->cap, sizeof *parts->v);
	memmove(parts->v + at + 1, parts->v + at, (parts->n - at) * sizeof *parts->v);
	parts->v[at] = (struct part){.page = page};
	parts->n++;
	return &parts->v[at];
}

static void collect(const struct input *in, const struct mn_section *s, struct parts *parts)
{
	for (size_t b = 0; b < s->n; b++) {
		const struct mn_block *block = &s->blocks[b];
		for (size_t l = 0; role_counts(block->role) && l < block->nlines; l++) {
			const struct input_page *page = &in->pages[block->lines[l].page - 1];
			struct part *part = part_of(parts, (size_t)block->lines[l].page - 1);
			for (int k = block->lines[l].first - 1; k < block->lines[l].last; k++) {
				part->lines = mn_grow(part->lines, part->n, &part->cap, sizeof *part->lines);
				part->kinds = mn_grow(part->kinds, part->n, &part->kcap, sizeof *part->kinds);
				part->lines[part->n] = page->lines[k];
				part->kinds[part->n++] = page->kinds[k];
			}
		}
	}
}

static void join(struct mn_box *to, const struct mn_box *box)
{
	int right = to->x + to->w > box->x + box->w ? to->x + to->w : box->x + box->w;
	int bottom = to->y + to->h > box->y + box->h ? to->y + to->h : box->y + box->h;

	to->x = box->x < to->x ? box->x : to->x;
	to->y = box->y < to->y ? box->y : to->y;
	to->w = right - to->x;
	to->h = bottom - to->y;
}

/* Whether line k begins a new run: it stands above the one before it. */
static bool breaks(const struct part *part, size_t k)
{
	const struct mn_box *a = &part->lines[k - 1]->box, *b = &part->lines[k]->box;

	return part->kinds[k] != MN_BLOCK_TABLE && part->kinds[k - 1] != MN_BLOCK_TABLE && b->y + b->h / 2 < a->y;
}

static void bars(struct sheet *s, const struct part *part, bool first_page, bool last_page)
{
	struct mn_box run = part->lines[0]->box;
	bool begins = first_page;

	for (size_t k = 1; k < part->n; k++) {
		if (breaks(part, k)) {
			sheet_bar(s, &run, begins, false);
			begins = false;
			run = part->lines[k]->box;
		}
		join(&run, &part->lines[k]->box);
	}
	sheet_bar(s, &run, begins, last_page);
}

static void describe(struct pdf *p, const struct input *in, const struct mn_section *s, size_t ordinal)
{
	const struct mn_minutes *m = in->minutes;
	char *title = title_deliberation(s, ordinal), *seance = title_seance(m, s);
	bool known = s->seance >= 0 && (size_t)s->seance < m->nseances;
	struct pdf_meta meta = {.title = title,
		.author = known ? m->seances[s->seance].body : NULL,
		.subject = seance,
		.date = in->source->received,
		.dossier = mn_dossier_id(in->dossier)};

	pdf_meta_put(p, &meta);
	free(title);
	free(seance);
}

static int one(const struct input *in, const struct pdf_parts *data, struct sheet_cache *cache,
	const struct mn_section *s, size_t ordinal, struct mn_err *err)
{
	struct parts parts = {0};
	struct pdf *p = pdf_new(data);
	char name[64];
	int rc = -1;

	snprintf(name, sizeof name, "content/deliberation-%03zu.pdf", ordinal);
	collect(in, s, &parts);
	if (parts.n == 0) {
		mn_fail(err, MN_INPUT, _("deliberation %zu of minutes.xml has no line of its own in text/"), ordinal);
		goto out;
	}
	for (size_t i = 0; i < parts.n; i++) {
		struct sheet sheet;
		if (sheet_open(&sheet, p, in, parts.v[i].page, cache, err) < 0)
			goto out;
		bars(&sheet, &parts.v[i], i == 0, i + 1 == parts.n);
		sheet_text(&sheet, p, parts.v[i].lines, parts.v[i].n);
		sheet_close(&sheet, p);
	}
	describe(p, in, s, ordinal);
	rc = pdf_publish(p, in, name, err);
out:
	parts_free(&parts);
	pdf_free(p);
	return rc;
}

int deliberations_make(const struct input *in, const struct pdf_parts *parts, struct sheet_cache *cache,
	struct made *made, struct mn_err *err)
{
	for (size_t i = 0; i < in->minutes->n; i++)
		if (in->minutes->sections[i].kind == MN_SECTION_DELIBERATION &&
			one(in, parts, cache, &in->minutes->sections[i], ++made->deliberations, err) < 0)
			return -1;
	return 0;
}
