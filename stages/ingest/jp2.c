// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * jp2.c: boxes by hand (size, resolution, completeness), wavelets by OpenJPEG.
 *
 * OpenJPEG decodes what it gets of a cut file and calls that success; the end marker FF D9 tells.
 */
#include "jp2.h"

#include <math.h>
#include <string.h>
#include "i18n.h"
#include "received.h"

#define BOXES_MAX 1000
#define BOX(a, b, c, d) ((unsigned long)(a) << 24 | (unsigned long)(b) << 16 | (unsigned long)(c) << 8 | (d))
#define EOC_WITHIN 16

static int damaged(const char *name, struct mn_err *err)
{
	return mn_fail(
		err, MN_INPUT, _("the JPEG 2000 image '%s' is damaged or cut short; scan or send it again"), name);
}

static unsigned long be(const unsigned char *p, int n)
{
	unsigned long v = 0;

	while (n--)
		v = v << 8 | *p++;
	return v;
}

/* "resc"/"resd": VRn VRd HRn HRd VRe HRe, points a metre. */
static void read_resolution(const unsigned char *p, size_t n, struct jp2_info *info)
{
	if (n < 10 || !be(p + 2, 2) || !be(p + 6, 2))
		return;
	double v = (double)be(p, 2) / (double)be(p + 2, 2) * pow(10, (signed char)p[8]);
	double h = (double)be(p + 4, 2) / (double)be(p + 6, 2) * pow(10, (signed char)p[9]);
	info->yres = v * 0.0254;
	info->xres = h * 0.0254;
}

static bool read_stream(const unsigned char *p, size_t n, struct jp2_info *info)
{
	/* SOC, then SIZ: Lsiz Rsiz Xsiz Ysiz XOsiz YOsiz XT YT XTO YTO Csiz (Ssiz XR YR)… */
	if (n < 46 || memcmp(p, "\xff\x4f\xff\x51", 4))
		return false;
	unsigned long x = be(p + 8, 4), y = be(p + 12, 4), xo = be(p + 16, 4), yo = be(p + 20, 4);
	if (xo >= x || yo >= y || x - xo > 1000000000 || y - yo > 1000000000)
		return false;
	info->width = (int)(x - xo);
	info->height = (int)(y - yo);
	info->components = (int)be(p + 40, 2);
	info->bits = (p[42] & 0x7f) + 1;
	for (size_t i = n; i >= 2 && n - i < EOC_WITHIN; i--)
		if (p[i - 2] == 0xff && p[i - 1] == 0xd9)
			return true;
	return false;
}

/* Boxes between at and end; "jp2h" and "res " are entered. */
static bool walk(const unsigned char *b, size_t at, size_t end, int depth, struct jp2_info *info)
{
	for (int i = 0; i < BOXES_MAX && end - at >= 8; i++) {
		unsigned long size = be(b + at, 4), type = be(b + at + 4, 4), head = 8;
		if (size == 1 && end - at >= 16) {
			size = be(b + at + 8, 8);
			head = 16;
		}
		if (!size)
			size = end - at;
		if (size < head || size > end - at)
			return false;
		const unsigned char *p = b + at + head;
		size_t n = size - head;
		if ((type == BOX('j', 'p', '2', 'h') || type == BOX('r', 'e', 's', ' ')) && depth < 3) {
			if (!walk(b, at + head, at + size, depth + 1, info))
				return false;
		} else if (type == BOX('r', 'e', 's', 'c') || (type == BOX('r', 'e', 's', 'd') && info->xres <= 0)) {
			read_resolution(p, n, info);
		} else if (type == BOX('j', 'p', '2', 'c') && !info->width && !read_stream(p, n, info)) {
			return false;
		}
		at += size;
	}
	return true;
}

int jp2_info(const unsigned char *bytes, size_t n, struct jp2_info *info, const char *name, struct mn_err *err)
{
	memset(info, 0, sizeof *info);
	if (!walk(bytes, 0, n, 0, info) || !info->width)
		return damaged(name, err);
	return 0;
}

PIX *jp2_decode(const unsigned char *bytes, size_t n, int reduction, const char *name, struct mn_err *err)
{
	struct jp2_info info;

	if (jp2_info(bytes, n, &info, name, err) < 0 || received_size_ok(info.width, info.height, name, err) < 0)
		return NULL;
	PIX *pix = pixReadMemJp2k(bytes, n, (l_uint32)reduction, NULL, 0, 0);
	if (pix && pixGetSpp(pix) == 4) {
		PIX *flat = pixRemoveAlpha(pix);
		pixDestroy(&pix);
		pix = flat;
	}
	if (!pix)
		damaged(name, err);
	return pix;
}
