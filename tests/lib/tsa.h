// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tsa.h: a time-stamp authority for tests (RFC 3161, by libcrypto), honest or lying.
 *
 *	struct tsa tsa = {.cert = cert, .key = key, .lie = TSA_NONCE};
 *	n = tsa_answer(&tsa, request, nrequest, &reply);      reply by free()
 *
 * The unit tests of sign call it in process; tests/tools/tsa_responder.c serves it over HTTP.
 */
#ifndef MN_TEST_TSA_H
#define MN_TEST_TSA_H

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TSA_POLICY "1.2.3.4.1"

enum tsa_lie {
	TSA_HONEST,
	TSA_NONCE,   /* another nonce than the one asked */
	TSA_NONONCE, /* none at all: a stamp kept from before */
	TSA_IMPRINT, /* a stamp over something else */
	TSA_LATE,    /* an hour ago */
	TSA_REFUSE,  /* the service says no */
	TSA_GARBAGE, /* not a reply */
	TSA_LIES
};

static const char *const tsa_lies[TSA_LIES] = {
	"honest", "nonce", "nononce", "imprint", "late", "refuse", "garbage"};

struct tsa {
	X509 *cert;
	EVP_PKEY *key;
	STACK_OF(X509) *chain; /* sent with the certificate; NULL: none */
	enum tsa_lie lie;
};

static inline int tsa_time(struct TS_resp_ctx *ctx, void *lie, long *sec, long *usec)
{
	(void)ctx;
	*sec = (long)time(NULL) - (*(enum tsa_lie *)lie == TSA_LATE ? 3600 : 0);
	*usec = 0;
	return 1;
}

static inline ASN1_INTEGER *tsa_serial(struct TS_resp_ctx *ctx, void *unused)
{
	BIGNUM *bn = BN_new();

	(void)ctx, (void)unused;
	BN_rand(bn, 64, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY);
	ASN1_INTEGER *serial = BN_to_ASN1_INTEGER(bn, NULL);
	BN_free(bn);
	return serial;
}

/* The request as a liar understands it; frees req when it gives another. */
static inline TS_REQ *tsa_twist(TS_REQ *req, enum tsa_lie lie)
{
	ASN1_INTEGER *nonce = lie == TSA_NONCE ? tsa_serial(NULL, NULL) : NULL;
	unsigned char other[32] = "something else";

	if (nonce)
		TS_REQ_set_nonce(req, nonce);
	ASN1_INTEGER_free(nonce);
	if (lie == TSA_IMPRINT)
		TS_MSG_IMPRINT_set_msg(TS_REQ_get_msg_imprint(req), other, sizeof other);
	if (lie == TSA_NONONCE) {
		TS_REQ *bare = TS_REQ_new();
		TS_REQ_set_version(bare, 1);
		TS_REQ_set_msg_imprint(bare, TS_REQ_get_msg_imprint(req));
		TS_REQ_set_cert_req(bare, 1);
		TS_REQ_free(req);
		req = bare;
	}
	return req;
}

static inline TS_RESP_CTX *tsa_context(const struct tsa *tsa)
{
	TS_RESP_CTX *ctx = TS_RESP_CTX_new();
	ASN1_OBJECT *policy = OBJ_txt2obj(TSA_POLICY, 1);

	TS_RESP_CTX_set_signer_cert(ctx, tsa->cert);
	TS_RESP_CTX_set_signer_key(ctx, tsa->key);
	if (tsa->chain)
		TS_RESP_CTX_set_certs(ctx, tsa->chain);
	TS_RESP_CTX_set_def_policy(ctx, policy);
	TS_RESP_CTX_set_signer_digest(ctx, EVP_sha256());
	TS_RESP_CTX_set_ess_cert_id_digest(ctx, EVP_sha256());
	if (tsa->lie != TSA_REFUSE)
		TS_RESP_CTX_add_md(ctx, EVP_sha256());
	TS_RESP_CTX_set_serial_cb(ctx, tsa_serial, NULL);
	TS_RESP_CTX_set_time_cb(ctx, tsa_time, (void *)&tsa->lie);
	ASN1_OBJECT_free(policy);
	return ctx;
}

/* Answers a request (DER); the reply is malloced. 0 when the request is not one. */
static inline size_t tsa_answer(
	const struct tsa *tsa, const unsigned char *request, size_t n, unsigned char **reply)
{
	static const char garbage[] = "<html>bienvenue</html>";
	TS_REQ *req = d2i_TS_REQ(NULL, &request, (long)n);
	unsigned char *der = NULL;
	int len = 0;

	*reply = NULL;
	if (!req)
		return 0;
	req = tsa_twist(req, tsa->lie);
	BIO *in = BIO_new(BIO_s_mem());
	i2d_TS_REQ_bio(in, req);
	TS_RESP_CTX *ctx = tsa_context(tsa);
	TS_RESP *resp = TS_RESP_create_response(ctx, in);
	if (tsa->lie == TSA_GARBAGE)
		len = (int)sizeof garbage;
	else if (resp)
		len = i2d_TS_RESP(resp, &der);
	if (len > 0 && (*reply = malloc((size_t)len)))
		memcpy(*reply, der ? (const void *)der : garbage, (size_t)len);
	OPENSSL_free(der);
	TS_RESP_free(resp);
	TS_RESP_CTX_free(ctx);
	BIO_free(in);
	TS_REQ_free(req);
	return *reply ? (size_t)len : 0;
}

#endif
