// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * xml.c: libxml2, used safely (invariant I6).
 *
 * Neither XML_PARSE_NOENT nor any DTD option is ever given: entities stay unexpanded, and a document with a DOCTYPE is refused
 * before anything is done with it. The loader of external entities knows only the schemas' folder, through their catalogue.
 */
#include "xml.h"

#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "config.h"
#include "file.h"
#include "i18n.h"

struct mn_schema {
	xmlSchema *schema;
};

static void silent(void *ctx, const char *fmt, ...)
{
	(void)ctx;
	(void)fmt;
}

/* Keeps the first complaint. */
static void keep_first(void *ctx, xmlError *e)
{
	struct mn_err *err = ctx;
	char text[400];

	if (err->kind != MN_OK)
		return;
	snprintf(text, sizeof text, "%s", e->message ? e->message : "?");
	text[strcspn(text, "\n")] = '\0';
	mn_fail(err, MN_INPUT, _("line %d: %s"), e->line, text);
}

xmlDoc *mn_xml_parse(const char *bytes, size_t n, const char *name, struct mn_err *err)
{
	if (n > (size_t)INT32_MAX) {
		mn_fail(err, MN_LIMIT, _("'%s' is too large"), name);
		return NULL;
	}
	xmlParserCtxt *ctx = xmlNewParserCtxt();
	xmlDoc *doc = xmlCtxtReadMemory(ctx, bytes, (int)n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!doc) {
		const xmlError *e = xmlCtxtGetLastError(ctx);
		char text[300];
		snprintf(text, sizeof text, "%s", e && e->message ? e->message : "?");
		text[strcspn(text, "\n")] = '\0';
		mn_fail(err, MN_INPUT, _("'%s' is not well-formed XML: line %d: %s"), name, e ? e->line : 0, text);
	} else if (doc->intSubset) {
		mn_fail(err, MN_INPUT, _("'%s' has a DOCTYPE, which is refused"), name);
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(ctx);
	return doc;
}

xmlDoc *mn_xml_read(const char *path, size_t max, struct mn_err *err)
{
	size_t n;
	char *bytes = mn_read_file(path, max, &n, err);

	if (!bytes)
		return NULL;
	xmlDoc *doc = mn_xml_parse(bytes, n, path, err);
	free(bytes);
	return doc;
}

struct mn_schema *mn_schema_open(const char *name, struct mn_err *err)
{
	char path[MN_PATH_MAX], folder[MN_PATH_MAX];
	struct mn_schema *s = NULL;
	struct mn_err first = MN_ERR_INIT;

	snprintf(folder, sizeof folder, "%s/schemas/catalog.xml", mn_data_dir());
	snprintf(path, sizeof path, "%s/schemas/%s", mn_data_dir(), name);
	if (!mn_exists(path)) {
		mn_fail(err, MN_CONFIG, _("the schema '%s' is missing; install minutier's data again"), path);
		return NULL;
	}
	xmlInitializeCatalog();
	xmlLoadCatalog(folder);
	xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
	xmlSchemaParserCtxt *ctx = xmlSchemaNewParserCtxt(path);
	xmlSchemaSetParserStructuredErrors(ctx, (xmlStructuredErrorFunc)keep_first, &first);
	xmlSchema *schema = xmlSchemaParse(ctx);
	xmlSchemaFreeParserCtxt(ctx);
	if (!schema) {
		mn_fail(err, MN_CONFIG, _("the schema '%s' does not compile: %s"), path, first.text);
		return NULL;
	}
	s = mn_alloc(sizeof *s);
	s->schema = schema;
	return s;
}

int mn_schema_check(const struct mn_schema *s, xmlDoc *doc, struct mn_err *err)
{
	struct mn_err first = MN_ERR_INIT;
	xmlSchemaValidCtxt *ctx = xmlSchemaNewValidCtxt(s->schema);

	xmlSchemaSetValidErrors(ctx, silent, silent, NULL);
	xmlSchemaSetValidStructuredErrors(ctx, (xmlStructuredErrorFunc)keep_first, &first);
	int r = xmlSchemaValidateDoc(ctx, doc);
	xmlSchemaFreeValidCtxt(ctx);
	if (!r)
		return 0;
	return mn_fail(err, MN_INPUT, "%s", first.kind != MN_OK ? first.text : _("does not follow its schema"));
}

int mn_schema_check_bytes(const struct mn_schema *s, const char *bytes, size_t n, const char *name, struct mn_err *err)
{
	xmlDoc *doc = mn_xml_parse(bytes, n, name, err);

	if (!doc)
		return -1;
	int r = mn_schema_check(s, doc, err);
	xmlFreeDoc(doc);
	return r < 0 ? mn_within(err, "%s", name) : 0;
}

void mn_schema_close(struct mn_schema *s)
{
	if (!s)
		return;
	xmlSchemaFree(s->schema);
	free(s);
}

char *mn_xml_attr(const xmlNode *node, const char *name)
{
	xmlChar *v = xmlGetNoNsProp((xmlNode *)node, BAD_CAST name);
	char *own = v ? mn_strdup((const char *)v) : NULL;

	xmlFree(v);
	return own;
}

int mn_xml_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}
