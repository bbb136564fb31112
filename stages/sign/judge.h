// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * judge.h: our own seal, checked before it is published, by other code than that which made it:
 * xmlsec for the signature, the digests of the files and the chain; ETSI's schema for the form;
 * libcrypto for the time stamp as it stands in the bytes.
 */
#ifndef SIGN_JUDGE_H
#define SIGN_JUDGE_H

#include <openssl/x509.h>
#include <stddef.h>
#include "err.h"
#include "stamp.h"

struct judge;

/* `roots` of the seal, `stamper` for the roots of time stamps; both stay the caller's and must live
 * longer. NULL: CONFIG. */
struct judge *judge_open(STACK_OF(X509) *roots, const struct stamper *stamper, struct mn_err *err);

/* 0 when the proof in `xml` holds for the files in `folder` and covers `nfiles` of them. INPUT with
 * the reason. */
int judge_check(const struct judge *j, const char *xml, size_t n, const char *folder, size_t nfiles,
	struct mn_err *err);
void judge_close(struct judge *j); /* NULL is fine */

#endif
