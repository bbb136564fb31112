// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * digest.c: SHA-256 by libcrypto's EVP interface.
 */
#include "digest.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "i18n.h"

#define CHUNK (1 << 17)

struct mn_digest {
	EVP_MD_CTX *ctx;
};

struct mn_digest *mn_digest_new(void)
{
	struct mn_digest *d = mn_alloc(sizeof *d);

	d->ctx = EVP_MD_CTX_new();
	int ok = d->ctx && EVP_DigestInit_ex(d->ctx, EVP_sha256(), NULL);
	assert(ok);
	return d;
}

void mn_digest_add(struct mn_digest *d, const void *bytes, size_t n)
{
	int ok = EVP_DigestUpdate(d->ctx, bytes, n);
	assert(ok);
}

void mn_digest_end(struct mn_digest *d, char hex[MN_HEX])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	int ok = EVP_DigestFinal_ex(d->ctx, raw, &n);

	assert(ok && n == 32);
	for (unsigned i = 0; i < n; i++) {
		hex[2 * i] = "0123456789abcdef"[raw[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[raw[i] & 15];
	}
	hex[64] = '\0';
	EVP_MD_CTX_free(d->ctx);
	free(d);
}

void mn_digest_bytes(const void *bytes, size_t n, char hex[MN_HEX])
{
	struct mn_digest *d = mn_digest_new();

	mn_digest_add(d, bytes, n);
	mn_digest_end(d, hex);
}

int mn_digest_file(const char *path, char hex[MN_HEX], unsigned long long *size, struct mn_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot open '%s': %s"), path, strerror(errno));
	struct mn_digest *d = mn_digest_new();
	unsigned char *chunk = mn_alloc(CHUNK);
	unsigned long long total = 0;
	ssize_t n;
	while ((n = read(fd, chunk, CHUNK)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		mn_digest_add(d, chunk, (size_t)n);
		total += (unsigned long long)n;
	}
	int bad = n < 0 ? errno : 0;
	close(fd);
	free(chunk);
	mn_digest_end(d, hex);
	if (bad)
		return mn_fail(err, MN_SYSTEM, _("cannot read '%s': %s"), path, strerror(bad));
	if (size)
		*size = total;
	return 0;
}
