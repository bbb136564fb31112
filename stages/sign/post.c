// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * post.c: one POST, with ceilings: ten seconds to connect, thirty in all, a reply of at most
 * STAMP_REPLY_MAX bytes, no redirection, http and https only, certificates checked. The proxy is
 * the environment's (https_proxy…), as libcurl takes it.
 */
#include "post.h"

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>
#include "i18n.h"
#include "seal.h"

#define CONNECT_S 10L
#define TOTAL_S 30L

struct post {
	CURL *curl;
	struct curl_slist *headers;
	char login[SEAL_SECRET_MAX]; /* empty: none */
};

struct post *post_open(const char *login, struct mn_err *err)
{
	struct post *p = mn_calloc(1, sizeof *p);

	if (login && (seal_secret(login, p->login, err) < 0 || !strchr(p->login, ':'))) {
		if (err->kind == MN_OK)
			mn_fail(err, MN_CONFIG, _("the login file '%s' must hold user:password"),
				login);
		post_close(p);
		return NULL;
	}
	curl_global_init(CURL_GLOBAL_DEFAULT);
	p->curl = curl_easy_init();
	p->headers = curl_slist_append(p->headers, "Content-Type: application/timestamp-query");
	p->headers = curl_slist_append(p->headers, "Accept: application/timestamp-reply");
	p->headers = curl_slist_append(p->headers, "Expect:");
	if (p->curl && p->headers)
		return p;
	mn_fail(err, MN_SYSTEM, _("cannot start libcurl"));
	post_close(p);
	return NULL;
}

void post_close(struct post *p)
{
	if (!p)
		return;
	curl_easy_cleanup(p->curl);
	curl_slist_free_all(p->headers);
	OPENSSL_cleanse(p->login, sizeof p->login);
	free(p);
}

static size_t receive(char *bytes, size_t size, size_t n, void *ctx)
{
	struct stamp_bytes *reply = ctx;

	n *= size;
	if (n > STAMP_REPLY_MAX - reply->n)
		return 0; /* ends the transfer */
	reply->v = mn_realloc(reply->v, reply->n + n + 1);
	memcpy(reply->v + reply->n, bytes, n);
	reply->n += n;
	return n;
}

static void prepare(struct post *p, const char *url, const struct stamp_bytes *request,
	struct stamp_bytes *reply)
{
	CURL *c = p->curl;

	curl_easy_reset(c); /* keeps the connections */
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, p->headers);
	curl_easy_setopt(c, CURLOPT_POSTFIELDS, request->v);
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)request->n);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, reply);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, TOTAL_S);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	if (*p->login && !strncmp(url, "https://", 8)) {
		curl_easy_setopt(c, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
		curl_easy_setopt(c, CURLOPT_USERPWD, p->login);
	}
}

int post_request(void *ctx, const char *url, const struct stamp_bytes *request,
	struct stamp_bytes *reply, struct mn_err *err)
{
	struct post *p = ctx;
	long status = 0;

	prepare(p, url, request, reply);
	CURLcode code = curl_easy_perform(p->curl);
	if (code == CURLE_WRITE_ERROR)
		return mn_fail(err, MN_RETRY, _("the reply is too long for a time stamp"));
	if (code != CURLE_OK)
		return mn_fail(err, MN_RETRY, _("cannot be reached: %s"), curl_easy_strerror(code));
	curl_easy_getinfo(p->curl, CURLINFO_RESPONSE_CODE, &status);
	if (status != 200)
		return mn_fail(err, MN_RETRY, _("answered HTTP %ld"), status);
	return 0;
}
