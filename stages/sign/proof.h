// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * proof.h: the signature document, XAdES-BASELINE-T (ETSI EN 319 132-1), detached.
 *
 * One ds:Reference a file (relative name, SHA-256, no transform), one for the SignedProperties;
 *exclusive C14N; no signature policy. Made in three steps, because the time stamp is over the
 *signature value:
 *
 *	struct proof *p = proof_sign(files, n, signer, now, &err);      level B
 *	unsigned char *value = proof_value(p, &len);                    what is to be stamped
 *	proof_stamp(p, token, ntoken);                                  level T
 *	char *xml = proof_xml(p, &len);
 *	proof_free(p);
 *
 * The Ids in the document are fixed ("seal", "properties", "value", "file-1"…): there is one
 *signature in it.
 */
#ifndef SIGN_PROOF_H
#define SIGN_PROOF_H

#include <libxml/tree.h>
#include <stddef.h>
#include <time.h>
#include "digest.h"
#include "err.h"
#include "seal.h"

#define PROOF_NAME "preuve.xades.xml"
#define PROOF_SHA256 32 /* bytes */

struct proof_file {
	char *name; /* [a-z0-9.-], relative to the proof */
	unsigned char sha256[PROOF_SHA256];
};

struct proof;

/* Whether a name may stand in a proof: [a-z0-9.-], not beginning with a dot or a dash, so that it
 * is its own URI. */
int proof_name_ok(const char *name);

/* The media type of a name, by its ending; "application/octet-stream" for an unknown one. Static.
 */
const char *proof_mime(const char *name);

/* NULL on error (the key does not sign). */
struct proof *proof_sign(const struct proof_file *files, size_t n, const struct signer *signer,
	time_t now, struct mn_err *err);

/* The canonical ds:SignatureValue, which the time stamp is over; caller frees with free(). */
char *proof_value(const struct proof *p, size_t *n);
void proof_stamp(struct proof *p, const unsigned char *token, size_t n);
/* The document as bytes; caller frees with free(). */
char *proof_xml(const struct proof *p, size_t *n);
void proof_free(struct proof *p);

/* The first element of that local name in the sub-tree of node (itself included), NULL when there
 * is none. */
xmlNode *proof_find(xmlNode *node, const char *name);
/* A sub-tree in exclusive C14N without comments (https://www.w3.org/TR/xml-exc-c14n/); caller frees
 * with free(). */
char *proof_c14n(xmlNode *node, size_t *n);

#endif
