// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * readback.c: the package seen with the archive's eyes. Knows nothing of how it was made: only the bytes of the
 * manifest and of the archive count, so that a fault in the writers cannot hide.
 */
#include "attachments.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "i18n.h"
#include "xml.h"

#define CHUNK 65536

struct object {
	char *id, *uri, *digest;
	unsigned long long size;
	unsigned units;   /* that point to it */
	bool found;       /* in the archive */
};

struct objects {
	struct object *v;
	size_t n;
	unsigned long cap;
};

static void objects_free(struct objects *o)
{
	for (size_t i = 0; i < o->n; i++) {
		free(o->v[i].id);
		free(o->v[i].uri);
		free(o->v[i].digest);
	}
	free(o->v);
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
	for (const xmlNode *c = node ? node->children : NULL; c; c = c->next)
		if (mn_xml_is(c, name))
			return c;
	return NULL;
}

/* Text of a child; "" when there is none. Caller frees. */
static char *text_of(const xmlNode *node, const char *name)
{
	const xmlNode *c = child(node, name);
	xmlChar *content = c ? xmlNodeGetContent(c) : NULL;
	char *text = mn_strdup(content ? (char *)content : "");

	xmlFree(content);
	return text;
}

static int object_of(const xmlNode *node, struct object *o, struct mn_err *err)
{
	const xmlNode *digest = child(node, "MessageDigest");
	char *algorithm = digest ? mn_xml_attr(digest, "algorithm") : NULL, *size = text_of(node, "Size");
	char *filename = text_of(child(node, "FileInfo"), "Filename");
	int result = 0;

	*o = (struct object){.id = mn_xml_attr(node, "id"), .uri = text_of(node, "Uri"),
		.digest = text_of(node, "MessageDigest"), .size = strtoull(size, NULL, 10)};
	if (!o->id || !*o->uri || strcmp(o->uri, filename))
		result = mn_fail(err, MN_INPUT, _("bordereau: Uri '%s' and Filename '%s' differ"), o->uri, filename);
	else if (!algorithm || strcmp(algorithm, PK_DIGEST_URI))
		result = mn_fail(err, MN_INPUT, _("bordereau: '%s' has no SHA-256 digest"), o->uri);
	free(algorithm);
	free(size);
	free(filename);
	return result;
}

static struct object *by_uri(const struct objects *o, const char *uri)
{
	for (size_t i = 0; i < o->n; i++)
		if (!strcmp(o->v[i].uri, uri))
			return &o->v[i];
	return NULL;
}

static int read_objects(const xmlNode *package, struct objects *o, struct mn_err *err)
{
	for (const xmlNode *c = package ? package->children : NULL; c; c = c->next) {
		struct object one;
		if (!mn_xml_is(c, "BinaryDataObject"))
			continue;
		int bad = object_of(c, &one, err);
		if (!bad && by_uri(o, one.uri))
			bad = mn_fail(err, MN_INPUT, _("bordereau: '%s' is there twice"), one.uri);
		o->v = mn_grow(o->v, o->n, &o->cap, sizeof *o->v);
		o->v[o->n++] = one;
		if (bad)
			return -1;
	}
	return 0;
}

/* Counts the units that point to each object, walking the tree without recursion (xml.c holds the depth). */
static void count_units(const xmlNode *top, struct objects *o)
{
	for (const xmlNode *node = top; node;) {
		if (mn_xml_is(node, "DataObjectReferenceId")) {
			xmlChar *id = xmlNodeGetContent(node);
			for (size_t i = 0; id && i < o->n; i++)
				o->v[i].units += !strcmp(o->v[i].id, (char *)id);
			xmlFree(id);
		}
		if (node->children && node->type == XML_ELEMENT_NODE) {
			node = node->children;
			continue;
		}
		while (node != top && !node->next)
			node = node->parent;
		node = node == top ? NULL : node->next;
	}
}

static int check_entry(struct archive *a, struct archive_entry *entry, struct objects *o, struct mn_err *err)
{
	const char *name = archive_entry_pathname(entry);
	struct object *object = name ? by_uri(o, name) : NULL;
	char chunk[CHUNK], hex[MN_HEX];
	unsigned long long size = 0;
	la_ssize_t n = 0;

	if (!object)
		return mn_fail(err, MN_INPUT, _("attachments: '%s' is not in the bordereau"), name ? name : "");
	if (object->found)
		return mn_fail(err, MN_INPUT, _("attachments: '%s' is there twice"), name);
	if (archive_entry_filetype(entry) != AE_IFREG)
		return mn_fail(err, MN_INPUT, _("attachments: '%s' is not a regular file"), name);
	object->found = true;
	struct mn_digest *d = mn_digest_new();
	while (size <= object->size && (n = archive_read_data(a, chunk, sizeof chunk)) > 0) {
		mn_digest_add(d, chunk, (size_t)n);
		size += (unsigned long long)n;
	}
	mn_digest_end(d, hex);
	if (n < 0)
		return mn_fail(err, MN_INPUT, _("attachments: '%s' cannot be read: %s"), name, archive_error_string(a));
	if (size != object->size)
		return mn_fail(err, MN_INPUT, _("attachments: '%s' has not the %llu bytes of the bordereau"), name,
			object->size);
	if (strcmp(hex, object->digest))
		return mn_fail(err, MN_INPUT, _("attachments: '%s' has not the digest of the bordereau"), name);
	return 0;
}

static int check_archive(const char *path, struct objects *o, struct mn_err *err)
{
	struct archive *a = archive_read_new();
	struct archive_entry *entry;
	int r = ARCHIVE_OK, result = 0;

	archive_read_support_format_tar(a);
	archive_read_support_filter_gzip(a);
	if (archive_read_open_filename(a, path, CHUNK) != ARCHIVE_OK)
		result = mn_fail(err, MN_INPUT, _("attachments: cannot be read: %s"), archive_error_string(a));
	while (!result && (r = archive_read_next_header(a, &entry)) == ARCHIVE_OK)
		result = check_entry(a, entry, o, err);
	if (!result && r != ARCHIVE_EOF)
		result = mn_fail(err, MN_INPUT, _("attachments: cannot be read: %s"), archive_error_string(a));
	archive_read_free(a);
	return result;
}

int pk_attachments_check(const char *path, const char *bordereau, size_t n, struct mn_err *err)
{
	struct objects o = {NULL, 0, 0};
	xmlDoc *doc = mn_xml_parse(bordereau, n, "bordereau.xml", err);
	int result = -1;

	if (!doc)
		return -1;
	const xmlNode *package = child(xmlDocGetRootElement(doc), "DataObjectPackage");
	if (read_objects(package, &o, err) < 0)
		goto out;
	if (child(package, "DescriptiveMetadata"))
		count_units(child(package, "DescriptiveMetadata"), &o);
	if (check_archive(path, &o, err) < 0)
		goto out;
	for (size_t i = 0; i < o.n; i++) {
		if (!o.v[i].found)
			mn_fail(err, MN_INPUT, _("attachments: '%s' of the bordereau is missing"), o.v[i].uri);
		else if (o.v[i].units != 1)
			mn_fail(err, MN_INPUT, _("bordereau: %u units point to '%s' instead of one"), o.v[i].units, o.v[i].uri);
		else
			continue;
		goto out;
	}
	result = o.n ? 0 : mn_fail(err, MN_INPUT, _("bordereau: it names no file"));
out:
	objects_free(&o);
	xmlFreeDoc(doc);
	return result;
}
