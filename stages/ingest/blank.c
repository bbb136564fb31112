// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * blank.c: counts what could be letters.
 *
 * Components 7 to 45 pixels high and 3 to 80 wide at 150 dpi (1.2 to 7.6 mm high), not within 4 %
 * of the edges, where borders, holes and shadows are. Measured: blank sheets 0 to 2, written pages
 * 174 and more; "Annexe 2" alone on a sheet is 7, four punch holes are 4. The share of ink is
 * useless: the border of a photocopy is more ink than a short page.
 */
#include "blank.h"

#define REFERENCE_DPI 150
#define HEIGHT_MIN 7
#define HEIGHT_MAX 45
#define WIDTH_MIN 3
#define WIDTH_MAX 80
#define EDGE 25 /* a 25th of the side: 4 % */
#define LETTERS_BLANK 6
#define LETTERS_SPARSE 60

int blank_letters(PIX *b, int dpi)
{
	int w = pixGetWidth(b), h = pixGetHeight(b), letters = 0;
	BOXA *boxes = pixConnCompBB(b, 8);

	for (int i = 0; boxes && i < boxaGetCount(boxes); i++) {
		l_int32 x, y, bw, bh;
		boxaGetBoxGeometry(boxes, i, &x, &y, &bw, &bh);
		int ref_h = bh * REFERENCE_DPI, ref_w = bw * REFERENCE_DPI;
		letters += ref_h >= HEIGHT_MIN * dpi && ref_h <= HEIGHT_MAX * dpi && ref_w >= WIDTH_MIN * dpi &&
			ref_w <= WIDTH_MAX * dpi && x >= w / EDGE && y >= h / EDGE && x + bw <= w - w / EDGE &&
			y + bh <= h - h / EDGE;
	}
	boxaDestroy(&boxes);
	return letters;
}

enum blank blank_of(PIX *b, int dpi)
{
	int letters = blank_letters(b, dpi);

	return letters < LETTERS_BLANK ? BLANK_YES : letters < LETTERS_SPARSE ? BLANK_SPARSE : BLANK_NO;
}
