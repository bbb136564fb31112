// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * stamp_test.c: time stamps from services that lie, that are down, that nobody knows: refused,
 * every one, and with RETRY.
 */
#include "pki.h"

#include "lib/tsa.h"
#include "stamp.h"

#define TEXT "valeur de la signature"

struct fixture {
	struct pki_cert root, cert, stranger, plain, loose;
	STACK_OF(X509) *roots;
	struct tsa tsa; /* what "http://tsa/" is */
	struct tsa good;
};

/* http://tsa/ is f->tsa, http://good/ an honest one, whatever else is down. */
static int post(void *ctx, const char *url, const struct stamp_bytes *request,
	struct stamp_bytes *reply, struct mn_err *err)
{
	const struct fixture *f = ctx;

	if (!strcmp(url, "http://tsa/"))
		reply->n = tsa_answer(&f->tsa, request->v, request->n, &reply->v);
	else if (!strcmp(url, "http://good/"))
		reply->n = tsa_answer(&f->good, request->v, request->n, &reply->v);
	else
		return mn_fail(err, MN_RETRY, "cannot be reached");
	return 0;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	const char *stamping = "critical,timeStamping", *sign = "critical,digitalSignature";

	f->root = pki_make(&(struct pki_wish){.cn = "root", .ca = true}, NULL);
	f->cert = pki_make(
		&(struct pki_wish){.cn = "tsa", .usage = sign, .extended = stamping}, &f->root);
	f->stranger = pki_make(
		&(struct pki_wish){.cn = "unknown", .usage = sign, .extended = stamping}, NULL);
	f->plain = pki_make(
		&(struct pki_wish){.cn = "web", .usage = sign, .extended = "serverAuth"}, &f->root);
	f->loose = pki_make(
		&(struct pki_wish){
			.cn = "old", .usage = sign, .extended = stamping, .from = -9, .to = -3},
		&f->root);
	f->roots = pki_stack(&f->root);
	f->good = (struct tsa){.cert = f->cert.cert, .key = f->cert.key};
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	sk_X509_pop_free(f->roots, X509_free);
	pki_free(&f->root);
	pki_free(&f->cert);
	pki_free(&f->stranger);
	pki_free(&f->plain);
	pki_free(&f->loose);
	free(f);
	return 0;
}

static struct stamper stamper(struct fixture *f, const char *urls, const char *policy)
{
	struct stamper s;
	struct mn_err err = MN_ERR_INIT;

	assert_int_equal(stamper_init(&s, urls, policy, f->roots, &err), 0);
	s.post = post;
	s.ctx = f;
	return s;
}

static void refused(struct fixture *f, const char *urls, const char *policy, const char *why)
{
	struct stamper s = stamper(f, urls, policy);
	struct stamp stamp = {0};
	struct mn_err err = MN_ERR_INIT;

	assert_int_equal(stamp_get(&s, TEXT, strlen(TEXT), &stamp, &err), -1);
	assert_int_equal(err.kind, MN_RETRY);
	assert_null(stamp.token.v);
	if (!strstr(err.text, why))
		fail_msg("got '%s', want '%s'", err.text, why);
	stamper_release(&s);
}

static void taken(struct fixture *f, const char *urls, const char *policy, const char *from)
{
	struct stamper s = stamper(f, urls, policy);
	struct stamp stamp = {0};
	struct mn_err err = MN_ERR_INIT;

	if (stamp_get(&s, TEXT, strlen(TEXT), &stamp, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(stamp.url, from);
	assert_true(labs((long)(stamp.when - time(NULL))) < 5);
	assert_int_equal(stamp_check(&s, &stamp.token, TEXT, strlen(TEXT), &err), 0);
	assert_int_equal(stamp_check(&s, &stamp.token, "autre", 5, &err), -1);
	stamp.token.v[stamp.token.n - 1] ^= 1; /* the end of its signature */
	assert_int_equal(stamp_check(&s, &stamp.token, TEXT, strlen(TEXT), &err), -1);
	stamp.token.n -= 5;
	assert_int_equal(stamp_check(&s, &stamp.token, TEXT, strlen(TEXT), &err), -1);
	free(stamp.token.v);
	stamper_release(&s);
}

static void lies(void **state)
{
	static const char *const why[TSA_LIES] = {
		[TSA_NONCE] = "nonce mismatch",
		[TSA_NONONCE] = "nonce not returned",
		[TSA_IMPRINT] = "imprint mismatch",
		[TSA_LATE] = "five minutes",
		[TSA_REFUSE] = "refused",
		[TSA_GARBAGE] = "not a time stamp",
	};
	struct fixture *f = *state;

	for (int lie = TSA_HONEST + 1; lie < TSA_LIES; lie++) {
		print_message("# %s\n", tsa_lies[lie]);
		f->tsa = (struct tsa){
			.cert = f->cert.cert, .key = f->cert.key, .lie = (enum tsa_lie)lie};
		refused(f, "http://tsa/", NULL, why[lie]);
		taken(f, "http://tsa/ http://good/", NULL, "http://good/");
	}
}

static void services(void **state)
{
	struct fixture *f = *state;

	taken(f, "http://good/", NULL, "http://good/");
	taken(f, "http://good/ http://down/", TSA_POLICY, "http://good/");
	taken(f, "  http://down/\thttp://good/ ", NULL, "http://good/");
	refused(f, "http://down/ https://down-too/", NULL, "https://down-too/: cannot be reached");
	refused(f, "http://good/", "1.2.3.4.2", "refused");
	f->tsa = (struct tsa){.cert = f->stranger.cert, .key = f->stranger.key};
	refused(f, "http://tsa/", NULL, "not to be believed");
	f->tsa = (struct tsa){.cert = f->loose.cert, .key = f->loose.key};
	refused(f, "http://tsa/", NULL, "not to be believed");
	/* the key of one, the certificate of another */
	f->tsa = (struct tsa){.cert = f->cert.cert, .key = f->stranger.key};
	refused(f, "http://tsa/", NULL, "http://tsa/");
	f->tsa = (struct tsa){.cert = f->plain.cert, .key = f->plain.key};
	refused(f, "http://tsa/", NULL, "http://tsa/");
}

static void configuration(void **state)
{
	static const struct {
		const char *urls, *policy, *want;
	} bad[] = {
		{"", NULL, "no time-stamp service"},
		{"ftp://tsa/", NULL, "http or https"},
		{"http://good/ tsa.example", NULL, "http or https"},
		{"https:///path", NULL, "http or https"},
		{"https://user:word@tsa.example/", NULL, "tsa_login"},
		{"http://good/", "policy", "not an OID"},
	};
	struct fixture *f = *state;
	struct stamper s;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct mn_err err = MN_ERR_INIT;
		assert_int_equal(stamper_init(&s, bad[i].urls, bad[i].policy, f->roots, &err), -1);
		assert_int_equal(err.kind, MN_CONFIG);
		assert_non_null(strstr(err.text, bad[i].want));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lies),
		cmocka_unit_test(services),
		cmocka_unit_test(configuration),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
