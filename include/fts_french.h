// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * fts_french.h: the tokenizer "french" for SQLite's full-text tables (FTS5),
 * https://www.sqlite.org/fts5.html#custom_tokenizers.
 *
 *	CREATE VIRTUAL TABLE t USING fts5(…, tokenize = 'french');
 *
 * Words are cut and lower-cased by unicode61, stemmed by Snowball's French stemmer with their accents on, then lose
 * accents and ligatures: "délibérations" is found by "délibération" and by "deliberation", "municipal" by
 * "municipaux". A word whose ending lost its accent ("adoptees", capitals of old typewriters) stems otherwise than
 * the accented one, so the stem of the bare word is indexed at the same place where it differs. Apostrophes and
 * hyphens separate words. Offsets are those of the word as written, so highlight() and snippet() mark whole words.
 *
 * Every connection that reads or writes such a table must register the tokenizer first; the sqlite3 shell cannot
 * query it.
 */
#ifndef MN_FTS_FRENCH_H
#define MN_FTS_FRENCH_H

#include <sqlite3.h>
#include "err.h"

/* Makes "french" known to this connection. SYSTEM when SQLite has no FTS5. */
int mn_fts_french_register(sqlite3 *db, struct mn_err *err);

#endif
