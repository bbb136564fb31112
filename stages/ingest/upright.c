// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * upright.c: axis, then up or down, then a reader for the undecided.
 *
 * Axis: the sum of squared differences between rows (pixFindDifferentialSquareSum) is large when lines run across; compared with
 * the page turned by 90 degrees, each divided by its width (92 of 92 right when measured, 0.5 ms). Up or down:
 * ascenders against descenders (pixOrientDetect: 55 of 60 right, none wrong, 5 undecided, 9 ms). Undecided: Tesseract's
 * script and orientation detection (0.3 s). Pages on which all three are silent stay as they are, and say so.
 */
#include "upright.h"

#include <string.h>
#include <tesseract/capi.h>
#include "err.h"

#define AXIS_REDUCTION 4    /* of the working bitmap: 37 dpi shows lines, not letters */
#define AXIS_MARGIN 1.10    /* a page must be clearly sideways to be turned */
#define OSD_CONFIDENCE 1.5f /* below it Tesseract's opinion is a guess */
#define OSD_DPI 300         /* what its classifier was trained near */

struct upright {
	TessBaseAPI *osd;
	bool tried;
};

struct upright *upright_new(void)
{
	return mn_calloc(1, sizeof(struct upright));
}

void upright_free(struct upright *u)
{
	if (u && u->osd) {
		TessBaseAPIEnd(u->osd);
		TessBaseAPIDelete(u->osd);
	}
	free(u);
}

static double across(PIX *b)
{
	l_float32 sum = 0;

	pixFindDifferentialSquareSum(b, &sum);
	return (double)sum / pixGetWidth(b);
}

bool upright_sideways(PIX *b)
{
	PIX *small = pixReduceRankBinaryCascade(b, 1, 1, 0, 0);
	PIX *turned = small ? pixRotateOrth(small, 1) : NULL;
	bool sideways = turned && across(turned) > AXIS_MARGIN * across(small);

	pixDestroy(&small);
	pixDestroy(&turned);
	return sideways;
}

static bool load(struct upright *u)
{
	if (!u->tried) {
		u->tried = true;
		u->osd = TessBaseAPICreate();
		if (u->osd && TessBaseAPIInit2(u->osd, NULL, "osd", OEM_TESSERACT_ONLY)) {
			TessBaseAPIDelete(u->osd);
			u->osd = NULL;
		}
	}
	return u->osd != NULL;
}

/* Clockwise turn that Tesseract advises, -1 when it has no opinion. */
static int by_reader(struct upright *u, PIX *b, int dpi)
{
	int degrees = 0;
	float sure = 0, script_sure = 0;
	const char *script = NULL;

	if (!load(u))
		return -1;
	PIX *big = dpi < OSD_DPI * 3 / 4 ? pixExpandBinaryPower2(b, 2) : pixClone(b);
	if (!big)
		return -1;
	pixSetResolution(big, OSD_DPI, OSD_DPI);
	TessBaseAPISetImage2(u->osd, big);
	bool ok = TessBaseAPIDetectOrientationScript(u->osd, &degrees, &sure, &script, &script_sure);
	TessBaseAPIClear(u->osd);
	pixDestroy(&big);
	return ok && sure >= OSD_CONFIDENCE && degrees % 90 == 0 ? (360 - degrees) % 360 : -1;
}

int upright_turn(struct upright *u, PIX *b, int dpi, bool *doubtful)
{
	bool sideways = upright_sideways(b);
	PIX *along = sideways ? pixRotateOrth(b, 1) : pixClone(b);
	l_float32 up = 0, left = 0;
	l_int32 orient = L_TEXT_ORIENT_UNKNOWN;

	*doubtful = false;
	if (along && !pixOrientDetect(along, &up, &left, 0, 0))
		makeOrientDecision(up, left, 0, 0, &orient, 0);
	pixDestroy(&along);
	if (orient == L_TEXT_ORIENT_UP)
		return sideways ? 90 : 0;
	if (orient == L_TEXT_ORIENT_DOWN)
		return sideways ? 270 : 180;
	int turn = by_reader(u, b, dpi);
	if (turn >= 0 && (turn % 180 == 90) == sideways)
		return turn;
	*doubtful = true;
	return 0;
}
