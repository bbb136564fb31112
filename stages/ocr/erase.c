// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * erase.c: the ink of a page, dotted tints, and taking things out.
 *
 * Ink: a picture of two levels as it is; a grey one by its paper evened out
 * (pixBackgroundNormSimple) and one threshold. Thresholds by tile (Otsu) lose grey titles, margins
 * and frames on real scans. Tint: a grey printed as dots. The dots are components of at most 4
 * pixels. Where they fill more than 4 % of tiles of 16 x 16 that hold together, there is tint, and
 * it reaches as far as neighbouring tiles have 3 %: there they go. The same specks elsewhere are
 * full stops and accents and stay. The noise of the worst photocopies seen fills 3 % of some tiles
 * and 4 % of none.
 */
#include "erase.h"

#define INK_BELOW 165        /* after the paper was evened out to 200 */
#define DOT_SIZE 4           /* pixels at 300 dpi */
#define TILE 16
#define TILE_TINTED_BELOW 248 /* mean grey of a tile: 3 % black */
#define TILE_SURE_BELOW 245   /* 4 % */
#define PAPER_AROUND 15      /* the lightest pixel in a square of this is the paper's colour */

PIX *ocr_ink(PIX *picture)
{
	if (pixGetDepth(picture) == 1)
		return pixClone(picture);
	PIX *even = pixBackgroundNormSimple(picture, NULL, NULL);
	PIX *ink = pixThresholdToBinary(even ? even : picture, INK_BELOW);

	pixDestroy(&even);
	return ink;
}

/* Tiles whose mean grey is below a limit and that hold together. */
static PIX *tiles_below(PIX *density, int limit)
{
	PIX *tiles = pixThresholdToBinary(density, limit);

	if (!tiles)
		return NULL;
	pixCloseBrick(tiles, tiles, 3, 3);
	pixOpenBrick(tiles, tiles, 3, 2);
	return tiles;
}

/* The area of tint at the picture's size, NULL when there is none. */
static PIX *tinted(PIX *dots)
{
	PIX *density = pixScaleToGray16(dots), *area = NULL;
	PIX *seeds = density ? tiles_below(density, TILE_SURE_BELOW) : NULL;
	PIX *tiles = density ? tiles_below(density, TILE_TINTED_BELOW) : NULL;
	l_int32 none = 1;

	if (seeds)
		pixZero(seeds, &none);
	if (!none && tiles) {
		pixOr(tiles, tiles, seeds);
		pixSeedfillBinary(seeds, seeds, tiles, 8);
		pixDilateBrick(seeds, seeds, 3, 3);
		area = pixExpandReplicate(seeds, TILE);
	}
	pixDestroy(&density);
	pixDestroy(&seeds);
	pixDestroy(&tiles);
	return area;
}

PIX *ocr_tint_find(PIX *ink, int dpi)
{
	int size = DOT_SIZE * dpi / 300, changed = 0;
	PIX *dots = pixSelectBySize(ink, size < 2 ? 2 : size, size < 2 ? 2 : size, 8,
		L_SELECT_IF_BOTH, L_SELECT_IF_LTE, &changed);
	PIX *area = dots ? tinted(dots) : NULL;
	PIX *found = area ? pixAnd(NULL, dots, area) : NULL;

	pixDestroy(&area);
	pixDestroy(&dots);
	return found;
}

void ocr_erase(PIX **picture, PIX *mask)
{
	if (!mask)
		return;
	if (pixGetDepth(*picture) == 1) {
		PIX *rest = pixSubtract(NULL, *picture, mask);

		if (rest) {
			pixDestroy(picture);
			*picture = rest;
		}
		return;
	}
	/* Filled with the paper around it: plain white would be bars on dark paper, and bars become
	 * lines. */
	PIX *wide = pixDilateBrick(NULL, mask, 3, 3);
	PIX *paper = pixDilateGray(*picture, PAPER_AROUND, PAPER_AROUND);
	if (wide && paper)
		pixCombineMasked(*picture, paper, wide);
	pixDestroy(&wide);
	pixDestroy(&paper);
}
