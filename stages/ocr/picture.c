// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * picture.c: decoding within limits; grey, resolution, and back.
 *
 * Grey is the largest of red, green and blue: coloured stamps, blue ink and brown stains fade,
 * black print stays (words missed on a stained 150 dpi colour scan: 5.6 -> 3.8 %, nothing lost
 * elsewhere). The network reads lines of 36 pixels, layout knows letters by their size at 300 dpi:
 * pages below 250 dpi are enlarged to 300 by linear interpolation. Not so a coarse fax (204 x 98
 * dpi) that was made square by doubling its rows: interpolation turns its steps into grey ramps,
 * which are read worse (CER 6.5 against 3.8 %). Above 450 dpi nothing is gained but time: reduced
 * to 300.
 */
#include "picture.h"

#include <math.h>
#include "file.h"
#include "i18n.h"

#define DPI_ENLARGE_BELOW 250
#define DPI_REDUCE_ABOVE 450
#define DPI_READ 300
/* less is a mistake of the file: taken as this, or a page would grow without end */
#define DPI_MIN 50
/* Runs of ink down a column, to tell doubled rows: share of odd lengths among the short ones, 0.13
 * to 0.15 where rows were doubled and 0.5 to 0.6 elsewhere. */
#define ODD_RUNS 0.30
#define RUN_MAX 12
#define RUNS_MIN 500
#define COLUMN_STEP 3

PIX *ocr_image_read(const char *path, const struct mn_page *page, struct mn_err *err)
{
	l_int32 format, w, h, bits, samples, mapped;

	if (pixReadHeader(path, &format, &w, &h, &bits, &samples, &mapped)) {
		mn_fail(err, mn_exists(path) ? MN_INPUT : MN_SYSTEM,
			_("cannot read the image '%s'"), path);
		return NULL;
	}
	if (w <= 0 || h <= 0 || w > MN_SIDE_MAX || h > MN_SIDE_MAX || (long)w * h > MN_PIXELS_MAX) {
		mn_fail(err, MN_LIMIT, _("'%s' has %d x %d pixels, more than may be read"), path, w,
			h);
		return NULL;
	}
	PIX *pix = pixRead(path);
	if (!pix) {
		mn_fail(err, MN_INPUT, _("cannot decode the image '%s'"), path);
		return NULL;
	}
	if (pixGetWidth(pix) != page->width || pixGetHeight(pix) != page->height) {
		mn_fail(err, MN_INPUT, _("'%s' has not the %d x %d pixels that pages.json says"),
			path, page->width, page->height);
		pixDestroy(&pix);
	}
	return pix;
}

/* Replaces *pix by `made`, or keeps it when memory did not suffice. */
static void take(PIX **pix, PIX *made)
{
	if (!made)
		return;
	pixDestroy(pix);
	*pix = made;
}

/* 1 bit, or 8 bits grey. */
static PIX *grey_of(PIX *image)
{
	PIX *pix = pixClone(image);

	if (pixGetColormap(pix))
		take(&pix, pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC));
	if (pixGetDepth(pix) == 32) {
		if (pixGetSpp(pix) == 4)
			take(&pix, pixAlphaBlendUniform(pix, 0xffffff00));
		take(&pix, pixConvertRGBToGrayMinMax(pix, L_CHOOSE_MAX));
	} else if (pixGetDepth(pix) == 16) {
		take(&pix, pixConvert16To8(pix, L_MS_BYTE));
	} else if (pixGetDepth(pix) != 1) {
		take(&pix, pixConvertTo8(pix, 0));
	}
	return pix;
}

/* Whether the rows of a two-level picture were doubled: then strokes are an even number of pixels
 * high nearly everywhere, after straightening too, which shifts whole columns. */
static bool rows_doubled(PIX *pix)
{
	int w = pixGetWidth(pix), h = pixGetHeight(pix);
	size_t words = (size_t)pixGetWpl(pix);
	const l_uint32 *data = pixGetData(pix);
	long runs = 0, odd = 0;

	for (int x = 0; x < w; x += COLUMN_STEP) {
		int run = 0;

		for (int y = 0; y < h; y++) {
			if (GET_DATA_BIT(data + (size_t)y * words, x)) {
				run++;
				continue;
			}
			runs += run > 0 && run <= RUN_MAX;
			odd += run <= RUN_MAX && (run & 1);
			run = 0;
		}
	}
	return runs > RUNS_MIN && (double)odd < ODD_RUNS * (double)runs;
}

void ocr_picture_make(struct ocr_picture *p, PIX *image, int dpi)
{
	p->pix = grey_of(image);
	p->dpi = dpi < DPI_MIN ? DPI_MIN : dpi;
	p->scale = 1;
	p->grey = pixGetDepth(p->pix) == 8;
	bool enlarge = p->dpi < DPI_ENLARGE_BELOW && (p->grey || !rows_doubled(p->pix));
	if (!enlarge && p->dpi <= DPI_REDUCE_ABOVE)
		return;
	double scale = (double)DPI_READ / p->dpi;
	if (pixGetWidth(p->pix) * scale > MN_SIDE_MAX ||
		pixGetHeight(p->pix) * scale > MN_SIDE_MAX ||
		(double)pixGetWidth(p->pix) * pixGetHeight(p->pix) * scale * scale > MN_PIXELS_MAX)
		return;
	if (!p->grey)
		take(&p->pix, pixConvert1To8(NULL, p->pix, 255, 0));
	if (enlarge)
		take(&p->pix, pixScaleGrayLI(p->pix, (l_float32)scale, (l_float32)scale));
	else
		take(&p->pix, pixScale(p->pix, (l_float32)scale, (l_float32)scale));
	p->scale = (double)pixGetWidth(p->pix) / pixGetWidth(image);
	p->dpi = DPI_READ;
}

void ocr_picture_free(struct ocr_picture *p)
{
	pixDestroy(&p->pix);
}

static int held(double v, int max)
{
	return v < 0 ? 0 : v > max ? max : (int)v;
}

static void box_back(const struct ocr_picture *p, const struct mn_alto *a, struct mn_box *b)
{
	int left = held(floor(b->x / p->scale), a->width),
	    top = held(floor(b->y / p->scale), a->height);
	int right = held(ceil((b->x + b->w) / p->scale), a->width),
	    bottom = held(ceil((b->y + b->h) / p->scale), a->height);

	*b = (struct mn_box){left, top, right - left, bottom - top};
}

void ocr_picture_back(const struct ocr_picture *p, struct mn_alto *a)
{
	size_t n;
	struct mn_line **lines = mn_alto_lines(a, &n);

	for (size_t i = 0; i < n; i++) {
		box_back(p, a, &lines[i]->box);
		lines[i]->baseline = held(lines[i]->baseline / p->scale + 0.5, a->height);
		for (size_t k = 0; k < lines[i]->n; k++)
			box_back(p, a, &lines[i]->words[k].box);
	}
	for (size_t i = 0; i < a->n; i++)
		box_back(p, a, &a->blocks[i].box);
	free(lines);
}
