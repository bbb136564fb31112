// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * intake.c: the list of pages and their files.
 *
 * Files are published one by one (fsynced), because the folder that holds them becomes the dossier
 * by one rename.
 */
#include "intake.h"

#include <stdio.h>
#include <string.h>
#include "file.h"
#include "i18n.h"

struct mn_page *intake_add(struct intake *k, int number, struct mn_err *err)
{
	struct mn_pages *p = k->pages;

	if (p->n >= MN_PAGES_MAX) {
		mn_fail(err, MN_LIMIT, _("'%s' has more than %d pages; send it in parts"), p->name, MN_PAGES_MAX);
		return NULL;
	}
	p->pages = mn_grow(p->pages, p->n, &k->cap, sizeof *p->pages);
	struct mn_page *page = &p->pages[p->n++];
	memset(page, 0, sizeof *page);
	snprintf(page->id, sizeof page->id, "%04u", (unsigned)p->n % 10000);
	page->from = mn_printf("%s#%d", k->source, number);
	return page;
}

int intake_write(const struct intake *k, const char *id, const char *suffix, const void *bytes, size_t n, char **name,
	struct mn_err *err)
{
	char path[MN_PATH_MAX];

	*name = mn_printf("pages/%s%s", id, suffix);
	return mn_publish(mn_join(path, k->folder, *name), bytes, n, err);
}
