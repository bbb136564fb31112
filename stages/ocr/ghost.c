// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * ghost.c: in the wide gaps of justified lines the network now and then sees a short word ("à", a
 * dash) between two names. The word stands on white paper: Tesseract finds no ink to fit its box to
 * and gives it the height of the line. A name with a strange "à" in it would be corrected, cut and
 * sealed as if it were printed, so such words go. On 22 pages of ours every ghost had a confidence
 * under 0.77, and no word with ink in its box is ever touched.
 */
#include "ghost.h"

#include <stdlib.h>
#include "text.h"

#define DOUBT 0.9F
#define INK_MIN 3 /* pixels; a single speck of dust is no letter */

static bool is_white(PIX *ink, const struct mn_box *b)
{
	BOX *box = boxCreate(b->x, b->y, b->w, b->h);
	l_int32 n = INK_MIN;

	if (box)
		pixCountPixelsInRect(ink, box, &n, NULL);
	boxDestroy(&box);
	return n < INK_MIN;
}

static bool is_ghost(const struct mn_word *w, PIX *ink)
{
	return w->conf >= 0 && w->conf < DOUBT && w->text && mn_utf8_len(w->text) == 1 && w->box.w > 0 &&
	       w->box.h > 0 && is_white(ink, &w->box);
}

int ocr_ghosts(struct mn_alto *a, PIX *ink)
{
	size_t n;
	int gone = 0;
	struct mn_line **lines = mn_alto_lines(a, &n);

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < lines[i]->n; k++) {
			struct mn_word *w = &lines[i]->words[k];
			if (is_ghost(w, ink)) {
				w->text[0] = '\0'; /* ocr_tidy takes words without text away */
				gone++;
			}
		}
	}
	free(lines);
	return gone;
}
