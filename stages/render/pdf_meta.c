// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_meta.c: metadata of a PDF/A-1b file (ISO 19005-1, 6.7; XMP specification of 2004). Each entry of Info has its
 * twin in XMP: Title dc:title, Author dc:creator, Subject dc:description, Creator xmp:CreatorTool, Producer
 * pdf:Producer, CreationDate and ModDate xmp:CreateDate and xmp:ModifyDate. The id of the dossier goes to
 * dc:identifier, which has no twin.
 */
#include "pdf_meta.h"

#include <stdio.h>
#include "buf.h"
#include "stage.h"

#define CREATOR "minutier " MN_VERSION
#define PRODUCER "minutier-render " MN_VERSION " (qpdf)"

static const char xmp_head[] =
	"<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
	"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
	" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
	"<pdfaid:part>1</pdfaid:part>\n"
	"<pdfaid:conformance>B</pdfaid:conformance>\n"
	"<dc:format>application/pdf</dc:format>\n"
	"<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>\n";

static const char xmp_foot[] =
	"</rdf:Description>\n"
	"</rdf:RDF>\n"
	"</x:xmpmeta>\n"
	"<?xpacket end=\"r\"?>\n";

static void element(struct mn_buf *b, const char *before, const char *text, const char *after)
{
	if (!text)
		return;
	mn_buf_puts(b, before);
	mn_buf_xml(b, text);
	mn_buf_puts(b, after);
}

static void put_xmp(struct pdf *p, qpdf_oh root, const struct pdf_meta *m)
{
	struct mn_buf b = MN_BUF_INIT;

	mn_buf_puts(&b, xmp_head);
	element(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", m->title, "</rdf:li></rdf:Alt></dc:title>\n");
	element(&b, "<dc:creator><rdf:Seq><rdf:li>", m->author, "</rdf:li></rdf:Seq></dc:creator>\n");
	element(&b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", m->subject,
		"</rdf:li></rdf:Alt></dc:description>\n");
	element(&b, "<dc:identifier>", m->dossier, "</dc:identifier>\n");
	element(&b, "<xmp:CreatorTool>", CREATOR, "</xmp:CreatorTool>\n");
	element(&b, "<xmp:CreateDate>", m->date, "</xmp:CreateDate>\n");
	element(&b, "<xmp:ModifyDate>", m->date, "</xmp:ModifyDate>\n");
	element(&b, "<pdf:Producer>", PRODUCER, "</pdf:Producer>\n");
	mn_buf_puts(&b, xmp_foot);
	pdf_put(p, root, "/Metadata", pdf_stream(p, b.s, b.len, NULL, NULL, "<< /Type /Metadata /Subtype /XML >>"));
	mn_buf_free(&b);
}

/* "2026-11-25T03:12:07Z" -> "D:20261125031207+00'00'" */
static void pdf_date(const char *iso, char out[32])
{
	char digits[15] = "";
	size_t n = 0;

	for (; *iso && n < 14; iso++)
		if (*iso >= '0' && *iso <= '9')
			digits[n++] = *iso;
	snprintf(out, 32, "D:%s+00'00'", digits);
}

static void put_info(struct pdf *p, const struct pdf_meta *m)
{
	char date[32];
	qpdf_oh info = qpdf_make_indirect_object(p->q, qpdf_oh_new_dictionary(p->q));

	pdf_date(m->date, date);
	const struct {
		const char *key, *value;
	} entries[] = {
		{"/Title", m->title},
		{"/Author", m->author},
		{"/Subject", m->subject},
		{"/Creator", CREATOR},
		{"/Producer", PRODUCER},
		{"/CreationDate", date},
		{"/ModDate", date},
	};
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
		if (entries[i].value)
			pdf_put(p, info, entries[i].key, qpdf_oh_new_unicode_string(p->q, entries[i].value));
	pdf_put(p, qpdf_get_trailer(p->q), "/Info", info);
}

static void put_intent(struct pdf *p, qpdf_oh root)
{
	qpdf_oh intents = qpdf_oh_new_array(p->q);
	qpdf_oh intent = pdf_object(p,
		"<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)"
		" /Info (sRGB IEC61966-2.1) /RegistryName (http://www.color.org) >>");

	pdf_put(p, intent, "/DestOutputProfile",
		pdf_stream(p, p->parts->profile, p->parts->nprofile, NULL, NULL, "<< /N 3 >>"));
	qpdf_oh_append_item(p->q, intents, intent);
	pdf_put(p, root, "/OutputIntents", intents);
}

void pdf_meta_put(struct pdf *p, const struct pdf_meta *m)
{
	qpdf_oh root = qpdf_get_root(p->q);

	put_xmp(p, root, m);
	put_info(p, m);
	put_intent(p, root);
	pdf_put(p, root, "/Lang", qpdf_oh_new_string(p->q, "fr-FR"));
	pdf_put(p, root, "/ViewerPreferences", pdf_parse(p, "<< /DisplayDocTitle true >>"));
}

void pdf_outline_put(struct pdf *p, const struct pdf_bookmark *marks, size_t n)
{
	if (n == 0)
		return;
	qpdf_oh root = qpdf_get_root(p->q), before = 0;
	qpdf_oh outline = pdf_object(p, "<< /Type /Outlines /Count %zu >>", n);
	for (size_t i = 0; i < n; i++) {
		qpdf_oh item = pdf_object(p, "<< >>");
		qpdf_oh to = pdf_parse(p, "[/XYZ 0 %.2f null]", marks[i].top);
		qpdf_oh dest = qpdf_oh_new_array(p->q);
		qpdf_oh_append_item(p->q, dest, marks[i].page);
		for (int k = 0; k < 4; k++)
			qpdf_oh_append_item(p->q, dest, qpdf_oh_get_array_item(p->q, to, k));
		pdf_put(p, item, "/Title", qpdf_oh_new_unicode_string(p->q, marks[i].title));
		pdf_put(p, item, "/Parent", outline);
		pdf_put(p, item, "/Dest", dest);
		if (i == 0) {
			pdf_put(p, outline, "/First", item);
		} else {
			pdf_put(p, item, "/Prev", before);
			pdf_put(p, before, "/Next", item);
		}
		before = item;
	}
	pdf_put(p, outline, "/Last", before);
	pdf_put(p, root, "/Outlines", outline);
	pdf_put(p, root, "/PageMode", qpdf_oh_new_name(p->q, "/UseOutlines"));
}
