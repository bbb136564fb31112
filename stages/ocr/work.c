// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * work.c: one page: which engine, its picture, its ALTO, what the journal keeps.
 */
#include "work.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "alto.h"
#include "apart.h"
#include "bold.h"
#include "engine.h"
#include "file.h"
#include "ghost.h"
#include "i18n.h"
#include "pages.h"
#include "picture.h"
#include "tidy.h"
#include "twice.h"

#define TEXT_MAX (4L << 20) /* bytes of one page of text */

const struct mn_key ocr_keys[] = {
	{"model", MN_STRING, "fra_minutes",
		N_("name of the Tesseract model, without .traineddata")},
	{"models", MN_FILE, NULL, N_("folder of the models; default: the program's own data")},
	{"page_seconds", MN_INT | MN_ASIDE, "120",
		N_("time after which reading a page is given up, seconds; 0: never")},
	{"memory_mb", MN_INT | MN_ASIDE, "0", N_("ceiling of the memory of a worker, MB; 0: none")},
	{0},
};

struct ocr {
	void *tesseract, *text;
};

int ocr_open(void **state, const struct mn_config *config, struct mn_err *err)
{
	struct ocr *o = mn_calloc(1, sizeof *o);

	setMsgSeverity(L_SEVERITY_NONE);
	if (ocr_tesseract.open(&o->tesseract, config, err) < 0 ||
		ocr_text.open(&o->text, config, err) < 0) {
		ocr_close(o);
		return -1;
	}
	*state = o;
	return 0;
}

void ocr_close(void *state)
{
	struct ocr *o = state;

	if (!o)
		return;
	ocr_tesseract.close(o->tesseract);
	ocr_text.close(o->text);
	free(o);
}

/* A page that came as text. */
static int take_text(struct ocr *o, struct mn_task *task, const struct mn_page *page,
	struct mn_alto *a, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	char *text =
		mn_read_file(mn_dossier_path(task->dossier, page->text, path), TEXT_MAX, NULL, err);

	if (!text)
		return -1;
	struct ocr_input in = {.text = text,
		.cell_w = page->cell_w,
		.cell_h = page->cell_h,
		.margin = page->margin};
	a->engine = mn_strdup(ocr_text.title(o->text));
	ocr_text.note(o->text, task->note);
	int r = ocr_text.read(o->text, &in, a, err);
	free(text);
	return r;
}

/* A page that is read: its body, then what stands apart on it. */
static int see(struct ocr *o, struct mn_task *task, const struct mn_page *page, struct mn_alto *a,
	struct mn_err *err)
{
	char path[MN_PATH_MAX];
	PIX *image = ocr_image_read(mn_dossier_path(task->dossier, page->image, path), page, err);
	struct ocr_picture picture = {0};
	const char *how;
	int times;

	if (!image)
		return -1;
	ocr_picture_make(&picture, image, page->dpi);
	pixDestroy(&image);
	struct ocr_apart *apart = ocr_apart_make(&picture);
	a->engine = mn_strdup(ocr_tesseract.title(o->tesseract));
	ocr_tesseract.note(o->tesseract, task->note);
	int r = ocr_read_best(&ocr_tesseract, o->tesseract, &picture, a, &how, &times, err);
	if (r >= 0)
		r = ocr_apart_read(apart, &ocr_tesseract, o->tesseract, a, err);
	json_object_set_new(task->note, "reading", json_string(how));
	json_object_set_new(task->note, "readings", json_integer(times));
	json_object_set_new(task->note, "zones", json_integer((json_int_t)apart->zones->n));
	ocr_apart_underline(apart, a);
	if (apart->ink) {
		ocr_bold(a, apart->ink);
		json_object_set_new(task->note, "ghosts", json_integer(ocr_ghosts(a, apart->ink)));
	}
	ocr_picture_back(&picture, a);
	ocr_apart_free(apart);
	ocr_picture_free(&picture);
	return r;
}

static int fill(struct ocr *o, struct mn_task *task, const struct mn_page *page, struct mn_alto *a,
	struct mn_err *err)
{
	if (task->give_up) {
		a->class_ = MN_PAGE_UNREAD;
		a->reason = mn_strdup(task->give_up);
		json_object_set_new(task->note, "unread", json_string(task->give_up));
		return 0;
	}
	if (page->blank) {
		a->class_ = MN_PAGE_BLANK;
		return 0;
	}
	if ((page->text ? take_text(o, task, page, a, err) : see(o, task, page, a, err)) < 0)
		return -1;
	ocr_tidy(a);
	return 0;
}

static void note_words(const struct mn_alto *a, json_t *note)
{
	double confidence;
	size_t words = ocr_words(a, &confidence);

	json_object_set_new(note, "words", json_integer((json_int_t)words));
	if (confidence >= 0)
		json_object_set_new(note, "confidence", json_real(round(confidence * 1000) / 1000));
}

int ocr_run(void *state, struct mn_task *task, struct mn_err *err)
{
	char name[MN_PATH_MAX];
	struct mn_pages *pages = mn_pages_read(task->dossier, err);
	int r = -1;

	if (!pages)
		return -1;
	const struct mn_page *page = mn_pages_find(pages, task->page);
	struct mn_alto *a = mn_calloc(1, sizeof *a);
	if (!page) {
		mn_fail(err, MN_INPUT, _("'%s' has no page %s"), mn_dossier_folder(task->dossier),
			task->page);
		goto out;
	}
	memcpy(a->id, page->id, sizeof a->id);
	a->width = page->width;
	a->height = page->height;
	a->dpi = page->dpi;
	a->image = mn_strdup(page->image);
	if (fill(state, task, page, a, err) < 0) {
		mn_within(err, _("page %s"), page->id);
		goto out;
	}
	note_words(a, task->note);
	char *xml = mn_alto_xml(a);
	snprintf(name, sizeof name, "ocr/%s.xml", page->id);
	r = mn_dossier_publish(task->dossier, name, xml, strlen(xml), err);
	free(xml);
out:
	mn_alto_free(a);
	mn_pages_free(pages);
	return r;
}
