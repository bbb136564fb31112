// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * err.h: the error value.
 *
 * A function that can fail takes `struct mn_err *err` last, returns 0 or a pointer when it worked, and -1 or NULL
 * when it did not. The error is filled where the failure is known, gets its context on the way up, and is printed
 * once, by the stage skeleton or the front door:
 *
 *	if (read(fd, p, n) < 0)
 *		return mn_fail(err, MN_SYSTEM, _("cannot read '%s': %s"), name, strerror(errno));
 *	...
 *	if (alto_read(...) < 0)
 *		return mn_within(err, "%s", path);          -> "ocr/0012.xml: page has no width"
 *
 * The kind says what the caller may do; one table (err.c) gives for each its name, its sysexits code and what the
 * scheduler does. `err` may not be NULL.
 */
#ifndef MN_ERR_H
#define MN_ERR_H

enum mn_kind {
	MN_OK,      /* nothing wrong */
	MN_INPUT,   /* the input is bad: quarantine this document, go on with the others (EX_DATAERR) */
	MN_LIMIT,   /* the input is too large, too slow or took too much memory: as INPUT */
	MN_RETRY,   /* worth trying again later: network, time stamp, lock held by another (EX_TEMPFAIL) */
	MN_REFUSED, /* a person must decide: checks are bad, the archive said no (EX_NOPERM) */
	MN_UNSET,   /* this stage is not configured here (no seal key…): leave it out, say so (EX_UNAVAILABLE) */
	MN_SYSTEM,  /* disk, memory, operating system: stop the run (EX_OSERR) */
	MN_CONFIG,  /* wrong option or configuration: stop the run (EX_CONFIG) */
	MN_USAGE,   /* wrong command line (EX_USAGE) */
	MN_KINDS
};

/* What the scheduler does with a dossier whose stage failed. */
enum mn_reaction { MN_GO_ON, MN_QUARANTINE, MN_LATER, MN_HOLD, MN_LEAVE_OUT, MN_STOP };

#define MN_ERR_MAX 1024

struct mn_err {
	enum mn_kind kind;
	char text[MN_ERR_MAX]; /* a sentence without full stop, NUL-terminated UTF-8, cut if longer */
};

#define MN_ERR_INIT {MN_OK, ""}

/* Sets kind and sentence; returns -1, so that `return mn_fail(…)` reads well. */
int mn_fail(struct mn_err *err, enum mn_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4), cold));

/* Puts "<fmt>: " before the sentence that is there, keeps the kind; returns -1. */
int mn_within(struct mn_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3), cold));

/* "input", "limit"… : the word used in journals and answers. Static. */
const char *mn_kind_name(enum mn_kind kind);

/* The kind of that word; MN_SYSTEM if there is none such. */
enum mn_kind mn_kind_parse(const char *name);

/* The code of <sysexits.h> with which a program ends. */
int mn_kind_exit(enum mn_kind kind);

enum mn_reaction mn_kind_reaction(enum mn_kind kind);

/* malloc, realloc, strdup that end the process (exit EX_OSERR, one line on stderr) when memory is out: a dead
 * worker costs one page. Sizes that come from a file must have been held to a ceiling before. */
void *mn_alloc(unsigned long size) __attribute__((malloc, returns_nonnull));
void *mn_realloc(void *p, unsigned long size) __attribute__((returns_nonnull));
void *mn_calloc(unsigned long n, unsigned long size) __attribute__((malloc, returns_nonnull));
char *mn_strdup(const char *s) __attribute__((malloc, returns_nonnull));
char *mn_strndup(const char *s, unsigned long n) __attribute__((malloc, returns_nonnull));
char *mn_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2), malloc, returns_nonnull));

/* Makes room for one more element in a growing array (doubling). `*items` may be NULL when `*cap` is 0. */
void *mn_grow(void *items, unsigned long n, unsigned long *cap, unsigned long item_size);

#endif
