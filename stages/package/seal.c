// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * seal.c: whether the proof is about these very files. A dossier that was rendered again and not sealed again would
 * otherwise be archived with a proof of something else. Only names and digests are compared here: the signature value
 * and the time stamp are judged by sign, and by `minutier verify`.
 */
#include "package.h"

#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "file.h"
#include "i18n.h"
#include "xml.h"

#define SEAL_BYTES_MAX ((size_t)64 << 20)
#define SHA256_BYTES 32
#define DEEPEST 16

static const xmlNode *child(const xmlNode *node, const char *name)
{
	for (const xmlNode *c = node ? node->children : NULL; c; c = c->next)
		if (mn_xml_is(c, name))
			return c;
	return NULL;
}

/* "q83v…=" -> 64 hex digits; false when it is not 32 bytes of base64. */
static bool hex_of(const xmlNode *value, char hex[MN_HEX])
{
	unsigned char raw[3 * 16 + 1];
	char text[64], *content = value ? (char *)xmlNodeGetContent(value) : NULL;
	size_t n = 0;

	for (const char *p = content; p && *p && n < sizeof text - 1; p++)
		if (!strchr(" \t\r\n", *p))
			text[n++] = *p;
	text[n] = '\0';
	free(content);
	if (n != 44 || text[43] != '=' || EVP_DecodeBlock(raw, (unsigned char *)text, (int)n) != SHA256_BYTES + 1)
		return false;
	for (int i = 0; i < SHA256_BYTES; i++)
		snprintf(hex + 2 * i, 3, "%02x", raw[i]);
	return true;
}

/* One ds:Reference: counts in seen[] when it names a file of ours. "#…" (the signed properties) is not a file. */
static int reference(const xmlNode *ref, const struct pk_files *files, bool *seen, struct mn_err *err)
{
	char hex[MN_HEX], *uri = mn_xml_attr(ref, "URI");
	int result = 0;

	if (!uri || *uri == '#')
		goto out;
	const struct pk_file *f = pk_files_find(files, uri);
	if (!f)
		result = mn_fail(err, MN_REFUSED,
			_("the seal is about '%s', which is not in content/: run minutier-sign again"), uri);
	else if (!hex_of(child(ref, "DigestValue"), hex) || strcmp(hex, f->sha256))
		result = mn_fail(err, MN_REFUSED,
			_("the seal is about another '%s' than the one in content/: run minutier-sign again"),
			uri);
	else
		seen[f - files->v] = true;
out:
	free(uri);
	return result;
}

/* The first ds:SignedInfo, wherever the signature stands. */
static const xmlNode *signed_info(const xmlNode *node, int deep)
{
	for (const xmlNode *c = node; c && deep; c = c->next) {
		if (mn_xml_is(c, "SignedInfo"))
			return c;
		const xmlNode *in = c->type == XML_ELEMENT_NODE ? signed_info(c->children, deep - 1) : NULL;
		if (in)
			return in;
	}
	return NULL;
}

int pk_seal_check(const struct pk_files *files, const struct mn_dossier *d, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	xmlDoc *doc = mn_xml_read(mn_dossier_path(d, "content/" PK_SEAL, path), SEAL_BYTES_MAX, err);
	bool *seen = mn_calloc(files->n + 1, sizeof *seen);
	int result = -1;

	if (!doc)
		goto out;
	const xmlNode *info = signed_info(xmlDocGetRootElement(doc), DEEPEST);
	for (const xmlNode *c = info ? info->children : NULL; c; c = c->next)
		if (mn_xml_is(c, "Reference") && reference(c, files, seen, err) < 0)
			goto out;
	for (size_t i = 0; i < files->n; i++) {
		if (!seen[i] && strcmp(files->v[i].name, PK_SEAL)) {
			mn_fail(err, MN_REFUSED, _("the seal does not cover '%s': run minutier-sign again"), files->v[i].name);
			goto out;
		}
	}
	result = 0;
out:
	free(seen);
	xmlFreeDoc(doc);
	return result;
}
