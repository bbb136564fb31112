// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * secret.c: what is read from the files of the configuration: pass phrases, and trusted roots.
 *
 * A pass phrase is never taken from the command line or the environment, where every process of the
 * machine could read it; it goes from read(2) into the caller's buffer and nowhere else (no stdio,
 * which would keep a copy).
 */
#include "seal.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "i18n.h"

#define ROOTS_MAX 1000

int seal_secret(const char *path, char *secret, struct mn_err *err)
{
	struct stat st;
	ssize_t got = 0;
	size_t n = 0;
	int result = -1, fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) < 0) {
		mn_fail(err, MN_CONFIG, _("cannot open the secret file '%s': %s"), path,
			strerror(errno));
		goto out;
	}
	if (!S_ISREG(st.st_mode) || st.st_mode & S_IROTH) {
		mn_fail(err, MN_CONFIG,
			_("the secret file '%s' can be read by everybody: chmod 600 it"), path);
		goto out;
	}
	while (n < SEAL_SECRET_MAX && (got = read(fd, secret + n, SEAL_SECRET_MAX - n)) > 0)
		n += (size_t)got;
	if (got < 0) {
		mn_fail(err, MN_CONFIG, _("cannot read the secret file '%s': %s"), path,
			strerror(errno));
		goto out;
	}
	char *end = memchr(secret, '\n', n);
	if (end)
		n = (size_t)(end - secret);
	if (n && secret[n - 1] == '\r')
		n--;
	if (n == 0 || n == SEAL_SECRET_MAX || memchr(secret, '\0', n)) {
		mn_fail(err, MN_CONFIG,
			_("the first line of the secret file '%s' is empty, too long or not text"),
			path);
		goto out;
	}
	OPENSSL_cleanse(secret + n, SEAL_SECRET_MAX - n);
	result = 0;
out:
	if (result < 0)
		OPENSSL_cleanse(secret, SEAL_SECRET_MAX);
	if (fd >= 0)
		close(fd);
	return result;
}

STACK_OF(X509) *seal_roots(const char *path, struct mn_err *err)
{
	STACK_OF(X509) *roots = sk_X509_new_null();
	BIO *in = BIO_new_file(path, "r");
	X509 *cert;

	while (in && sk_X509_num(roots) < ROOTS_MAX &&
		(cert = PEM_read_bio_X509(in, NULL, NULL, NULL)))
		sk_X509_push(roots, cert);
	ERR_clear_error();
	BIO_free(in);
	if (sk_X509_num(roots) > 0)
		return roots;
	sk_X509_free(roots);
	mn_fail(err, MN_CONFIG,
		in ? _("no certificate in '%s': it must be PEM")
		   : _("cannot open the certificates '%s'"),
		path);
	return NULL;
}
