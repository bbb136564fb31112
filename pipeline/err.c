// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * err.c: the error value, its table, and memory that never answers NULL.
 */
#include "err.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

/* One row a kind: worst is not a notion here, each kind has its own answer. */
static const struct {
	const char *name;
	int exit;
	enum mn_reaction reaction;
} kinds[MN_KINDS] = {
	[MN_OK] = {"ok", EX_OK, MN_GO_ON},
	[MN_INPUT] = {"input", EX_DATAERR, MN_QUARANTINE},
	[MN_LIMIT] = {"limit", EX_DATAERR, MN_QUARANTINE},
	[MN_RETRY] = {"retry", EX_TEMPFAIL, MN_LATER},
	[MN_REFUSED] = {"refused", EX_NOPERM, MN_HOLD},
	[MN_UNSET] = {"unset", EX_UNAVAILABLE, MN_LEAVE_OUT},
	[MN_SYSTEM] = {"system", EX_OSERR, MN_STOP},
	[MN_CONFIG] = {"config", EX_CONFIG, MN_STOP},
	[MN_USAGE] = {"usage", EX_USAGE, MN_STOP},
};

int mn_fail(struct mn_err *err, enum mn_kind kind, const char *fmt, ...)
{
	va_list ap;

	/* The sentence may quote the one that is there: format beside it, then copy. */
	char text[MN_ERR_MAX];
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	memcpy(err->text, text, sizeof text);
	err->kind = kind;
	return -1;
}

int mn_within(struct mn_err *err, const char *fmt, ...)
{
	char text[MN_ERR_MAX];
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	size_t at = n < 0 ? 0 : (size_t)n < sizeof text - 3 ? (size_t)n : sizeof text - 3;
	size_t left = sizeof text - at - 3, had = strnlen(err->text, left);
	memcpy(text + at, ": ", 2);
	memcpy(text + at + 2, err->text, had);
	text[at + 2 + had] = '\0';
	memcpy(err->text, text, at + 3 + had);
	return -1;
}

const char *mn_kind_name(enum mn_kind kind)
{
	assert(kind < MN_KINDS);
	return kinds[kind].name;
}

enum mn_kind mn_kind_parse(const char *name)
{
	for (int k = 0; k < MN_KINDS; k++)
		if (!strcmp(kinds[k].name, name))
			return (enum mn_kind)k;
	return MN_SYSTEM;
}

int mn_kind_exit(enum mn_kind kind)
{
	assert(kind < MN_KINDS);
	return kinds[kind].exit;
}

enum mn_reaction mn_kind_reaction(enum mn_kind kind)
{
	assert(kind < MN_KINDS);
	return kinds[kind].reaction;
}

/* --- memory -------------------------------------------------------------------------------------------------- */

static void *have(void *p)
{
	if (!p) {
		fputs("minutier: out of memory\n", stderr);
		exit(EX_OSERR);
	}
	return p;
}

void *mn_alloc(unsigned long size)
{
	return have(malloc(size ? size : 1));
}

void *mn_realloc(void *p, unsigned long size)
{
	return have(realloc(p, size ? size : 1));
}

void *mn_calloc(unsigned long n, unsigned long size)
{
	return have(calloc(n ? n : 1, size ? size : 1));
}

char *mn_strdup(const char *s)
{
	return mn_strndup(s, strlen(s));
}

char *mn_strndup(const char *s, unsigned long n)
{
	size_t len = strnlen(s, n);
	char *copy = mn_alloc(len + 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *mn_printf(const char *fmt, ...)
{
	va_list ap, again;

	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	char *s = mn_alloc((size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, again);
	va_end(again);
	return s;
}

void *mn_grow(void *items, unsigned long n, unsigned long *cap, unsigned long item_size)
{
	if (n < *cap)
		return items;
	*cap = *cap ? *cap * 2 : 8;
	return mn_realloc(items, *cap * item_size);
}
