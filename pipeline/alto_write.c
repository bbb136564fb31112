// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * alto_write.c: a page as ALTO 4.4.
 *
 * Plain output, one element a line, nothing that depends on the clock or the locale: confidences
 * are written as whole thousandths. The resolution has no place of its own in ALTO and stands in
 * the settings of the OCR step ("dpi=300"). A line without words keeps its number: it is written
 * with an empty String without ID (the schema wants one), which the reader knows. The two halves of
 * a cut word point to the whole one by SUBS_CONTENT, over the block's end too; on the last line of
 * a page the other half is not known and SUBS_CONTENT is left out.
 */
#include "alto_names.h"

#include <stdlib.h>
#include <string.h>
#include "buf.h"

/* What a String needs to know of its place. */
struct place {
	size_t line, word;       /* from 1 */
	const char *subs_type;   /* NULL: a whole word */
	const struct mn_word *first, *second; /* the halves, NULL where unknown */
};

static void put_box(struct mn_buf *b, const struct mn_box *box)
{
	mn_buf_printf(b, " HPOS=\"%d\" VPOS=\"%d\" WIDTH=\"%d\" HEIGHT=\"%d\"", box->x, box->y,
		box->w, box->h);
}

static void put_element(struct mn_buf *b, const char *indent, const char *name, const char *text)
{
	if (!text)
		return;
	mn_buf_printf(b, "%s<%s>", indent, name);
	mn_buf_xml(b, text);
	mn_buf_printf(b, "</%s>\n", name);
}

static void put_step(struct mn_buf *b, const char *id, const char *category, const char *reason,
	int dpi, const char *software)
{
	mn_buf_printf(b, "<Processing ID=\"%s\">\n<processingCategory>%s</processingCategory>\n",
		id, category);
	put_element(b, "", "processingStepDescription", reason);
	if (dpi > 0)
		mn_buf_printf(b, "<processingStepSettings>dpi=%d</processingStepSettings>\n", dpi);
	if (software) {
		mn_buf_puts(b, "<processingSoftware>\n");
		put_element(b, "", "softwareName", software);
		mn_buf_puts(b, "</processingSoftware>\n");
	}
	mn_buf_puts(b, "</Processing>\n");
}

static void put_description(struct mn_buf *b, const struct mn_alto *a)
{
	mn_buf_puts(b, "<Description>\n<MeasurementUnit>pixel</MeasurementUnit>\n");
	if (a->image) {
		mn_buf_puts(b, "<sourceImageInformation>\n");
		put_element(b, "", "fileName", a->image);
		mn_buf_puts(b, "</sourceImageInformation>\n");
	}
	if (a->engine || a->reason || a->dpi > 0)
		put_step(b, "ocr", "contentGeneration", a->reason, a->dpi, a->engine);
	if (a->corrector)
		put_step(b, "correct", "contentModification", NULL, 0, a->corrector);
	mn_buf_puts(b, "</Description>\n");
}

/* The kinds that occur on the page, in the order of the enum. */
static void put_tags(struct mn_buf *b, const struct mn_alto *a)
{
	bool seen[ALTO_KINDS] = {false}, any = false;

	for (size_t i = 0; i < a->n; i++)
		seen[a->blocks[i].kind] = true;
	for (int k = MN_BLOCK_TEXT + 1; k < ALTO_KINDS; k++) {
		if (!seen[k])
			continue;
		mn_buf_printf(b, "%s<OtherTag ID=\"kind-%s\" TYPE=\"block\" LABEL=\"%s\"/>\n",
			any ? "" : "<Tags>\n", alto_kinds[k], alto_kinds[k]);
		any = true;
	}
	if (any)
		mn_buf_puts(b, "</Tags>\n");
}

static void put_style(struct mn_buf *b, unsigned style)
{
	const char *before = " STYLE=\"";

	for (int i = 0; i < ALTO_STYLES; i++) {
		if (!(style & alto_styles[i].bit))
			continue;
		mn_buf_printf(b, "%s%s", before, alto_styles[i].name);
		before = " ";
	}
	if (*before == ' ' && before[1] == '\0')
		mn_buf_putc(b, '"');
}

static void put_conf(struct mn_buf *b, float conf)
{
	if (conf < 0)
		return;
	int thousandths = conf >= 1 ? 1000 : (int)(conf * 1000 + 0.5F);
	mn_buf_printf(b, " WC=\"%d.%03d\"", thousandths / 1000, thousandths % 1000);
}

static void put_subs(struct mn_buf *b, const struct place *p)
{
	if (!p->subs_type)
		return;
	mn_buf_printf(b, " SUBS_TYPE=\"%s\"", p->subs_type);
	if (!p->first || !p->second)
		return;
	mn_buf_puts(b, " SUBS_CONTENT=\"");
	mn_buf_xml(b, p->first->text ? p->first->text : "");
	mn_buf_xml(b, p->second->text ? p->second->text : "");
	mn_buf_putc(b, '"');
}

static void put_alternative(struct mn_buf *b, const char *purpose, const char *text)
{
	mn_buf_printf(b, "<ALTERNATIVE PURPOSE=\"%s\">", purpose);
	mn_buf_xml(b, text);
	mn_buf_puts(b, "</ALTERNATIVE>\n");
}

static void put_word(struct mn_buf *b, const struct mn_word *w, const struct place *p)
{
	mn_buf_printf(b, "<String ID=\"l%zuw%zu\" CONTENT=\"", p->line, p->word);
	mn_buf_xml(b, w->text ? w->text : "");
	mn_buf_putc(b, '"');
	put_box(b, &w->box);
	put_conf(b, w->conf);
	put_style(b, w->style);
	put_subs(b, p);
	if (!w->read && !w->nalternatives) {
		mn_buf_puts(b, "/>\n");
		return;
	}
	mn_buf_puts(b, ">\n");
	if (w->read)
		put_alternative(b, "read", w->read);
	for (size_t i = 0; i < w->nalternatives; i++)
		put_alternative(b, "alternative", w->alternatives[i]);
	mn_buf_puts(b, "</String>\n");
}

/* before, after: the neighbouring lines of the page, NULL at its ends. */
static void put_line(struct mn_buf *b, const struct mn_line *l, size_t number,
	const struct mn_line *before, const struct mn_line *after)
{
	bool cut_before = before && before->hyphen && before->n;

	mn_buf_printf(b, "<TextLine ID=\"l%zu\"", number);
	put_box(b, &l->box);
	if (l->baseline)
		mn_buf_printf(b, " BASELINE=\"%d\"", l->baseline);
	mn_buf_puts(b, ">\n");
	for (size_t i = 0; i < l->n; i++) {
		struct place p = {.line = number, .word = i + 1};

		if (l->hyphen && i + 1 == l->n) {
			p.subs_type = "HypPart1";
			p.first = &l->words[i];
			p.second = after && after->n ? &after->words[0] : NULL;
		} else if (cut_before && i == 0) {
			p.subs_type = "HypPart2";
			p.first = &before->words[before->n - 1];
			p.second = &l->words[0];
		}
		if (i)
			mn_buf_puts(b, "<SP/>\n");
		put_word(b, &l->words[i], &p);
	}
	if (!l->n)
		mn_buf_puts(b, "<String CONTENT=\"\"/>\n");
	if (l->hyphen)
		mn_buf_puts(b, "<HYP CONTENT=\"-\"/>\n");
	mn_buf_puts(b, "</TextLine>\n");
}

static void put_blocks(struct mn_buf *b, const struct mn_alto *a)
{
	size_t n, at = 0;
	struct mn_line **lines = mn_alto_lines(a, &n);

	for (size_t i = 0; i < a->n; i++) {
		const struct mn_alto_block *block = &a->blocks[i];

		mn_buf_printf(b, "<TextBlock ID=\"b%zu\"", i + 1);
		put_box(b, &block->box);
		if (block->kind != MN_BLOCK_TEXT)
			mn_buf_printf(b, " TAGREFS=\"kind-%s\"", alto_kinds[block->kind]);
		mn_buf_puts(b, ">\n");
		for (size_t j = 0; j < block->n; j++, at++)
			put_line(b, lines[at], at + 1, at ? lines[at - 1] : NULL,
				at + 1 < n ? lines[at + 1] : NULL);
		mn_buf_puts(b, "</TextBlock>\n");
	}
	free(lines);
}

char *mn_alto_xml(const struct mn_alto *a)
{
	struct mn_buf b = MN_BUF_INIT;

	mn_buf_puts(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"" ALTO_NS
			"\" SCHEMAVERSION=\"4.4\">\n");
	put_description(&b, a);
	put_tags(&b, a);
	mn_buf_printf(&b,
		"<Layout>\n<Page ID=\"P%s\" PAGECLASS=\"%s\" PHYSICAL_IMG_NR=\"%d\" WIDTH=\"%d\" "
		"HEIGHT=\"%d\">\n",
		a->id, alto_classes[a->class_], atoi(a->id), a->width, a->height);
	mn_buf_printf(&b, "<PrintSpace HPOS=\"0\" VPOS=\"0\" WIDTH=\"%d\" HEIGHT=\"%d\">\n",
		a->width, a->height);
	put_blocks(&b, a);
	mn_buf_puts(&b, "</PrintSpace>\n</Page>\n</Layout>\n</alto>\n");
	return mn_buf_take(&b);
}
