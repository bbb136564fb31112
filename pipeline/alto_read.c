// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * alto_read.c: ALTO into memory.
 *
 * Made for what alto_write.c writes, and for plain ALTO 2 to 4 of others (blocks inside
 * ComposedBlock and in the margins are taken in the order of the file). What we do not know is
 * ignored; what we need and is wrong is refused with its line: other units than pixels, no page
 * size, several pages, numbers that are none. Text is put in NFC. Nothing grows past the ceilings
 * of alto.h.
 */
#include "alto_names.h"

#include <libxml/xpath.h>
#include <stdlib.h>
#include <string.h>
#include "file.h"
#include "i18n.h"
#include "pages.h"
#include "text.h"
#include "xml.h"

#define ALTERNATIVES_MAX 64 /* of one word */
#define TAGS_MAX 256        /* of a page */

struct tag {
	char *id;
	enum mn_block_kind kind;
};

struct reading {
	struct mn_alto *a;
	struct tag tags[TAGS_MAX];
	size_t ntags, nlines, nwords;
	struct mn_err *err;
};

static int refuse(struct reading *r, const xmlNode *at, const char *what)
{
	return mn_fail(r->err, MN_INPUT, _("line %ld: %s"), xmlGetLineNo((xmlNode *)at), what);
}

static int too_many(struct reading *r, const xmlNode *at, const char *what, long max)
{
	return mn_fail(r->err, MN_LIMIT, _("line %ld: more than %ld %s on the page"),
		xmlGetLineNo((xmlNode *)at), max, what);
}

/* A copy in NFC on one line, without spaces at the ends. */
static char *clean(const char *s)
{
	char *text = mn_nfc(s);

	for (char *p = text; *p; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	return mn_trim(text);
}

static char *content(const xmlNode *node)
{
	xmlChar *s = xmlNodeGetContent(node);
	char *text = mn_nfc(s ? (const char *)s : "");

	xmlFree(s);
	return text;
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
	for (const xmlNode *c = node->children; c; c = c->next)
		if (mn_xml_is(c, name))
			return c;
	return NULL;
}

/* A number attribute in *value, untouched when absent. */
static int number(struct reading *r, const xmlNode *node, const char *name, double low, double high,
	double *value)
{
	char *s = mn_xml_attr(node, name), what[120];
	int bad = 0;

	if (!s)
		return 0;
	double v = xmlXPathCastStringToNumber(BAD_CAST s);
	if (v >= low && v <= high)
		*value = v;
	else
		bad = 1;
	free(s);
	if (!bad)
		return 0;
	snprintf(what, sizeof what, _("the attribute %s is not a number in its range"), name);
	return refuse(r, node, what);
}

static int read_int(struct reading *r, const xmlNode *node, const char *name, int low, int *value)
{
	double v = *value;

	if (number(r, node, name, low, MN_SIDE_MAX, &v) < 0)
		return -1;
	*value = (int)(v < 0 ? v - 0.5 : v + 0.5);
	return 0;
}

static int read_box(struct reading *r, const xmlNode *node, struct mn_box *box)
{
	/* Words that lie a little off the page occur where a page was straightened. */
	return read_int(r, node, "HPOS", -MN_SIDE_MAX, &box->x) < 0 ||
			       read_int(r, node, "VPOS", -MN_SIDE_MAX, &box->y) < 0 ||
			       read_int(r, node, "WIDTH", 0, &box->w) < 0 ||
			       read_int(r, node, "HEIGHT", 0, &box->h) < 0
		       ? -1
		       : 0;
}

static unsigned read_style(const xmlNode *node)
{
	char *s = mn_xml_attr(node, "STYLE"), *rest = NULL;
	unsigned style = 0;

	if (!s)
		return 0;
	for (char *word = strtok_r(s, " \t\n", &rest); word; word = strtok_r(NULL, " \t\n", &rest))
		for (int i = 0; i < ALTO_STYLES; i++)
			if (!strcmp(word, alto_styles[i].name))
				style |= alto_styles[i].bit;
	free(s);
	return style;
}

static int read_alternatives(struct reading *r, const xmlNode *node, struct mn_word *w)
{
	for (const xmlNode *c = node->children; c; c = c->next) {
		if (!mn_xml_is(c, "ALTERNATIVE"))
			continue;
		char *purpose = mn_xml_attr(c, "PURPOSE");
		bool read = purpose && !strcmp(purpose, "read");
		free(purpose);
		if (read) {
			free(w->read);
			w->read = content(c);
			continue;
		}
		if (w->nalternatives == ALTERNATIVES_MAX)
			return too_many(r, c, _("alternatives of a word"), ALTERNATIVES_MAX);
		w->alternatives = mn_realloc(
			w->alternatives, (w->nalternatives + 1) * sizeof *w->alternatives);
		w->alternatives[w->nalternatives++] = content(c);
	}
	return 0;
}

static int read_word(struct reading *r, const xmlNode *node, struct mn_line *l)
{
	char *text = mn_xml_attr(node, "CONTENT");
	double conf = -1;

	if (!text)
		return refuse(r, node, _("a String without CONTENT"));
	/* stands for a line without words */
	if (!*text && !xmlHasProp((xmlNode *)node, BAD_CAST "ID")) {
		free(text);
		return 0;
	}
	if (r->nwords++ == MN_ALTO_WORDS_MAX) {
		free(text);
		return too_many(r, node, _("words"), MN_ALTO_WORDS_MAX);
	}
	struct mn_word *w = mn_alto_add_word(l);
	w->text = clean(text);
	free(text);
	if (read_box(r, node, &w->box) < 0 || number(r, node, "WC", 0, 1, &conf) < 0)
		return -1;
	w->conf = (float)conf;
	w->style = read_style(node);
	return read_alternatives(r, node, w);
}

/* BASELINE is one height ("812") or points ("10,812 900,815"): the height of the first is taken. */
static int read_baseline(struct reading *r, const xmlNode *node, struct mn_line *l)
{
	char *s = mn_xml_attr(node, "BASELINE");

	if (!s)
		return 0;
	char *at = mn_trim(s), *comma = strchr(at, ',');
	if (comma)
		at = comma + 1;
	at[strcspn(at, " \t\n")] = '\0';
	double v = xmlXPathCastStringToNumber(BAD_CAST at);
	free(s);
	if (!(v >= 0 && v <= MN_SIDE_MAX))
		return refuse(r, node, _("BASELINE is neither a height nor points"));
	l->baseline = (int)(v + 0.5);
	return 0;
}

static int read_line(struct reading *r, const xmlNode *node, struct mn_alto_block *b)
{
	if (r->nlines++ == MN_ALTO_LINES_MAX)
		return too_many(r, node, _("lines"), MN_ALTO_LINES_MAX);
	struct mn_line *l = mn_alto_add_line(b);
	if (read_box(r, node, &l->box) < 0 || read_baseline(r, node, l) < 0)
		return -1;
	for (const xmlNode *c = node->children; c; c = c->next) {
		if (mn_xml_is(c, "String") && read_word(r, c, l) < 0)
			return -1;
		if (mn_xml_is(c, "HYP"))
			l->hyphen = true;
	}
	return 0;
}

static enum mn_block_kind read_kind(const struct reading *r, const xmlNode *node)
{
	char *s = mn_xml_attr(node, "TAGREFS"), *rest = NULL;
	enum mn_block_kind kind = MN_BLOCK_TEXT;

	if (!s)
		return kind;
	for (char *word = strtok_r(s, " \t\n", &rest); word; word = strtok_r(NULL, " \t\n", &rest))
		for (size_t i = 0; i < r->ntags; i++)
			if (!strcmp(word, r->tags[i].id))
				kind = r->tags[i].kind;
	free(s);
	return kind;
}

static int read_block(struct reading *r, const xmlNode *node)
{
	if (r->a->n == MN_ALTO_LINES_MAX)
		return too_many(r, node, _("blocks"), MN_ALTO_LINES_MAX);
	struct mn_alto_block *b = mn_alto_add_block(r->a);
	b->kind = read_kind(r, node);
	if (read_box(r, node, &b->box) < 0)
		return -1;
	for (const xmlNode *c = node->children; c; c = c->next)
		if (mn_xml_is(c, "TextLine") && read_line(r, c, b) < 0)
			return -1;
	return 0;
}

/* Page spaces and composed blocks; their depth is held down by libxml2 (256). */
static int read_space(struct reading *r, const xmlNode *node)
{
	for (const xmlNode *c = node->children; c; c = c->next) {
		int bad = 0;

		if (mn_xml_is(c, "TextBlock"))
			bad = read_block(r, c);
		else if (mn_xml_is(c, "ComposedBlock"))
			bad = read_space(r, c);
		if (bad)
			return -1;
	}
	return 0;
}

/* Tags other than ours are foreign and ignored. */
static void read_tags(struct reading *r, const xmlNode *tags)
{
	for (const xmlNode *c = tags->children; c; c = c->next) {
		if (!mn_xml_is(c, "OtherTag"))
			continue;
		char *id = mn_xml_attr(c, "ID"), *label = mn_xml_attr(c, "LABEL");
		int kind = 0;
		for (int k = MN_BLOCK_TEXT + 1; id && label && k < ALTO_KINDS; k++)
			if (!strcmp(label, alto_kinds[k]))
				kind = k;
		free(label);
		if (!kind || r->ntags == TAGS_MAX)
			free(id);
		else
			r->tags[r->ntags++] = (struct tag){id, (enum mn_block_kind)kind};
	}
}

/* The OCR step, or the one that modified what OCR gave (category contentModification). */
static void read_step(struct mn_alto *a, const xmlNode *step)
{
	const xmlNode *category = child(step, "processingCategory"),
		      *software = child(step, "processingSoftware");
	const xmlNode *name = software ? child(software, "softwareName") : NULL;
	const xmlNode *reason = child(step, "processingStepDescription"),
		      *settings = child(step, "processingStepSettings");
	char *is = category ? content(category) : mn_strdup("");
	bool corrects = !strcmp(is, "contentModification");
	char **where = corrects ? &a->corrector : &a->engine;

	free(is);
	if (name && !*where)
		*where = content(name);
	if (corrects)
		return;
	if (reason && !a->reason)
		a->reason = content(reason);
	if (settings && !a->dpi) {
		char *s = content(settings), *at = strstr(s, "dpi=");
		long dpi = at ? strtol(at + 4, NULL, 10) : 0;

		a->dpi = dpi > 0 && dpi <= MN_SIDE_MAX ? (int)dpi : 0;
		free(s);
	}
}

static int read_description(struct reading *r, const xmlNode *d)
{
	for (const xmlNode *c = d->children; c; c = c->next) {
		if (mn_xml_is(c, "MeasurementUnit")) {
			char *unit = content(c);
			bool pixel = !strcmp(mn_trim(unit), "pixel");

			free(unit);
			if (!pixel)
				return refuse(r, c, _("the unit of measurement is not 'pixel'"));
		} else if (mn_xml_is(c, "sourceImageInformation")) {
			const xmlNode *name = child(c, "fileName");

			if (name && !r->a->image)
				r->a->image = content(name);
		} else if (mn_xml_is(c, "Processing")) {
			read_step(r->a, c);
		}
	}
	return 0;
}

static int read_page(struct reading *r, const xmlNode *page)
{
	struct mn_alto *a = r->a;
	char *id = mn_xml_attr(page, "ID"), *class = mn_xml_attr(page, "PAGECLASS");
	int nr = 0;

	if (id && id[0] == 'P' && strlen(id) == 5 && strspn(id + 1, "0123456789") == 4)
		memcpy(a->id, id + 1, 5);
	for (int i = 0; class && i < ALTO_CLASSES; i++)
		if (!strcmp(class, alto_classes[i]))
			a->class_ = (enum mn_page_class)i;
	free(id);
	free(class);
	if (!*a->id) { /* a page of somebody else's: by its number */
		if (read_int(r, page, "PHYSICAL_IMG_NR", 1, &nr) < 0)
			return -1;
		if (nr < 1 || nr > 9999)
			return refuse(
				r, page, _("the page has neither an ID like P0001 nor a number"));
		snprintf(a->id, sizeof a->id, "%04d", nr);
	}
	if (read_int(r, page, "WIDTH", 1, &a->width) < 0 ||
		read_int(r, page, "HEIGHT", 1, &a->height) < 0)
		return -1;
	if (!a->width || !a->height)
		return refuse(r, page, _("the page has no width or height"));
	for (const xmlNode *c = page->children; c; c = c->next)
		if (c->type == XML_ELEMENT_NODE && read_space(r, c) < 0)
			return -1;
	return 0;
}

static int read_root(struct reading *r, const xmlNode *root)
{
	const xmlNode *page = NULL;

	if (!root || !mn_xml_is(root, "alto") || !root->ns || !root->ns->href ||
		strncmp((const char *)root->ns->href, ALTO_NS_STEM, strlen(ALTO_NS_STEM)))
		return mn_fail(r->err, MN_INPUT, _("not an ALTO file"));
	for (const xmlNode *c = root->children; c; c = c->next) {
		if (mn_xml_is(c, "Description") && read_description(r, c) < 0)
			return -1;
		if (mn_xml_is(c, "Tags"))
			read_tags(r, c);
		for (const xmlNode *p = mn_xml_is(c, "Layout") ? c->children : NULL; p;
			p = p->next) {
			if (!mn_xml_is(p, "Page"))
				continue;
			if (page)
				return refuse(r, p, _("more than one page"));
			page = p;
		}
	}
	return page ? read_page(r, page) : mn_fail(r->err, MN_INPUT, _("no page in it"));
}

struct mn_alto *mn_alto_parse(const char *bytes, size_t n, const char *name, struct mn_err *err)
{
	if (n > (size_t)MN_ALTO_BYTES_MAX) {
		mn_fail(err, MN_LIMIT, _("'%s' is larger than %ld bytes"), name, MN_ALTO_BYTES_MAX);
		return NULL;
	}
	xmlDoc *doc = mn_xml_parse(bytes, n, name, err);
	if (!doc)
		return NULL;
	struct reading *r = mn_calloc(1, sizeof *r);
	r->a = mn_calloc(1, sizeof *r->a);
	r->err = err;
	struct mn_alto *a = r->a;
	if (read_root(r, xmlDocGetRootElement(doc)) < 0) {
		mn_within(err, "%s", name);
		mn_alto_free(a);
		a = NULL;
	}
	for (size_t i = 0; i < r->ntags; i++)
		free(r->tags[i].id);
	free(r);
	xmlFreeDoc(doc);
	return a;
}

struct mn_alto *mn_alto_read(const char *path, struct mn_err *err)
{
	size_t n;
	char *bytes = mn_read_file(path, (size_t)MN_ALTO_BYTES_MAX, &n, err);

	if (!bytes)
		return NULL;
	struct mn_alto *a = mn_alto_parse(bytes, n, path, err);
	free(bytes);
	return a;
}
