// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * image_test.c: which stored images go into the PDF as they are, what becomes of the others; every one is put on a
 * page, decoded by poppler and compared with what Leptonica reads from the file.
 */
#include "lib/unit.h"
#include <leptonica/allheaders.h>
#include <tiffio.h>
#include "buf.h"
#include "image.h"
#include "pdf.h"
#include "pdf_meta.h"

#define W 203 /* no multiple of 8 */
#define H 97

static char folder[64];
static struct pdf_parts parts;

/* Unlike itself in any mirror or negative. */
static PIX *bits(void)
{
	PIX *pix = pixCreate(W, H, 1);

	pixRasterop(pix, 10, 7, 60, 20, PIX_SET, NULL, 0, 0);
	pixRasterop(pix, 11, 40, 5, 50, PIX_SET, NULL, 0, 0);
	for (int i = 0; i < 90; i += 3)
		pixSetPixel(pix, 100 + i, 5 + i, 1);
	return pix;
}

static PIX *greys(void)
{
	PIX *pix = pixCreate(W, H, 8);

	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++)
			pixSetPixel(pix, x, y, (l_uint32)(255 - x * 255 / W - (y > 60 && x < 40 ? x : 0)));
	return pix;
}

static PIX *colours(void)
{
	PIX *pix = pixCreate(W, H, 32);

	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++)
			pixSetRGBPixel(pix, x, y, x * 255 / W, y * 255 / H, x < 30 ? 255 : 40);
	return pix;
}

static PIX *palette(void)
{
	PIX *pix = pixCreate(W, H, 4);
	PIXCMAP *map = pixcmapCreate(4);

	for (int i = 0; i < 7; i++)
		pixcmapAddColor(map, 30 * i, 255 - 20 * i, 10 * i);
	pixSetColormap(pix, map);
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++)
			pixSetPixel(pix, x, y, (l_uint32)(x * 7 / W));
	return pix;
}

static void tiff_bits(const char *path, uint16_t photometric, uint16_t order, uint32_t rows, uint16_t compression)
{
	PIX *pix = bits();
	TIFF *t = TIFFOpen(path, "w");
	unsigned char row[(W + 7) / 8];

	assert_non_null(t);
	TIFFSetField(t, TIFFTAG_IMAGEWIDTH, W);
	TIFFSetField(t, TIFFTAG_IMAGELENGTH, H);
	TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, 1);
	TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, 1);
	TIFFSetField(t, TIFFTAG_COMPRESSION, compression);
	TIFFSetField(t, TIFFTAG_PHOTOMETRIC, photometric);
	TIFFSetField(t, TIFFTAG_FILLORDER, order);
	TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, rows);
	for (int y = 0; y < H; y++) {
		memset(row, 0, sizeof row);
		for (int x = 0; x < W; x++) {
			l_uint32 v;
			pixGetPixel(pix, x, y, &v);
			if (v ^ (photometric == PHOTOMETRIC_MINISBLACK))
				row[x / 8] = (unsigned char)(row[x / 8] | 0x80 >> x % 8);
		}
		assert_int_equal(TIFFWriteScanline(t, row, (uint32_t)y, 0), 1);
	}
	TIFFClose(t);
	pixDestroy(&pix);
}

static void make_g4(const char *p)
{
	tiff_bits(p, PHOTOMETRIC_MINISWHITE, FILLORDER_MSB2LSB, H, COMPRESSION_CCITTFAX4);
}
static void make_g4_black(const char *p)
{
	tiff_bits(p, PHOTOMETRIC_MINISBLACK, FILLORDER_MSB2LSB, H, COMPRESSION_CCITTFAX4);
}
static void make_g4_order(const char *p)
{
	tiff_bits(p, PHOTOMETRIC_MINISWHITE, FILLORDER_LSB2MSB, H, COMPRESSION_CCITTFAX4);
}
static void make_g4_strips(const char *p)
{
	tiff_bits(p, PHOTOMETRIC_MINISWHITE, FILLORDER_MSB2LSB, 16, COMPRESSION_CCITTFAX4);
}
static void make_g3(const char *p)
{
	tiff_bits(p, PHOTOMETRIC_MINISWHITE, FILLORDER_MSB2LSB, H, COMPRESSION_CCITTFAX3);
}
static void make_packbits(const char *p)
{
	tiff_bits(p, PHOTOMETRIC_MINISBLACK, FILLORDER_MSB2LSB, H, COMPRESSION_PACKBITS);
}

static void write_pix(const char *path, PIX *pix, int format)
{
	if (format == IFF_JFIF_JPEG)
		assert_int_equal(pixWriteJpeg(path, pix, 90, 0), 0);
	else if (format == IFF_JP2)
		assert_int_equal(pixWriteJp2k(path, pix, 45, 5, 0, 0), 0);
	else
		assert_int_equal(pixWrite(path, pix, format), 0);
	pixDestroy(&pix);
}

static void make_jpeg_grey(const char *p)
{
	write_pix(p, greys(), IFF_JFIF_JPEG);
}
static void make_jpeg_colour(const char *p)
{
	write_pix(p, colours(), IFF_JFIF_JPEG);
}
static void make_png_bits(const char *p)
{
	write_pix(p, bits(), IFF_PNG);
}
static void make_png_grey(const char *p)
{
	write_pix(p, greys(), IFF_PNG);
}
static void make_png_colour(const char *p)
{
	write_pix(p, colours(), IFF_PNG);
}
static void make_png_palette(const char *p)
{
	write_pix(p, palette(), IFF_PNG);
}
static void make_tiff_grey(const char *p)
{
	write_pix(p, greys(), IFF_TIFF_LZW);
}
static void make_tiff_colour(const char *p)
{
	write_pix(p, colours(), IFF_TIFF_ZIP);
}
static void make_tiff_jpeg(const char *p)
{
	write_pix(p, greys(), IFF_TIFF_JPEG);
}
static void make_jp2_grey(const char *p)
{
	write_pix(p, greys(), IFF_JP2);
}
static void make_jp2_colour(const char *p)
{
	write_pix(p, colours(), IFF_JP2);
}

static void make_jpeg_progressive(const char *p)
{
	PIX *pix = colours();

	assert_int_equal(pixWriteJpeg(p, pix, 90, 1), 0);
	pixDestroy(&pix);
}

/* As it stands in a TIFF: RGB without transform, said by Adobe's marker. */
static void make_jpeg_rgb(const char *p)
{
	struct mn_err err = MN_ERR_INIT;
	PIX *pix = colours();
	TIFF *t = TIFFOpen(p, "w");
	unsigned char rows[W * H * 3], strip[1 << 16];
	struct mn_buf b = MN_BUF_INIT;

	for (int i = 0; i < W * H; i++) {
		int r, g, v;
		pixGetRGBPixel(pix, i % W, i / W, &r, &g, &v);
		rows[3 * i] = (unsigned char)r;
		rows[3 * i + 1] = (unsigned char)g;
		rows[3 * i + 2] = (unsigned char)v;
	}
	assert_non_null(t);
	TIFFSetField(t, TIFFTAG_IMAGEWIDTH, W);
	TIFFSetField(t, TIFFTAG_IMAGELENGTH, H);
	TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, 8);
	TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, 3);
	TIFFSetField(t, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
	TIFFSetField(t, TIFFTAG_COMPRESSION, COMPRESSION_JPEG);
	TIFFSetField(t, TIFFTAG_JPEGTABLESMODE, 0);
	TIFFSetField(t, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
	TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, H);
	assert_true(TIFFWriteEncodedStrip(t, 0, rows, sizeof rows) > 0);
	TIFFClose(t);
	t = TIFFOpen(p, "r");
	tmsize_t n = TIFFReadRawStrip(t, 0, strip, sizeof strip);
	assert_true(n > 100 && strip[0] == 0xFF && strip[1] == 0xD8);
	TIFFClose(t);
	mn_buf_put(&b, "\xFF\xD8\xFF\xEE\0\x0E" "Adobe\0\x64\0\0\0\0\0", 18);
	mn_buf_put(&b, strip + 2, (size_t)n - 2);
	assert_int_equal(mn_publish(p, b.s, b.len, &err), 0);
	mn_buf_free(&b);
	pixDestroy(&pix);
}

static void make_png_alpha(const char *p)
{
	PIX *pix = colours();

	pixSetSpp(pix, 4);
	pixSetComponentArbitrary(pix, L_ALPHA_CHANNEL, 255);
	write_pix(p, pix, IFF_PNG);
}

static void make_png_16(const char *p)
{
	PIX *g = greys();

	write_pix(p, pixConvert8To16(g, 8), IFF_PNG);
	pixDestroy(&g);
}

/* Two levels in 8 bits: Group 4 is enough. */
static void make_png_two_greys(const char *p)
{
	PIX *b = bits();

	write_pix(p, pixConvertTo8(b, 0), IFF_TIFF_LZW);
	pixDestroy(&b);
}

static const struct {
	const char *name;
	void (*make)(const char *path);
	const char *filter;
	bool passed;
	int off; /* how far a grey may be off when decoded */
} cases[] = {
	{"g4.tif", make_g4, "CCITTFaxDecode", true, 0}, {"g4-black.tif", make_g4_black, "CCITTFaxDecode", true, 0},
	{"g4-order.tif", make_g4_order, "CCITTFaxDecode", true, 0},
	{"g4-strips.tif", make_g4_strips, "CCITTFaxDecode", false, 0}, {"g3.tif", make_g3, "CCITTFaxDecode", false, 0},
	{"packbits.tif", make_packbits, "CCITTFaxDecode", false, 0},
	{"two-greys.tif", make_png_two_greys, "CCITTFaxDecode", false, 0},
	{"grey.jpg", make_jpeg_grey, "DCTDecode", true, 4}, {"colour.jpg", make_jpeg_colour, "DCTDecode", true, 24},
	{"progressive.jpg", make_jpeg_progressive, "DCTDecode", true, 24},
	{"rgb.jpg", make_jpeg_rgb, "DCTDecode", true, 24},
	{"bits.png", make_png_bits, "CCITTFaxDecode", false, 0}, {"grey.png", make_png_grey, "FlateDecode", true, 0},
	{"colour.png", make_png_colour, "FlateDecode", true, 0},
	{"palette.png", make_png_palette, "FlateDecode", true, 0},
	{"alpha.png", make_png_alpha, "FlateDecode", false, 0}, {"sixteen.png", make_png_16, "FlateDecode", false, 0},
	{"grey.tif", make_tiff_grey, "FlateDecode", false, 0},
	{"colour.tif", make_tiff_colour, "FlateDecode", false, 0}, {"jpeg.tif", make_tiff_jpeg, "DCTDecode", false, 24},
	{"grey.jp2", make_jp2_grey, "DCTDecode", false, 24},
	{"colour.jp2", make_jp2_colour, "DCTDecode", false, 64}, /* half the chroma: the blue edge is softened */
};

static PIX *reference(const char *path)
{
	PIX *pix = pixRead(path), *out;

	assert_non_null(pix);
	out = pixConvertTo32(pix);
	pixDestroy(&pix);
	return out;
}

/* The image on a page of its own size, as a PDF/A file. */
static void put(const struct image *im, const char *path)
{
	struct mn_err err = MN_ERR_INIT;
	struct pdf *p = pdf_new(&parts);
	char *dict = mn_printf(
		"<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace %s >>",
		im->width, im->height, im->bits, im->space);
	char *paint = mn_printf("%d 0 0 %d 0 0 cm /Im Do", im->width, im->height);
	qpdf_oh page = pdf_object(p, "<< /Type /Page /MediaBox [0 0 %d %d] /Resources << /XObject << >> >> >>",
		im->width, im->height);

	pdf_put(p, qpdf_oh_get_key(p->q, qpdf_oh_get_key(p->q, page, "/Resources"), "/XObject"), "/Im",
		pdf_stream(p, im->bytes, im->n, im->filter, im->parms[0] ? im->parms : NULL, dict));
	pdf_put(p, page, "/Contents", pdf_stream(p, paint, strlen(paint), NULL, NULL, NULL));
	pdf_add_page(p, page);
	pdf_meta_put(p,
		&(struct pdf_meta){.title = "(essai) <&> été", .date = "2026-11-24T20:00:00Z", .dossier = "essai"});
	assert_int_equal(pdf_save(p, path, &err), 0);
	free(dict);
	free(paint);
	pdf_free(p);
}

static void as_decoded(const char *pdf, const char *path, int off)
{
	char *command = mn_printf("pdfimages -png '%s' '%s'", pdf, pdf), *png = mn_printf("%s-000.png", pdf);

	assert_int_equal(system(command), 0);
	PIX *want = reference(path), *got = reference(png);
	assert_int_equal(pixGetWidth(got), W);
	assert_int_equal(pixGetHeight(got), H);
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++) {
			int a[3], b[3];
			pixGetRGBPixel(want, x, y, &a[0], &a[1], &a[2]);
			pixGetRGBPixel(got, x, y, &b[0], &b[1], &b[2]);
			for (int k = 0; k < 3; k++)
				if (abs(a[k] - b[k]) > off)
					fail_msg("%s: pixel %d,%d is %d, not %d", path, x, y, b[k], a[k]);
		}
	pixDestroy(&want);
	pixDestroy(&got);
	free(command);
	free(png);
}

static void every_coding(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		struct image im;
		char path[MN_PATH_MAX], pdf[MN_PATH_MAX + 8];
		size_t n;
		cases[i].make(mn_join(path, folder, cases[i].name));
		if (image_load(path, &im, &err) < 0)
			fail_msg("%s: %s", cases[i].name, err.text);
		if (im.passed != cases[i].passed || strcmp(im.filter, cases[i].filter))
			fail_msg("%s: %s, passed %d", cases[i].name, im.filter, im.passed);
		if (im.passed && !strcmp(im.filter, "DCTDecode")) {
			char *file = mn_read_file(path, 1 << 20, &n, &err);
			assert_int_equal(n, im.n);
			assert_memory_equal(file, im.bytes, n);
			free(file);
		}
		snprintf(pdf, sizeof pdf, "%s.pdf", path);
		put(&im, pdf);
		as_decoded(pdf, path, cases[i].off);
		image_release(&im);
	}
	char *command = mn_printf("tests/lib/preflight %s/*.pdf", folder);
	assert_int_equal(system(command), 0);
	free(command);
}

/* JPEG heads: SOI, perhaps Adobe's segment, a frame, a scan's beginning. */
static void jpeg_heads(void **unused)
{
	static const struct {
		const char *name;
		int adobe; /* its transform, -1: no segment */
		unsigned char frame, precision, components;
		const char *ids;
		int passes;
	} heads[] = {
		{"grey", -1, 0xC0, 8, 1, "\1", 1},
		{"YCbCr", -1, 0xC0, 8, 3, "\1\2\3", 1},
		{"progressive", -1, 0xC2, 8, 3, "\1\2\3", 1},
		{"Adobe YCbCr", 1, 0xC0, 8, 3, "\1\2\3", 1},
		{"Adobe RGB", 0, 0xC0, 8, 3, "\1\2\3", 1},
		{"RGB by names", -1, 0xC0, 8, 3, "RGB", 1},
		{"YCCK with three", 2, 0xC0, 8, 3, "\1\2\3", 0},
		{"CMYK", 0, 0xC0, 8, 4, "\1\2\3\4", 0},
		{"YCCK", 2, 0xC0, 8, 4, "\1\2\3\4", 0},
		{"12 bits", -1, 0xC1, 12, 1, "\1", 0},
		{"lossless", -1, 0xC3, 8, 1, "\1", 0},
		{"arithmetic", -1, 0xC9, 8, 1, "\1", 0},
		{"two components", -1, 0xC0, 8, 2, "\1\2", 0},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct mn_buf b = MN_BUF_INIT;
		struct image im = {0};
		mn_buf_put(&b, "\xFF\xD8", 2);
		if (heads[i].adobe >= 0) {
			mn_buf_put(&b,
				"\xFF\xEE\0\x0E"
				"Adobe\0\x64\0\0\0\0",
				15);
			mn_buf_putc(&b, (char)heads[i].adobe);
		}
		unsigned char n = heads[i].components;
		const unsigned char frame[] = {
			0xFF, heads[i].frame, 0, (unsigned char)(8 + 3 * n), heads[i].precision, 0, 8, 0, 8, n};
		mn_buf_put(&b, frame, sizeof frame);
		for (int k = 0; k < n; k++) {
			const unsigned char component[] = {(unsigned char)heads[i].ids[k], 0x11, 0};
			mn_buf_put(&b, component, sizeof component);
		}
		mn_buf_put(&b, "\xFF\xDA\0\x08\1\1\0\0\x3F\0", 10);
		for (size_t cut = 0; cut < b.len;
			cut++) /* cut short it is never taken before its scan, and nothing is read beyond */
			if (image_pass_jpeg((unsigned char *)b.s, cut, &im))
				image_release(&im);
		int passes = image_pass_jpeg((unsigned char *)b.s, b.len, &im);
		if (passes != heads[i].passes)
			fail_msg("%s: %d", heads[i].name, passes);
		image_release(&im);
		mn_buf_free(&b);
	}
}

/* Cut or garbled files are refused or taken, never read beyond their end (the sanitizer's build looks). */
static void garbled_files(void **unused)
{
	unsigned seed = 12345;

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		char path[MN_PATH_MAX];
		size_t n;
		cases[i].make(mn_join(path, folder, cases[i].name));
		unsigned char *file = (unsigned char *)mn_read_file(path, 1 << 20, &n, &err);
		assert_non_null(file);
		for (int round = 0; round < 60; round++) {
			struct image im = {0};
			size_t m = round % 2 ? n : (size_t)rand_r(&seed) % n;
			unsigned char *copy = mn_alloc(m + 1);
			memcpy(copy, file, m);
			for (int k = 0; k < 4 && m > 16; k++)
				copy[(size_t)rand_r(&seed) % (round % 3       ? m
								     : 64 < m ? 64
									      : m)] = (unsigned char)rand_r(&seed);
			if (image_pass_jpeg(copy, m, &im) || image_pass_png(copy, m, &im) ||
				image_pass_tiff(copy, m, &im)) {
				assert_true(im.width > 0 && im.height > 0 && im.n > 0 && im.n <= m);
				image_release(&im);
			}
			free(copy);
		}
		free(file);
	}
}

static int setup(void **unused)
{
	struct mn_err err = MN_ERR_INIT;

	(void)unused;
	setMsgSeverity(L_SEVERITY_ERROR);
	unit_folder(folder);
	return pdf_parts_load(&parts, &err);
}

static int teardown(void **unused)
{
	(void)unused;
	pdf_parts_release(&parts);
	unit_remove(folder);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_coding),
		cmocka_unit_test(jpeg_heads),
		cmocka_unit_test(garbled_files),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
