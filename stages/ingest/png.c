// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * png.c: chunks by hand, pixels by libpng.
 *
 * The CRC (ISO 3309, as annex D of the specification) is what makes a damaged file certain before
 * any decoding.
 */
#include "png.h"

#include <string.h>
#include <zlib.h>
#include "i18n.h"
#include "received.h"

static int damaged(const char *name, struct mn_err *err)
{
	return mn_fail(err, MN_INPUT, _("the PNG image '%s' is damaged or cut short; scan or send it again"), name);
}

static unsigned long be32(const unsigned char *p)
{
	return (unsigned long)p[0] << 24 | (unsigned long)p[1] << 16 | (unsigned long)p[2] << 8 | p[3];
}

static unsigned long crc_of(const unsigned char *p, unsigned long n)
{
	return crc32(0, p, (unsigned)n);
}

static void read_chunk(const unsigned char *type, const unsigned char *p, size_t n, struct png_info *info)
{
	if (!memcmp(type, "IHDR", 4) && n >= 13) {
		info->width = (int)(be32(p) & 0x7fffffff);
		info->height = (int)(be32(p + 4) & 0x7fffffff);
		info->bits = p[8];
		info->plain = p[8] == 8 && (p[9] == 0 || p[9] == 2);
	} else if (!memcmp(type, "pHYs", 4) && n >= 9 && p[8] == 1) {
		info->xres = (double)be32(p) * 0.0254;
		info->yres = (double)be32(p + 4) * 0.0254;
	} else if (!memcmp(type, "tRNS", 4)) {
		info->plain = false;
	}
}

int png_info(const unsigned char *bytes, size_t n, struct png_info *info, const char *name, struct mn_err *err)
{
	memset(info, 0, sizeof *info);
	for (size_t at = 8; at <= n && n - at >= 12;) {
		unsigned long len = be32(bytes + at);
		if (len > n - at - 12 || crc_of(bytes + at + 4, len + 4) != be32(bytes + at + 8 + len))
			break;
		if (!memcmp(bytes + at + 4, "IEND", 4))
			return info->width && info->height ? 0 : damaged(name, err);
		read_chunk(bytes + at + 4, bytes + at + 8, len, info);
		at += 12 + len;
	}
	return damaged(name, err);
}

static PIX *swap(PIX *old, PIX *new)
{
	pixDestroy(&old);
	return new;
}

PIX *pix_plain(PIX *pix)
{
	l_int32 two = 0;

	if (pix && pixGetDepth(pix) == 1 && pixGetColormap(pix))
		pixcmapIsBlackAndWhite(pixGetColormap(pix), &two);
	if (two)
		pix = swap(pix, pixRemoveColormap(pix, REMOVE_CMAP_TO_BINARY));
	if (pix && pixGetColormap(pix))
		pix = swap(pix, pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC));
	if (pix && pixGetDepth(pix) == 32 && pixGetSpp(pix) == 4)
		pix = swap(pix, pixRemoveAlpha(pix));
	int depth = pix ? pixGetDepth(pix) : 0;
	if (pix && depth != 1 && depth != 8 && depth != 32)
		pix = swap(pix, pixConvertTo8(pix, 0));
	return pix;
}

PIX *png_decode(const unsigned char *bytes, size_t n, const char *name, struct mn_err *err)
{
	struct png_info info;

	if (png_info(bytes, n, &info, name, err) < 0 || received_size_ok(info.width, info.height, name, err) < 0)
		return NULL;
	PIX *pix = pix_plain(pixReadMemPng(bytes, n));
	if (!pix)
		damaged(name, err);
	return pix;
}
