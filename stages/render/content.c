// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * content.c: copying into content/ (contract in content.h). Names are flat and unique, as the archive asks.
 */
#include "content.h"

#include <stdio.h>
#include "err.h"
#include "file.h"

static int copy(const struct input *in, const char *from, const char *to, struct mn_err *err)
{
	char path[MN_PATH_MAX];

	return mn_dossier_publish_copy(in->dossier, mn_dossier_path(in->dossier, from, path), to, err);
}

int content_copy(const struct input *in, struct mn_err *err)
{
	static const char *const names[][2] = {
		{"minutes.xml", "content/minutes.xml"},
		{"deliberations.csv", "content/deliberations.csv"},
		{"corrections.csv", "content/corrections.csv"},
	};
	char from[32], to[32];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (copy(in, names[i][0], names[i][1], err) < 0)
			return -1;
	for (size_t i = 0; i < in->n; i++) {
		snprintf(from, sizeof from, "text/%s.xml", in->pages[i].page->id);
		snprintf(to, sizeof to, "content/alto-%s.xml", in->pages[i].page->id);
		if (copy(in, from, to, err) < 0)
			return -1;
	}
	return 0;
}
