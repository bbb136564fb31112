// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * seal.c: a seal kept in a PKCS#12 file (RFC 7292), by libcrypto.
 *
 * The chain is built once, at the opening, from the certificates of the PKCS#12 file to a root of
 * the configuration: a seal that nobody could verify is refused before the night begins. Security
 * level 2 of OpenSSL (112 bits: no SHA-1, no RSA below 2048) holds for the whole chain. XML
 * Signature wants ECDSA values as r || s (RFC 4050, RFC 9231 section 2.3.6), not as DER.
 */
#include "seal.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "clock.h"
#include "file.h"
#include "i18n.h"

#define P12_BYTES_MAX ((size_t)1 << 20)
#define RSA_BITS_MIN 2048
#define RSA_BITS_GOOD 3072
#define CHAIN_LEVEL 2
#define CREDENTIAL "minutier-seal"

static const struct {
	const char *group;
	int bytes; /* of one coordinate */
} curves[] = {{"prime256v1", 32}, {"secp384r1", 48}};

/* Bytes of a coordinate, 0 when the key is not on a curve that we take. */
static int coordinate(const EVP_PKEY *key)
{
	char group[64];

	if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC ||
		EVP_PKEY_get_group_name(key, group, sizeof group, NULL) != 1)
		return 0;
	for (size_t i = 0; i < sizeof curves / sizeof *curves; i++)
		if (!strcmp(group, curves[i].group))
			return curves[i].bytes;
	return 0;
}

/* DER of an ECDSA signature to r || s, in place. */
static int flatten(struct seal_value *value, int bytes)
{
	const unsigned char *p = value->bytes;
	ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &p, (long)value->n);

	if (!sig)
		return -1;
	int ok = BN_bn2binpad(ECDSA_SIG_get0_r(sig), value->bytes, bytes) == bytes &&
		 BN_bn2binpad(ECDSA_SIG_get0_s(sig), value->bytes + bytes, bytes) == bytes;
	ECDSA_SIG_free(sig);
	value->n = 2 * (size_t)bytes;
	return ok ? 0 : -1;
}

static int sign_by_key(const struct signer *s, const void *bytes, size_t n,
	struct seal_value *value, struct mn_err *err)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	int wide = coordinate(s->key);

	value->n = sizeof value->bytes;
	int ok = ctx && EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, s->key) == 1 &&
		 EVP_DigestSign(ctx, value->bytes, &value->n, bytes, n) == 1 &&
		 (!wide || flatten(value, wide) == 0);
	EVP_MD_CTX_free(ctx);
	if (ok)
		return 0;
	return mn_fail(err, MN_SYSTEM, _("the key of the seal does not sign: %s"),
		ERR_reason_error_string(ERR_peek_last_error()));
}

static void signer_free(struct signer *s)
{
	EVP_PKEY_free(s->key); /* libcrypto wipes private numbers */
	X509_free(s->cert);
	sk_X509_pop_free(s->chain, X509_free);
	free(s);
}

static int choose_method(struct signer *s, const char *name, struct mn_err *err)
{
	int bits = EVP_PKEY_get_bits(s->key);

	if (EVP_PKEY_get_base_id(s->key) == EVP_PKEY_RSA) {
		if (bits < RSA_BITS_MIN || bits > 8 * SEAL_VALUE_MAX)
			return mn_fail(err, MN_CONFIG,
				_("the key of the seal '%s' is RSA of %d bits; 3072 are wanted, "
				  "2048 the least"),
				name, bits);
		s->weak = bits < RSA_BITS_GOOD;
		s->method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
		return 0;
	}
	if (!coordinate(s->key))
		return mn_fail(err, MN_CONFIG,
			_("the key of the seal '%s' is neither RSA nor EC on P-256 or P-384"),
			name);
	s->method = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
	return 0;
}

static void day(const ASN1_TIME *t, char iso[MN_TIME])
{
	struct tm tm;

	mn_time_iso(ASN1_TIME_to_tm(t, &tm) == 1 ? timegm(&tm) : 0, iso);
}

int seal_valid(const X509 *cert, struct mn_err *err)
{
	time_t now = mn_clock_real();
	char iso[MN_TIME];

	if (X509_cmp_time(X509_get0_notAfter(cert), &now) <= 0) {
		day(X509_get0_notAfter(cert), iso);
		return mn_fail(err, MN_CONFIG,
			_("the certificate of the seal expired on %.10s: ask for a new one"), iso);
	}
	if (X509_cmp_time(X509_get0_notBefore(cert), &now) > 0) {
		day(X509_get0_notBefore(cert), iso);
		return mn_fail(err, MN_CONFIG,
			_("the certificate of the seal is not valid before %.10s: check the clock"),
			iso);
	}
	return 0;
}

static int usage_ok(X509 *cert, struct mn_err *err)
{
	uint32_t usage = X509_get_key_usage(cert); /* all bits when the certificate does not say */

	if (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION))
		return 0;
	return mn_fail(err, MN_CONFIG,
		_("the certificate of the seal may not sign: its key usage has neither "
		  "digitalSignature nor nonRepudiation"));
}

/* The chain to a root; the certificates of the PKCS#12 file fill the gap. */
static int build_chain(
	struct signer *s, STACK_OF(X509) *roots, STACK_OF(X509) *between, struct mn_err *err)
{
	X509_STORE_CTX *ctx = X509_STORE_CTX_new();
	int result = -1;

	if (!ctx || X509_STORE_CTX_init(ctx, NULL, s->cert, between) != 1) {
		mn_fail(err, MN_SYSTEM, _("cannot build the chain of the seal"));
		goto out;
	}
	X509_STORE_CTX_set0_trusted_stack(ctx, roots);
	X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(ctx), CHAIN_LEVEL);
	if (X509_verify_cert(ctx) != 1) {
		mn_fail(err, MN_CONFIG,
			_("the certificate of the seal does not lead to a root of 'ca': %s"),
			X509_verify_cert_error_string(X509_STORE_CTX_get_error(ctx)));
		goto out;
	}
	s->chain = X509_STORE_CTX_get1_chain(ctx);
	result = 0;
out:
	X509_STORE_CTX_free(ctx);
	return result;
}

static PKCS12 *read_p12(const char *path, struct mn_err *err)
{
	size_t n;
	char *bytes = mn_read_file(path, P12_BYTES_MAX, &n, err);

	if (!bytes) {
		err->kind = MN_CONFIG;
		mn_within(err, _("the key of the seal"));
		return NULL;
	}
	const unsigned char *p = (const unsigned char *)bytes;
	PKCS12 *p12 = d2i_PKCS12(NULL, &p, (long)n);
	OPENSSL_cleanse(bytes, n);
	free(bytes);
	if (!p12)
		mn_fail(err, MN_CONFIG,
			_("the key of the seal '%s' is not a PKCS#12 file (.p12, .pfx)"), path);
	return p12;
}

/* Where the pass phrase is; `path` has room for MN_PATH_MAX bytes. */
static const char *passphrase_file(const struct seal_source *source, char *path, struct mn_err *err)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");

	if (source->passphrase)
		return source->passphrase;
	if (folder && *folder && strlen(folder) + sizeof CREDENTIAL < MN_PATH_MAX)
		return mn_join(path, folder, CREDENTIAL);
	mn_fail(err, MN_CONFIG,
		_("no pass phrase for the seal: set passphrase_file in section [sign], or give "
		  "systemd's credential '%s'"),
		CREDENTIAL);
	return NULL;
}

static int unlock(PKCS12 *p12, const struct seal_source *source, struct signer *s,
	STACK_OF(X509) **between, struct mn_err *err)
{
	char path[MN_PATH_MAX], secret[SEAL_SECRET_MAX];
	const char *file = passphrase_file(source, path, err);
	EVP_PKEY *key = NULL;
	int result = -1;

	if (!file || seal_secret(file, secret, err) < 0)
		return -1;
	ERR_clear_error();
	if (PKCS12_mac_present(p12) && PKCS12_verify_mac(p12, secret, -1) != 1)
		mn_fail(err, MN_CONFIG, _("the pass phrase in '%s' does not open the seal '%s'"),
			file, source->key);
	else if (PKCS12_parse(p12, secret, &key, &s->cert, between) != 1)
		mn_fail(err, MN_CONFIG,
			_("cannot open the seal '%s': %s; if its encryption is of another age "
			  "(RC2, 3DES), make the file again with "
			  "'openssl pkcs12 -legacy' and 'openssl pkcs12 -export'"),
			source->key, ERR_reason_error_string(ERR_peek_error()));
	else if (!key || !s->cert)
		mn_fail(err, MN_CONFIG, _("the seal '%s' has no private key with its certificate"),
			source->key);
	else
		result = 0;
	OPENSSL_cleanse(secret, sizeof secret);
	s->key = key;
	return result;
}

struct signer *seal_open(const struct seal_source *source, struct mn_err *err)
{
	struct signer *s = mn_calloc(1, sizeof *s);
	STACK_OF(X509) *between = NULL;
	PKCS12 *p12 = read_p12(source->key, err);
	int result = -1;

	s->sign = sign_by_key;
	s->free = signer_free;
	if (p12 && unlock(p12, source, s, &between, err) == 0 &&
		choose_method(s, source->key, err) == 0 && seal_valid(s->cert, err) == 0 &&
		usage_ok(s->cert, err) == 0)
		result = build_chain(s, source->roots, between, err);
	sk_X509_pop_free(between, X509_free);
	PKCS12_free(p12);
	ERR_clear_error();
	if (result == 0)
		return s;
	signer_free(s);
	return NULL;
}
