// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * single.c: header, completeness, size; the bytes themselves go on undecoded where a PDF can hold
 * them.
 */
#include "single.h"

#include "file.h"
#include "jp2.h"
#include "jpeg.h"
#include "png.h"

/* EXIF orientation (as TIFF's): clockwise turn; even values and 5, 7 are mirrored. */
static const short turns[] = {0, 0, 0, 180, 180, 90, 90, 270, 270};

static int fill_jpeg(struct received *in, const char *name, struct mn_err *err)
{
	struct jpeg_info info;

	if (jpeg_info(in->bytes, in->n, &info, name, err) < 0 ||
		received_size_ok(info.width, info.height, name, err) < 0)
		return -1;
	in->origin = "jpeg";
	in->keep = KEEP_LOSSY;
	in->width = info.width;
	in->height = info.height;
	in->xres = info.xres;
	in->yres = info.yres;
	in->turn = turns[info.orientation];
	bool mirrored =
		info.orientation == 2 || info.orientation == 4 || info.orientation == 5 || info.orientation == 7;
	if (!mirrored && info.components != 4)
		return 0;
	in->pix = jpeg_decode(in->bytes, in->n, 1, name, err);
	in->bytes = NULL; /* not to be passed through */
	if (in->pix && mirrored)
		pixFlipLR(in->pix, in->pix);
	return in->pix ? 0 : -1;
}

static int fill_png(struct received *in, const char *name, struct mn_err *err)
{
	struct png_info info;

	if (png_info(in->bytes, in->n, &info, name, err) < 0 ||
		received_size_ok(info.width, info.height, name, err) < 0)
		return -1;
	in->origin = "png";
	in->width = info.width;
	in->height = info.height;
	in->xres = info.xres;
	in->yres = info.yres;
	in->pix = png_decode(in->bytes, in->n, name, err);
	if (!info.plain)
		in->bytes = NULL;
	return in->pix ? 0 : -1;
}

static int fill_jp2(struct received *in, const char *name, struct mn_err *err)
{
	struct jp2_info info;

	if (jp2_info(in->bytes, in->n, &info, name, err) < 0 ||
		received_size_ok(info.width, info.height, name, err) < 0)
		return -1;
	in->origin = "jp2";
	in->keep = KEEP_LOSSY;
	in->width = info.width;
	in->height = info.height;
	in->xres = info.xres;
	in->yres = info.yres;
	if (info.bits == 8 && (info.components == 1 || info.components == 3))
		return 0;
	in->pix = jp2_decode(in->bytes, in->n, 1, name, err);
	in->bytes = NULL;
	return in->pix ? 0 : -1;
}

int single_take(struct intake *k, const char *path, enum kind kind, struct mn_err *err)
{
	struct received in = RECEIVED_INIT;
	int r;

	in.owned = mn_read_file(path, SINGLE_BYTES_MAX, &in.n, err);
	if (!in.owned)
		return mn_within(err, "%s", k->source);
	in.bytes = in.owned;
	in.codec = kind;
	r = kind == KIND_JPEG ? fill_jpeg(&in, k->source, err) : kind == KIND_PNG ? fill_png(&in, k->source, err)
										 : fill_jp2(&in, k->source, err);
	if (!r)
		r = intake_page(k, &in, 1, err);
	received_release(&in);
	return r;
}
