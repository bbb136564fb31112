// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * proof.c: builds the signature document.
 *
 * The document is written as text with its values left empty, parsed, and filled from the inside
 * out: digest of the SignedProperties, value of the SignedInfo, time stamp of the value. Digests
 * are over what libxml2 canonicalises, in place, so what is signed is what a verifier will see.
 * Line ends between references are part of what is signed, and harmless; they let a person read the
 * file.
 */
#include "proof.h"

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "clock.h"
#include "i18n.h"
#include "xml.h"

#define C14N "http://www.w3.org/2001/10/xml-exc-c14n#"
#define SHA256 "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"

struct proof {
	xmlDoc *doc;
};

static const struct {
	const char *ending, *mime;
} mimes[] = {
	{".csv", "text/csv"},
	{".jp2", "image/jp2"},
	{".jpeg", "image/jpeg"},
	{".jpg", "image/jpeg"},
	{".json", "application/json"},
	{".pdf", "application/pdf"},
	{".png", "image/png"},
	{".tif", "image/tiff"},
	{".tiff", "image/tiff"},
	{".txt", "text/plain"},
	{".xml", "application/xml"},
	{".zip", "application/zip"},
};

int proof_name_ok(const char *name)
{
	size_t n = strlen(name);

	return n > 0 && n <= 200 && *name != '.' && *name != '-' &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") == n;
}

const char *proof_mime(const char *name)
{
	const char *ending = strrchr(name, '.');

	for (size_t i = 0; ending && i < sizeof mimes / sizeof *mimes; i++)
		if (!strcmp(ending, mimes[i].ending))
			return mimes[i].mime;
	return "application/octet-stream";
}

/* --- canonical form --------------------------------------------------------------------------- */

/* An attribute or a namespace belongs to its element. */
static int inside(void *root, xmlNode *node, xmlNode *parent)
{
	if (!node || node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE)
		node = parent;
	for (; node; node = node->parent)
		if (node == (xmlNode *)root)
			return 1;
	return 0;
}

char *proof_c14n(xmlNode *node, size_t *n)
{
	xmlOutputBuffer *out = xmlAllocOutputBuffer(NULL);
	char *bytes = NULL;

	*n = 0;
	if (xmlC14NExecute(node->doc, inside, node, XML_C14N_EXCLUSIVE_1_0, NULL, 0, out) >= 0) {
		*n = xmlOutputBufferGetSize(out);
		bytes = mn_strndup((const char *)xmlOutputBufferGetContent(out), *n);
	}
	xmlOutputBufferClose(out);
	return bytes ? bytes : mn_strdup("");
}

xmlNode *proof_find(xmlNode *node, const char *name)
{
	xmlNode *found = NULL;

	if (!node || mn_xml_is(node, name))
		return node;
	for (xmlNode *c = node->children; c && !found; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			found = proof_find(c, name);
	return found;
}

/* --- the text --------------------------------------------------------------------------------- */

static char *base64(const unsigned char *bytes, size_t n)
{
	char *text = mn_alloc(4 * ((n + 2) / 3) + 1);

	EVP_EncodeBlock((unsigned char *)text, bytes, (int)n);
	return text;
}

static void put_base64(struct mn_buf *b, const unsigned char *bytes, size_t n)
{
	char *text = base64(bytes, n);

	mn_buf_puts(b, text);
	free(text);
}

static void put_signed_info(
	struct mn_buf *b, const struct proof_file *files, size_t n, const char *method)
{
	mn_buf_printf(b,
		"<ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"" C14N
		"\"/><ds:SignatureMethod Algorithm=\"%s\"/>\n",
		method);
	for (size_t i = 0; i < n; i++) {
		mn_buf_printf(b,
			"<ds:Reference Id=\"file-%zu\" URI=\"%s\">" SHA256 "<ds:DigestValue>",
			i + 1, files[i].name);
		put_base64(b, files[i].sha256, PROOF_SHA256);
		mn_buf_puts(b, "</ds:DigestValue></ds:Reference>\n");
	}
	mn_buf_puts(b,
		"<ds:Reference Id=\"file-properties\" "
		"Type=\"http://uri.etsi.org/01903#SignedProperties\" URI=\"#properties\">"
		"<ds:Transforms><ds:Transform Algorithm=\"" C14N "\"/></ds:Transforms>" SHA256
		"<ds:DigestValue/></ds:Reference></ds:SignedInfo>\n");
}

static void put_key_info(struct mn_buf *b, STACK_OF(X509) *chain)
{
	mn_buf_puts(b, "<ds:KeyInfo><ds:X509Data>\n");
	for (int i = 0; i < sk_X509_num(chain); i++) {
		unsigned char *der = NULL;
		int n = i2d_X509(sk_X509_value(chain, i), &der);
		mn_buf_puts(b, "<ds:X509Certificate>");
		put_base64(b, der, n > 0 ? (size_t)n : 0);
		mn_buf_puts(b, "</ds:X509Certificate>\n");
		OPENSSL_free(der);
	}
	mn_buf_puts(b, "</ds:X509Data></ds:KeyInfo>\n");
}

static void put_properties(
	struct mn_buf *b, const struct proof_file *files, size_t n, const X509 *cert, time_t now)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned len = 0;
	char iso[MN_TIME];

	mn_time_iso(now, iso);
	X509_digest(cert, EVP_sha256(), digest, &len);
	mn_buf_printf(b,
		"<xades:SignedProperties Id=\"properties\"><xades:SignedSignatureProperties>"
		"<xades:SigningTime>%s</xades:SigningTime><xades:SigningCertificateV2>"
		"<xades:Cert><xades:CertDigest>" SHA256 "<ds:DigestValue>",
		iso);
	put_base64(b, digest, len);
	mn_buf_puts(b,
		"</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>"
		"</xades:SignedSignatureProperties>\n<xades:SignedDataObjectProperties>\n");
	for (size_t i = 0; i < n; i++)
		mn_buf_printf(b,
			"<xades:DataObjectFormat ObjectReference=\"#file-%zu\">"
			"<xades:MimeType>%s</xades:MimeType></xades:DataObjectFormat>\n",
			i + 1, proof_mime(files[i].name));
	mn_buf_puts(b, "</xades:SignedDataObjectProperties></xades:SignedProperties>\n");
}

static char *template(const struct proof_file *files, size_t n, const struct signer *signer,
	time_t now, size_t *len)
{
	struct mn_buf b = MN_BUF_INIT;

	mn_buf_puts(
		&b, "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"seal\">\n");
	put_signed_info(&b, files, n, signer->method);
	mn_buf_puts(&b, "<ds:SignatureValue Id=\"value\"/>\n");
	put_key_info(&b, signer->chain);
	mn_buf_puts(&b,
		"<ds:Object><xades:QualifyingProperties "
		"xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" Target=\"#seal\">\n");
	put_properties(&b, files, n, signer->cert, now);
	mn_buf_puts(&b,
		"<xades:UnsignedProperties><xades:UnsignedSignatureProperties>"
		"<xades:SignatureTimeStamp Id=\"stamp\">"
		"<ds:CanonicalizationMethod Algorithm=\"" C14N "\"/>"
		"<xades:EncapsulatedTimeStamp Encoding=\"http://uri.etsi.org/01903/v1.2.2#DER\"/>"
		"</xades:SignatureTimeStamp></xades:UnsignedSignatureProperties>"
		"</xades:UnsignedProperties></xades:QualifyingProperties></ds:Object>\n"
		"</ds:Signature>\n");
	*len = b.len;
	return mn_buf_take(&b);
}

/* --- filling it ------------------------------------------------------------------------------- */

static void fill(xmlNode *node, const unsigned char *bytes, size_t n)
{
	char *text = base64(bytes, n);

	xmlNodeSetContent(node, BAD_CAST text);
	free(text);
}

static void fill_properties_digest(xmlNode *root)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned len = 0;
	size_t n;
	char *bytes = proof_c14n(proof_find(root, "SignedProperties"), &n);
	xmlNode *value = NULL;

	/* the last reference is theirs */
	for (xmlNode *c = proof_find(root, "SignedInfo")->children; c; c = c->next)
		if (mn_xml_is(c, "Reference"))
			value = proof_find(c, "DigestValue");
	EVP_Digest(bytes, n, digest, &len, EVP_sha256(), NULL);
	fill(value, digest, len);
	free(bytes);
}

struct proof *proof_sign(const struct proof_file *files, size_t n, const struct signer *signer,
	time_t now, struct mn_err *err)
{
	struct seal_value value;
	size_t len;
	char *text = template(files, n, signer, now, &len);
	xmlDoc *doc = mn_xml_parse(text, len, PROOF_NAME, err);

	free(text);
	if (!doc)
		return NULL;
	xmlNode *root = xmlDocGetRootElement(doc);
	fill_properties_digest(root);
	char *info = proof_c14n(proof_find(root, "SignedInfo"), &len);
	int r = signer->sign(signer, info, len, &value, err);
	free(info);
	if (r < 0) {
		xmlFreeDoc(doc);
		return NULL;
	}
	fill(proof_find(root, "SignatureValue"), value.bytes, value.n);
	struct proof *p = mn_alloc(sizeof *p);
	p->doc = doc;
	return p;
}

char *proof_value(const struct proof *p, size_t *n)
{
	return proof_c14n(proof_find(xmlDocGetRootElement(p->doc), "SignatureValue"), n);
}

void proof_stamp(struct proof *p, const unsigned char *token, size_t n)
{
	fill(proof_find(xmlDocGetRootElement(p->doc), "EncapsulatedTimeStamp"), token, n);
}

char *proof_xml(const struct proof *p, size_t *n)
{
	xmlChar *bytes = NULL;
	int len = 0;

	xmlDocDumpMemoryEnc(p->doc, &bytes, &len, "UTF-8");
	*n = len > 0 ? (size_t)len : 0;
	char *own = mn_strndup(bytes ? (const char *)bytes : "", *n);
	xmlFree(bytes);
	return own;
}

void proof_free(struct proof *p)
{
	if (!p)
		return;
	xmlFreeDoc(p->doc);
	free(p);
}
