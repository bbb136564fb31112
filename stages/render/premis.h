// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * premis.h: content/premis.xml, PREMIS 3.0 (Library of Congress, schema premis/premis.xsd): what was received, what was
 * made of it, by which programs and how well.
 */
#ifndef RENDER_PREMIS_H
#define RENDER_PREMIS_H

#include "input.h"
#include "xml.h"

struct premis_made {
	size_t passed;   /* page images taken into pv.pdf as stored */
	const char *now; /* ISO time of the making of content/ */
};

/* Publishes content/premis.xml over what was published of content/ so far; its bytes are valid by the schema, or the
 * error says where they are not. Same dossier, journal and `now`: same bytes. */
int premis_make(const struct input *in, const struct mn_schema *schema, const struct premis_made *made,
	struct mn_err *err);

#endif
