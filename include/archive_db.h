// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * archive_db.h: OUT/archive.db, the index of all dossiers (SQLite 3 with FTS5), written by index, read by search and
 * serve.
 *
 * Nothing is in it that is not in the dossiers; it can be deleted and made again (invariant I12). Readers check
 * user_version first and register the tokenizer (fts_french.h). Numbers n and seance count from 1 in the order of the
 * document, pages are those of the scan. Where nothing is known the column is NULL.
 *
 *	dossiers       id, inputs (digest of what the rows were made from), name, received, source_sha256, pages,
 *	               grade (checks.json), warnings (checks above "info"), message (MessageIdentifier of the package)
 *	seances        dossier, n, body, kind, date, president, secretary
 *	deliberations  dossier, n, seance, number, title, rapporteur, date, body, result ("adopted"…), unanimous, secret,
 *	               votes_for, votes_against, abstentions, page_first, page_last
 *	pages          dossier, page, class ("text", "blank", "unread")
 *	passages       id, dossier, kind, n; kind "deliberation": that one; "page": what stands on page n outside deliberations
 *	texts          title, text: full text, rowid = passages.id
 */
#ifndef MN_ARCHIVE_DB_H
#define MN_ARCHIVE_DB_H

#define MN_ARCHIVE_NAME "archive.db"
/* Raise it when the tables change: an older database is then made anew. */
#define MN_ARCHIVE_VERSION 1

#endif
