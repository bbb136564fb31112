// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutier-ocr: reads the page images, page by page, into ALTO.
 */
#include "i18n.h"
#include "work.h"

static const struct mn_stage ocr = {
	.name = "ocr",
	.synopsis = N_("read the page images"),
	.unit = MN_UNIT_PAGE,
	.reads = (const char *const[]){"pages/pages.json", "pages/%p.*", NULL},
	.writes = (const char *const[]){"ocr/%p.xml", NULL},
	.keys = ocr_keys,
	.data = (const char *const[]){"ocr/fra_minutes.traineddata", NULL},
	.open = ocr_open,
	.run = ocr_run,
	.close = ocr_close,
};

int main(int argc, char **argv)
{
	ocr_one_thread(argv);
	return mn_stage_main(&ocr, argc, argv);
}
