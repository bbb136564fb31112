// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutier export: the text of the pages and the deliberations as plain files, for other programs.
 */
#include "export.h"
#include "i18n.h"
#include "stage.h"

static int run(int argc, char **argv, const struct mn_config *config, struct mn_err *err)
{
	(void)config;
	if (argc != 2)
		return mn_fail(err, MN_USAGE, _("two folders are wanted: see 'minutier export --help'"));
	return ex_export(argv[0], argv[1], stderr, err);
}

static const struct mn_stage stage = {
	.name = "export", .synopsis = N_("write page texts and deliberations as plain files"), .unit = MN_UNIT_READER,
		.reader = run,
	.usage = N_("OUT|DOSSIER DIR"),
};

int main(int argc, char **argv)
{
	return mn_stage_main(&stage, argc, argv);
}
