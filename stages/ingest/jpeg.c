// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * jpeg.c: markers by hand, pixels by TurboJPEG.
 *
 * The decoder is lenient: a file cut in half gives half a picture and a warning. Here a picture
 * whose data end early, or whose codes are wrong, is damaged; stray bytes between markers (some
 * cameras write them) are not. Formats: T.81 annex B (markers), JFIF 1.02, Exif 2.3 (TIFF tags
 * 0x0112, 0x011A, 0x011B, 0x0128).
 */
#include "jpeg.h"

#include <string.h>
#include <turbojpeg.h>
#include "i18n.h"
#include "received.h"

#define EOI_WITHIN 65536 /* some devices append a thumbnail or a note after the end marker */
#define IFD_ENTRIES_MAX 200

static int damaged(const char *name, struct mn_err *err)
{
	return mn_fail(err, MN_INPUT, _("the JPEG image '%s' is damaged or cut short; scan or send it again"), name);
}

static unsigned be16(const unsigned char *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

/* A TIFF number inside EXIF, either byte order. */
static unsigned long number(const unsigned char *p, int bytes, bool big)
{
	unsigned long v = 0;

	for (int i = 0; i < bytes; i++)
		v |= (unsigned long)p[big ? bytes - 1 - i : i] << (8 * i);
	return v;
}

static double rational(const unsigned char *tiff, size_t n, unsigned long at, bool big)
{
	if (at > n || n - at < 8)
		return 0;
	unsigned long den = number(tiff + at + 4, 4, big);
	return den ? (double)number(tiff + at, 4, big) / (double)den : 0;
}

static void read_exif(const unsigned char *tiff, size_t n, struct jpeg_info *info)
{
	if (n < 8 || (memcmp(tiff, "II", 2) && memcmp(tiff, "MM", 2)))
		return;
	bool big = tiff[0] == 'M';
	double xres = 0, yres = 0, unit = 1;
	unsigned long ifd = number(tiff + 4, 4, big);
	if (ifd > n || n - ifd < 2)
		return;
	unsigned long count = number(tiff + ifd, 2, big);
	for (unsigned long i = 0; i < count && i < IFD_ENTRIES_MAX && (n - ifd - 2) / 12 > i; i++) {
		const unsigned char *e = tiff + ifd + 2 + 12 * i;
		unsigned long value = number(e + 8, 4, big), small = number(e + 8, 2, big);
		switch (number(e, 2, big)) {
		case 0x0112: info->orientation = small >= 1 && small <= 8 ? (int)small : 1; break;
		case 0x011a: xres = rational(tiff, n, value, big); break;
		case 0x011b: yres = rational(tiff, n, value, big); break;
		case 0x0128: unit = small == 3 ? 2.54 : 1; break;
		default: break;
		}
	}
	if (info->xres <= 0 && xres > 0 && yres > 0) {
		info->xres = xres * unit;
		info->yres = yres * unit;
	}
}

static void read_jfif(const unsigned char *p, size_t n, struct jpeg_info *info)
{
	static const double units[] = {0, 1, 2.54};

	if (n < 12 || p[7] > 2)
		return;
	info->xres = be16(p + 8) * units[p[7]];
	info->yres = be16(p + 10) * units[p[7]];
}

/* Walks the segments up to the first scan. False when they do not fit. */
static bool read_segments(const unsigned char *b, size_t n, struct jpeg_info *info)
{
	for (size_t at = 2; at + 4 <= n;) {
		if (b[at] != 0xff)
			return false;
		if (b[at + 1] == 0xff) { /* fill byte */
			at++;
			continue;
		}
		unsigned marker = b[at + 1], len = be16(b + at + 2);
		if (len < 2 || n - at - 2 < len)
			return false;
		const unsigned char *p = b + at + 4;
		if (marker == 0xe0 && len >= 16 && !memcmp(p, "JFIF", 5))
			read_jfif(p, len - 2, info);
		else if (marker == 0xe1 && len >= 10 && !memcmp(p, "Exif\0", 6))
			read_exif(p + 6, len - 8, info);
		else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc &&
			len >= 8)
			info->components = p[5];
		else if (marker == 0xda)
			return true;
		at += 2 + len;
	}
	return false;
}

static bool has_end(const unsigned char *b, size_t n)
{
	for (size_t i = n; i >= 2 && n - i < EOI_WITHIN; i--)
		if (b[i - 2] == 0xff && b[i - 1] == 0xd9)
			return true;
	return false;
}

int jpeg_info(const unsigned char *bytes, size_t n, struct jpeg_info *info, const char *name, struct mn_err *err)
{
	int sub, space;

	*info = (struct jpeg_info){.orientation = 1};
	if (n < 4 || !read_segments(bytes, n, info) || !has_end(bytes, n))
		return damaged(name, err);
	tjhandle h = tjInitDecompress();
	int bad = !h || tjDecompressHeader3(h, bytes, (unsigned long)n, &info->width, &info->height, &sub, &space);
	if (h)
		tjDestroy(h);
	return bad || info->components < 1 || info->components > 4 || info->components == 2 ? damaged(name, err) : 0;
}

/* Wrong or missing data: what the decoder calls a warning. The first warning is the one whose text
 * is kept. */
static bool failed(tjhandle h, int rc)
{
	if (!rc)
		return false;
	return tjGetErrorCode(h) != TJERR_WARNING || !strstr(tjGetErrorStr2(h), "extraneous");
}

static PIX *rgb_of_cmyk(const unsigned char *cmyk, int w, int h)
{
	PIX *pix = pixCreate(w, h, 32);
	l_uint32 *words = pix ? pixGetData(pix) : NULL;

	/* Adobe's convention, which every scanner follows: 255 = no ink. */
	for (size_t i = 0; pix && i < (size_t)w * (size_t)h; i++, cmyk += 4) {
		unsigned k = cmyk[3];
		words[i] = (cmyk[0] * k / 255) << 24 | (cmyk[1] * k / 255) << 16 | (cmyk[2] * k / 255) << 8;
	}
	return pix;
}

static PIX *decode(tjhandle h, const unsigned char *bytes, size_t n, int w, int ht, int space, bool *bad)
{
	PIX *pix = NULL;

	if (space == TJCS_CMYK || space == TJCS_YCCK) {
		unsigned char *cmyk = mn_alloc((size_t)w * (size_t)ht * 4);
		*bad = failed(h, tjDecompress2(h, bytes, (unsigned long)n, cmyk, w, 0, ht, TJPF_CMYK, 0));
		pix = rgb_of_cmyk(cmyk, w, ht);
		free(cmyk);
		return pix;
	}
	bool grey = space == TJCS_GRAY;
	pix = pixCreate(w, ht, grey ? 8 : 32);
	if (!pix)
		return NULL;
	/* A Leptonica word holds R, G, B from its high byte down. */
	int format = grey ? TJPF_GRAY : __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? TJPF_XBGR : TJPF_RGBX;
	*bad = failed(h, tjDecompress2(h, bytes, (unsigned long)n, (unsigned char *)pixGetData(pix), w, 4 * pixGetWpl(pix), ht,
		format, 0));
	if (grey)
		pixEndianByteSwap(pix);
	return pix;
}

PIX *jpeg_decode(const unsigned char *bytes, size_t n, int reduction, const char *name, struct mn_err *err)
{
	int w, h, sub, space;
	bool bad = true;
	PIX *pix = NULL;
	tjhandle tj = tjInitDecompress();

	if (!tj || tjDecompressHeader3(tj, bytes, (unsigned long)n, &w, &h, &sub, &space)) {
		damaged(name, err);
		goto out;
	}
	if (received_size_ok(w, h, name, err) < 0)
		goto out;
	pix = decode(tj, bytes, n, (w + reduction - 1) / reduction, (h + reduction - 1) / reduction, space, &bad);
	if (!pix || bad) {
		pixDestroy(&pix);
		damaged(name, err);
	}
out:
	if (tj)
		tjDestroy(tj);
	return pix;
}
