// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * stamp.h: time stamps, RFC 3161.
 *
 * A request carries SHA-256 of the bytes, a nonce of 64 bits, the wanted policy if there is one,
 * and asks for the certificates. An answer is believed only when: it is granted; version, policy,
 * imprint and nonce are those asked; it is signed by a certificate for time stamping (critical
 * extendedKeyUsage) that leads to the configured roots; its time is within five minutes of our
 * clock. Services are tried in their order; whatever goes wrong with all of them is RETRY: a seal
 * without its time stamp is never published.
 */
#ifndef SIGN_STAMP_H
#define SIGN_STAMP_H

#include <openssl/asn1.h>
#include <openssl/x509.h>
#include <stddef.h>
#include <time.h>
#include "err.h"

#define STAMP_REPLY_MAX ((size_t)1 << 20)
#define STAMP_CLOCK_S 300 /* how far a time stamp may be from our clock, seconds */

struct stamp_bytes {
	unsigned char *v; /* malloced */
	size_t n;
};

struct stamper {
	char **urls; /* NULL-terminated, of the stamper */
	X509_STORE *roots;
	ASN1_OBJECT *policy; /* NULL: whatever the service's is */
	/* Sends a request and gives the reply (empty on entry; caller frees reply->v). RETRY. */
	int (*post)(void *ctx, const char *url, const struct stamp_bytes *request,
		struct stamp_bytes *reply, struct mn_err *err);
	void *ctx; /* of post, stays the caller's */
};

struct stamp {
	struct stamp_bytes token; /* DER of the ContentInfo; free(token.v) */
	const char *url;          /* which service gave it; of the stamper */
	time_t when;              /* genTime */
};

/* `urls` separated by spaces; `policy` a dotted OID or NULL; `roots` stay the caller's. post and
 * ctx are set by the caller. CONFIG. */
int stamper_init(struct stamper *s, const char *urls, const char *policy, STACK_OF(X509) *roots,
	struct mn_err *err);
void stamper_release(struct stamper *s); /* all zero is fine */

/* A time stamp over the bytes. */
int stamp_get(const struct stamper *s, const void *bytes, size_t n, struct stamp *stamp,
	struct mn_err *err);

/* Whether a token is a time stamp over the bytes, signed by a service that leads to the roots.
 * INPUT when it is not. */
int stamp_check(const struct stamper *s, const struct stamp_bytes *token, const void *bytes,
	size_t n, struct mn_err *err);

#endif
