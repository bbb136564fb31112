// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * seal.h: the key of the seal and its certificate.
 *
 * A seal (cachet) belongs to a legal person: the commune, not its mayor. Whatever keeps the key (a
 *PKCS#12 file today, a token behind PKCS#11 one day) is hidden behind struct signer: the rest of
 *the stage asks it to sign bytes and to show its chain.
 *
 *	struct signer *s = seal_open(&source, &err);
 *	s->sign(s, bytes, n, &value, &err); … value.bytes, value.n
 *	s->free(s);
 *
 * What is accepted: RSA of 2048 bits or more (below 3072 `weak` says so), EC on P-256 or P-384; a
 *certificate that is valid now, whose key usage (when stated) has digitalSignature or
 *nonRepudiation, and which leads to one of the configured roots.
 */
#ifndef SIGN_SEAL_H
#define SIGN_SEAL_H

#include <openssl/x509.h>
#include <stdbool.h>
#include <stddef.h>
#include "err.h"

#define SEAL_VALUE_MAX 2048  /* bytes: RSA of 16384 bits */
#define SEAL_SECRET_MAX 1024 /* bytes of a pass phrase or a login, with its NUL */

struct seal_value {
	unsigned char bytes[SEAL_VALUE_MAX];
	size_t n;
};

struct signer {
	/* Signs SHA-256 of the bytes; the value is as XML Signature wants it (RSA: PKCS#1 v1.5; EC:
	 * r then s). */
	int (*sign)(const struct signer *s, const void *bytes, size_t n, struct seal_value *value,
		struct mn_err *err);
	void (*free)(struct signer *s); /* NULL is not fine; the key is wiped */
	X509 *cert;                     /* of s */
	STACK_OF(X509) *chain; /* of s: cert first, then its issuers up to a trusted root */
	const char *method;     /* ds:SignatureMethod; static */
	bool weak;              /* RSA of less than 3072 bits */
	void *key;              /* of whoever made s */
};

struct seal_source {
	const char *key;        /* PKCS#12 */
	const char *passphrase; /* file that holds its pass phrase; NULL:
				   $CREDENTIALS_DIRECTORY/minutier-seal */
	STACK_OF(X509) *roots; /* which the chain must reach; stays the caller's */
};

/* Opens the key. CONFIG with a sentence (no file, wrong pass phrase, expired, wrong usage…); NULL
 * on error. */
struct signer *seal_open(const struct seal_source *source, struct mn_err *err);

/* CONFIG when the certificate is not yet, or no longer, valid at this moment (a worker lives longer
 * than a night). */
int seal_valid(const X509 *cert, struct mn_err *err);

/* A secret in a file: its first line. The file may not be readable by everybody. `secret` has room
 * for SEAL_SECRET_MAX bytes and is to be wiped with OPENSSL_cleanse. */
int seal_secret(const char *path, char *secret, struct mn_err *err);

/* Every certificate of a PEM file, at least one (CONFIG); free with sk_X509_pop_free. */
STACK_OF(X509) *seal_roots(const char *path, struct mn_err *err);

#endif
