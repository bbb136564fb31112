// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutier-sign: puts the seal of the body and a time stamp on the files of content/, as
 * content/preuve.xades.xml (XAdES-T).
 *
 * The only program that ever sees a key. Its inputs are named one by one: "content/" "*" would make
 * its own output an input.
 */
#include "i18n.h"
#include "sign.h"

static const struct mn_stage sign = {
	.name = "sign",
	.synopsis = N_("seal the files to be archived, with a time stamp"),
	.unit = MN_UNIT_DOSSIER,
	.reads = (const char *const[]){"content/pv.pdf", "content/deliberation-*.pdf",
		"content/minutes.xml", "content/deliberations.csv", "content/alto-*.xml",
		"content/corrections.csv", "content/premis.xml", "content/original-*", NULL},
	.writes = (const char *const[]){"content/preuve.xades.xml", NULL},
	.keys = sign_keys,
	.open = sign_open,
	.run = sign_run,
	.close = sign_close,
};

int main(int argc, char **argv)
{
	return mn_stage_main(&sign, argc, argv);
}
