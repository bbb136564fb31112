// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutes.h: what the minutes say: séances, roll call, deliberations, votes; in memory and as minutes.xml (Akoma Ntoso 3.0,
 * OASIS Standard of 29 August 2018, <debate name="procesVerbal">).
 *
 * segment fills the structure and writes it; render, package, index, export read it back.
 *
 * I7. Conservation: every line of text/NNNN.xml belongs to exactly one block of one section.
 *
 * In XML: preface, debateBody (rollCall, debateSection name="deliberation" | "agenda" | "information" | …, adjournment) and conclusions;
 * a block is <p class="role" mn:lines="3:17-19 4:1">text<eol/>text</p>. What a program reads back (names, votes as numbers, times)
 * stands in <proprietary> under the namespace urn:x-minutier:minutes:1, beside the standard places (references, voting, quorum).
 */
#ifndef MN_MINUTES_H
#define MN_MINUTES_H

#include <stdbool.h>
#include <stddef.h>
#include "err.h"

#define MN_MINUTES_NS "urn:x-minutier:minutes:1"
#define MN_MINUTES_BYTES_MAX (256L << 20)

/* A run of lines of one page, both ends included, counted from 1 (alto.h). */
struct mn_lines {
	int page, first, last;
};

enum mn_role {
	MN_ROLE_TEXT,     /* a paragraph */
	MN_ROLE_TITLE,    /* heading of a section or deliberation (its number included) */
	MN_ROLE_VOTE,     /* the sentence that gives the vote */
	MN_ROLE_VISA,     /* "Vu…" */
	MN_ROLE_MOTIVE,   /* "Considérant…" */
	MN_ROLE_DECISION, /* "Le conseil décide…", articles */
	MN_ROLE_TABLE,
	MN_ROLE_SIGNATURE,
	MN_ROLE_HEAD,     /* running head or foot, page number, letterhead: not part of the section's text */
	MN_ROLE_MARGIN,   /* margin column: likewise */
	MN_ROLE_STAMP,    /* stamp, receipt by the préfecture: likewise */
	MN_ROLES
};

struct mn_block {
	enum mn_role role;
	char *text;             /* corrected text, lines joined by '\n'; a word cut at a line end keeps U+00AD before the '\n' */
	struct mn_lines *lines; /* where it stands */
	size_t nlines;
};

enum mn_section_kind {
	MN_SECTION_PREFACE,      /* letterhead, title, opening formula */
	MN_SECTION_ROLLCALL,
	MN_SECTION_AGENDA,       /* ordre du jour, table of contents */
	MN_SECTION_APPROVAL,     /* approval of the last minutes */
	MN_SECTION_DECISIONS,    /* decisions taken by delegation */
	MN_SECTION_DELIBERATION,
	MN_SECTION_INFORMATION,  /* a heading under which nothing is decided */
	MN_SECTION_QUESTIONS,
	MN_SECTION_CLOSE,        /* end of the séance */
	MN_SECTION_CONCLUSIONS,  /* signatures, annexes after the close */
	MN_SECTION_KINDS
};

enum mn_result { MN_VOTE_NONE, MN_VOTE_ADOPTED, MN_VOTE_REJECTED, MN_VOTE_POSTPONED, MN_VOTE_NOTED };

struct mn_vote {
	enum mn_result result;
	bool unanimous, secret;
	int for_, against, abstain, not_voting; /* -1: not printed */
	char *sentence;                         /* the words it was read from; NULL when none */
};

struct mn_section {
	enum mn_section_kind kind;
	int seance;          /* index into seances */
	char *number;        /* as printed ("2021-045", "III"); NULL when none */
	char *title;         /* NULL when none */
	char *rapporteur;    /* NULL when none */
	struct mn_vote vote; /* deliberations */
	struct mn_block *blocks;
	size_t n;
	double sure;         /* 0..1, how sure the cut is */
};

struct mn_represented {
	char *name, *by; /* by: NULL when not printed */
};

struct mn_names {
	char **v;
	size_t n;
};

struct mn_seance {
	char *body;        /* "Commune de Saint-Aubin"; as printed, NULL when not found */
	char *kind;        /* "conseil municipal", "conseil communautaire", "bureau", "comité syndical"… NULL */
	char *date;        /* "2021-09-24"; NULL */
	char *convened;    /* date of the convocation; NULL */
	char *time_start;  /* "20:00"; NULL */
	char *time_end;
	char *place;
	char *president;   /* names as printed, without the office */
	char *secretary;
	struct mn_names present, remote, absent, excused;
	struct mn_represented *represented;
	size_t nrepresented;
	int members;       /* in office; -1 when not printed */
	int quorum;        /* 1 stated as reached, 0 stated as not, -1 nothing said */
};

struct mn_minutes {
	char *title;       /* "Procès-verbal de la séance du conseil municipal du 24 septembre 2021" */
	struct mn_seance *seances; /* at least one, perhaps empty */
	size_t nseances;
	struct mn_section *sections; /* in the order of the document */
	size_t n;
};

struct mn_minutes *mn_minutes_new(void);
void mn_minutes_free(struct mn_minutes *m);
struct mn_seance *mn_minutes_add_seance(struct mn_minutes *m);
struct mn_section *mn_minutes_add_section(struct mn_minutes *m, enum mn_section_kind kind);
struct mn_block *mn_section_add_block(struct mn_section *s, enum mn_role role);
void mn_block_add_line(struct mn_block *b, int page, int line); /* joins the last run when it follows */
void mn_names_add(struct mn_names *names, const char *name);
void mn_seance_add_represented(struct mn_seance *s, const char *name, const char *by);

/* First and last page on which the section has text of its own (heads, margins, stamps do not count). 0 when none. */
void mn_section_pages(const struct mn_section *s, int *first, int *last);
/* Text of the section without heads, margins and stamps: blocks by '\n', cut words joined when `join`. Caller frees. */
char *mn_section_text(const struct mn_section *s, bool join);

/* Words for files: "adopted"…; "deliberation"…; "vote"…; parse gives the first value for an unknown word. */
const char *mn_result_name(enum mn_result r);
const char *mn_section_kind_name(enum mn_section_kind k);
const char *mn_role_name(enum mn_role r);
enum mn_result mn_result_parse(const char *s);
enum mn_section_kind mn_section_kind_parse(const char *s);
enum mn_role mn_role_parse(const char *s);

/* As Akoma Ntoso, schema-valid, deterministic; `dossier` is the id, `made` an ISO time (its date is the manifestation's).
 * Caller frees. */
char *mn_minutes_xml(const struct mn_minutes *m, const char *dossier, const char *made);
/* Reads what mn_minutes_xml wrote; NULL: INPUT. */
struct mn_minutes *mn_minutes_parse(const char *bytes, size_t n, const char *name, struct mn_err *err);
struct mn_minutes *mn_minutes_read(const char *path, struct mn_err *err);

#endif
