// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * judge.c: what a stranger's verifier would say of the seal.
 *
 * xmlsec is held to what the proof may contain: exclusive C14N as the only transform, SHA-256, keys
 * from X.509 certificates that lead to the configured roots, references to plain names of the
 * folder and to the one Id "properties". Its file reading is replaced by ours, which opens nothing
 * but such a name in the folder: xmlsec's callbacks carry no context, so the folder stands in a
 * thread-local variable for the length of one check.
 */
#include "judge.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xmlsec/xmlsec.h> /* first: the others need its types */
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/openssl/app.h>
#include <xmlsec/openssl/crypto.h>
#include <xmlsec/openssl/x509.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>
#include "file.h"
#include "i18n.h"
#include "proof.h"
#include "xml.h"

#define SCHEMA "etsi/XAdES01903v141-202407.xsd"
#define TOKEN_MAX STAMP_REPLY_MAX

struct judge {
	struct mn_schema *schema;
	xmlSecKeysMngr *keys;
	const struct stamper *stamper;
};

static _Thread_local const char *folder_now;

/* --- files for xmlsec ------------------------------------------------------------------------- */

static int file_match(const char *uri)
{
	return folder_now && proof_name_ok(uri);
}

static void *file_open(const char *uri)
{
	char path[MN_PATH_MAX];

	return fopen(mn_join(path, folder_now, uri), "re");
}

static int file_read(void *ctx, char *buffer, int n)
{
	size_t got = fread(buffer, 1, (size_t)n, ctx);

	return got == 0 && ferror((FILE *)ctx) ? -1 : (int)got;
}

static int file_close(void *ctx)
{
	return fclose(ctx);
}

static void silent(const char *file, int line, const char *func, const char *object,
	const char *subject, int reason, const char *msg)
{
	(void)file, (void)line, (void)func, (void)object, (void)subject, (void)reason, (void)msg;
}

/* xmlsec has no instances: it is started once a process, and stays. */
static int xmlsec_start(void)
{
	static int started; /* 1: yes, -1: it does not start */

	if (started)
		return started;
	started = -1;
	if (xmlSecCheckVersion() != 1 || xmlSecInit() < 0 || xmlSecOpenSSLAppInit(NULL) < 0 ||
		xmlSecOpenSSLInit() < 0)
		return started;
	xmlSecErrorsSetCallback(silent);
	xmlSecIOCleanupCallbacks(); /* no file://, no http:// */
	if (xmlSecIORegisterCallbacks(file_match, file_open, file_read, file_close) == 0)
		started = 1;
	return started;
}

static xmlSecKeysMngr *keys_of(STACK_OF(X509) *roots)
{
	xmlSecKeysMngr *keys = xmlSecKeysMngrCreate();

	if (!keys || xmlSecOpenSSLAppDefaultKeysMngrInit(keys) < 0)
		goto fail;
	xmlSecKeyDataStore *store = xmlSecKeysMngrGetDataStore(keys, xmlSecOpenSSLX509StoreId);
	for (int i = 0; store && i < sk_X509_num(roots); i++) {
		X509 *root = sk_X509_value(roots, i);
		X509_up_ref(root);
		if (xmlSecOpenSSLX509StoreAdoptCert(store, root, xmlSecKeyDataTypeTrusted) < 0) {
			X509_free(root);
			goto fail;
		}
	}
	return keys;
fail:
	if (keys)
		xmlSecKeysMngrDestroy(keys);
	return NULL;
}

struct judge *judge_open(STACK_OF(X509) *roots, const struct stamper *stamper, struct mn_err *err)
{
	struct judge *j = mn_calloc(1, sizeof *j);

	j->stamper = stamper;
	j->schema = mn_schema_open(SCHEMA, err);
	if (!j->schema)
		goto fail;
	j->keys = xmlsec_start() < 0 ? NULL : keys_of(roots);
	if (j->keys)
		return j;
	mn_fail(err, MN_SYSTEM, _("cannot start xmlsec"));
fail:
	judge_close(j);
	return NULL;
}

void judge_close(struct judge *j)
{
	if (!j)
		return;
	mn_schema_close(j->schema);
	if (j->keys)
		xmlSecKeysMngrDestroy(j->keys);
	free(j);
}

/* --- the signature ---------------------------------------------------------------------------- */

static int restrict_to_ours(xmlSecDSigCtx *c)
{
	const xmlSecTransformId sign[] = {xmlSecTransformExclC14NGetKlass(),
		xmlSecOpenSSLTransformRsaSha256GetKlass(),
		xmlSecOpenSSLTransformEcdsaSha256GetKlass()};
	const xmlSecTransformId refer[] = {
		xmlSecTransformExclC14NGetKlass(), xmlSecOpenSSLTransformSha256GetKlass()};
	int r = 0;

	for (size_t i = 0; i < sizeof sign / sizeof *sign; i++)
		r |= xmlSecDSigCtxEnableSignatureTransform(c, sign[i]);
	for (size_t i = 0; i < sizeof refer / sizeof *refer; i++)
		r |= xmlSecDSigCtxEnableReferenceTransform(c, refer[i]);
	r |= xmlSecPtrListAdd(
		&c->keyInfoReadCtx.enabledKeyData, (void *)xmlSecOpenSSLKeyDataX509GetKlass());
	/* a bare name counts as "remote" there; what can be opened is for file_match to say */
	c->enabledReferenceUris = xmlSecTransformUriTypeSameDocument | xmlSecTransformUriTypeRemote;
	return r < 0 ? -1 : 0;
}

/* Which reference does not hold, as far as xmlsec says. */
static int explain(const xmlSecDSigCtx *c, struct mn_err *err)
{
	const xmlSecPtrList *refs = &c->signedInfoReferences;

	for (xmlSecSize i = 0; i < xmlSecPtrListGetSize((xmlSecPtrList *)refs); i++) {
		const xmlSecDSigReferenceCtx *r = xmlSecPtrListGetItem((xmlSecPtrList *)refs, i);
		if (r->status != xmlSecDSigStatusSucceeded)
			return mn_fail(err, MN_INPUT, _("'%s' is not what was sealed"),
				r->uri ? (const char *)r->uri : "?");
	}
	return mn_fail(err, MN_INPUT, _("the signature value does not hold"));
}

static int signature_ok(
	const struct judge *j, xmlDoc *doc, const char *folder, size_t nfiles, struct mn_err *err)
{
	static const xmlChar *const ids[] = {BAD_CAST "Id", NULL};
	xmlNode *root = xmlDocGetRootElement(doc);
	xmlSecDSigCtx *c = xmlSecDSigCtxCreate(j->keys);
	int result = -1;

	if (!c || restrict_to_ours(c) < 0) {
		mn_fail(err, MN_SYSTEM, _("cannot start xmlsec"));
		goto out;
	}
	xmlSecAddIDs(doc, root, (const xmlChar **)ids);
	folder_now = folder;
	int verified = mn_xml_is(root, "Signature") ? xmlSecDSigCtxVerify(c, root) : -1;
	folder_now = NULL;
	if (verified < 0 || c->status != xmlSecDSigStatusSucceeded)
		explain(c, err);
	else if (xmlSecPtrListGetSize(&c->signedInfoReferences) != nfiles + 1)
		mn_fail(err, MN_INPUT, _("the seal does not cover every file"));
	else
		result = 0;
out:
	if (c)
		xmlSecDSigCtxDestroy(c);
	return result;
}

/* --- the time stamp --------------------------------------------------------------------------- */

static int time_ok(const struct judge *j, xmlNode *root, struct mn_err *err)
{
	xmlNode *value = proof_find(root, "SignatureValue"),
		*token = proof_find(root, "EncapsulatedTimeStamp");
	xmlChar *text = token ? xmlNodeGetContent(token) : NULL;
	size_t len = text ? strlen((const char *)text) : 0, n;
	int result = -1;

	if (!value || !len || len % 4 || len > TOKEN_MAX) {
		xmlFree(text);
		return mn_fail(err, MN_INPUT, _("the seal has no time stamp"));
	}
	struct stamp_bytes der = {mn_alloc(len), 0};
	int got = EVP_DecodeBlock(der.v, text, (int)len);
	char *bytes = proof_c14n(value, &n);
	if (got > 0) {
		der.n = (size_t)got - (text[len - 1] == '=') - (text[len - 2] == '=');
		result = stamp_check(j->stamper, &der, bytes, n, err);
	} else {
		mn_fail(err, MN_INPUT, _("the time stamp cannot be decoded"));
	}
	free(bytes);
	free(der.v);
	xmlFree(text);
	return result;
}

int judge_check(const struct judge *j, const char *xml, size_t n, const char *folder, size_t nfiles,
	struct mn_err *err)
{
	xmlDoc *doc = mn_xml_parse(xml, n, PROOF_NAME, err);

	if (!doc)
		return -1;
	int r = mn_schema_check(j->schema, doc, err) < 0 ||
		signature_ok(j, doc, folder, nfiles, err) < 0 ||
		time_ok(j, xmlDocGetRootElement(doc), err) < 0;
	xmlFreeDoc(doc);
	return r ? mn_within(err, PROOF_NAME) : 0;
}
