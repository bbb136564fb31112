// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * post.h: time-stamp requests over HTTP (RFC 3161 section 3.4), by libcurl. The only place where
 * sign meets the network.
 */
#ifndef SIGN_POST_H
#define SIGN_POST_H

#include "err.h"
#include "stamp.h"

struct post;

/* `login` is a file that holds user:password (Basic, sent over https only), or NULL. The connection
 * is kept for the next request. NULL: CONFIG. */
struct post *post_open(const char *login, struct mn_err *err);
/* Fits struct stamper's post; ctx is a struct post. RETRY on whatever is not an answer 200. */
int post_request(void *ctx, const char *url, const struct stamp_bytes *request,
	struct stamp_bytes *reply, struct mn_err *err);
void post_close(struct post *p); /* NULL is fine; the login is wiped */

#endif
