// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutier-package: writes the transfer to the archive: the manifest (SEDA 2.2) and the archive of the files it names.
 */
#include "i18n.h"
#include "work.h"

static const struct mn_stage package = {
	.name = "package", .synopsis = N_("make the package for the archive (SEDA 2.2)"), .unit = MN_UNIT_DOSSIER,
	.reads = (const char *const[]){"content/" "*", "minutes.xml", "pages/pages.json", "checks.json", NULL},
	.writes = (const char *const[]){"package/bordereau.xml", "package/attachments.tar.gz", NULL},
	.keys = pk_keys, .open = pk_open, .run = pk_run, .close = pk_close,
	.data = (const char *const[]){"package/formats.csv", "package/access.csv", "package/rules.csv",
		"schemas/seda-2.2/seda-2.2-main.xsd", NULL},
};

int main(int argc, char **argv)
{
	return mn_stage_main(&package, argc, argv);
}
