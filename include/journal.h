// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * journal.h: journal.jsonl, the history of a dossier: one JSON object a line.
 *
 *	{"time":"2026-11-25T03:12:07Z","stage":"ocr","unit":"0001","version":"0.1.0","outcome":"ok","error":"",
 *	 "inputs":"<sha256>","outputs":{"ocr/0001.xml":"<sha256>"},"ms":812,"cpu_ms":790,"note":{…}}
 *
 * outcome is "ok" or a kind of err.h ("input", "limit"…) with the sentence in "error". "unit" is a page ("0001") for
 * stages that work page by page, else "". "note" is whatever the stage wants kept for PREMIS and for people (model
 * digest, engine version, counts); an object of strings and numbers.
 */
#ifndef MN_JOURNAL_H
#define MN_JOURNAL_H

#include <jansson.h>
#include "dossier.h"
#include "err.h"

/* Every entry that parses, oldest first, as a JSON array (caller json_decref). A missing file is an empty array. */
json_t *mn_journal_read(const char *dossier_folder, struct mn_err *err);

/* The last entry of (stage, unit), borrowed from `entries`; NULL when there is none. */
json_t *mn_journal_last(json_t *entries, const char *stage, const char *unit);

/* Appends one entry, durably. */
int mn_journal_append(const char *dossier_folder, const json_t *entry, struct mn_err *err);

#endif
