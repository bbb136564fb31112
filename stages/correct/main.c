// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutier-correct: corrects what the OCR read, word by word, with a record of every change.
 */
#include "i18n.h"
#include "work.h"

static const struct mn_stage correct = {
	.name = "correct",
	.synopsis = N_("correct what OCR read"),
	.unit = MN_UNIT_DOSSIER,
	.reads = (const char *const[]){"ocr/" "*.xml", "pages/pages.json", NULL},
	.writes = (const char *const[]){"text/" "*.xml", "corrections.csv", NULL},
	.data = (const char *const[]){CORRECT_MODEL, NULL},
	.open = correct_open,
	.run = correct_run,
	.close = correct_close,
};

int main(int argc, char **argv)
{
	return mn_stage_main(&correct, argc, argv);
}
