// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * dpi.c: what is said, unless it is 72 or 96 (what programs write that know nothing) on a page
 * that would then be a poster.
 *
 * The guess: the longer side is that of A4 (297 mm), and scanners know few resolutions.
 */
#include "dpi.h"

#include <math.h>
#include <stddef.h>

#define A4_INCHES 11.69
#define DPI_MIN 50
#define DPI_MAX 2400
#define SCREEN_DPI 96       /* and below: the habit of programs */
#define SCREEN_INCHES 17.0  /* A3 with a little air: larger pages are not scanned at 96 dpi */
#define NEAR 0.08

static const int usual[] = {100, 150, 200, 240, 300, 400, 600, 1200};

int dpi_of(int w, int h, double said, bool *guessed)
{
	double side = w > h ? w : h, dpi = side / A4_INCHES;

	*guessed = !(said >= DPI_MIN && said <= DPI_MAX) || (said <= SCREEN_DPI + 0.5 && side / said > SCREEN_INCHES);
	if (!*guessed)
		return (int)lround(said);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (fabs(dpi - usual[i]) <= NEAR * usual[i])
			return usual[i];
	return dpi < DPI_MIN ? DPI_MIN : dpi > DPI_MAX ? DPI_MAX : (int)lround(dpi);
}
