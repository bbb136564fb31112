// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pki.h: certificates for the tests of sign, made on the spot.
 *
 *	struct pki_cert root = pki_make(&(struct pki_wish){.cn = "root", .ca = true}, NULL);
 *	struct pki_cert seal = pki_make(&(struct pki_wish){.cn = "seal"}, &root);
 */
#ifndef SIGN_TEST_PKI_H
#define SIGN_TEST_PKI_H

#include "lib/unit.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <time.h>

#define PKI_DAY 86400L

struct pki_wish {
	const char *cn;
	unsigned rsa;                 /* bits; 0: EC */
	const char *curve;            /* NULL: P-256 */
	const char *usage, *extended; /* extensions as in openssl.cnf; NULL: none */
	bool ca;
	long from, to; /* seconds from now; 0 0: a day before, a month after */
};

struct pki_cert {
	X509 *cert;
	EVP_PKEY *key;
};

static inline void pki_extend(X509 *cert, int nid, const char *value)
{
	X509_EXTENSION *e = value ? X509V3_EXT_conf_nid(NULL, NULL, nid, value) : NULL;

	if (e)
		X509_add_ext(cert, e, -1);
	X509_EXTENSION_free(e);
}

/* issuer NULL: self-signed. */
static inline struct pki_cert pki_make(const struct pki_wish *w, const struct pki_cert *issuer)
{
	static long serial = 1000;
	struct pki_cert c = {X509_new(),
		w->rsa ? EVP_RSA_gen(w->rsa) : EVP_EC_gen(w->curve ? w->curve : "P-256")};
	X509_NAME *name = X509_get_subject_name(c.cert);

	assert_non_null(c.key);
	X509_set_version(c.cert, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(c.cert), ++serial);
	X509_gmtime_adj(X509_getm_notBefore(c.cert), w->to ? w->from : -PKI_DAY);
	X509_gmtime_adj(X509_getm_notAfter(c.cert), w->to ? w->to : 30 * PKI_DAY);
	X509_NAME_add_entry_by_txt(
		name, "CN", MBSTRING_UTF8, (const unsigned char *)w->cn, -1, -1, 0);
	X509_set_issuer_name(c.cert, issuer ? X509_get_subject_name(issuer->cert) : name);
	X509_set_pubkey(c.cert, c.key);
	pki_extend(c.cert, NID_basic_constraints, w->ca ? "critical,CA:TRUE" : "critical,CA:FALSE");
	pki_extend(c.cert, NID_key_usage, w->ca ? "critical,keyCertSign" : w->usage);
	pki_extend(c.cert, NID_ext_key_usage, w->extended);
	assert_true(X509_sign(c.cert, issuer ? issuer->key : c.key, EVP_sha256()) > 0);
	return c;
}

static inline void pki_free(struct pki_cert *c)
{
	X509_free(c->cert);
	EVP_PKEY_free(c->key);
}

static inline STACK_OF(X509) *pki_stack(const struct pki_cert *c)
{
	STACK_OF(X509) *stack = sk_X509_new_null();

	X509_up_ref(c->cert);
	sk_X509_push(stack, c->cert);
	return stack;
}

/* Writes folder/name as PKCS#12; between may be NULL. */
static inline void pki_p12(const char *folder, const char *name, const char *pass,
	const struct pki_cert *c, const struct pki_cert *between)
{
	char path[MN_PATH_MAX];
	STACK_OF(X509) *more = between ? pki_stack(between) : NULL;
	PKCS12 *p12 = PKCS12_create(pass, "seal", c->key, c->cert, more, 0, 0, 0, 0, 0);
	BIO *out = BIO_new_file(mn_join(path, folder, name), "w");

	assert_non_null(p12);
	assert_int_equal(i2d_PKCS12_bio(out, p12), 1);
	BIO_free(out);
	PKCS12_free(p12);
	sk_X509_pop_free(more, X509_free);
}

/* Writes a secret as folder/name, readable by its owner only. */
static inline void pki_secret(const char *folder, const char *name, const char *text)
{
	char path[MN_PATH_MAX];

	unit_write(folder, name, text);
	assert_int_equal(chmod(mn_join(path, folder, name), 0600), 0);
}

#endif
