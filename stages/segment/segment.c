// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * segment.c: the stage.
 *
 * The result depends on the files and the configuration alone; the day noted in minutes.xml is that on which the
 * document was received. Before anything is published, every line is counted (I7).
 */
#include "segment.h"

#include <stdlib.h>
#include <string.h>
#include "checks.h"
#include "cut.h"
#include "doc.h"
#include "file.h"
#include "i18n.h"
#include "lexicon.h"
#include "matter.h"
#include "pages.h"
#include "table.h"

struct segment {
	struct lexicon *lexicon;
	struct matters *matters;
};

int segment_open(void **state, const struct mn_config *config, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	const char *siret = mn_config_get(config, "segment", "siret");
	struct segment *s = mn_calloc(1, sizeof *s);

	*state = s;
	if (siret && *siret && !table_siret_ok(siret))
		return mn_fail(
			err, MN_CONFIG, _("[segment] siret: '%s' is not a SIRET (14 digits with a right key)"), siret);
	snprintf(path, sizeof path, "%s/segment/lexicon.tsv", mn_data_dir());
	s->lexicon = lexicon_read(path, err);
	if (!s->lexicon)
		return -1;
	snprintf(path, sizeof path, "%s/segment/matters.tsv", mn_data_dir());
	s->matters = matters_read(path, err);
	return s->matters ? 0 : -1;
}

void segment_close(void *state)
{
	struct segment *s = state;

	if (!s)
		return;
	lexicon_free(s->lexicon);
	matters_free(s->matters);
	free(s);
}

/* All pages of text/ in order. */
static struct doc *read_pages(const struct mn_dossier *dossier, struct mn_err *err)
{
	size_t n;
	char **names = mn_dossier_glob(dossier,
		     "text/"
		     "*.xml",
		     &n, err),
	     path[MN_PATH_MAX];
	struct mn_alto **pages;
	size_t k = 0;

	if (!names)
		return NULL;
	pages = mn_calloc(n + 1, sizeof *pages);
	for (; k < n; k++) {
		pages[k] = mn_alto_read(mn_dossier_path(dossier, names[k], path), err);
		if (!pages[k])
			break;
	}
	mn_names_free(names);
	if (k == n)
		return doc_new(pages, n);
	while (k-- > 0)
		mn_alto_free(pages[k]);
	free(pages);
	return NULL;
}

static int publish(struct mn_task *task, const char *name, char *bytes, struct mn_err *err)
{
	int r = mn_dossier_publish(task->dossier, name, bytes, strlen(bytes), err);

	free(bytes);
	return r;
}

static void note(struct mn_task *task, const struct mn_minutes *m)
{
	int count = 0;

	for (size_t i = 0; i < m->n; i++)
		count += m->sections[i].kind == MN_SECTION_DELIBERATION;
	json_object_set_new(task->note, "deliberations", json_integer(count));
	json_object_set_new(task->note, "meetings", json_integer((json_int_t)m->nseances));
}

int segment_run(void *state, struct mn_task *task, struct mn_err *err)
{
	const struct segment *s = state;
	struct mn_pages *pages = mn_pages_read(task->dossier, err);
	struct doc *d = pages ? read_pages(task->dossier, err) : NULL;
	struct mn_minutes *m = NULL;
	int r = -1;

	if (!d)
		goto out;
	m = cut_minutes(s->lexicon, d);
	if (cut_check(m, d, err) < 0)
		goto out;
	const char *siret = mn_config_get(task->config, "segment", "siret");
	struct table_options options = {
		.body = mn_config_get(task->config, "segment", "body_name"),
		.siret = siret && *siret ? siret : NULL,
		.budget = mn_config_get(task->config, "segment", "budget"),
		.matters = s->matters,
	};
	struct check_options checks = {.siret = options.siret != NULL,
		.poor = (double)mn_config_int(task->config, "segment", "poor_confidence") / 100};
	if (publish(task, "minutes.xml", mn_minutes_xml(m, mn_dossier_id(task->dossier), pages->received), err) < 0 ||
		publish(task, "deliberations.csv", table_csv(m, &options), err) < 0 ||
		publish(task, "checks.json", checks_json(m, d, pages, &checks), err) < 0)
		goto out;
	note(task, m);
	r = 0;
out:
	mn_minutes_free(m);
	doc_free(d);
	mn_pages_free(pages);
	return r;
}
