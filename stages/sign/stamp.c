// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * stamp.c: asking for a time stamp and believing it, by libcrypto's TS functions.
 *
 * TS_RESP_verify_response does the checks of RFC 3161 section 2.2; what it leaves to the caller
 * (the time itself) is checked here. The token is encoded again from what was parsed, so the judge
 * checks the published bytes once more (stamp_check).
 */
#include "stamp.h"

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "clock.h"
#include "i18n.h"

#define SHA256_BYTES 32
#define NONCE_BITS 64
#define URLS_MAX 16

/* --- configuration ---------------------------------------------------------------------------- */

static int url_ok(const char *url, struct mn_err *err)
{
	const char *host = !strncmp(url, "https://", 8)  ? url + 8
			   : !strncmp(url, "http://", 7) ? url + 7
							 : "";
	size_t n = strcspn(host, "/?#");

	if (n == 0)
		return mn_fail(err, MN_CONFIG,
			_("the time-stamp service '%s' must be a URL with http or https"), url);
	if (memchr(host, '@', n))
		return mn_fail(err, MN_CONFIG,
			_("write the login of the time-stamp service into a file named by "
			  "tsa_login, not into "
			  "its URL"));
	return 0;
}

int stamper_init(struct stamper *s, const char *urls, const char *policy, STACK_OF(X509) *roots,
	struct mn_err *err)
{
	char *copy = mn_strdup(urls), *rest = NULL;
	size_t n = 0;

	*s = (struct stamper){
		.urls = mn_calloc(URLS_MAX + 1, sizeof *s->urls), .roots = X509_STORE_new()};
	for (char *u = strtok_r(copy, " \t", &rest); u && n < URLS_MAX;
		u = strtok_r(NULL, " \t", &rest))
		s->urls[n++] = mn_strdup(u);
	free(copy);
	for (size_t i = 0; i < n; i++)
		if (url_ok(s->urls[i], err) < 0)
			goto fail;
	if (n == 0) {
		mn_fail(err, MN_CONFIG, _("no time-stamp service: set tsa in section [sign]"));
		goto fail;
	}
	if (policy && !(s->policy = OBJ_txt2obj(policy, 1))) {
		mn_fail(err, MN_CONFIG, _("tsa_policy '%s' is not an OID such as 1.2.250.1.1"),
			policy);
		goto fail;
	}
	for (int i = 0; i < sk_X509_num(roots); i++)
		X509_STORE_add_cert(s->roots, sk_X509_value(roots, i));
	return 0;
fail:
	ERR_clear_error();
	stamper_release(s);
	return -1;
}

void stamper_release(struct stamper *s)
{
	for (char **u = s->urls; u && *u; u++)
		free(*u);
	free(s->urls);
	X509_STORE_free(s->roots);
	ASN1_OBJECT_free(s->policy);
	*s = (struct stamper){0};
}

/* --- request ---------------------------------------------------------------------------------- */

static TS_MSG_IMPRINT *imprint_of(const void *bytes, size_t n)
{
	unsigned char digest[SHA256_BYTES];
	TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
	X509_ALGOR *algo = X509_ALGOR_new();

	EVP_Digest(bytes, n, digest, NULL, EVP_sha256(), NULL);
	X509_ALGOR_set_md(algo, EVP_sha256());
	TS_MSG_IMPRINT_set_algo(imprint, algo);
	TS_MSG_IMPRINT_set_msg(imprint, digest, sizeof digest);
	X509_ALGOR_free(algo);
	return imprint;
}

static ASN1_INTEGER *nonce_new(void)
{
	BIGNUM *bn = BN_new();

	/* the top bit is set: its length says nothing, and it is never zero */
	ASN1_INTEGER *nonce =
		bn && BN_rand(bn, NONCE_BITS, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1
			? BN_to_ASN1_INTEGER(bn, NULL)
			: NULL;
	BN_free(bn);
	return nonce;
}

static TS_REQ *request_new(const struct stamper *s, const void *bytes, size_t n)
{
	TS_REQ *req = TS_REQ_new();
	TS_MSG_IMPRINT *imprint = imprint_of(bytes, n);
	ASN1_INTEGER *nonce = nonce_new();
	bool ok = req && nonce && TS_REQ_set_version(req, 1) == 1 &&
		  TS_REQ_set_msg_imprint(req, imprint) == 1 &&
		  (!s->policy || TS_REQ_set_policy_id(req, s->policy) == 1) &&
		  TS_REQ_set_nonce(req, nonce) == 1 && TS_REQ_set_cert_req(req, 1) == 1;

	TS_MSG_IMPRINT_free(imprint);
	ASN1_INTEGER_free(nonce);
	if (ok)
		return req;
	TS_REQ_free(req);
	return NULL;
}

/* --- answer ----------------------------------------------------------------------------------- */

static const char *last_reason(void)
{
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());

	return reason ? reason : _("no reason given");
}

static TS_VERIFY_CTX *verifier(const struct stamper *s, TS_REQ *req)
{
	TS_VERIFY_CTX *ctx = TS_REQ_to_TS_VERIFY_CTX(req, NULL);

	if (!ctx)
		return NULL;
	TS_VERIFY_CTX_add_flags(ctx, TS_VFY_SIGNATURE);
	X509_STORE_up_ref(s->roots);
	TS_VERIFY_CTX_set_store(ctx, s->roots);
	return ctx;
}

static int time_ok(const TS_TST_INFO *info, time_t *when, struct mn_err *err)
{
	struct tm tm;
	char iso[MN_TIME];

	if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &tm) != 1)
		return mn_fail(err, MN_RETRY, _("the time in the time stamp cannot be read"));
	*when = timegm(&tm);
	time_t now = mn_clock_real();
	if (*when >= now - STAMP_CLOCK_S && *when <= now + STAMP_CLOCK_S)
		return 0;
	mn_time_iso(*when, iso);
	return mn_fail(err, MN_RETRY,
		_("the time stamp says %s, more than five minutes from the clock of this machine"),
		iso);
}

/* What the service says when it does not grant. */
static int granted(TS_RESP *resp, struct mn_err *err)
{
	const TS_STATUS_INFO *info = TS_RESP_get_status_info(resp);
	long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(info));
	const STACK_OF(ASN1_UTF8STRING) *texts = TS_STATUS_INFO_get0_text(info);
	const ASN1_UTF8STRING *text =
		sk_ASN1_UTF8STRING_num(texts) > 0 ? sk_ASN1_UTF8STRING_value(texts, 0) : NULL;

	if (status == TS_STATUS_GRANTED || status == TS_STATUS_GRANTED_WITH_MODS)
		return 0;
	return mn_fail(err, MN_RETRY, _("the service refused (status %ld): %.*s"), status,
		text ? ASN1_STRING_length(text) : 1,
		text ? (const char *)ASN1_STRING_get0_data(text) : "-");
}

static int believe(const struct stamper *s, TS_REQ *req, const struct stamp_bytes *reply,
	struct stamp *stamp, struct mn_err *err)
{
	const unsigned char *p = reply->v;
	TS_RESP *resp = d2i_TS_RESP(NULL, &p, (long)reply->n);
	TS_VERIFY_CTX *ctx = verifier(s, req);
	unsigned char *der = NULL;
	int result = -1;

	ERR_clear_error();
	if (!resp) {
		mn_fail(err, MN_RETRY, _("the reply is not a time stamp"));
		goto out;
	}
	if (granted(resp, err) < 0)
		goto out;
	if (!ctx || TS_RESP_verify_response(ctx, resp) != 1) {
		mn_fail(err, MN_RETRY, _("the time stamp is not to be believed: %s"),
			last_reason());
		goto out;
	}
	if (time_ok(TS_RESP_get_tst_info(resp), &stamp->when, err) < 0)
		goto out;
	int n = i2d_PKCS7(TS_RESP_get_token(resp), &der);
	if (n <= 0) {
		mn_fail(err, MN_RETRY, _("the time stamp cannot be encoded"));
		goto out;
	}
	stamp->token.v = mn_alloc((size_t)n);
	memcpy(stamp->token.v, der, (size_t)n);
	stamp->token.n = (size_t)n;
	result = 0;
out:
	OPENSSL_free(der);
	TS_VERIFY_CTX_free(ctx);
	TS_RESP_free(resp);
	ERR_clear_error();
	return result;
}

static int ask(const struct stamper *s, const char *url, const void *bytes, size_t n,
	struct stamp *stamp, struct mn_err *err)
{
	TS_REQ *req = request_new(s, bytes, n);
	struct stamp_bytes request = {0}, reply = {0};
	unsigned char *der = NULL;
	int len = req ? i2d_TS_REQ(req, &der) : -1, result;

	if (len <= 0) {
		TS_REQ_free(req);
		return mn_fail(
			err, MN_SYSTEM, _("cannot make a time-stamp request: %s"), last_reason());
	}
	request = (struct stamp_bytes){der, (size_t)len};
	result = s->post(s->ctx, url, &request, &reply, err);
	if (result == 0)
		result = believe(s, req, &reply, stamp, err);
	stamp->url = url;
	free(reply.v);
	OPENSSL_free(der);
	TS_REQ_free(req);
	return result < 0 ? mn_within(err, "%s", url) : 0;
}

int stamp_get(const struct stamper *s, const void *bytes, size_t n, struct stamp *stamp,
	struct mn_err *err)
{
	struct mn_err one = MN_ERR_INIT;
	char *all = mn_strdup("");

	for (char **u = s->urls; *u; u++) {
		if (ask(s, *u, bytes, n, stamp, &one) == 0) {
			free(all);
			return 0;
		}
		char *more = mn_printf("%s%s%s", all, *all ? "; " : "", one.text);
		free(all);
		all = more;
	}
	mn_fail(err, MN_RETRY, _("no time stamp for the seal: %s"), all);
	free(all);
	return -1;
}

int stamp_check(const struct stamper *s, const struct stamp_bytes *token, const void *bytes,
	size_t n, struct mn_err *err)
{
	const unsigned char *p = token->v;
	PKCS7 *p7 = d2i_PKCS7(NULL, &p, (long)token->n);
	TS_VERIFY_CTX *ctx = TS_VERIFY_CTX_new();
	unsigned char *digest = OPENSSL_malloc(SHA256_BYTES);
	int result = -1;

	ERR_clear_error();
	EVP_Digest(bytes, n, digest, NULL, EVP_sha256(), NULL);
	TS_VERIFY_CTX_set_flags(ctx, TS_VFY_VERSION | TS_VFY_SIGNATURE | TS_VFY_IMPRINT);
	X509_STORE_up_ref(s->roots);
	TS_VERIFY_CTX_set_store(ctx, s->roots);
	TS_VERIFY_CTX_set_imprint(ctx, digest, SHA256_BYTES); /* ctx frees it */
	if (!p7 || p != token->v + token->n)
		mn_fail(err, MN_INPUT, _("the time stamp cannot be decoded"));
	else if (TS_RESP_verify_token(ctx, p7) != 1)
		mn_fail(err, MN_INPUT, _("the time stamp is not of this seal: %s"), last_reason());
	else
		result = 0;
	TS_VERIFY_CTX_free(ctx);
	PKCS7_free(p7);
	ERR_clear_error();
	return result;
}
