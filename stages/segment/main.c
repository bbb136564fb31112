// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutier-segment: what the minutes say: meetings, deliberations, votes, and what does not add up.
 */
#include "i18n.h"
#include "segment.h"

static const struct mn_key keys[] = {
	{"body_name", MN_STRING, NULL,
		N_("name of the public body for deliberations.csv (default: as the minutes print it)")},
	{"siret", MN_STRING, NULL, N_("SIRET of the public body, 14 digits, for deliberations.csv")},
	{"budget", MN_STRING, NULL,
		N_("name of the budget that deliberations.csv names, with the year of the meeting")},
	{"poor_confidence", MN_INT, "70", N_("mean confidence of a page below which it is reported, per cent")},
	{0},
};

static const struct mn_stage stage = {
	.name = "segment",
	.synopsis = N_("cut the minutes into deliberations"),
	.unit = MN_UNIT_DOSSIER,
	.reads = (const char *const[]){"text/"
				       "*.xml",
		"pages/pages.json", NULL},
	.writes = (const char *const[]){"minutes.xml", "deliberations.csv", "checks.json", NULL},
	.keys = keys,
	.open = segment_open,
	.run = segment_run,
	.close = segment_close,
	.data = (const char *const[]){"segment/lexicon.tsv", "segment/matters.tsv", NULL},
};

int main(int argc, char **argv)
{
	return mn_stage_main(&stage, argc, argv);
}
