// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * write.c: text from text/NNNN.xml, the rest from minutes.xml.
 */
#include "write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "alto.h"
#include "file.h"
#include "i18n.h"
#include "minutes.h"
#include "record.h"

/* page-01.txt; three digits only past 99. */
static int write_page(const struct mn_dossier *d, const char *id, size_t number, const char *folder, struct mn_err *err)
{
	char name[32], path[MN_PATH_MAX];

	snprintf(name, sizeof name, "text/%s.xml", id);
	struct mn_alto *page = mn_alto_read(mn_dossier_path(d, name, path), err);
	if (!page)
		return -1;
	char *text = mn_alto_text(page);
	snprintf(name, sizeof name, "page-%02zu.txt", number);
	int r = mn_publish(mn_join(path, folder, name), text, strlen(text), err);
	free(text);
	mn_alto_free(page);
	return r;
}

static int write_record(const struct mn_minutes *m, const char *folder, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	json_t *record = ex_record(m);
	char *bytes = json_dumps(record, JSON_INDENT(1));
	int r = bytes ? 0 : mn_fail(err, MN_INPUT, _("'%s': its text is not UTF-8"), folder);

	if (!r)
		r = mn_publish(mn_join(path, folder, "deliberations.json"), bytes, strlen(bytes), err);
	free(bytes);
	json_decref(record);
	return r;
}

/* A dossier on its way through the night lacks some of its files. */
static int check_ready(const struct mn_dossier *d, const struct mn_pages *pages, struct mn_err *err)
{
	char name[32], path[MN_PATH_MAX];

	for (size_t i = 0; i < pages->n; i++) {
		snprintf(name, sizeof name, "text/%s.xml", pages->pages[i].id);
		if (!mn_exists(mn_dossier_path(d, name, path)))
			return mn_fail(err, MN_INPUT, _("page %s is not read yet: run minutier run"), pages->pages[i].id);
	}
	if (!mn_exists(mn_dossier_path(d, "minutes.xml", path)))
		return mn_fail(err, MN_INPUT, _("it is not cut into deliberations yet: run minutier run"));
	return 0;
}

int ex_write(const struct mn_dossier *d, const struct mn_pages *pages, const char *folder, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	if (check_ready(d, pages, err) < 0)
		return -1;
	struct mn_minutes *m = mn_minutes_read(mn_dossier_path(d, "minutes.xml", path), err);
	if (!m)
		return -1;
	int r = mn_mkdirs(folder, err);
	for (size_t i = 0; i < pages->n && !r; i++)
		r = write_page(d, pages->pages[i].id, i + 1, folder, err);
	if (!r)
		r = write_record(m, folder, err);
	mn_minutes_free(m);
	return r;
}
