// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * kind.c: a table of signatures, then a look at whether the rest is text.
 *
 * Signatures are those of the formats' own specifications. A text is a file without NUL and with
 * next to no control characters; UTF-16 is accepted by its byte order mark only.
 */
#include "kind.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include "i18n.h"

#define PDF_HEADER_WITHIN 1024 /* ISO 32000-1, annex H: readers look for %PDF- in the first 1024 bytes */
#define CONTROL_SHARE 200      /* a text has at most one control character in 200 */

static const struct signature {
	size_t at, n;
	const char *bytes;
	enum kind kind;
	const char *seems;
} signatures[] = {
	{0, 4, "II*\0", KIND_TIFF, N_("a TIFF image")},
	{0, 4, "MM\0*", KIND_TIFF, N_("a TIFF image")},
	{0, 4, "II+\0", KIND_TIFF, N_("a TIFF image")},
	{0, 4, "MM\0+", KIND_TIFF, N_("a TIFF image")},
	{0, 3, "\xff\xd8\xff", KIND_JPEG, N_("a JPEG image")},
	{0, 8, "\x89PNG\r\n\x1a\n", KIND_PNG, N_("a PNG image")},
	{0, 12, "\0\0\0\x0cjP  \r\n\x87\n", KIND_JP2, N_("a JPEG 2000 image")},
	{0, 4, "\xff\x4f\xff\x51", KIND_OTHER, N_("a bare JPEG 2000 code stream")},
	{0, 4, "PK\x03\x04", KIND_OTHER, N_("a ZIP archive or a document of an office program (docx, odt, xlsx…)")},
	{0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", KIND_OTHER, N_("an old document of an office program (doc, xls…)")},
	{0, 5, "{\\rtf", KIND_OTHER, N_("an RTF document")},
	{0, 4, "\x7f" "ELF", KIND_OTHER, N_("an executable")},
	{0, 2, "MZ", KIND_OTHER, N_("an executable")},
	{0, 2, "#!", KIND_OTHER, N_("an executable")},
	{0, 4, "%!PS", KIND_OTHER, N_("a PostScript document")},
	{0, 8, "AT&TFORM", KIND_OTHER, N_("a DjVu document")},
	{0, 4, "GIF8", KIND_OTHER, N_("a GIF image")},
	{0, 2, "BM", KIND_OTHER, N_("a BMP image")},
	{8, 4, "WEBP", KIND_OTHER, N_("a WebP image")},
	{4, 8, "ftypheic", KIND_OTHER, N_("a HEIC image")},
	{4, 8, "ftypmif1", KIND_OTHER, N_("a HEIF image")},
	{4, 4, "ftyp", KIND_OTHER, N_("a film")},
	{0, 2, "\x1f\x8b", KIND_OTHER, N_("a gzip archive")},
	{0, 6, "7z\xbc\xaf\x27\x1c", KIND_OTHER, N_("a 7z archive")},
	{0, 4, "Rar!", KIND_OTHER, N_("a RAR archive")},
	{0, 4, "ID3\x03", KIND_OTHER, N_("a sound recording")},
	{0, 4, "RIFF", KIND_OTHER, N_("a sound recording or film")},
	{0, 16, "SQLite format 3\0", KIND_OTHER, N_("a database")},
};

/* Texts that are no plain text, by how they begin after white space (case does not matter). */
static const struct {
	const char *begin, *seems;
} markups[] = {
	{"<!doctype html", N_("an HTML page")}, {"<html", N_("an HTML page")}, {"<?xml", N_("an XML document")},
	{"<svg", N_("an SVG drawing")},         {"{\"", N_("JSON data")},      {"[{", N_("JSON data")},
	{"{\n", N_("JSON data")},               {"{\r\n", N_("JSON data")},    {"return-path:", N_("an e-mail")},
};

static const char *markup_of(const unsigned char *bytes, size_t n)
{
	size_t at = n >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;

	while (at < n && strchr(" \t\r\n", bytes[at]))
		at++;
	for (size_t i = 0; i < sizeof markups / sizeof *markups; i++) {
		size_t len = strlen(markups[i].begin);
		if (n - at >= len && !strncasecmp((const char *)bytes + at, markups[i].begin, len))
			return markups[i].seems;
	}
	return NULL;
}

static bool is_text(const unsigned char *bytes, size_t n)
{
	size_t control = 0;

	if (n >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)))
		return true;
	for (size_t i = 0; i < n; i++) {
		if (!bytes[i])
			return false;
		if (bytes[i] < 0x20 && !strchr("\t\n\r\f\x1a", bytes[i]))
			control++;
	}
	return control <= n / CONTROL_SHARE;
}

enum kind kind_of(const unsigned char *bytes, size_t n, const char **seems)
{
	const char *ignored;

	seems = seems ? seems : &ignored;
	*seems = N_("an unknown kind of file");
	if (!n) {
		*seems = N_("an empty file");
		return KIND_EMPTY;
	}
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		const struct signature *s = &signatures[i];
		if (s->at + s->n > n || memcmp(bytes + s->at, s->bytes, s->n))
			continue;
		/* "MZ" and "BM" may begin a French sentence; a real one has NULs soon after. */
		if (s->n == 2 && s->kind == KIND_OTHER && bytes[0] >= 'A' && bytes[0] <= 'Z' && is_text(bytes, n))
			continue;
		*seems = s->seems;
		return s->kind;
	}
	if (memmem(bytes, n < PDF_HEADER_WITHIN ? n : PDF_HEADER_WITHIN, "%PDF-", 5)) {
		*seems = N_("a PDF");
		return KIND_PDF;
	}
	const char *markup = markup_of(bytes, n);
	if (markup) {
		*seems = markup;
		return KIND_OTHER;
	}
	if (!is_text(bytes, n))
		return KIND_OTHER;
	*seems = N_("a text");
	return KIND_TEXT;
}

/* Whether the name promises an image or a PDF. */
static bool promises_image(const char *name)
{
	static const char *const endings[] = {".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".jp2", ".jpx"};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
		if (!strcasecmp(dot, endings[i]))
			return true;
	return false;
}

int kind_of_file(const char *path, const char *name, enum kind *kind, const char **seems, struct mn_err *err)
{
	unsigned char bytes[KIND_BYTES];
	size_t n = 0;
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return mn_fail(err, errno == ENOENT ? MN_INPUT : MN_SYSTEM, _("cannot open '%s': %s"), name,
			strerror(errno));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return mn_fail(err, MN_INPUT, _("'%s' is neither a file nor a folder; send the scan itself"), name);
	}
	while (n < sizeof bytes) {
		ssize_t r = read(fd, bytes + n, sizeof bytes - n);
		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0) {
			mn_fail(err, MN_SYSTEM, _("cannot read '%s': %s"), name, strerror(errno));
			close(fd);
			return -1;
		}
		if (!r)
			break;
		n += (size_t)r;
	}
	close(fd);
	*kind = kind_of(bytes, n, seems);
	if (*kind == KIND_TEXT && promises_image(name))
		*kind = KIND_OTHER;
	return 0;
}

int kind_refuse(const char *name, enum kind kind, const char *seems, struct mn_err *err)
{
	if (kind == KIND_EMPTY)
		return mn_fail(err, MN_INPUT, _("'%s' is empty; send it again"), name);
	return mn_fail(err, MN_INPUT,
		_("'%s' is no scan: it seems to be %s; send a PDF, TIFF, JPEG, PNG or JPEG 2000"), name, _(seems));
}

bool kind_is_image(enum kind kind)
{
	return kind == KIND_TIFF || kind == KIND_JPEG || kind == KIND_PNG || kind == KIND_JP2;
}
