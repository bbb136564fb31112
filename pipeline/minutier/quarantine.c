// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * quarantine.c: keeping what was refused. Built beside and put in place at once, like a dossier.
 */
#include "quarantine.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "clock.h"
#include "digest.h"
#include "file.h"
#include "i18n.h"
#include "text.h"

#define DEPTH_MAX 4

/* Digests, and copies when `to` is given, everything below a path. Links and devices are passed over. */
static int walk(const char *from, const char *to, struct mn_digest *d, int depth, struct mn_err *err)
{
	char a[MN_PATH_MAX], b[MN_PATH_MAX], hex[MN_HEX];
	struct stat st;
	int r = 0;

	if (lstat(from, &st) < 0 || depth > DEPTH_MAX)
		return 0;
	if (S_ISREG(st.st_mode)) {
		if (mn_digest_file(from, hex, NULL, err) < 0)
			return -1;
		mn_digest_add(d, hex, 64);
		return to ? mn_publish_copy(from, to, err) : 0;
	}
	if (!S_ISDIR(st.st_mode))
		return 0;
	if (to && mn_mkdirs(to, err) < 0)
		return -1;
	char **names = mn_list(from, "*", NULL, err);
	r = names ? 0 : -1;
	for (char **n = names; n && *n && !r; n++)
		r = walk(mn_join(a, from, *n), to ? mn_join(b, to, *n) : NULL, d, depth + 1, err);
	mn_names_free(names);
	return r;
}

static int build(const char *folder, const char *source, const char *kind, const char *why, struct mn_err *err)
{
	char path[MN_PATH_MAX], to[MN_PATH_MAX], now[MN_TIME], hex[MN_HEX];
	const char *slash = strrchr(source, '/'), *base = slash ? slash + 1 : source;
	struct mn_digest *d = mn_digest_new();

	mn_time_iso(mn_clock(), now);
	mn_join(path, folder, "source");
	int r = mn_mkdirs(path, err);
	if (!r)
		r = walk(source, mn_join(to, path, base), d, 0, err);
	mn_digest_end(d, hex);
	if (r < 0)
		return -1;
	char *clean_source = mn_nfc(base), *clean_why = mn_nfc(why);
	json_t *o = json_pack("{s:s, s:s, s:s, s:s, s:s}", "time", now, "source", clean_source, "kind", kind, "reason", clean_why,
		"sha256", hex);
	char *text = json_dumps(o, JSON_INDENT(1));
	r = mn_publish(mn_join(path, folder, "reason.json"), text, strlen(text), err);
	free(text);
	free(clean_source);
	free(clean_why);
	json_decref(o);
	return r;
}

int quarantine_put(const char *out, const char *source, const char *name, const char *kind, const char *why,
	struct mn_err *err)
{
	char hex[MN_HEX], folder[MN_PATH_MAX], made[MN_PATH_MAX], id[300];
	const char *slash = strrchr(source, '/');
	struct mn_digest *d = mn_digest_new();
	int r = walk(source, NULL, d, 0, err);

	mn_digest_end(d, hex);
	if (r < 0)
		return -1;
	char *slug = mn_slug(name ? name : slash ? slash + 1 : source, 80);
	snprintf(id, sizeof id, "quarantine/%s-%.12s", slug, hex);
	mn_join(folder, out, id);
	snprintf(id, sizeof id, "quarantine/.incoming-%s-%.12s", slug, hex);
	mn_join(made, out, id);
	free(slug);
	if (mn_exists(folder))
		return 0;
	if (mn_remove_tree(made, err) < 0 || mn_mkdirs(made, err) < 0 || build(made, source, kind, why, err) < 0)
		return -1;
	return mn_publish_folder(made, folder, err);
}
