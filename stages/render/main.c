// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutier-render: makes the files to be archived: PDF/A with the page images and the corrected text, one PDF a
 * deliberation, copies of the data, and PREMIS.
 */
#include <leptonica/allheaders.h>
#include <stdlib.h>
#include "clock.h"
#include "content.h"
#include "i18n.h"
#include "input.h"
#include "premis.h"
#include "pv.h"
#include "stage.h"

#define PREMIS_SCHEMA "premis/premis.xsd"

struct render {
	struct pdf_parts parts;
	struct mn_schema *schema;
};

static void unload(void *state)
{
	struct render *r = state;

	if (!r)
		return;
	pdf_parts_release(&r->parts);
	if (r->schema)
		mn_schema_close(r->schema);
	free(r);
}

static int load(void **state, const struct mn_config *config, struct mn_err *err)
{
	struct render *r = mn_calloc(1, sizeof *r);

	(void)config;
	setLeptDebugOK(0);
	setMsgSeverity(L_SEVERITY_NONE);
	if (pdf_parts_load(&r->parts, err) < 0 || !(r->schema = mn_schema_open(PREMIS_SCHEMA, err))) {
		unload(r);
		return -1;
	}
	*state = r;
	return 0;
}

static int run(void *state, struct mn_task *task, struct mn_err *err)
{
	struct render *r = state;
	struct input in;
	struct made made = {0};
	char now[MN_TIME];
	int rc = -1;

	if (input_load(&in, task->dossier, err) < 0)
		return -1;
	struct sheet_cache *cache = sheet_cache_new(in.n);
	mn_time_iso(mn_clock(), now);
	if (pv_make(&in, &r->parts, cache, &made, err) < 0 ||
		deliberations_make(&in, &r->parts, cache, &made, err) < 0 || content_copy(&in, err) < 0)
		goto out;
	struct premis_made story = {sheet_cache_passed(cache), now};
	rc = premis_make(&in, r->schema, &story, err);
	json_object_set_new(task->note, "pages", json_integer((json_int_t)in.n));
	json_object_set_new(task->note, "passed", json_integer((json_int_t)story.passed));
	json_object_set_new(task->note, "deliberations", json_integer((json_int_t)made.deliberations));
	if (made.replaced)
		json_object_set_new(task->note, "replaced_characters", json_integer((json_int_t)made.replaced));
out:
	sheet_cache_free(cache);
	input_release(&in);
	return rc;
}

static const struct mn_stage render = {
	.name = "render",
	.synopsis = N_("make the files to be archived"),
	.unit = MN_UNIT_DOSSIER,
	/* "…/" "*": a slash and a star together would open a comment. */
	.reads = (const char *const[]){"pages/pages.json", "pages/" "*", "text/" "*.xml", "corrections.csv", "minutes.xml",
		"deliberations.csv", "checks.json", NULL},
	.writes = (const char *const[]){"content/pv.pdf", "content/deliberation-*.pdf", "content/minutes.xml",
		"content/deliberations.csv", "content/alto-*.xml", "content/corrections.csv", "content/premis.xml", NULL},
	.open = load,
	.run = run,
	.close = unload,
	.data = (const char *const[]){"render/pdf.ttf", "render/sRGB.icc", NULL},
};

int main(int argc, char **argv)
{
	return mn_stage_main(&render, argc, argv);
}
