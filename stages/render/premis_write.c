// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * premis_write.c: PREMIS elements (contract in premis_write.h). The order of children is that of premis.xsd.
 */
#include "premis_write.h"

#include <string.h>
#include <strings.h>

#define ID_TYPE "minutier"
#define EVENT_TYPES "http://id.loc.gov/vocabulary/preservation/eventType"

/* Formats by the ending of a name. PUID: of PRONOM; none where the ending does not tell the version. */
static const struct format {
	const char *place, *ending, *name, *version, *puid;
} formats[] = {
	{"content/", ".pdf", "PDF/A", "1b", "fmt/354"},
	{"", ".pdf", "Portable Document Format", NULL, NULL},
	{"", ".tif", "Tagged Image File Format", NULL, "fmt/353"},
	{"", ".tiff", "Tagged Image File Format", NULL, "fmt/353"},
	{"", ".jpg", "JPEG File Interchange Format", NULL, NULL},
	{"", ".jpeg", "JPEG File Interchange Format", NULL, NULL},
	{"", ".png", "Portable Network Graphics", NULL, NULL},
	{"", ".jp2", "JPEG 2000 part 1", NULL, "x-fmt/392"},
	{"content/alto-", ".xml", "ALTO", "4.4", "fmt/101"},
	{"content/minutes", ".xml", "Akoma Ntoso", "3.0", "fmt/101"},
	{"", ".xml", "Extensible Markup Language", "1.0", "fmt/101"},
	{"", ".csv", "Comma Separated Values", NULL, "x-fmt/18"},
	{"", ".txt", "Plain Text File", NULL, "x-fmt/111"},
	{"", ".zip", "ZIP Format", NULL, "x-fmt/263"},
	{"", "", "application/octet-stream", NULL, NULL},
};

void premis_element(struct mn_buf *b, const char *name, const char *text)
{
	if (!text || !text[0])
		return;
	mn_buf_printf(b, "<%s>", name);
	mn_buf_xml(b, text);
	mn_buf_printf(b, "</%s>\n", name);
}

/* The pair of type and value, with the prefix that PREMIS gives to both names. */
static void pair(struct mn_buf *b, const char *name, const char *dossier, const char *rest)
{
	mn_buf_printf(b, "<%sType>" ID_TYPE "</%sType>\n<%sValue>", name, name, name);
	mn_buf_xml(b, dossier);
	mn_buf_puts(b, rest[0] && dossier[0] ? "/" : "");
	mn_buf_xml(b, rest);
	mn_buf_printf(b, "</%sValue>\n", name);
}

void premis_id(struct mn_buf *b, const char *name, const char *dossier, const char *rest)
{
	mn_buf_printf(b, "<%s>\n", name);
	pair(b, name, dossier, rest);
	mn_buf_printf(b, "</%s>\n", name);
}

static const struct format *format_of(const char *name)
{
	size_t n = strlen(name);

	for (const struct format *f = formats;; f++) {
		size_t k = strlen(f->ending);
		if (!strncmp(name, f->place, strlen(f->place)) && n >= k && !strcasecmp(name + n - k, f->ending))
			return f;
	}
}

void premis_file(struct mn_buf *b, const struct premis_file *f)
{
	const struct format *format = format_of(f->name);
	const char *plain = strchr(f->name, '/');

	mn_buf_puts(b, "<object xsi:type=\"file\">\n");
	premis_id(b, "objectIdentifier", f->dossier, f->name);
	mn_buf_puts(b, "<objectCharacteristics>\n<compositionLevel>0</compositionLevel>\n<fixity>\n");
	premis_element(b, "messageDigestAlgorithm", "SHA-256");
	premis_element(b, "messageDigest", f->sha256);
	mn_buf_printf(b, "</fixity>\n<size>%llu</size>\n<format>\n<formatDesignation>\n", f->size);
	premis_element(b, "formatName", format->name);
	premis_element(b, "formatVersion", format->version);
	mn_buf_puts(b, "</formatDesignation>\n");
	if (format->puid) {
		mn_buf_puts(b, "<formatRegistry>\n");
		premis_element(b, "formatRegistryName", "PRONOM");
		premis_element(b, "formatRegistryKey", format->puid);
		mn_buf_puts(b, "</formatRegistry>\n");
	}
	mn_buf_puts(b, "</format>\n</objectCharacteristics>\n");
	premis_element(b, "originalName", plain ? plain + 1 : f->name);
	mn_buf_puts(b, "</object>\n");
}

static void link_object(struct mn_buf *b, const char *dossier, const char *rest, const char *role)
{
	if (!rest)
		return;
	mn_buf_puts(b, "<linkingObjectIdentifier>\n");
	pair(b, "linkingObjectIdentifier", dossier, rest);
	premis_element(b, "linkingObjectRole", role);
	mn_buf_puts(b, "</linkingObjectIdentifier>\n");
}

static void outcome(struct mn_buf *b, const struct premis_event *e)
{
	mn_buf_puts(b, "<eventOutcomeInformation>\n");
	premis_element(b, "eventOutcome", e->outcome);
	for (const char *const *n = e->notes; n && *n; n++) {
		mn_buf_puts(b, "<eventOutcomeDetail>\n");
		premis_element(b, "eventOutcomeDetailNote", *n);
		mn_buf_puts(b, "</eventOutcomeDetail>\n");
	}
	mn_buf_puts(b, "</eventOutcomeInformation>\n");
}

void premis_event(struct mn_buf *b, const char *dossier, const struct premis_event *e)
{
	mn_buf_puts(b, "<event>\n");
	premis_id(b, "eventIdentifier", dossier, e->id);
	if (e->uri)
		mn_buf_printf(b,
			"<eventType authority=\"eventType\" authorityURI=\"" EVENT_TYPES "\" valueURI=\"" EVENT_TYPES
			"/%s\">%s"
			"</eventType>\n",
			e->uri, e->type);
	else
		premis_element(b, "eventType", e->type);
	premis_element(b, "eventDateTime", e->time);
	mn_buf_puts(b, "<eventDetailInformation>\n");
	premis_element(b, "eventDetail", e->detail);
	mn_buf_puts(b, "</eventDetailInformation>\n");
	outcome(b, e);
	for (const char *const *a = e->agents; *a; a++) {
		mn_buf_puts(b, "<linkingAgentIdentifier>\n");
		pair(b, "linkingAgentIdentifier", "", *a);
		premis_element(b, "linkingAgentRole", "executing program");
		mn_buf_puts(b, "</linkingAgentIdentifier>\n");
	}
	link_object(b, dossier, e->of, "source");
	link_object(b, dossier, e->made, "outcome");
	mn_buf_puts(b, "</event>\n");
}

void premis_agent(struct mn_buf *b, const char *name, const char *type, const char *version,
	const struct stage_run *run)
{
	mn_buf_puts(b, "<agent>\n");
	premis_id(b, "agentIdentifier", "", name);
	premis_element(b, "agentName", name);
	premis_element(b, "agentType", type);
	premis_element(b, "agentVersion", version);
	for (size_t i = 0; run && i < run->notes.n; i++)
		premis_element(b, "agentNote", run->notes.v[i].name);
	mn_buf_puts(b, "</agent>\n");
}
