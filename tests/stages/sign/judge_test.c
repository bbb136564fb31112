// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * judge_test.c: our judge, with forgeries first: it is worth what it refuses.
 */
#include "pki.h"

#include "judge.h"
#include "lib/tsa.h"
#include "proof.h"

struct fixture {
	char folder[64];
	struct pki_cert root, seal, cert;
	STACK_OF(X509) *roots;
	struct tsa tsa;
	struct stamper stamper;
	struct judge *judge;
	struct signer *signer;
	struct proof_file files[3];
};

static int post(void *ctx, const char *url, const struct stamp_bytes *request,
	struct stamp_bytes *reply, struct mn_err *err)
{
	(void)url, (void)err;
	reply->n = tsa_answer(ctx, request->v, request->n, &reply->v);
	return 0;
}

static void digest(struct fixture *f, size_t i, const char *name, const char *text)
{
	unit_write(f->folder, name, text);
	f->files[i].name = mn_strdup(name);
	EVP_Digest(text, strlen(text), f->files[i].sha256, NULL, EVP_sha256(), NULL);
}

static int setup_with(void **state, unsigned rsa)
{
	struct fixture *f = calloc(1, sizeof *f);
	char key[MN_PATH_MAX], pass[MN_PATH_MAX];
	struct mn_err err = MN_ERR_INIT;

	unit_folder(f->folder);
	f->root = pki_make(&(struct pki_wish){.cn = "root", .ca = true}, NULL);
	f->seal = pki_make(
		&(struct pki_wish){.cn = "seal", .rsa = rsa, .usage = "critical,digitalSignature"},
		&f->root);
	f->cert = pki_make(&(struct pki_wish){.cn = "tsa",
				   .usage = "critical,digitalSignature",
				   .extended = "critical,timeStamping"},
		&f->root);
	f->roots = pki_stack(&f->root);
	f->tsa = (struct tsa){.cert = f->cert.cert, .key = f->cert.key};
	digest(f, 0, "alto-0001.xml", "<alto/>\n");
	digest(f, 1, "deliberation-001.pdf", "%PDF une");
	digest(f, 2, "pv.pdf", "%PDF toutes");
	pki_secret(f->folder, ".pass", "x");
	pki_p12(f->folder, ".seal.p12", "x", &f->seal, NULL);
	struct seal_source source = {
		mn_join(key, f->folder, ".seal.p12"), mn_join(pass, f->folder, ".pass"), f->roots};
	f->signer = seal_open(&source, &err);
	assert_non_null(f->signer);
	assert_int_equal(stamper_init(&f->stamper, "http://tsa/", NULL, f->roots, &err), 0);
	f->stamper.post = post;
	f->stamper.ctx = &f->tsa;
	f->judge = judge_open(f->roots, &f->stamper, &err);
	if (!f->judge)
		print_message("# %s\n", err.text);
	assert_non_null(f->judge);
	*state = f;
	return 0;
}

static int setup_ec(void **state)
{
	return setup_with(state, 0);
}

static int setup_rsa(void **state)
{
	return setup_with(state, 2048);
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	judge_close(f->judge);
	stamper_release(&f->stamper);
	f->signer->free(f->signer);
	for (size_t i = 0; i < 3; i++)
		free(f->files[i].name);
	sk_X509_pop_free(f->roots, X509_free);
	pki_free(&f->root);
	pki_free(&f->seal);
	pki_free(&f->cert);
	unit_remove(f->folder);
	free(f);
	return 0;
}

static char *seal(struct fixture *f, size_t n, size_t *len)
{
	struct mn_err err = MN_ERR_INIT;
	struct proof *p = proof_sign(f->files, n, f->signer, time(NULL), &err);
	struct stamp stamp = {0};
	size_t nvalue;

	assert_non_null(p);
	char *value = proof_value(p, &nvalue);
	assert_int_equal(stamp_get(&f->stamper, value, nvalue, &stamp, &err), 0);
	proof_stamp(p, stamp.token.v, stamp.token.n);
	char *xml = proof_xml(p, len);
	proof_free(p);
	free(value);
	free(stamp.token.v);
	return xml;
}

static void good(struct fixture *f, const char *xml, size_t nfiles)
{
	struct mn_err err = MN_ERR_INIT;

	if (judge_check(f->judge, xml, strlen(xml), f->folder, nfiles, &err) < 0)
		fail_msg("%s", err.text);
}

static void bad(struct fixture *f, const char *xml, size_t nfiles, const char *why)
{
	struct mn_err err = MN_ERR_INIT;

	assert_int_equal(judge_check(f->judge, xml, strlen(xml), f->folder, nfiles, &err), -1);
	assert_int_equal(err.kind, MN_INPUT);
	if (!strstr(err.text, why))
		fail_msg("got '%s', want '%s'", err.text, why);
}

/* The document with the first `from` replaced; caller frees. */
static char *replaced(const char *xml, const char *from, const char *to)
{
	const char *at = strstr(xml, from);

	assert_non_null(at);
	return mn_printf("%.*s%s%s", (int)(at - xml), xml, to, at + strlen(from));
}

static const struct {
	const char *name, *from, *to, *why;
} forgeries[] = {
	{"another file", "URI=\"pv.pdf\"", "URI=\"alto-0001.xml\"", "is not what was sealed"},
	{"a path", "URI=\"pv.pdf\"", "URI=\"../pv.pdf\"", "is not what was sealed"},
	{"a URL", "URI=\"pv.pdf\"", "URI=\"file:///etc/passwd\"", "is not what was sealed"},
	{"the whole document", "URI=\"pv.pdf\"", "URI=\"\"", "is not what was sealed"},
	{"white space in SignedInfo", "<ds:SignedInfo>", "<ds:SignedInfo> ", "does not hold"},
	{"name of a reference", "Id=\"file-1\"", "Id=\"file-x\"", "does not hold"},
	{"signing time", "<xades:SigningTime>20", "<xades:SigningTime>19",
		"'#properties' is not what was sealed"},
	{"media type", "<xades:MimeType>application/pdf", "<xades:MimeType>application/zip",
		"is not what was sealed"},
	{"weaker digest", "xmlenc#sha256\"/><ds:DigestValue>",
		"xmldsig-more#md5\"/><ds:DigestValue>", "is not what was sealed"},
	{"a property more", "</xades:SignedSignatureProperties>",
		"<xades:SignerRoleV2/></xades:SignedSignatureProperties>",
		"'#properties' is not what was sealed"},
	{"no signing time", "<xades:SigningTime>",
		"<xades:SigningTime></xades:SigningTime><xades:SigningTime>", "line"},
	{"two signatures", "<ds:Object>", "<ds:Object Id=\"properties\"/><ds:Object>", ""},
};

static void forged_document(void **state)
{
	struct fixture *f = *state;
	size_t n;
	char *xml = seal(f, 3, &n);

	good(f, xml, 3);
	for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++) {
		print_message("# %s\n", forgeries[i].name);
		char *other = replaced(xml, forgeries[i].from, forgeries[i].to);
		bad(f, other, 3, forgeries[i].why);
		free(other);
	}
	good(f, xml, 3);
	bad(f, xml, 4, "does not cover every file");
	free(xml);
}

static void forged_file(void **state)
{
	struct fixture *f = *state;
	char path[MN_PATH_MAX], want[100];
	size_t n;
	char *xml = seal(f, 3, &n);

	for (size_t i = 0; i < 3; i++) {
		char *text = unit_read(f->folder, f->files[i].name);
		snprintf(want, sizeof want, "'%s' is not what was sealed", f->files[i].name);
		for (size_t k = 0; text[k]; k++) {
			text[k] ^= 1;
			unit_write(f->folder, f->files[i].name, text);
			bad(f, xml, 3, want);
			text[k] ^= 1;
		}
		assert_int_equal(remove(mn_join(path, f->folder, f->files[i].name)), 0);
		bad(f, xml, 3, want);
		unit_write(f->folder, f->files[i].name, text);
		free(text);
	}
	good(f, xml, 3);
	free(xml);
}

/* Text between two marks; caller frees. */
static char *between(const char *xml, const char *a, const char *b)
{
	const char *from = strstr(xml, a) + strlen(a);

	return mn_strndup(from, (size_t)(strstr(from, b) - from));
}

static void forged_stamp(void **state)
{
	static const char open[] = "#DER\">", end[] = "</xades:EncapsulatedTimeStamp>";
	struct fixture *f = *state;
	size_t n;
	char *xml = seal(f, 3, &n), *second = seal(f, 2, &n);
	char *mine = between(xml, open, end), *others = between(second, open, end);

	good(f, second, 2);
	char *swapped = replaced(xml, mine, others);
	bad(f, swapped, 3, "time stamp is not of this seal: message imprint mismatch");
	char *none = replaced(xml, mine, "");
	bad(f, none, 3, "no time stamp");
	char *noise = replaced(xml, mine, "AAAA");
	bad(f, noise, 3, "cannot be decoded");
	/* every character of the signature value counts */
	char *value = between(xml, "<ds:SignatureValue Id=\"value\">", "<");
	char *wrong = mn_strdup(value);
	wrong[10] = wrong[10] == 'A' ? 'B' : 'A';
	char *changed = replaced(xml, value, wrong);
	bad(f, changed, 3, "signature value does not hold");
	char *all[] = {xml, second, mine, others, swapped, none, noise, value, wrong, changed};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		free(all[i]);
}

/* A seal by a certificate that leads elsewhere. */
static void stranger(void **state)
{
	struct fixture *f = *state;
	struct pki_cert root = pki_make(&(struct pki_wish){.cn = "root", .ca = true}, NULL);
	STACK_OF(X509) *roots = pki_stack(&root);
	struct mn_err err = MN_ERR_INIT;
	struct judge *other = judge_open(roots, &f->stamper, &err);
	size_t n;
	char *xml = seal(f, 3, &n);

	assert_non_null(other);
	assert_int_equal(judge_check(other, xml, n, f->folder, 3, &err), -1);
	good(f, xml, 3);
	judge_close(other);
	free(xml);
	sk_X509_pop_free(roots, X509_free);
	pki_free(&root);
}

static void names(void **state)
{
	static const struct {
		const char *name, *mime; /* mime NULL: the name is refused */
	} cases[] = {
		{"pv.pdf", "application/pdf"},
		{"alto-0001.xml", "application/xml"},
		{"deliberations.csv", "text/csv"},
		{"original-1.tif", "image/tiff"},
		{"original-2.jp2", "image/jp2"},
		{"original-3", "application/octet-stream"},
		{"a.b.jpg", "image/jpeg"},
		{"", NULL},
		{".pv.pdf", NULL},
		{"-pv.pdf", NULL},
		{"PV.pdf", NULL},
		{"a/b", NULL},
		{"a b", NULL},
		{"a%20b", NULL},
		{"a&b", NULL},
		{"é", NULL},
		{"#properties", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(!!proof_name_ok(cases[i].name), cases[i].mime != NULL);
		if (cases[i].mime)
			assert_string_equal(proof_mime(cases[i].name), cases[i].mime);
	}
}

int main(void)
{
	const struct CMUnitTest ec[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(forged_document),
		cmocka_unit_test(forged_file),
		cmocka_unit_test(forged_stamp),
		cmocka_unit_test(stranger),
	};
	const struct CMUnitTest rsa[] = {
		cmocka_unit_test(forged_document),
		cmocka_unit_test(forged_stamp),
	};
	int failed = cmocka_run_group_tests_name("EC", ec, setup_ec, teardown);

	return failed + cmocka_run_group_tests_name("RSA", rsa, setup_rsa, teardown);
}
