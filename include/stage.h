// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * stage.h: the shape of every executable.
 *
 * A stage's main.c is a declaration and nothing else; stage_main does options, configuration, the two modes, the lock,
 * "already done?", the journal, signals and the exit code:
 *
 *	static const struct mn_stage correct = {
 *		.name = "correct", .synopsis = N_("correct what OCR read"), .unit = MN_UNIT_DOSSIER,
 *		.reads = (const char *const[]){"ocr/" "*.xml", "pages/pages.json", NULL},
 *		.writes = (const char *const[]){"text/" "*.xml", "corrections.csv", NULL},
 *		.keys = keys, .open = load, .run = run, .close = unload,
 *	};
 *	int main(int argc, char **argv) { return mn_stage_main(&correct, argc, argv); }
 *
 * Modes
 *	minutier-<stage> [options] DOSSIER...   work on these, say one line each on stderr when something was done
 *	minutier-<stage> [options] -            read tasks on stdin, answer one JSON line each on stdout (warm worker)
 *	minutier-<stage> --describe             print the declaration as JSON (name, unit, reads, writes, keys, version)
 * Options of every stage: --config FILE, --force (do again what is done), --page NNNN (page stages), --out DIR (source
 * stages), --help, --version.
 *
 * A task line is tab-separated: DOSSIER [TAB PAGE [TAB REASON]] for dossiers and pages; SOURCE [TAB NAME] for sources (NAME:
 * how the dossier is to be called, default from the source's name). REASON: the page could not be read in the
 * allotted time or its worker died: write an empty result that says so (task->give_up).
 * An answer: {"task":"…","outcome":"done|skipped|<kind>","error":"…","dossier":"…","ms":n,"cpu_ms":n}. "dossier" is the
 * folder that was worked on (for ingest: made, or found already there).
 *
 * Order inside: configuration; open (models, keys); only then the tasks are touched. The plan of `minutier run` comes
 * from reads and writes: a stage stands after those that write what it reads.
 */
#ifndef MN_STAGE_H
#define MN_STAGE_H

#include <jansson.h>
#include "config.h"
#include "dossier.h"
#include "err.h"

#define MN_VERSION "0.1.0"

enum mn_unit {
	MN_UNIT_SOURCE,  /* a file or folder received; makes a dossier (ingest) */
	MN_UNIT_PAGE,    /* one page of a dossier; `reads`/`writes` use "%p" for the page's four digits */
	MN_UNIT_DOSSIER, /* one dossier */
	MN_UNIT_READER,  /* no stage of the night: a program that reads what was made (search, export…) */
};

struct mn_task {
	struct mn_dossier *dossier;     /* open and locked; NULL for a source */
	const char *page;               /* "0001"; NULL unless the unit is a page */
	const char *give_up;            /* reason why the page is not to be read; NULL normally */
	const char *source;             /* path of a source; NULL otherwise */
	const char *name;               /* how to call a source's dossier; NULL: from the path */
	const char *out;                /* OUT folder (source: --out; else the dossier's) */
	const struct mn_config *config; /* keys of this stage are declared */
	const char *inputs;             /* digest of everything that decides the result (I5); NULL for a source */
	json_t *note;                   /* object: put here what the journal shall keep */
	char *made;                     /* source stages: path of the dossier made (malloced by run) */
	bool found;                     /* source stages: it was already there, nothing was done */
};

struct mn_stage {
	const char *name;               /* [a-z]+, also the configuration section */
	const char *synopsis;           /* N_("…") */
	enum mn_unit unit;
	const char *const *reads;       /* globs relative to the dossier, NULL-terminated; NULL for readers */
	const char *const *writes;      /* all files that the stage may publish; "OUT:archive.db" for one outside */
	const struct mn_key *keys;      /* ended by {0}; may be NULL */
	/* Loads what is kept warm; *state is handed to run and close. May be NULL. UNSET: the stage is not configured. */
	int (*open)(void **state, const struct mn_config *config, struct mn_err *err);
	int (*run)(void *state, struct mn_task *task, struct mn_err *err);
	void (*close)(void *state);
	/* For a stage whose result is not a file of the dossier (index): whether what it made of these inputs is still there; 1, 0,
	 * -1 on error. NULL: the files it published are looked at, as I5 says. */
	int (*there)(void *state, const struct mn_task *task, struct mn_err *err);
	/* Readers only: the program after the common options; argv[0] is the first argument that is left. Returns 0 or -1. */
	int (*reader)(int argc, char **argv, const struct mn_config *config, struct mn_err *err);
	const char *usage;              /* readers: N_("OUT DIR"); NULL otherwise */
	/* Files outside the dossier that decide the result (models, schemas): their digests count as inputs. Relative to
	 * mn_data_dir(), NULL-terminated; may be NULL. */
	const char *const *data;
};

int mn_stage_main(const struct mn_stage *stage, int argc, char **argv);

#endif
