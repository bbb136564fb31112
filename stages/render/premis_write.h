// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * premis_write.h: pieces of PREMIS as XML text: elements, files, events, agents.
 *
 * Identifiers: type "minutier"; value "<dossier id>/<what>" for objects and events, the program's name for agents.
 */
#ifndef RENDER_PREMIS_WRITE_H
#define RENDER_PREMIS_WRITE_H

#include <stddef.h>
#include "buf.h"
#include "facts.h"

/* <name>text</name>; nothing when text is NULL or empty. */
void premis_element(struct mn_buf *b, const char *name, const char *text);
/* <name><nameType>minutier</nameType><nameValue>dossier/rest</nameValue></name>; rest may be "". */
void premis_id(struct mn_buf *b, const char *name, const char *dossier, const char *rest);

struct premis_file {
	const char *dossier, *name; /* name: "source/scan.tif", "content/pv.pdf" */
	const char *sha256;
	unsigned long long size;
};
/* A file object; its format comes from the name's ending. */
void premis_file(struct mn_buf *b, const struct premis_file *f);

struct premis_event {
	const char *id;         /* "event-ocr" */
	const char *type, *uri; /* uri NULL: not a term of the Library of Congress */
	const char *time;
	const char *detail; /* French */
	const char *outcome;
	const char *const *notes; /* outcome details, NULL-terminated; may be NULL */
	const char *agents[4];    /* values; NULL-terminated */
	const char *of, *made;    /* rests of object ids: "source", "content"; NULL */
};
void premis_event(struct mn_buf *b, const char *dossier, const struct premis_event *e);

/* type: "software" or "organization"; version, run may be NULL. */
void premis_agent(struct mn_buf *b, const char *name, const char *type, const char *version,
	const struct stage_run *run);

#endif
