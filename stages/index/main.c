// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutier-index: makes the dossiers searchable. The database beside them can be deleted at any time; the next run
 * makes it again.
 */
#include "i18n.h"
#include "work.h"

static const struct mn_stage stage = {
	.name = "index", .synopsis = N_("make the text searchable (OUT/archive.db)"), .unit = MN_UNIT_DOSSIER,
	.reads = (const char *const[]){"minutes.xml", "text/" "*.xml", "checks.json", "pages/pages.json",
		"package/bordereau.xml", NULL},
	.writes = (const char *const[]){"OUT:archive.db", NULL},
	.open = ix_open, .run = ix_run, .close = ix_close, .there = ix_there,
};

int main(int argc, char **argv)
{
	return mn_stage_main(&stage, argc, argv);
}
