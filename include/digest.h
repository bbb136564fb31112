// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * digest.h: SHA-256 (FIPS 180-4, by libcrypto), printed as 64 lower-case hexadecimal digits.
 *
 * Digests name the bytes received, decide what is already done, and go into the manifest and the proof.
 */
#ifndef MN_DIGEST_H
#define MN_DIGEST_H

#include <stddef.h>
#include "err.h"

#define MN_HEX 65 /* 64 digits and the NUL */

struct mn_digest; /* a running SHA-256 */

struct mn_digest *mn_digest_new(void);
void mn_digest_add(struct mn_digest *d, const void *bytes, size_t n);
/* Writes the digest as hex and frees d. */
void mn_digest_end(struct mn_digest *d, char hex[MN_HEX]);

void mn_digest_bytes(const void *bytes, size_t n, char hex[MN_HEX]);
/* Digest and size in bytes of a regular file (size may be NULL). SYSTEM when it cannot be read. */
int mn_digest_file(const char *path, char hex[MN_HEX], unsigned long long *size, struct mn_err *err);

#endif
