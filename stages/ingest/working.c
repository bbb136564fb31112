// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * working.c: grey by max(R, G, B), paper made even, one threshold.
 *
 * max(R, G, B) lets coloured stamps, blue ink and brown stains fade. pixBackgroundNormSimple evens
 * shadows; 165 keeps thin strokes of typewriters and drops most of the show-through. A two-level
 * page is reduced by rank 2 (a pixel is black when two of its four are): specks go, strokes stay.
 */
#include "working.h"

#define THRESHOLD 165
#define WORKING_DPI_MAX 225

int working_reduction(int dpi)
{
	return dpi <= WORKING_DPI_MAX ? 1 : dpi <= 2 * WORKING_DPI_MAX ? 2 : 4;
}

static PIX *swap(PIX *old, PIX *new)
{
	pixDestroy(&old);
	return new;
}

static PIX *reduce_grey(PIX *pix, int reduction)
{
	for (; pix && reduction > 1; reduction /= 2)
		pix = swap(pix, pixScaleAreaMap2(pix));
	return pix;
}

PIX *working_bitmap(PIX *pix, int reduction)
{
	if (pixGetDepth(pix) == 1)
		return reduction == 1 ? pixClone(pix)
				      : pixReduceRankBinaryCascade(pix, 2, reduction == 4 ? 2 : 0, 0, 0);
	PIX *grey = pixGetDepth(pix) == 32 ? pixConvertRGBToGrayMinMax(pix, L_CHOOSE_MAX) : pixClone(pix);
	grey = reduce_grey(grey, reduction);
	PIX *even = grey ? pixBackgroundNormSimple(grey, NULL, NULL) : NULL;
	/* Pictures of a few dozen pixels cannot be evened. */
	PIX *b = even ? pixThresholdToBinary(even, THRESHOLD) : grey ? pixThresholdToBinary(grey, THRESHOLD) : NULL;
	pixDestroy(&grey);
	pixDestroy(&even);
	return b;
}
