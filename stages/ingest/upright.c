// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * upright.c: axis, then up or down, then a reader for the undecided.
 *
 * Axis: the sum of squared differences between rows (pixFindDifferentialSquareSum) is large when
 * lines run across; compared with the page turned by 90 degrees, each divided by its width (0.5
 * ms). Up or down: ascenders against descenders (pixOrientDetect, 9 ms), normalised: text gives 15
 * to 40. A table of figures was seen at 9.7 the wrong way up, so Leptonica's own limit of 8 is not
 * enough: 12 for a page that may stay as it is, which nearly all do, 15 for one that is to be
 * turned. Undecided (one page in ten): Tesseract's script and orientation detection (0.3 s). Pages
 * on which all are silent stay as they are, and say so.
 */
#include "upright.h"

#include <math.h>
#include <stdlib.h>
#include <tesseract/capi.h>
#include "err.h"

#define AXIS_REDUCTION 4    /* of the working bitmap: 37 dpi shows lines, not letters */
#define AXIS_MARGIN 1.10    /* a page must be clearly sideways to be turned */
#define SURE_STAY 12.0f
#define SURE_TURN 15.0f
#define SURE_RATIO 2.5f    /* up and down must be this much clearer than left and right: Leptonica's */
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

/* 1: up, -1: down, 0: not sure. */
static int up_or_down(PIX *b, bool sideways)
{
	l_float32 up = 0, left = 0;

	if (pixOrientDetect(b, &up, &left, 0, 0) || fabsf(up) < SURE_RATIO * fabsf(left))
		return 0;
	if (up >= (sideways ? SURE_TURN : SURE_STAY))
		return 1;
	return up <= -SURE_TURN ? -1 : 0;
}

int upright_turn(struct upright *u, PIX *b, int dpi, bool *doubtful)
{
	bool sideways = upright_sideways(b);
	PIX *along = sideways ? pixRotateOrth(b, 1) : pixClone(b);
	int direction = along ? up_or_down(along, sideways) : 0;

	*doubtful = false;
	pixDestroy(&along);
	if (direction)
		return (direction > 0 ? 0 : 180) + (sideways ? 90 : 0);
	int turn = by_reader(u, b, dpi);
	if (turn >= 0 && (turn % 180 == 90) == sideways)
		return turn;
	*doubtful = true;
	return 0;
}
