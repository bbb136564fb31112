// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * skew.c: Leptonica's sweep (at a quarter) and search (at full size) over shear angles, within 5
 * degrees.
 *
 * Below 0.4 degrees a line of an A4 page leaves its row by a letter's height: readers follow that, and
 * a new picture of a JPEG page costs more than it mends (a 150 dpi page straightened by 0.25 degrees
 * had 2.9 instead of 1.3 % of its characters wrong). The search at full size of the working bitmap is right to 0.03 degree
 * on text turned by known angles (at half size: 0.11) and costs 2 ms. A confidence (best score to
 * worst) below 4 is what pictures, a drawing or four lines give; clean text gives 15 to 25,
 * stained paper 5 to 8.
 */
#include "skew.h"

#include <math.h>

#define SMALLEST 0.4     /* degrees */
#define LARGEST 5.0      /* beyond it the page was photographed or holds slanted writing */
#define CONFIDENCE 4.0f
#define SWEEP_REDUCTION 4
#define SWEEP_STEP 1.0f    /* degrees */
#define SEARCH_STEP 0.01f  /* degrees, where the search ends */
#define RADIANS (3.14159265358979323846 / 180)

double skew_of(PIX *b)
{
	l_float32 angle = 0, confidence = 0;

	if (pixFindSkewSweepAndSearch(
		    b, &angle, &confidence, SWEEP_REDUCTION, 1, (l_float32)LARGEST, SWEEP_STEP, SEARCH_STEP) ||
		confidence < CONFIDENCE)
		return 0;
	if (fabsf(angle) <= (l_float32)SMALLEST || fabsf(angle) > (l_float32)LARGEST)
		return 0;
	/* Hundredths of a degree are all that is meant, and make pages.json readable. */
	return round((double)angle * 100) / 100;
}

PIX *skew_straighten(PIX *pix, double degrees)
{
	int type = pixGetDepth(pix) == 1 ? L_ROTATE_SHEAR : L_ROTATE_AREA_MAP;
	PIX *out = pixRotate(pix, (l_float32)(degrees * RADIANS), type, L_BRING_IN_WHITE, 0, 0);

	if (out)
		pixCopyResolution(out, pix);
	return out;
}
