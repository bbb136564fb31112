// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tsa_responder: a time-stamp service for tests and samples, on 127.0.0.1 only. Proves
 * nothing to anybody.
 *
 *	tsa_responder CERT.pem KEY.pem PORTFILE [PORT [LIE]]
 *
 * CERT.pem: its certificate, then the chain to send with it; KEY.pem: its key, not encrypted.
 * The port (PORT when it is free, else any; 0: any) is written into PORTFILE when the service is
 * ready. LIE: honest, or one of tests/lib/tsa.h, or "http" (answers 500 only). Ends on SIGTERM or
 * SIGINT, and when the process that started it is gone.
 */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <openssl/pem.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include "../lib/tsa.h"
#include "err.h"
#include "file.h"

#define REQUEST_MAX 65536

struct service {
	struct tsa tsa;
	bool broken; /* 500 to everything */
};

struct request {
	unsigned char bytes[REQUEST_MAX];
	size_t n;
};

static enum MHD_Result reply_with(struct MHD_Connection *c, unsigned status, void *bytes, size_t n)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(n, bytes, MHD_RESPMEM_MUST_FREE);

	if (status == MHD_HTTP_OK)
		MHD_add_response_header(r, "Content-Type", "application/timestamp-reply");
	enum MHD_Result ok = MHD_queue_response(c, status, r);
	MHD_destroy_response(r);
	return ok;
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *c, const char *url,
	const char *method, const char *version, const char *upload, size_t *nupload, void **state)
{
	const struct service *s = cls;
	struct request *q = *state;
	unsigned char *reply = NULL;

	(void)url, (void)version;
	if (!q) {
		*state = calloc(1, sizeof *q);
		return *state ? MHD_YES : MHD_NO;
	}
	if (*nupload) {
		if (*nupload > REQUEST_MAX - q->n)
			return MHD_NO;
		memcpy(q->bytes + q->n, upload, *nupload);
		q->n += *nupload;
		*nupload = 0;
		return MHD_YES;
	}
	const char *type = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Content-Type");
	if (s->broken)
		return reply_with(c, MHD_HTTP_INTERNAL_SERVER_ERROR, NULL, 0);
	if (strcmp(method, "POST") || !type || strcmp(type, "application/timestamp-query"))
		return reply_with(c, MHD_HTTP_BAD_REQUEST, NULL, 0);
	size_t n = tsa_answer(&s->tsa, q->bytes, q->n, &reply);
	return reply_with(c, n ? MHD_HTTP_OK : MHD_HTTP_BAD_REQUEST, reply, n);
}

static void finished(
	void *cls, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode why)
{
	(void)cls, (void)c, (void)why;
	free(*state);
}

static bool load(struct tsa *tsa, const char *cert, const char *key)
{
	BIO *c = BIO_new_file(cert, "r"), *k = BIO_new_file(key, "r");
	X509 *x;

	tsa->chain = sk_X509_new_null();
	if (c && k) {
		tsa->cert = PEM_read_bio_X509(c, NULL, NULL, NULL);
		tsa->key = PEM_read_bio_PrivateKey(k, NULL, NULL, NULL);
		while ((x = PEM_read_bio_X509(c, NULL, NULL, NULL)))
			sk_X509_push(tsa->chain, x);
	}
	BIO_free(c);
	BIO_free(k);
	return tsa->cert && tsa->key;
}

static struct MHD_Daemon *listen_on(uint16_t port, struct service *s)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, port, NULL, NULL, handle, s,
		MHD_OPTION_SOCK_ADDR, &at, MHD_OPTION_NOTIFY_COMPLETED, finished, NULL,
		MHD_OPTION_END);
}

static bool tell_port(struct MHD_Daemon *d, const char *path)
{
	struct mn_err err = MN_ERR_INIT;
	char text[16];

	snprintf(
		text, sizeof text, "%u\n", MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port);
	return mn_publish(path, text, strlen(text), &err) == 0;
}

static bool set_lie(struct service *s, const char *word)
{
	s->broken = !strcmp(word, "http");
	for (int i = 0; i < TSA_LIES; i++)
		if (!strcmp(word, tsa_lies[i])) {
			s->tsa.lie = (enum tsa_lie)i;
			return true;
		}
	return s->broken;
}

int main(int argc, char **argv)
{
	struct service s = {0};
	sigset_t ends;
	int got;

	if (argc < 4 || argc > 6 || (argc > 5 && !set_lie(&s, argv[5]))) {
		fprintf(stderr, "usage: tsa_responder CERT.pem KEY.pem PORTFILE [PORT [LIE]]\n");
		return EX_USAGE;
	}
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (!load(&s.tsa, argv[1], argv[2])) {
		fprintf(stderr, "tsa_responder: cannot read '%s' and '%s'\n", argv[1], argv[2]);
		return EX_NOINPUT;
	}
	uint16_t port = (uint16_t)(argc > 4 ? strtoul(argv[4], NULL, 10) : 0);
	struct MHD_Daemon *d = listen_on(port, &s);
	if (!d && port)
		d = listen_on(0, &s);
	if (!d || !tell_port(d, argv[3])) {
		fprintf(stderr, "tsa_responder: cannot listen on 127.0.0.1 or write '%s'\n",
			argv[3]);
		return EX_UNAVAILABLE;
	}
	sigwait(&ends, &got);
	MHD_stop_daemon(d);
	EVP_PKEY_free(s.tsa.key);
	X509_free(s.tsa.cert);
	sk_X509_pop_free(s.tsa.chain, X509_free);
	return EX_OK;
}
