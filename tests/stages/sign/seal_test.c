// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * seal_test.c: which seals are taken, which are refused and with what sentence; that what they sign
 * verifies.
 */
#include "pki.h"

#include "seal.h"

static const struct {
	const char *name;
	struct pki_wish wish;
	bool stranger;    /* certificate of another root */
	const char *want; /* part of the sentence; NULL: taken */
	bool weak;
} cases[] = {
	{"EC on P-256", {.cn = "seal", .usage = "critical,digitalSignature,nonRepudiation"}, false,
		NULL, false},
	{"EC on P-384", {.cn = "seal", .curve = "P-384", .usage = "critical,nonRepudiation"}, false,
		NULL, false},
	{"RSA 3072", {.cn = "seal", .rsa = 3072, .usage = "critical,digitalSignature"}, false, NULL,
		false},
	{"RSA 2048 is weak", {.cn = "seal", .rsa = 2048, .usage = "critical,digitalSignature"},
		false, NULL, true},
	{"no key usage", {.cn = "seal"}, false, NULL, false},
	{"RSA 1024", {.cn = "seal", .rsa = 1024}, false, "RSA of 1024 bits", false},
	{"EC on P-521", {.cn = "seal", .curve = "P-521"}, false, "neither RSA nor EC", false},
	{"for encryption", {.cn = "seal", .usage = "critical,keyAgreement"}, false, "may not sign",
		false},
	{"expired", {.cn = "seal", .from = -10 * PKI_DAY, .to = -60}, false, "expired on", false},
	{"of tomorrow", {.cn = "seal", .from = PKI_DAY, .to = 2 * PKI_DAY}, false,
		"not valid before", false},
	{"of another root", {.cn = "seal"}, true, "does not lead to a root", false},
};

/* With another library call than the one that signed: r || s is made DER again. */
static void verify(const struct signer *s, const struct seal_value *v, const char *text)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY *key = X509_get0_pubkey(s->cert);
	unsigned char *der = NULL;
	const unsigned char *bytes = v->bytes;
	size_t n = v->n;

	if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC) {
		ECDSA_SIG *sig = ECDSA_SIG_new();
		int half = (int)v->n / 2;
		ECDSA_SIG_set0(sig, BN_bin2bn(v->bytes, half, NULL),
			BN_bin2bn(v->bytes + half, half, NULL));
		n = (size_t)i2d_ECDSA_SIG(sig, &der);
		bytes = der;
		ECDSA_SIG_free(sig);
	}
	assert_int_equal(EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key), 1);
	assert_int_equal(
		EVP_DigestVerify(ctx, bytes, n, (const unsigned char *)text, strlen(text)), 1);
	assert_int_not_equal(EVP_DigestVerify(ctx, bytes, n, (const unsigned char *)"other", 5), 1);
	OPENSSL_free(der);
	EVP_MD_CTX_free(ctx);
}

static void one(const char *folder, size_t i, const struct pki_cert *root, STACK_OF(X509) *roots)
{
	struct pki_cert stranger =
		pki_make(&(struct pki_wish){.cn = "other root", .ca = true}, NULL);
	struct pki_cert c = pki_make(&cases[i].wish, cases[i].stranger ? &stranger : root);
	char key[MN_PATH_MAX], pass[MN_PATH_MAX];
	struct seal_source source = {
		mn_join(key, folder, "seal.p12"), mn_join(pass, folder, "pass"), roots};
	struct mn_err err = MN_ERR_INIT;
	struct seal_value value;

	print_message("# %s\n", cases[i].name);
	pki_p12(folder, "seal.p12", "sésame", &c, NULL);
	pki_secret(folder, "pass", "sésame\n");
	struct signer *s = seal_open(&source, &err);
	if (cases[i].want) {
		assert_null(s);
		assert_int_equal(err.kind, MN_CONFIG);
		assert_non_null(strstr(err.text, cases[i].want));
	} else {
		assert_non_null(s);
		assert_int_equal(s->weak, cases[i].weak);
		assert_int_equal(sk_X509_num(s->chain), 2);
		for (int k = 0; k < 20; k++) { /* r or s is short once in 128 */
			assert_int_equal(s->sign(s, "le conseil", 10, &value, &err), 0);
			verify(s, &value, "le conseil");
		}
		s->free(s);
	}
	pki_free(&c);
	pki_free(&stranger);
}

static void certificates(void **state)
{
	char folder[64];
	struct pki_cert root = pki_make(&(struct pki_wish){.cn = "root", .ca = true}, NULL);
	STACK_OF(X509) *roots = pki_stack(&root);

	(void)state;
	unit_folder(folder);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		one(folder, i, &root, roots);
	sk_X509_pop_free(roots, X509_free);
	pki_free(&root);
	unit_remove(folder);
}

/* The intermediate authority comes from the PKCS#12 file, the root from the configuration. */
static void chain(void **state)
{
	char folder[64], key[MN_PATH_MAX], pass[MN_PATH_MAX];
	struct pki_cert root = pki_make(&(struct pki_wish){.cn = "root", .ca = true}, NULL);
	struct pki_cert middle = pki_make(&(struct pki_wish){.cn = "middle", .ca = true}, &root);
	struct pki_cert seal = pki_make(&(struct pki_wish){.cn = "seal"}, &middle);
	STACK_OF(X509) *roots = pki_stack(&root);
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	unit_folder(folder);
	struct seal_source source = {
		mn_join(key, folder, "seal.p12"), mn_join(pass, folder, "pass"), roots};
	pki_secret(folder, "pass", "x");
	pki_p12(folder, "seal.p12", "x", &seal, &middle);
	struct signer *s = seal_open(&source, &err);
	assert_non_null(s);
	assert_int_equal(sk_X509_num(s->chain), 3);
	assert_int_equal(X509_cmp(sk_X509_value(s->chain, 0), seal.cert), 0);
	assert_int_equal(X509_cmp(sk_X509_value(s->chain, 2), root.cert), 0);
	s->free(s);
	pki_p12(folder, "seal.p12", "x", &seal, NULL);
	assert_null(seal_open(&source, &err));
	assert_int_equal(err.kind, MN_CONFIG);
	sk_X509_pop_free(roots, X509_free);
	pki_free(&seal);
	pki_free(&middle);
	pki_free(&root);
	unit_remove(folder);
}

static void refused(struct seal_source *source, const char *what)
{
	struct mn_err err = MN_ERR_INIT;

	assert_null(seal_open(source, &err));
	assert_int_equal(err.kind, MN_CONFIG);
	if (!strstr(err.text, what))
		fail_msg("got '%s', want '%s'", err.text, what);
}

static void files(void **state)
{
	char folder[64], key[MN_PATH_MAX], pass[MN_PATH_MAX];
	struct pki_cert root = pki_make(&(struct pki_wish){.cn = "root", .ca = true}, NULL);
	struct pki_cert seal = pki_make(&(struct pki_wish){.cn = "seal"}, &root);
	STACK_OF(X509) *roots = pki_stack(&root);
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	unit_folder(folder);
	struct seal_source source = {
		mn_join(key, folder, "seal.p12"), mn_join(pass, folder, "minutier-seal"), roots};
	refused(&source, "seal.p12");
	unit_write(folder, "seal.p12", "not a key");
	refused(&source, "is not a PKCS#12 file");
	pki_p12(folder, "seal.p12", "right", &seal, NULL);
	refused(&source, "cannot open the secret file");
	pki_secret(folder, "minutier-seal", "wrong\n");
	refused(&source, "does not open the seal");
	pki_secret(folder, "minutier-seal", "\n");
	refused(&source, "is empty");
	pki_secret(folder, "minutier-seal", "right\r\nsecond line\n");
	assert_int_equal(chmod(pass, 0644), 0);
	refused(&source, "can be read by everybody");
	assert_int_equal(chmod(pass, 0400), 0);
	source.passphrase = NULL;
	unsetenv("CREDENTIALS_DIRECTORY");
	refused(&source, "passphrase_file");
	setenv("CREDENTIALS_DIRECTORY", folder, 1);
	struct signer *s = seal_open(&source, &err);
	assert_non_null(s);
	s->free(s);
	unsetenv("CREDENTIALS_DIRECTORY");
	sk_X509_pop_free(roots, X509_free);
	pki_free(&seal);
	pki_free(&root);
	unit_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(certificates),
		cmocka_unit_test(chain),
		cmocka_unit_test(files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
