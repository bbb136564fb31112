// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutier-ingest: takes scans in. A file or folder received becomes a dossier with upright page
 * images.
 *
 *	take.c          choose, copy, make pages, put in place       folder.c, kind.c, identity.c
 *	intake_page.c   blank? upright? straight? what is written    blank.c, upright.c, skew.c, working.c, dpi.c, encode.c
 *	tiff.c          TIFF pages                                   tiff_open.c, tiff_jpeg.c
 *	pdf.c           PDF pages                                    pdf_page.c, pdf_content.c, pdf_token.c, pdf_image.c, …
 *	single.c        JPEG, PNG, JPEG 2000                         jpeg.c, png.c, jp2.c, received.c
 *	typed.c         text of an older OCR                         charset.c, typeset.c
 */
#include "confine.h"
#include "i18n.h"
#include "quiet.h"
#include "stage.h"
#include "take.h"

static const struct mn_key keys[] = {
	{"dpi", MN_INT, "300", N_("resolution at which pages without a scanned image are drawn, dots per inch")},
	{0},
};

static int open_stage(void **state, const struct mn_config *config, struct mn_err *err)
{
	long dpi = mn_config_int(config, "ingest", "dpi");

	if (dpi < 100 || dpi > 1200)
		return mn_fail(err, MN_CONFIG, _("[ingest] dpi = %ld is not between 100 and 1200"), dpi);
	quiet_libraries();
	if (confine(err) < 0)
		return -1;
	*state = upright_new();
	return 0;
}

static int run(void *state, struct mn_task *task, struct mn_err *err)
{
	return take_source(state, task, err);
}

static void close_stage(void *state)
{
	upright_free(state);
}

static const struct mn_stage ingest = {
	.name = "ingest",
	.synopsis = N_("take scans in: one dossier with upright page images for each file or folder"),
	.unit = MN_UNIT_SOURCE,
	.reads = (const char *const[]){NULL},
	.writes = (const char *const[]){"source/" "*", "pages/" "*", NULL},
	.keys = keys,
	.open = open_stage,
	.run = run,
	.close = close_stage,
};

int main(int argc, char **argv)
{
	return mn_stage_main(&ingest, argc, argv);
}
