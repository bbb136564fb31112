// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * input.c: reading a dossier for render (contract in input.h). The files were written by our own stages; still each has
 * a ceiling, and the line numbers of minutes.xml are held against text/ once here, so that nobody below has to.
 */
#include "input.h"

#include <stdlib.h>
#include "file.h"
#include "i18n.h"
#include "journal.h"

#define CSV_BYTES_MAX (64L << 20)
#define JSON_BYTES_MAX (16L << 20)

static int load_page(struct input *in, size_t i, struct mn_err *err)
{
	struct input_page *p = &in->pages[i];
	char name[32], path[MN_PATH_MAX];

	p->page = &in->source->pages[i];
	snprintf(name, sizeof name, "text/%s.xml", p->page->id);
	p->alto = mn_alto_read(mn_dossier_path(in->dossier, name, path), err);
	if (!p->alto)
		return -1;
	p->lines = mn_alto_lines(p->alto, &p->n);
	p->kinds = mn_alto_line_kinds(p->alto, &p->n);
	return 0;
}

static int load_corrections(struct input *in, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	size_t n;
	char *bytes =
		mn_read_file(mn_dossier_path(in->dossier, "corrections.csv", path), (size_t)CSV_BYTES_MAX, &n, err);

	if (!bytes)
		return -1;
	in->corrections = mn_csv_parse(bytes, n, err);
	free(bytes);
	return in->corrections ? 0 : mn_within(err, "%s", path);
}

static int load_checks(struct input *in, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	size_t n;
	json_error_t e;
	char *bytes = mn_read_file(mn_dossier_path(in->dossier, "checks.json", path), (size_t)JSON_BYTES_MAX, &n, err);

	if (!bytes)
		return -1;
	in->checks = json_loadb(bytes, n, 0, &e);
	free(bytes);
	if (!json_is_object(in->checks))
		return mn_fail(err, MN_INPUT, _("'%s' is not as segment writes it: line %d: %s"), path, e.line, e.text);
	return 0;
}

static int check_lines(const struct input *in, struct mn_err *err)
{
	for (size_t s = 0; s < in->minutes->n; s++) {
		const struct mn_section *section = &in->minutes->sections[s];
		for (size_t b = 0; b < section->n; b++)
			for (size_t l = 0; l < section->blocks[b].nlines; l++) {
				struct mn_lines at = section->blocks[b].lines[l];
				if (at.page < 1 || (size_t)at.page > in->n || at.first < 1 || at.last < at.first ||
					(size_t)at.last > in->pages[at.page - 1].n)
					return mn_fail(err, MN_INPUT,
						_("minutes.xml names lines %d:%d-%d, which text/ does not have"),
						at.page, at.first, at.last);
			}
	}
	return 0;
}

int input_load(struct input *in, struct mn_dossier *d, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	*in = (struct input){.dossier = d};
	in->source = mn_pages_read(d, err);
	if (!in->source)
		goto fail;
	in->n = in->source->n;
	in->pages = mn_calloc(in->n + 1, sizeof *in->pages);
	for (size_t i = 0; i < in->n; i++)
		if (load_page(in, i, err) < 0)
			goto fail;
	in->minutes = mn_minutes_read(mn_dossier_path(d, "minutes.xml", path), err);
	if (!in->minutes || check_lines(in, err) < 0 || load_corrections(in, err) < 0 || load_checks(in, err) < 0)
		goto fail;
	in->journal = mn_journal_read(mn_dossier_folder(d), err);
	if (in->journal)
		return 0;
fail:
	input_release(in);
	return -1;
}

void input_release(struct input *in)
{
	for (size_t i = 0; in->pages && i < in->n; i++) {
		free(in->pages[i].lines);
		free(in->pages[i].kinds);
		mn_alto_free(in->pages[i].alto);
	}
	free(in->pages);
	mn_pages_free(in->source);
	if (in->minutes)
		mn_minutes_free(in->minutes);
	mn_csv_free(in->corrections);
	json_decref(in->checks);
	json_decref(in->journal);
	*in = (struct input){0};
}
