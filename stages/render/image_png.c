// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * image_png.c: may the rows of a PNG file go into the PDF as they are compressed?
 *
 * PDF's FlateDecode with Predictor 15 is PNG's own coding of rows (ISO 32000-1, 7.4.4.4): the IDAT chunks, joined, are
 * the stream. Taken: 8 bits or fewer a component, not interlaced, no alpha and no transparent colour. Two-level grey is
 * not taken: Group 4 holds the same pixels in half the room. Check sums of the chunks were checked by ingest's decoder.
 */
#include "image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "pages.h"

#define HEAD 8 /* length and type of a chunk */
#define TAIL 4 /* its check sum */
#define IHDR_BYTES 13

enum colour { GREY = 0, RGB = 2, INDEXED = 3 };

struct png {
	unsigned width, height;
	int bits, colour;
	const unsigned char *palette;
	size_t ncolours;
	struct mn_buf data;
};

static unsigned be32(const unsigned char *p)
{
	return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3];
}

/* Whether the header is of a kind that can be taken. */
static bool header(struct png *g, const unsigned char *body, size_t n)
{
	if (n != IHDR_BYTES)
		return false;
	g->width = be32(body);
	g->height = be32(body + 4);
	g->bits = body[8];
	g->colour = body[9];
	if (g->width < 1 || g->height < 1 || g->width > MN_SIDE_MAX || g->height > MN_SIDE_MAX ||
		(long)g->width * g->height > MN_PIXELS_MAX || body[12] != 0 || g->bits > 8)
		return false;
	return (g->colour == GREY && g->bits > 1) || g->colour == RGB || g->colour == INDEXED;
}

/* One chunk; false: the file is not to be taken. */
static bool chunk(struct png *g, const unsigned char *type, const unsigned char *body, size_t n)
{
	if (!memcmp(type, "tRNS", 4))
		return false;
	if (!memcmp(type, "PLTE", 4) && g->colour == INDEXED) {
		if (n == 0 || n % 3 || n > 768)
			return false;
		g->palette = body;
		g->ncolours = n / 3;
	}
	if (!memcmp(type, "IDAT", 4))
		mn_buf_put(&g->data, body, n);
	return true;
}

static bool chunks(struct png *g, const unsigned char *file, size_t n)
{
	size_t at = 8;

	for (bool first = true; at + HEAD + TAIL <= n; first = false) {
		size_t length = be32(file + at);
		const unsigned char *type = file + at + 4, *body = file + at + HEAD;
		if (length > n - at - HEAD - TAIL)
			return false;
		if (first ? memcmp(type, "IHDR", 4) || !header(g, body, length) : !chunk(g, type, body, length))
			return false;
		if (!memcmp(type, "IEND", 4))
			return g->data.len && (g->colour != INDEXED || g->palette);
		at += HEAD + length + TAIL;
	}
	return false;
}

static void space(const struct png *g, char *out)
{
	if (g->colour != INDEXED) {
		strcpy(out, g->colour == GREY ? "/DeviceGray" : "/DeviceRGB");
		return;
	}
	int at = snprintf(out, IMAGE_SPACE_MAX, "[/Indexed /DeviceRGB %zu <", g->ncolours - 1);
	for (size_t i = 0; i < 3 * g->ncolours; i++)
		at += snprintf(out + at, IMAGE_SPACE_MAX - (size_t)at, "%02x", g->palette[i]);
	snprintf(out + at, IMAGE_SPACE_MAX - (size_t)at, ">]");
}

int image_pass_png(const unsigned char *file, size_t n, struct image *im)
{
	static const unsigned char magic[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
	struct png g = {0};

	if (n < sizeof magic || memcmp(file, magic, sizeof magic))
		return 0;
	if (!chunks(&g, file, n)) {
		mn_buf_free(&g.data);
		return 0;
	}
	*im = (struct image){.width = (int)g.width, .height = (int)g.height, .bits = g.bits, .filter = "FlateDecode"};
	im->n = g.data.len;
	im->bytes = (unsigned char *)mn_buf_take(&g.data);
	snprintf(im->parms, sizeof im->parms, "<< /Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d >>",
		g.colour == RGB ? 3 : 1, g.bits, im->width);
	space(&g, im->space);
	return 1;
}
