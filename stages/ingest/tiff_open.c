// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tiff_open.c: TIFFOpenOptions of libtiff 4.5 (error handlers of the handle, a ceiling on one
 * allocation), and client procedures over a growing piece of memory.
 */
#include "tiff_open.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include "err.h"
#include "pages.h"

#define ALLOC_MAX ((tmsize_t)MN_PIXELS_MAX * 4)
#define MEMORY_MAX ((size_t)1 << 30)

/* What the fax decoders could not read is a bad line (they go on), be it said as error or as
 * warning. */
static int on_error(TIFF *t, void *user, const char *module, const char *fmt, va_list ap)
{
	struct tiff_faults *f = user;

	(void)t;
	(void)fmt;
	(void)ap;
	if (!strncmp(module, "Fax", 3))
		f->bad_lines++;
	else
		f->errors++;
	return 1; /* said */
}

static int on_warning(TIFF *t, void *user, const char *module, const char *fmt, va_list ap)
{
	struct tiff_faults *f = user;

	(void)t;
	(void)fmt;
	(void)ap;
	if (!strncmp(module, "Fax", 3))
		f->bad_lines++;
	return 1;
}

static TIFFOpenOptions *options(struct tiff_faults *faults)
{
	TIFFOpenOptions *o = TIFFOpenOptionsAlloc();

	if (!o)
		return NULL;
	TIFFOpenOptionsSetMaxSingleMemAlloc(o, ALLOC_MAX);
	TIFFOpenOptionsSetErrorHandlerExtR(o, on_error, faults);
	TIFFOpenOptionsSetWarningHandlerExtR(o, on_warning, faults);
	return o;
}

TIFF *tiff_open(const char *path, struct tiff_faults *faults)
{
	TIFFOpenOptions *o = options(faults);
	TIFF *t = o ? TIFFOpenExt(path, "r", o) : NULL;

	if (o)
		TIFFOpenOptionsFree(o);
	return t;
}

uint64_t tiff_file_size(const char *path)
{
	struct stat st;

	return stat(path, &st) < 0 ? 0 : (uint64_t)st.st_size;
}

static tmsize_t memory_read(thandle_t h, void *to, tmsize_t size)
{
	struct tiff_memory *m = h;
	size_t have = m->at < m->n ? m->n - m->at : 0, want = (size_t)size < have ? (size_t)size : have;

	if (want)
		memcpy(to, m->bytes + m->at, want);
	m->at += want;
	return (tmsize_t)want;
}

static tmsize_t memory_write(thandle_t h, void *from, tmsize_t size)
{
	struct tiff_memory *m = h;
	size_t end = m->at + (size_t)size;

	if (size < 0 || end > MEMORY_MAX)
		return -1;
	if (end > m->cap) {
		m->cap = end + end / 2 + 4096;
		m->bytes = mn_realloc(m->bytes, m->cap);
		memset(m->bytes + m->n, 0, m->cap - m->n);
	}
	memcpy(m->bytes + m->at, from, (size_t)size);
	m->at = end;
	m->n = end > m->n ? end : m->n;
	return size;
}

static toff_t memory_seek(thandle_t h, toff_t off, int whence)
{
	struct tiff_memory *m = h;
	toff_t base = whence == SEEK_CUR ? m->at : whence == SEEK_END ? m->n : 0;

	if (base + off > MEMORY_MAX)
		return (toff_t)-1;
	m->at = (size_t)(base + off);
	return m->at;
}

static int memory_close(thandle_t h)
{
	(void)h;
	return 0;
}

static toff_t memory_size(thandle_t h)
{
	return ((struct tiff_memory *)h)->n;
}

TIFF *tiff_memory_open(struct tiff_memory *m, const char *mode, struct tiff_faults *faults)
{
	TIFFOpenOptions *o = options(faults);
	m->at = 0;
	TIFF *t = o ? TIFFClientOpenExt("memory", mode, m, memory_read, memory_write, memory_seek, memory_close,
			      memory_size, NULL, NULL, o)
		    : NULL;

	if (o)
		TIFFOpenOptionsFree(o);
	return t;
}
