// SPDX-License-Identifier: AGPL-3.0-or-later
/* taken.h: runs the whole stage on a source in a test; after make.h. */
#ifndef TESTS_INGEST_TAKEN_H
#define TESTS_INGEST_TAKEN_H

#include "config.h"
#include "pages.h"
#include "quiet.h"
#include "stage.h"
#include "take.h"

struct taken {
	int r;
	struct mn_err err;
	char *made;
	bool found;
	json_t *note;
	struct mn_pages *pages; /* NULL when it failed */
};

/* Takes a source into <test folder>/<out>; release with taken_release. */
static struct taken take_into(const char *out, const char *source, const char *name)
{
	static const struct mn_key keys[] = {{"dpi", MN_INT, "300", "dpi"}, {0}};
	static struct upright *upright;
	struct mn_task task = {.source = source, .name = name, .note = json_object()};
	struct taken t = {.err = MN_ERR_INIT};
	char ini[300], folder[300];

	if (!upright)
		upright = upright_new();
	quiet_libraries();
	snprintf(ini, sizeof ini, "%s/empty.ini", make_folder);
	snprintf(folder, sizeof folder, "%s/%s", make_folder, out);
	make_file(ini, "", 0);
	struct mn_config *c = mn_config_read(ini, &t.err);
	assert_non_null(c);
	assert_int_equal(mn_config_declare(c, "ingest", keys, &t.err), 0);
	assert_int_equal(mn_mkdirs(folder, &t.err), 0);
	task.config = c;
	task.out = folder;
	t.r = take_source(upright, &task, &t.err);
	t.made = task.made;
	t.found = task.found;
	t.note = task.note;
	if (!t.r) {
		struct mn_dossier *d = mn_dossier_open(t.made, MN_LOCK_NONE, &t.err);
		assert_non_null(d);
		t.pages = mn_pages_read(d, &t.err);
		assert_non_null(t.pages);
		mn_dossier_close(d);
	}
	mn_config_free(c);
	return t;
}

MAKE_UNUSED static struct taken take(const char *source)
{
	return take_into("out", source, NULL);
}

static void taken_release(struct taken *t)
{
	mn_pages_free(t->pages);
	json_decref(t->note);
	free(t->made);
}

/* The image of a page as pixels. */
MAKE_UNUSED static PIX *taken_image(const struct taken *t, size_t page)
{
	char path[400];

	assert_true(page < t->pages->n);
	snprintf(path, sizeof path, "%s/%s", t->made, t->pages->pages[page].image);
	PIX *pix = pixRead(path);
	assert_non_null(pix);
	return pix;
}

/* The file behind a name of the dossier. */
MAKE_UNUSED static char *taken_bytes(const struct taken *t, const char *name, size_t *n)
{
	struct mn_err err = MN_ERR_INIT;
	char path[400];

	snprintf(path, sizeof path, "%s/%s", t->made, name);
	char *bytes = mn_read_file(path, 1 << 28, n, &err);
	assert_non_null(bytes);
	return bytes;
}

#endif
