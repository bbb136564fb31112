// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * image_jpeg.c: may a JPEG file go into the PDF as it is?
 *
 * The marker segments before the picture are walked (ITU-T T.81, annex B). Taken: baseline, extended and progressive
 * Huffman frames (PDF 1.3 knows all three) of 8 bits with one component or three. Three are YCbCr, or RGB where Adobe's
 * marker or the components' names (R G B) say so, as in TIFF files: then /ColorTransform 0 tells the reader. Not taken:
 * four components, an Adobe marker that contradicts the frame, 12 bits, lossless and arithmetic frames, a picture whose
 * height comes later (0).
 */
#include "image.h"

#include <stdlib.h>
#include <string.h>
#include "err.h"
#include "pages.h"

struct frame {
	int width, height, components;
	bool rgb_names, jfif;
	int adobe; /* transform of Adobe's marker; -1: none */
};

static int be16(const unsigned char *p)
{
	return p[0] << 8 | p[1];
}

/* A frame header's body: precision, height, width, components. */
static bool frame_read(const unsigned char *body, size_t n, struct frame *f)
{
	if (n < 6 || body[0] != 8 || n < 6 + 3 * (size_t)body[5])
		return false;
	f->height = be16(body + 1);
	f->width = be16(body + 3);
	f->components = body[5];
	if (f->components == 3 && body[6] == 'R' && body[9] == 'G' && body[12] == 'B')
		f->rgb_names = true;
	return f->width > 0 && f->height > 0 && (f->components == 1 || f->components == 3);
}

/* Whether the markers say one thing about colour; JFIF means YCbCr. */
static bool agrees(const struct frame *f)
{
	if (f->components == 1)
		return f->adobe < 1;
	return f->jfif ? f->adobe < 0 || f->adobe == 1 : f->adobe < 2;
}

/* Walks the segments up to the first scan. */
static bool jpeg_read(const unsigned char *file, size_t n, struct frame *f)
{
	bool found = false;
	size_t at = 2;

	while (at + 4 <= n && file[at] == 0xFF) {
		unsigned char marker = file[at + 1];
		if (marker == 0xFF) { /* fill */
			at++;
			continue;
		}
		size_t length = (size_t)be16(file + at + 2);
		const unsigned char *body = file + at + 4;
		if (length < 2 || length > n - at - 2)
			return false;
		if (marker == 0xDA)
			return found && agrees(f);
		if (marker >= 0xC0 && marker <= 0xC2) {
			if (found || !frame_read(body, length - 2, f))
				return false;
			found = true;
		} else if (marker > 0xC2 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
			return false;
		} else if (marker == 0xEE && length >= 14 && !memcmp(body, "Adobe", 5)) {
			f->adobe = body[11];
		} else if (marker == 0xE0 && length >= 7 && !memcmp(body, "JFIF", 4)) {
			f->jfif = true;
		}
		at += 2 + length;
	}
	return false;
}

int image_pass_jpeg(const unsigned char *file, size_t n, struct image *im)
{
	struct frame f = {.adobe = -1};

	if (n < 4 || file[0] != 0xFF || file[1] != 0xD8 || !jpeg_read(file, n, &f))
		return 0;
	if (f.width > MN_SIDE_MAX || f.height > MN_SIDE_MAX || (long)f.width * f.height > MN_PIXELS_MAX)
		return 0;
	*im = (struct image){.n = n, .width = f.width, .height = f.height, .bits = 8, .filter = "DCTDecode"};
	strcpy(im->space, f.components == 1 ? "/DeviceGray" : "/DeviceRGB");
	if (f.components == 3 && (f.adobe == 0 || (f.adobe < 0 && f.rgb_names && !f.jfif)))
		strcpy(im->parms, "<< /ColorTransform 0 >>");
	im->bytes = mn_alloc(n);
	memcpy(im->bytes, file, n);
	return 1;
}
