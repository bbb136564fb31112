// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * journal.c: journal.jsonl, append-only (invariant I4).
 */
#include "journal.h"

#include <stdlib.h>
#include <string.h>
#include "file.h"

#define JOURNAL_MAX (256L << 20)

json_t *mn_journal_read(const char *dossier_folder, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	size_t n;
	json_t *entries = json_array();

	mn_join(path, dossier_folder, "journal.jsonl");
	if (!mn_exists(path))
		return entries;
	char *bytes = mn_read_file(path, JOURNAL_MAX, &n, err);
	if (!bytes) {
		json_decref(entries);
		return NULL;
	}
	for (char *line = bytes, *end; (end = memchr(line, '\n', n - (size_t)(line - bytes))); line = end + 1) {
		/* A line that does not parse was torn by a crash: what it told is simply not known to be done. */
		json_t *entry = json_loadb(line, (size_t)(end - line), JSON_REJECT_DUPLICATES, NULL);
		if (json_is_object(entry))
			json_array_append_new(entries, entry);
		else
			json_decref(entry);
	}
	free(bytes);
	return entries;
}

json_t *mn_journal_last(json_t *entries, const char *stage, const char *unit)
{
	for (size_t i = json_array_size(entries); i-- > 0;) {
		json_t *e = json_array_get(entries, i);
		const char *s = json_string_value(json_object_get(e, "stage"));
		const char *u = json_string_value(json_object_get(e, "unit"));
		if (s && u && !strcmp(s, stage) && !strcmp(u, unit))
			return e;
	}
	return NULL;
}

int mn_journal_append(const char *dossier_folder, const json_t *entry, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	char *line = json_dumps(entry, JSON_COMPACT);

	if (!line)
		return mn_fail(err, MN_SYSTEM, "journal entry cannot be written as JSON");
	int r = mn_append_line(mn_join(path, dossier_folder, "journal.jsonl"), line, err);
	free(line);
	return r;
}
