// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * bordereau.c: the parts of the manifest around the tree of units (units.c): head, data objects, agencies. Elements
 * stand in the order of the schema's sequences; libxml2 escapes.
 */
#include "bordereau.h"

#include <stdlib.h>
#include <string.h>
#include "i18n.h"
#include "stage.h"
#include "units.h"
#include "xml.h"

xmlNode *pk_put(xmlNode *parent, const char *name, const char *text)
{
	return xmlNewTextChild(parent, NULL, BAD_CAST name, BAD_CAST text);
}

void pk_put_some(xmlNode *parent, const char *name, const char *text)
{
	if (text && *text)
		pk_put(parent, name, text);
}

void pk_attr(xmlNode *node, const char *name, const char *value)
{
	xmlNewProp(node, BAD_CAST name, BAD_CAST value);
}

char *pk_object_id(const char *file)
{
	return mn_printf("bdo-%s", file);
}

static void put_code_lists(xmlNode *root)
{
	static const char *const lists[][2] = {
		{"MessageDigestAlgorithmCodeListVersion", "http://www.w3.org/2001/04/xmlenc"},
		{"MimeTypeCodeListVersion", "IANA"},
		{"FileFormatCodeListVersion", "PRONOM"},
		{"AppraisalRuleCodeListVersion", "AppraisalRuleCodeListVersion0"},
		{"AccessRuleCodeListVersion", "AccessRuleCodeListVersion0"},
	};
	xmlNode *node = pk_put(root, "CodeListVersions", NULL);

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		pk_put(node, lists[i][0], lists[i][1]);
}

/* The proof says of which objects it is the signature. */
static void put_relationships(xmlNode *object, const struct pk_files *files)
{
	for (size_t i = 0; i < files->n; i++) {
		if (files->v[i].format->place == PK_PROOF)
			continue;
		xmlNode *node = pk_put(object, "Relationship", NULL);
		char *id = pk_object_id(files->v[i].name);
		pk_attr(node, "target", id);
		pk_attr(node, "type", "isSignatureOf");
		free(id);
	}
}

static void put_object(xmlNode *package, const struct pk_file *f, const struct pk_files *files)
{
	xmlNode *object = pk_put(package, "BinaryDataObject", NULL);
	char *id = pk_object_id(f->name), *size = mn_printf("%llu", f->size);

	pk_attr(object, "id", id);
	if (f->format->place == PK_PROOF)
		put_relationships(object, files);
	pk_put(object, "Uri", f->name);
	pk_attr(pk_put(object, "MessageDigest", f->sha256), "algorithm", PK_DIGEST_URI);
	pk_put(object, "Size", size);
	xmlNode *format = pk_put(object, "FormatIdentification", NULL);
	pk_put(format, "MimeType", f->format->mime);
	pk_put(format, "FormatId", f->format->puid);
	xmlNode *info = pk_put(object, "FileInfo", NULL);
	pk_put(info, "Filename", f->name);
	pk_put(info, "CreatingApplicationName", "minutier");
	pk_put(info, "CreatingApplicationVersion", MN_VERSION);
	free(id);
	free(size);
}

static void put_management(xmlNode *package, const struct pk_settings *s)
{
	xmlNode *node = pk_put(package, "ManagementMetadata", NULL);

	pk_put_some(node, "ArchivalProfile", s->archival_profile);
	pk_put_some(node, "ServiceLevel", s->service_level);
	pk_put(node, "OriginatingAgencyIdentifier", s->originating_agency);
}

/* Every deliberation has its file, and every such file its deliberation. */
static int check_fit(const struct pk_transfer *t, struct mn_err *err)
{
	size_t sections = 0, files = 0;

	if (!pk_files_find(t->files, "pv.pdf"))
		return mn_fail(err, MN_INPUT, _("content/pv.pdf is missing: run minutier-render again"));
	for (size_t i = 0; i < t->minutes->n; i++)
		sections += t->minutes->sections[i].kind == MN_SECTION_DELIBERATION;
	for (size_t i = 0; i < t->files->n; i++) {
		const struct pk_file *f = &t->files->v[i];
		if (f->format->place != PK_DELIBERATION)
			continue;
		files++;
		if (pk_number(f->name) < 1 || pk_number(f->name) > sections)
			return mn_fail(err, MN_INPUT, _("content/%s: minutes.xml has %zu deliberations: run minutier-render again"),
				f->name, sections);
	}
	if (files != sections)
		return mn_fail(err, MN_INPUT, _("minutes.xml has %zu deliberations, content/ %zu: run minutier-render again"),
			sections,
			files);
	return 0;
}

char *pk_bordereau(const struct pk_transfer *t, size_t *n, struct mn_err *err)
{
	if (check_fit(t, err) < 0)
		return NULL;

	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, BAD_CAST "ArchiveTransfer", NULL);
	xmlDocSetRootElement(doc, root);
	xmlSetNs(root, xmlNewNs(root, BAD_CAST PK_SEDA_NS, NULL));
	pk_put(root, "Comment", "Procès-verbal de séance numérisé, avec ses délibérations");
	if (!pk_last_date(t->minutes))
		pk_put(root, "Comment",
			"La date de la séance n'a pas été trouvée : les règles de gestion sont sans date de départ, "
			"à compléter par le service d'archives.");
	pk_put(root, "Date", t->date);
	pk_put(root, "MessageIdentifier", t->message);
	pk_put(root, "ArchivalAgreement", t->settings->archival_agreement);
	put_code_lists(root);
	xmlNode *package = pk_put(root, "DataObjectPackage", NULL);
	for (size_t i = 0; i < t->files->n; i++)
		put_object(package, &t->files->v[i], t->files);
	pk_put_units(pk_put(package, "DescriptiveMetadata", NULL), t);
	put_management(package, t->settings);
	pk_put(pk_put(root, "ArchivalAgency", NULL), "Identifier", t->settings->archival_agency);
	pk_put(pk_put(root, "TransferringAgency", NULL), "Identifier", t->settings->transferring_agency);

	xmlChar *bytes = NULL;
	int size = 0;
	xmlDocDumpFormatMemoryEnc(doc, &bytes, &size, "UTF-8", 1);
	xmlFreeDoc(doc);
	char *copy = mn_strndup(bytes ? (char *)bytes : "", (size_t)size);
	xmlFree(bytes);
	*n = (size_t)size;
	return copy;
}
