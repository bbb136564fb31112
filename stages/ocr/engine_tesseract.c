// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * engine_tesseract.c: Tesseract 5 by its C interface.
 *
 * LSTM engine only (the old engine's adaptive classifier would make a page depend on those before
 * it); what is left of adaptation, the document's word list, is cleared after each page. The
 * network reads the grey picture; thresholding serves layout only. OMP_THREAD_LIMIT=1 must stand in
 * the environment before the library loads: threads.c. The deadline is looked at between words;
 * layout of a page is not interrupted by it, for that there is the scheduler.
 */
#include "engine.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <tesseract/capi.h>
#include "clock.h"
#include "digest.h"
#include "file.h"
#include "i18n.h"

struct tess {
	TessBaseAPI *api;
	const char *model; /* of the configuration */
	char sha256[MN_HEX];
	char *title;
	long seconds;      /* 0: no deadline */
};

static void tess_close(void *state)
{
	struct tess *t = state;

	if (!t)
		return;
	if (t->api) {
		TessBaseAPIEnd(t->api);
		TessBaseAPIDelete(t->api);
	}
	free(t->title);
	free(t);
}

/* Address space of this process, when the configuration wants a ceiling of its own. */
static int limit_memory(long mb, struct mn_err *err)
{
	struct rlimit limit = {(rlim_t)mb << 20, (rlim_t)mb << 20};

	if (mb <= 0)
		return 0;
	if (setrlimit(RLIMIT_AS, &limit) < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot limit memory to %ld MB"), mb);
	return 0;
}

static int init(struct tess *t, const char *folder, const char *path, struct mn_err *err)
{
	/* Silence: a library must not write to the stderr of a stage. */
	static char quiet_name[] = "debug_file", quiet[] = "/dev/null";
	char *names[] = {quiet_name}, *values[] = {quiet};

	t->api = TessBaseAPICreate();
	if (TessBaseAPIInit4(
		    t->api, folder, t->model, OEM_LSTM_ONLY, NULL, 0, names, values, 1, 0) != 0)
		return mn_fail(err, MN_CONFIG,
			_("tesseract cannot load the model '%s'; is it one for its LSTM engine?"),
			path);
	return 0;
}

static int tess_open(void **state, const struct mn_config *config, struct mn_err *err)
{
	char own[MN_PATH_MAX], path[MN_PATH_MAX], *name = NULL;
	const char *folder = mn_config_get(config, "ocr", "models");
	struct tess *t = mn_calloc(1, sizeof *t);

	t->model = mn_config_get(config, "ocr", "model");
	t->seconds = mn_config_int(config, "ocr", "page_seconds");
	if (!folder)
		folder = mn_join(own, mn_data_dir(), "ocr");
	if (!mn_name_ok(t->model)) {
		mn_fail(err, MN_CONFIG, _("'%s' cannot be the name of a model ([ocr] model)"),
			t->model);
		goto bad;
	}
	name = mn_printf("%s.traineddata", t->model);
	mn_join(path, folder, name);
	if (!mn_exists(path)) {
		mn_fail(err, MN_CONFIG, _("the model '%s' is missing ([ocr] model, models)"), path);
		goto bad;
	}
	if (mn_digest_file(path, t->sha256, NULL, err) < 0 ||
		limit_memory(mn_config_int(config, "ocr", "memory_mb"), err) < 0 ||
		init(t, folder, path, err) < 0)
		goto bad;
	free(name);
	t->title = mn_printf("tesseract %s, %s %.12s", TessVersion(), t->model, t->sha256);
	*state = t;
	return 0;
bad:
	free(name);
	tess_close(t);
	return -1;
}

static void add_word(TessResultIterator *it, struct mn_line *l)
{
	TessPageIterator *at = TessResultIteratorGetPageIterator(it);
	char *text = TessResultIteratorGetUTF8Text(it, RIL_WORD);
	int left, top, right, bottom;

	if (text && *text &&
		TessPageIteratorBoundingBox(at, RIL_WORD, &left, &top, &right, &bottom)) {
		struct mn_word *w = mn_alto_add_word(l);

		w->text = mn_strdup(text);
		w->box = (struct mn_box){left, top, right - left, bottom - top};
		w->conf = TessResultIteratorConfidence(it, RIL_WORD) / 100;
		w->conf = w->conf < 0 ? 0 : w->conf > 1 ? 1 : w->conf;
	}
	TessDeleteText(text);
}

static void add_line(const TessPageIterator *at, struct mn_line *l)
{
	int x1, y1, x2, y2, left, top, right, bottom;

	if (TessPageIteratorBaseline(at, RIL_TEXTLINE, &x1, &y1, &x2, &y2))
		l->baseline = (y1 + y2) / 2;
	if (TessPageIteratorBoundingBox(at, RIL_TEXTLINE, &left, &top, &right, &bottom))
		l->box = (struct mn_box){left, top, right - left, bottom - top};
}

static void collect(TessResultIterator *it, struct mn_alto *out)
{
	const TessPageIterator *at = TessResultIteratorGetPageIteratorConst(it);
	struct mn_alto_block *b = NULL;
	struct mn_line *l = NULL;

	do {
		if (!b || TessPageIteratorIsAtBeginningOf(at, RIL_BLOCK)) {
			b = mn_alto_add_block(out);
			b->kind = TessPageIteratorBlockType(at) == PT_TABLE ? MN_BLOCK_TABLE
									    : MN_BLOCK_TEXT;
			l = NULL;
		}
		if (!l || TessPageIteratorIsAtBeginningOf(at, RIL_TEXTLINE)) {
			l = mn_alto_add_line(b);
			add_line(at, l);
		}
		add_word(it, l);
	} while (TessResultIteratorNext(it, RIL_WORD));
}

static TessPageSegMode mode_of(enum ocr_layout layout)
{
	static const TessPageSegMode modes[] = {
		[OCR_PAGE] = PSM_AUTO,
		[OCR_COLUMN] = PSM_SINGLE_COLUMN,
		[OCR_BLOCK] = PSM_SINGLE_BLOCK,
		[OCR_LINE] = PSM_RAW_LINE,
	};

	return modes[layout];
}

static int tess_read(
	void *state, const struct ocr_input *in, struct mn_alto *out, struct mn_err *err)
{
	struct tess *t = state;
	ETEXT_DESC *monitor = TessMonitorCreate();
	long long start = mn_ms_steady();

	if (t->seconds > 0)
		TessMonitorSetDeadlineMSecs(monitor, (int)(t->seconds * 1000));
	/* 0 is Otsu's, one threshold for the page; 2 is Sauvola's. */
	TessBaseAPISetVariable(t->api, "thresholding_method", in->faint ? "2" : "0");
	TessBaseAPISetPageSegMode(t->api, mode_of(in->layout));
	TessBaseAPISetImage2(t->api, in->pix);
	TessBaseAPISetSourceResolution(t->api, in->dpi);
	int bad = TessBaseAPIRecognize(t->api, monitor);
	bool late = t->seconds > 0 && mn_ms_steady() - start >= t->seconds * 1000;
	if (late)
		mn_fail(err, MN_LIMIT,
			_("reading took longer than %ld seconds ([ocr] page_seconds)"), t->seconds);
	else if (bad)
		mn_fail(err, MN_INPUT, _("tesseract could not read the page"));
	TessResultIterator *it = bad || late ? NULL : TessBaseAPIGetIterator(t->api);
	if (it)
		collect(it, out);
	TessResultIteratorDelete(it);
	TessMonitorDelete(monitor);
	TessBaseAPIClear(t->api);
	TessBaseAPIClearAdaptiveClassifier(t->api);
	return bad || late ? -1 : 0;
}

static bool tess_known(void *state, const char *word)
{
	return TessBaseAPIIsValidWord(((struct tess *)state)->api, word) != 0;
}

static const char *tess_title(const void *state)
{
	return ((const struct tess *)state)->title;
}

static void tess_note(const void *state, json_t *note)
{
	const struct tess *t = state;
	char *engine = mn_printf("tesseract %s", TessVersion());

	json_object_set_new(note, "engine", json_string(engine));
	json_object_set_new(note, "model", json_string(t->model));
	json_object_set_new(note, "model_sha256", json_string(t->sha256));
	free(engine);
}

const struct ocr_engine ocr_tesseract = {
	.name = "tesseract",
	.sees = true,
	.open = tess_open,
	.read = tess_read,
	.known = tess_known,
	.title = tess_title,
	.note = tess_note,
	.close = tess_close,
};
