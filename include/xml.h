// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * xml.h: libxml2, used safely.
 *
 * I6. XML from files is parsed without network, without entities, without DTD: a document with a DOCTYPE is refused.
 * Schemas are the official ones in mn_data_dir()/schemas with their catalogue; nothing is fetched.
 */
#ifndef MN_XML_H
#define MN_XML_H

#include <libxml/tree.h>
#include <stddef.h>
#include "err.h"

/* Parses; INPUT with line number. NULL on error; xmlFreeDoc. `name` is for messages. */
xmlDoc *mn_xml_parse(const char *bytes, size_t n, const char *name, struct mn_err *err);
xmlDoc *mn_xml_read(const char *path, size_t max, struct mn_err *err);

/* Compiled schemas, kept warm (0.01 to 0.6 s each). */
struct mn_schema;
/* `name` as in schemas/: "alto/alto-4-4.xsd", "akn/akomantoso30.xsd", "seda-2.2/seda-2.2-main.xsd"… CONFIG when missing. */
struct mn_schema *mn_schema_open(const char *name, struct mn_err *err);
/* 0 valid; -1 INPUT with the first complaint (element, line). The same from bytes. */
int mn_schema_check(const struct mn_schema *s, xmlDoc *doc, struct mn_err *err);
int mn_schema_check_bytes(const struct mn_schema *s, const char *bytes, size_t n, const char *name, struct mn_err *err);
void mn_schema_close(struct mn_schema *s);

/* Attribute as a malloced string, NULL when absent. */
char *mn_xml_attr(const xmlNode *node, const char *name);
/* Whether node is an element of that local name. */
int mn_xml_is(const xmlNode *node, const char *name);

#endif
