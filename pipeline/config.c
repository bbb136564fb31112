// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * config.c: the configuration (INI by libinih).
 */
#include "config.h"

#include <assert.h>
#include <errno.h>
#include <ini.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "file.h"
#include "i18n.h"
#include "text.h"

#define DEFAULT_FILE "/etc/minutier/minutier.ini"
#define ENTRIES_MAX 2000
#define SECTIONS_MAX 32

struct entry {
	char *section, *key, *value;
};

struct declared {
	const char *section;
	const struct mn_key *keys;
};

struct mn_config {
	char *path;           /* NULL: no file */
	struct entry *entries;
	unsigned long n, cap;
	struct declared declared[SECTIONS_MAX];
	size_t ndeclared;
	char **made;          /* absolute paths handed out */
	unsigned long nmade, made_cap;
	struct mn_err *err;   /* while reading */
	bool bad;
};

/* inih hands over section, key, value; 0 means "stop, an error" (Debian's has no line number here, the caller gets it). */
static int take(void *user, const char *section, const char *key, const char *value)
{
	struct mn_config *c = user;

	if (!value || c->n >= ENTRIES_MAX || !mn_utf8_ok(value, strlen(value)))
		return 0;
	for (unsigned long i = 0; i < c->n; i++) {
		if (strcmp(c->entries[i].section, section) || strcmp(c->entries[i].key, key))
			continue;
		mn_fail(c->err, MN_CONFIG, _("%s: '%s' is given twice in [%s]"), c->path, key, section);
		c->bad = true;
		return 0;
	}
	c->entries = mn_grow(c->entries, c->n, &c->cap, sizeof *c->entries);
	c->entries[c->n++] = (struct entry){mn_strdup(section), mn_strdup(key), mn_strdup(value)};
	return 1;
}

static int parse(struct mn_config *c, struct mn_err *err)
{
	c->err = err;
	int line = ini_parse(c->path, take, c);
	c->err = NULL;
	if (c->bad)
		return -1;
	if (line < 0)
		return mn_fail(err, MN_CONFIG, _("cannot open configuration '%s': %s"), c->path, strerror(errno));
	if (line > 0)
		return mn_fail(err, MN_CONFIG, _("%s: line %d is not 'key = value', a [section] or a comment"), c->path, line);
	return 0;
}

struct mn_config *mn_config_read(const char *path, struct mn_err *err)
{
	struct mn_config *c = mn_calloc(1, sizeof *c);

	if (!path)
		path = getenv("MINUTIER_CONFIG");
	if (!path || !*path)
		path = access(DEFAULT_FILE, R_OK) == 0 ? DEFAULT_FILE : NULL;
	if (!path)
		return c;
	c->path = mn_strdup(path);
	if (parse(c, err) < 0) {
		mn_config_free(c);
		return NULL;
	}
	return c;
}

void mn_config_free(struct mn_config *c)
{
	if (!c)
		return;
	for (unsigned long i = 0; i < c->n; i++) {
		free(c->entries[i].section);
		free(c->entries[i].key);
		free(c->entries[i].value);
	}
	for (unsigned long i = 0; i < c->nmade; i++)
		free(c->made[i]);
	free(c->made);
	free(c->entries);
	free(c->path);
	free(c);
}

const char *mn_config_path(const struct mn_config *c)
{
	return c->path;
}

/* --- checks --------------------------------------------------------------------------------------------------- */

static const struct mn_key *find_key(const struct mn_key *keys, const char *name)
{
	for (; keys && keys->name; keys++)
		if (!strcmp(keys->name, name))
			return keys;
	return NULL;
}

/* The known word nearest to `word`, NULL when none is near enough to be meant. */
static const char *nearest(const char *word, const char *best, const char *candidate)
{
	unsigned limit = (unsigned)strlen(word) / 3 + 1, d = mn_distance(word, candidate);

	if (d > limit || (best && mn_distance(word, best) <= d))
		return best;
	return candidate;
}

static int unknown_key(const struct mn_config *c, const struct entry *e, const struct mn_key *keys, struct mn_err *err)
{
	const char *near = NULL;

	for (; keys && keys->name; keys++)
		near = nearest(e->key, near, keys->name);
	if (near)
		return mn_fail(err, MN_CONFIG, _("%s: unknown key '%s' in [%s]; did you mean '%s'?"), c->path, e->key, e->section,
			near);
	return mn_fail(err, MN_CONFIG, _("%s: unknown key '%s' in [%s]"), c->path, e->key, e->section);
}

static int parse_bool(const char *v)
{
	static const struct {
		const char *word;
		int value;
	} words[] = {{"yes", 1}, {"no", 0}, {"oui", 1}, {"non", 0}, {"true", 1}, {"false", 0}, {"1", 1}, {"0", 0}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcasecmp(v, words[i].word))
			return words[i].value;
	return -1;
}

static bool parse_int(const char *v, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(v, &end, 10);
	return *v && !*end && !errno;
}

static int check_value(const struct mn_config *c, const struct entry *e, const struct mn_key *key, struct mn_err *err)
{
	long n;

	if (MN_KEY_TYPE(key) == MN_INT && !parse_int(e->value, &n))
		return mn_fail(err, MN_CONFIG, _("%s: [%s] %s = '%s' is not a whole number"), c->path, e->section, e->key,
			e->value);
	if (MN_KEY_TYPE(key) == MN_BOOL && parse_bool(e->value) < 0)
		return mn_fail(err, MN_CONFIG, _("%s: [%s] %s = '%s' is neither yes nor no"), c->path, e->section, e->key, e->value);
	return 0;
}

int mn_config_declare(struct mn_config *c, const char *section, const struct mn_key *keys, struct mn_err *err)
{
	for (unsigned long i = 0; i < c->n; i++) {
		const struct entry *e = &c->entries[i];
		if (strcmp(e->section, section))
			continue;
		const struct mn_key *key = find_key(keys, e->key);
		if (!key)
			return unknown_key(c, e, keys, err);
		if (check_value(c, e, key, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < c->ndeclared; i++)
		if (!strcmp(c->declared[i].section, section)) {
			c->declared[i].keys = keys;
			return 0;
		}
	assert(c->ndeclared < SECTIONS_MAX);
	c->declared[c->ndeclared++] = (struct declared){section, keys};
	return 0;
}

int mn_config_sections(const struct mn_config *c, const char *const *names, struct mn_err *err)
{
	for (unsigned long i = 0; i < c->n; i++) {
		const char *section = c->entries[i].section, *near = NULL;
		bool known = false;
		for (const char *const *n = names; *n && !known; n++) {
			known = !strcmp(*n, section);
			near = nearest(section, near, *n);
		}
		if (known)
			continue;
		if (near)
			return mn_fail(err, MN_CONFIG, _("%s: unknown section [%s]; did you mean [%s]?"), c->path, section, near);
		return mn_fail(err, MN_CONFIG, _("%s: unknown section [%s]"), c->path, section);
	}
	return 0;
}

/* --- values --------------------------------------------------------------------------------------------------- */

static const struct mn_key *declared_key(const struct mn_config *c, const char *section, const char *key)
{
	for (size_t i = 0; i < c->ndeclared; i++)
		if (!strcmp(c->declared[i].section, section)) {
			const struct mn_key *k = find_key(c->declared[i].keys, key);
			assert(k);
			return k;
		}
	assert(0 && "section not declared");
	return NULL;
}

static const char *raw(const struct mn_config *c, const char *section, const struct mn_key *key)
{
	for (unsigned long i = 0; i < c->n; i++)
		if (!strcmp(c->entries[i].section, section) && !strcmp(c->entries[i].key, key->name))
			return c->entries[i].value;
	return key->value;
}

/* A relative path of the file counts from the file's folder. */
static const char *beside(struct mn_config *c, const char *value)
{
	const char *slash = c->path ? strrchr(c->path, '/') : NULL;

	if (!*value || *value == '/' || !slash)
		return value;
	char *whole = mn_printf("%.*s/%s", (int)(slash - c->path), c->path, value);
	for (unsigned long i = 0; i < c->nmade; i++)
		if (!strcmp(c->made[i], whole)) {
			free(whole);
			return c->made[i];
		}
	c->made = mn_grow(c->made, c->nmade, &c->made_cap, sizeof *c->made);
	return c->made[c->nmade++] = whole;
}

const char *mn_config_get(const struct mn_config *c, const char *section, const char *key)
{
	const struct mn_key *k = declared_key(c, section, key);
	const char *value = raw(c, section, k);

	if (value && MN_KEY_TYPE(k) == MN_FILE && value != k->value)
		return beside((struct mn_config *)c, value);
	return value;
}

const char *mn_config_peek_path(const struct mn_config *c, const char *section, const char *key)
{
	const struct mn_key k = {.name = key, .type = MN_FILE};
	const char *value = raw(c, section, &k);

	return value ? beside((struct mn_config *)c, value) : NULL;
}

long mn_config_int(const struct mn_config *c, const char *section, const char *key)
{
	long n = 0;
	const char *v = mn_config_get(c, section, key);
	bool ok = v && parse_int(v, &n);

	assert(ok);
	return n;
}

bool mn_config_bool(const struct mn_config *c, const char *section, const char *key)
{
	const char *v = mn_config_get(c, section, key);
	int b = v ? parse_bool(v) : -1;

	assert(b >= 0);
	return b == 1;
}

void mn_config_digest(const struct mn_config *c, const char *section, char hex[MN_HEX])
{
	struct mn_digest *d = mn_digest_new();

	for (size_t i = 0; i < c->ndeclared; i++) {
		if (strcmp(c->declared[i].section, section))
			continue;
		for (const struct mn_key *k = c->declared[i].keys; k && k->name; k++) {
			const char *v = k->type & MN_ASIDE ? NULL : raw(c, section, k);
			mn_digest_add(d, k->name, strlen(k->name) + 1);
			mn_digest_add(d, v ? v : "", v ? strlen(v) + 1 : 0);
			mn_digest_add(d, v ? "1" : "0", 1);
		}
	}
	mn_digest_end(d, hex);
}

const char *mn_data_dir(void)
{
	static char dir[MN_PATH_MAX];
	char exe[MN_PATH_MAX / 2];

	if (dir[0])
		return dir;
	const char *set = getenv("MINUTIER_DATA");
	if (set && *set) {
		snprintf(dir, sizeof dir, "%s", set);
		return dir;
	}
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	exe[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(exe, '/');
	if (slash)
		*slash = '\0';
	/* Executables stand in bin/, tests below test/: walk up until share/minutier is found. */
	for (int up = 0; up < 5 && slash; up++) {
		slash = strrchr(exe, '/');
		if (!slash)
			break;
		*slash = '\0';
		snprintf(dir, sizeof dir, "%s/share/minutier", exe);
		if (mn_is_folder(dir))
			return dir;
	}
	snprintf(dir, sizeof dir, "/usr/share/minutier");
	return dir;
}
