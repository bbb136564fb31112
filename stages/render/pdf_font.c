// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_font.c: Type0, Identity-H, CIDFontType2 over Tesseract's glyphless TrueType font (data/pdf.ttf): every code is
 * shown by glyph 1, which is empty and half an em wide. The structure is that of Tesseract's own PDF renderer, but
 * for the ToUnicode map: one range <0000> <FFFF> is not legal, a range may not leave its high byte (ISO 32000-1,
 * 9.10.3); so there is one range for each high byte in use, without U+0000, U+FFFE, U+FFFF.
 */
#include "pdf_font.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "text.h"

#define CODES 65536
#define BFRANGES_MAX 100 /* a limit of the CMap language: entries in one block */
#define REPLACEMENT 0xFFFDu

static const char cmap_head[] =
	"/CIDInit /ProcSet findresource begin\n"
	"12 dict begin\n"
	"begincmap\n"
	"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
	"/CMapName /Adobe-Identity-UCS def\n"
	"/CMapType 2 def\n"
	"1 begincodespacerange\n"
	"<0000> <FFFF>\n"
	"endcodespacerange\n";

static const char cmap_foot[] =
	"endcmap\n"
	"CMapName currentdict /CMap defineresource pop\n"
	"end\n"
	"end\n";

/* Every code is glyph 1. */
static qpdf_oh glyph_map(struct pdf *p)
{
	unsigned char *map = mn_alloc(2 * CODES);

	for (size_t i = 0; i < CODES; i++) {
		map[2 * i] = 0;
		map[2 * i + 1] = 1;
	}
	qpdf_oh s = pdf_stream(p, map, 2 * CODES, NULL, NULL, NULL);
	free(map);
	return s;
}

qpdf_oh pdf_font(struct pdf *p)
{
	char length[64];

	if (p->has_font)
		return p->font;
	snprintf(length, sizeof length, "<< /Length1 %zu >>", p->parts->nfont);
	qpdf_oh file = pdf_stream(p, p->parts->font, p->parts->nfont, NULL, NULL, length);
	qpdf_oh descriptor = pdf_object(p,
		"<< /Type /FontDescriptor /FontName /GlyphLessFont /Flags 5 /FontBBox [0 -250 500 750] /ItalicAngle 0"
		" /Ascent 750 /Descent -250 /CapHeight 750 /StemV 80 >>");
	pdf_put(p, descriptor, "/FontFile2", file);
	qpdf_oh cid = pdf_object(p,
		"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /GlyphLessFont /DW 500"
		" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>");
	pdf_put(p, cid, "/FontDescriptor", descriptor);
	pdf_put(p, cid, "/CIDToGIDMap", glyph_map(p));
	qpdf_oh below = qpdf_oh_new_array(p->q);
	qpdf_oh_append_item(p->q, below, cid);
	p->font = pdf_object(p, "<< /Type /Font /Subtype /Type0 /BaseFont /GlyphLessFont /Encoding /Identity-H >>");
	pdf_put(p, p->font, "/DescendantFonts", below);
	p->has_font = true;
	return p->font;
}

size_t pdf_font_string(struct pdf *p, struct mn_buf *b, const char *text)
{
	size_t n = 0;

	mn_buf_putc(b, '<');
	for (uint32_t c; (c = mn_utf8_next(&text)) != 0; n++) {
		if (c >= 0xFFFE) {
			c = REPLACEMENT;
			p->replaced++;
		}
		p->rows[c >> 8] = true;
		mn_buf_printf(b, "%04X", (unsigned)c);
	}
	mn_buf_putc(b, '>');
	return n;
}

void pdf_font_finish(struct pdf *p)
{
	struct mn_buf b = MN_BUF_INIT;
	int left = 0, block = 0;

	if (!p->has_font)
		return;
	for (int i = 0; i < 256; i++)
		left += p->rows[i];
	mn_buf_puts(&b, cmap_head);
	for (unsigned i = 0; i < 256; i++) {
		if (!p->rows[i])
			continue;
		if (block == 0) {
			block = left < BFRANGES_MAX ? left : BFRANGES_MAX;
			mn_buf_printf(&b, "%d beginbfrange\n", block);
		}
		unsigned first = i == 0 ? 1 : i << 8, last = (i << 8) + (i == 255 ? 0xFD : 0xFF);
		mn_buf_printf(&b, "<%04X> <%04X> <%04X>\n", first, last, first);
		left--;
		if (--block == 0)
			mn_buf_puts(&b, "endbfrange\n");
	}
	mn_buf_puts(&b, cmap_foot);
	pdf_put(p, p->font, "/ToUnicode", pdf_stream(p, b.s, b.len, NULL, NULL, NULL));
	mn_buf_free(&b);
}
