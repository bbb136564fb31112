// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * sign.c: seals the files of content/ of one dossier.
 *
 * Everything is made and judged in memory, and published at the end in one piece: a service that
 * does not answer, a file that changed meanwhile, a kill leave the dossier as it was. Every file of
 * content/ is sealed, also one of a name unknown here: package refuses a dossier with a file
 * outside the seal.
 */
#include "sign.h"

#include <openssl/bn.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include "clock.h"
#include "file.h"
#include "i18n.h"
#include "judge.h"
#include "post.h"
#include "proof.h"
#include "seal.h"
#include "stamp.h"

#define FOLDER "content"
#define FILES_MAX 20000

const struct mn_key sign_keys[] = {
	{"key", MN_FILE, NULL, N_("the seal: a PKCS#12 file with private key and certificate")},
	{"passphrase_file", MN_FILE | MN_ASIDE, NULL,
		N_("file with its pass phrase (default: systemd's credential minutier-seal)")},
	{"ca", MN_FILE | MN_ASIDE, NULL, N_("PEM file of the roots that the seal's certificate leads to")},
	{"tsa", MN_STRING | MN_ASIDE, NULL,
		N_("URL of the time-stamp service; several: separated by spaces, tried in order")},
	{"tsa_ca", MN_FILE | MN_ASIDE, NULL, N_("PEM file of the roots trusted for time stamps")},
	{"tsa_policy", MN_STRING, NULL,
		N_("OID of the time-stamp policy to ask for (default: the service's own)")},
	{"tsa_login", MN_FILE | MN_ASIDE, NULL,
		N_("file with user:password for the time-stamp service, sent over https only")},
	{"test", MN_BOOL, "no", N_("yes: this seal is a test and proves nothing in law")},
	{0},
};

struct state {
	STACK_OF(X509) *roots, *tsa_roots;
	struct signer *signer;
	struct stamper stamper;
	struct post *post;
	struct judge *judge;
	json_t *note; /* what the journal keeps of every seal */
	bool test;
};

/* --- opening ---------------------------------------------------------------------------------- */

static int complete(const struct mn_config *config, struct mn_err *err)
{
	static const char *const needed[] = {"key", "ca", "tsa", "tsa_ca"};

	if (!mn_config_get(config, "sign", "key"))
		return mn_fail(err, MN_UNSET,
			_("no seal is configured: set key, passphrase_file, ca, tsa and tsa_ca in "
			  "section [sign]; the dossiers stay unsealed until then"));
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!mn_config_get(config, "sign", needed[i]))
			return mn_fail(err, MN_CONFIG,
				_("section [sign] has a key but no '%s': set it"), needed[i]);
	return 0;
}

static json_t *name_json(const X509_NAME *name)
{
	BIO *out = BIO_new(BIO_s_mem());
	char *text = NULL;

	X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
	long n = BIO_get_mem_data(out, &text);
	json_t *j = json_stringn(text, n > 0 ? (size_t)n : 0);
	BIO_free(out);
	return j ? j : json_string("?");
}

static json_t *about_seal(const struct state *s)
{
	const X509 *cert = s->signer->cert;
	BIGNUM *serial = ASN1_INTEGER_to_BN(X509_get0_serialNumber(cert), NULL);
	char *hex = serial ? BN_bn2hex(serial) : NULL, iso[MN_TIME];
	json_t *note = json_object();
	struct tm tm;

	mn_time_iso(ASN1_TIME_to_tm(X509_get0_notAfter(cert), &tm) == 1 ? timegm(&tm) : 0, iso);
	json_object_set_new(note, "level", json_string("XAdES-BASELINE-T"));
	json_object_set_new(note, "subject", name_json(X509_get_subject_name(cert)));
	json_object_set_new(note, "issuer", name_json(X509_get_issuer_name(cert)));
	json_object_set_new(note, "serial", json_string(hex ? hex : "?"));
	json_object_set_new(note, "notAfter", json_string(iso));
	json_object_set_new(note, "test", json_boolean(s->test));
	if (s->signer->weak)
		json_object_set_new(note, "warning", json_string("RSA key of less than 3072 bits"));
	OPENSSL_free(hex);
	BN_free(serial);
	return note;
}

int sign_open(void **state, const struct mn_config *config, struct mn_err *err)
{
	if (complete(config, err) < 0)
		return -1;
	struct state *s = mn_calloc(1, sizeof *s);
	struct seal_source source = {mn_config_get(config, "sign", "key"),
		mn_config_get(config, "sign", "passphrase_file"), NULL};

	prctl(PR_SET_DUMPABLE, 0); /* no core file with the key, no debugger of another process */
	s->test = mn_config_bool(config, "sign", "test");
	if (!(s->roots = seal_roots(mn_config_get(config, "sign", "ca"), err)) ||
		!(s->tsa_roots = seal_roots(mn_config_get(config, "sign", "tsa_ca"), err)))
		goto fail;
	source.roots = s->roots;
	if (!(s->signer = seal_open(&source, err)) ||
		stamper_init(&s->stamper, mn_config_get(config, "sign", "tsa"),
			mn_config_get(config, "sign", "tsa_policy"), s->tsa_roots, err) < 0 ||
		!(s->post = post_open(mn_config_get(config, "sign", "tsa_login"), err)) ||
		!(s->judge = judge_open(s->roots, &s->stamper, err)))
		goto fail;
	s->stamper.post = post_request;
	s->stamper.ctx = s->post;
	s->note = about_seal(s);
	*state = s;
	return 0;
fail:
	sign_close(s);
	return -1;
}

void sign_close(void *state)
{
	struct state *s = state;

	if (!s)
		return;
	json_decref(s->note);
	judge_close(s->judge);
	post_close(s->post);
	stamper_release(&s->stamper);
	if (s->signer)
		s->signer->free(s->signer);
	sk_X509_pop_free(s->roots, X509_free);
	sk_X509_pop_free(s->tsa_roots, X509_free);
	free(s);
}

/* --- one dossier ------------------------------------------------------------------------------ */

struct files {
	struct proof_file *v;
	size_t n;
};

static void files_free(struct files *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->v[i].name);
	free(f->v);
}

static int digest_of(const char *path, unsigned char raw[PROOF_SHA256], struct mn_err *err)
{
	char hex[MN_HEX];
	size_t n;

	if (mn_digest_file(path, hex, NULL, err) < 0)
		return -1;
	return OPENSSL_hexstr2buf_ex(raw, PROOF_SHA256, &n, hex, '\0') == 1
		       ? 0
		       : mn_fail(err, MN_SYSTEM, _("bad digest"));
}

static int list(const char *folder, struct files *f, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	size_t n;
	char **names = mn_list(folder, "*", &n, err);
	int result = -1;

	if (!names)
		return -1;
	f->v = mn_calloc(n + 1, sizeof *f->v);
	for (char **name = names; *name; name++) {
		if (!strcmp(*name, PROOF_NAME))
			continue;
		if (!proof_name_ok(*name)) {
			mn_fail(err, MN_INPUT,
				_("'%s' cannot be sealed under that name: only a-z 0-9 . - are "
				  "allowed"),
				*name);
			goto out;
		}
		f->v[f->n].name = mn_strdup(*name);
		if (digest_of(mn_join(path, folder, *name), f->v[f->n++].sha256, err) < 0)
			goto out;
	}
	if (f->n == 0)
		mn_fail(err, MN_INPUT, _("'%s' holds nothing to seal: minutier-render makes it"),
			folder);
	else if (f->n > FILES_MAX)
		mn_fail(err, MN_LIMIT, _("'%s' holds %zu files, more than %d"), folder, f->n,
			FILES_MAX);
	else
		result = 0;
out:
	mn_names_free(names);
	return result;
}

static void note(json_t *to, const struct state *s, const struct stamp *stamp, size_t nfiles)
{
	char iso[MN_TIME];

	mn_time_iso(stamp->when, iso);
	json_object_update(to, s->note);
	json_object_set_new(to, "files", json_integer((json_int_t)nfiles));
	json_object_set_new(to, "tsa", json_string(stamp->url));
	json_object_set_new(to, "stamped", json_string(iso));
}

/* The document with its time stamp, judged; NULL on error. Caller frees. */
static char *seal(const struct state *s, const char *folder, const struct files *f,
	struct stamp *stamp, size_t *n, struct mn_err *err)
{
	struct proof *proof = proof_sign(f->v, f->n, s->signer, mn_clock_real(), err);
	char *value = NULL, *xml = NULL;
	size_t nvalue;

	if (!proof)
		return NULL;
	value = proof_value(proof, &nvalue);
	if (stamp_get(&s->stamper, value, nvalue, stamp, err) < 0)
		goto out;
	proof_stamp(proof, stamp->token.v, stamp->token.n);
	xml = proof_xml(proof, n);
	if (judge_check(s->judge, xml, *n, folder, f->n, err) < 0) {
		err->kind = MN_SYSTEM;
		mn_within(err, _("our own seal does not hold and is not published"));
		free(xml);
		xml = NULL;
	}
out:
	free(value);
	free(stamp->token.v);
	proof_free(proof);
	return xml;
}

int sign_run(void *state, struct mn_task *task, struct mn_err *err)
{
	const struct state *s = state;
	struct files f = {0};
	struct stamp stamp = {0};
	char folder[MN_PATH_MAX], *xml = NULL;
	size_t n;
	int result = -1;

	mn_dossier_path(task->dossier, FOLDER, folder);
	if (seal_valid(s->signer->cert, err) < 0 || list(folder, &f, err) < 0)
		goto out;
	xml = seal(s, folder, &f, &stamp, &n, err);
	if (!xml || mn_dossier_publish(task->dossier, FOLDER "/" PROOF_NAME, xml, n, err) < 0)
		goto out;
	note(task->note, s, &stamp, f.n);
	result = 0;
out:
	free(xml);
	files_free(&f);
	return result;
}
