// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_image.c: filter, colour space and Decode of an image decide how it is taken.
 *
 *	DCTDecode, grey or RGB                   the JPEG as it is
 *	JPXDecode, in boxes                      the JPEG 2000 as it is
 *	CCITTFaxDecode                           decoded (two-level)
 *	Flate, LZW, run length or nothing        samples: grey of 1 or 8 bits, RGB of 8, palettes of these
 *	anything else (JBIG2, CMYK, Lab, masks)  rendered
 */
#include "pdf_image.h"

#include <stdlib.h>
#include <string.h>
#include "i18n.h"
#include "jp2.h"
#include "jpeg.h"
#include "tiff.h"

#define PALETTE_MAX (256 * 3)

enum filter { SAMPLES, DCT, JPX, FAX, FOREIGN };
enum space { GREY, RGB, PALETTE, NATIVE /* JPX says it itself */, OTHER };

struct image {
	qpdf_oh dict;
	enum filter filter;
	enum space space;
	int w, h, bits;
	bool inverted; /* Decode [1 0] of a grey image */
	unsigned char palette[PALETTE_MAX];
};

static bool is(qpdf_data q, qpdf_oh o, const char *name)
{
	return qpdf_oh_is_name_and_equals(q, o, name);
}

/* The only entry of an array, or the thing itself. */
static qpdf_oh sole(qpdf_data q, qpdf_oh o)
{
	return qpdf_oh_is_array(q, o) && qpdf_oh_get_array_n_items(q, o) == 1 ? qpdf_oh_get_array_item(q, o, 0) : o;
}

static enum filter filter_of(qpdf_data q, qpdf_oh dict)
{
	static const char *const general[] = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL",
		"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"};
	qpdf_oh f = sole(q, qpdf_oh_get_key(q, dict, "/Filter"));

	if (is(q, f, "/DCTDecode") || is(q, f, "/DCT"))
		return DCT;
	if (is(q, f, "/JPXDecode"))
		return JPX;
	if (is(q, f, "/CCITTFaxDecode") || is(q, f, "/CCF"))
		return FAX;
	if (qpdf_oh_is_null(q, f) || (qpdf_oh_is_array(q, f) && !qpdf_oh_get_array_n_items(q, f)))
		return SAMPLES;
	int n = qpdf_oh_is_array(q, f) ? qpdf_oh_get_array_n_items(q, f) : 1;
	for (int i = 0; i < n; i++) {
		qpdf_oh one = qpdf_oh_is_array(q, f) ? qpdf_oh_get_array_item(q, f, i) : f;
		bool known = false;
		for (size_t k = 0; k < sizeof general / sizeof *general; k++)
			known = known || is(q, one, general[k]);
		if (!known)
			return FOREIGN;
	}
	return SAMPLES;
}

static enum space base_space(qpdf_data q, qpdf_oh cs)
{
	int n = 0;

	cs = sole(q, cs);
	if (is(q, cs, "/DeviceGray") || is(q, cs, "/G") || is(q, cs, "/CalGray"))
		return GREY;
	if (is(q, cs, "/DeviceRGB") || is(q, cs, "/RGB") || is(q, cs, "/CalRGB"))
		return RGB;
	if (!qpdf_oh_is_array(q, cs) || qpdf_oh_get_array_n_items(q, cs) < 2)
		return OTHER;
	qpdf_oh kind = qpdf_oh_get_array_item(q, cs, 0), what = qpdf_oh_get_array_item(q, cs, 1);
	if (is(q, kind, "/CalGray"))
		return GREY;
	if (is(q, kind, "/CalRGB"))
		return RGB;
	if (is(q, kind, "/ICCBased") && qpdf_oh_is_stream(q, what))
		qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, qpdf_oh_get_dict(q, what), "/N"), &n);
	return n == 1 ? GREY : n == 3 ? RGB : OTHER;
}

/* [/Indexed base hival lookup] with the lookup in a string or a stream. */
static bool read_palette(qpdf_data q, qpdf_oh cs, struct image *im)
{
	int high = -1;
	size_t n = 0;
	unsigned char *owned = NULL;
	QPDF_BOOL filtered = QPDF_FALSE;
	enum space base = base_space(q, qpdf_oh_get_array_item(q, cs, 1));
	size_t parts = base == RGB ? 3 : 1;

	if ((base != GREY && base != RGB) ||
		!qpdf_oh_get_value_as_int(q, qpdf_oh_get_array_item(q, cs, 2), &high) || high < 0 || high > 255)
		return false;
	qpdf_oh table = qpdf_oh_get_array_item(q, cs, 3);
	const unsigned char *bytes = NULL;
	if (qpdf_oh_is_string(q, table)) {
		bytes = (const unsigned char *)qpdf_oh_get_binary_string_value(q, table, &n);
	} else if (qpdf_oh_is_stream(q, table)) {
		if (!(qpdf_oh_get_stream_data(q, table, qpdf_dl_specialized, &filtered, &owned, &n) & QPDF_ERRORS))
			bytes = owned;
	}
	for (size_t i = 0; bytes && i <= (size_t)high; i++)
		for (size_t k = 0; k < 3; k++) {
			size_t at = i * parts + (parts == 3 ? k : 0);
			im->palette[3 * i + k] = at < n ? bytes[at] : 0;
		}
	free(owned);
	return bytes != NULL;
}

static enum space space_of(qpdf_data q, struct image *im)
{
	qpdf_oh cs = qpdf_oh_get_key(q, im->dict, "/ColorSpace");

	if (qpdf_oh_is_null(q, cs))
		return im->filter == JPX ? NATIVE : OTHER;
	if (qpdf_oh_is_array(q, cs) && qpdf_oh_get_array_n_items(q, cs) == 4) {
		qpdf_oh kind = qpdf_oh_get_array_item(q, cs, 0);
		if (is(q, kind, "/Indexed") || is(q, kind, "/I"))
			return im->filter != JPX && read_palette(q, cs, im) ? PALETTE : OTHER;
	}
	return base_space(q, cs);
}

/* Decode: absent or the default; [1 0] inverts a grey image. False: something else. */
static bool read_decode(qpdf_data q, struct image *im)
{
	qpdf_oh d = qpdf_oh_get_key(q, im->dict, "/Decode");
	int n = qpdf_oh_is_array(q, d) ? qpdf_oh_get_array_n_items(q, d) : 0;
	bool plain = true, inverted = n == 2;

	if (qpdf_oh_is_null(q, d))
		return true;
	for (int i = 0; i < n; i++) {
		double v = qpdf_oh_get_numeric_value(q, qpdf_oh_get_array_item(q, d, i));
		double high = im->space == PALETTE ? (1 << im->bits) - 1 : 1;
		plain = plain && v == (i % 2 ? high : 0);
		inverted = inverted && v == (i % 2 ? 0 : 1);
	}
	im->inverted = im->space == GREY && inverted;
	return plain || im->inverted;
}

static bool describe(qpdf_data q, qpdf_oh image, bool black, struct image *im)
{
	QPDF_BOOL mask = QPDF_FALSE;
	int in_data = 0;

	memset(im, 0, sizeof *im);
	im->dict = qpdf_oh_get_dict(q, image);
	im->filter = filter_of(q, im->dict);
	qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, im->dict, "/Width"), &im->w);
	qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, im->dict, "/Height"), &im->h);
	im->bits = im->filter == FAX ? 1 : 8;
	qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, im->dict, "/BitsPerComponent"), &im->bits);
	qpdf_oh_get_value_as_bool(q, qpdf_oh_get_key(q, im->dict, "/ImageMask"), &mask);
	qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, im->dict, "/SMaskInData"), &in_data);
	if (mask)
		im->bits = 1;
	im->space = mask ? (black ? GREY : OTHER) : space_of(q, im);
	return im->filter != FOREIGN && im->space != OTHER &&
		(im->bits == 1 || im->bits == 2 || im->bits == 4 || im->bits == 8) &&
		qpdf_oh_is_null(q, qpdf_oh_get_key(q, im->dict, "/SMask")) &&
		qpdf_oh_is_null(q, qpdf_oh_get_key(q, im->dict, "/Mask")) && !in_data && read_decode(q, im);
}

static int damaged(const char *name, struct mn_err *err)
{
	mn_fail(err, MN_INPUT, _("an image of the PDF '%s' is damaged or cut short; make the PDF or scan again"), name);
	return PDF_DAMAGED;
}

/* Raw or decoded bytes of the stream. */
static unsigned char *stream(qpdf_data q, qpdf_oh image, enum qpdf_stream_decode_level_e level, size_t *n)
{
	unsigned char *bytes = NULL;
	QPDF_BOOL filtered = QPDF_FALSE;
	int rc = qpdf_oh_get_stream_data(q, image, level, &filtered, &bytes, n);

	if ((rc & QPDF_ERRORS) || (level != qpdf_dl_none && !filtered) || !bytes) {
		free(bytes);
		return NULL;
	}
	return bytes;
}

static int take_jpeg(const struct image *im, struct received *in, const char *name, struct mn_err *err)
{
	struct jpeg_info info;

	if (jpeg_info(in->bytes, in->n, &info, name, err) < 0)
		return damaged(name, err);
	in->codec = KIND_JPEG;
	in->width = info.width;
	in->height = info.height;
	return im->inverted || info.components == 4 || (info.components == 1) != (im->space == GREY) ? PDF_RENDER
												     : PDF_TAKEN;
}

static int take_jpx(const struct image *im, struct received *in, const char *name, struct mn_err *err)
{
	struct jp2_info info;
	int components = im->space == GREY ? 1 : 3;

	if (in->n < 12 || memcmp(in->bytes + 4, "jP  ", 4))
		return PDF_RENDER; /* a bare code stream */
	if (jp2_info(in->bytes, in->n, &info, name, err) < 0)
		return damaged(name, err);
	in->codec = KIND_JP2;
	in->width = info.width;
	in->height = info.height;
	bool fits = im->space == NATIVE ? info.components == 1 || info.components == 3 : info.components == components;
	return !fits || info.bits != 8 || im->inverted ? PDF_RENDER : PDF_TAKEN;
}

static int take_fax(qpdf_data q, const struct image *im, struct received *in, const char *name, struct mn_err *err)
{
	qpdf_oh parms = sole(q, qpdf_oh_get_key(q, im->dict, "/DecodeParms"));
	struct ccitt how = {.width = 1728, .height = im->h};
	QPDF_BOOL black = QPDF_FALSE, align = QPDF_FALSE;

	if (qpdf_oh_is_dictionary(q, parms)) {
		qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, parms, "/K"), &how.k);
		qpdf_oh_get_value_as_int(q, qpdf_oh_get_key(q, parms, "/Columns"), &how.width);
		qpdf_oh_get_value_as_bool(q, qpdf_oh_get_key(q, parms, "/BlackIs1"), &black);
		qpdf_oh_get_value_as_bool(q, qpdf_oh_get_key(q, parms, "/EncodedByteAlign"), &align);
	}
	if (how.width != im->w || align || im->bits != 1 || im->space != GREY)
		return PDF_RENDER;
	how.black_is_1 = black;
	in->pix = tiff_ccitt(in->bytes, in->n, &how, name, err);
	in->bytes = NULL;
	if (!in->pix)
		return PDF_DAMAGED;
	if (im->inverted)
		pixInvert(in->pix, in->pix);
	return PDF_TAKEN;
}

static unsigned sample(const unsigned char *row, int x, int bits)
{
	unsigned shift = 8 - (unsigned)bits - (unsigned)(x * bits) % 8;

	return bits == 8 ? row[x] : ((unsigned)row[x * bits / 8] >> shift) & ((1U << bits) - 1);
}

static void put_row(const struct image *im, const unsigned char *row, l_uint32 *line, int depth)
{
	unsigned top = (1U << im->bits) - 1;

	for (int x = 0; x < im->w; x++) {
		if (im->space == RGB) {
			line[x] = (l_uint32)row[3 * x] << 24 | (l_uint32)row[3 * x + 1] << 16 |
				(l_uint32)row[3 * x + 2] << 8;
			continue;
		}
		unsigned v = sample(row, x, im->bits);
		const unsigned char *rgb = im->palette + 3 * (size_t)v;
		if (im->space == PALETTE)
			line[x] = (l_uint32)rgb[0] << 24 | (l_uint32)rgb[1] << 16 | (l_uint32)rgb[2] << 8;
		else if (depth == 8)
			SET_DATA_BYTE(line, x, (l_uint8)((im->inverted ? top - v : v) * 255 / top));
		else if ((v == 0) != im->inverted)
			SET_DATA_BIT(line, x);
	}
}

/* A palette of greys gives a grey page, of black and white a two-level one. */
static PIX *simplify(PIX *pix, const struct image *im)
{
	bool grey = true, two = true;

	for (int i = 0; i < 1 << im->bits; i++) {
		const unsigned char *c = im->palette + 3 * (size_t)i;
		grey = grey && c[0] == c[1] && c[1] == c[2];
		two = two && (c[0] == 0 || c[0] == 255);
	}
	if (!pix || !grey)
		return pix;
	PIX *simple = pixConvertRGBToGray(pix, 0, 1, 0);
	if (simple && two) {
		PIX *bits = pixThresholdToBinary(simple, 128);
		pixDestroy(&simple);
		simple = bits;
	}
	pixDestroy(&pix);
	return simple;
}

static int take_samples(const struct image *im, struct received *in, const char *name, struct mn_err *err)
{
	size_t parts = im->space == RGB ? 3 : 1, pitch = ((size_t)im->w * parts * (size_t)im->bits + 7) / 8;
	int depth = im->space != GREY ? 32 : im->bits == 1 ? 1 : 8;

	if (im->space == RGB && im->bits != 8)
		return PDF_RENDER;
	if (in->n < pitch * (size_t)im->h)
		return damaged(name, err);
	in->pix = pixCreate(im->w, im->h, depth);
	for (int y = 0; in->pix && y < im->h; y++)
		put_row(im, in->bytes + (size_t)y * pitch,
			pixGetData(in->pix) + (size_t)y * (size_t)pixGetWpl(in->pix), depth);
	if (im->space == PALETTE)
		in->pix = simplify(in->pix, im);
	in->bytes = NULL;
	return in->pix ? PDF_TAKEN : PDF_RENDER;
}

enum pdf_taken pdf_image_take(
	qpdf_data q, qpdf_oh image, bool black, struct received *in, const char *name, struct mn_err *err)
{
	struct image im;

	if (!describe(q, image, black, &im))
		return PDF_RENDER;
	if (received_size_ok(im.w, im.h, name, err) < 0)
		return PDF_DAMAGED;
	in->owned = stream(q, image, im.filter == SAMPLES ? qpdf_dl_specialized : qpdf_dl_none, &in->n);
	if (!in->owned)
		return (enum pdf_taken)damaged(name, err);
	in->bytes = in->owned;
	in->origin = "pdf-image";
	in->width = im.w;
	in->height = im.h;
	in->keep = im.filter == DCT || im.filter == JPX ? KEEP_LOSSY : KEEP_LOSSLESS;
	switch (im.filter) {
	case DCT: return (enum pdf_taken)take_jpeg(&im, in, name, err);
	case JPX: return (enum pdf_taken)take_jpx(&im, in, name, err);
	case FAX: return (enum pdf_taken)take_fax(q, &im, in, name, err);
	default: return (enum pdf_taken)take_samples(&im, in, name, err);
	}
}
