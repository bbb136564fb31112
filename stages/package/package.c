// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * package.c: settings, and the order in which a package comes to be: everything is made and judged beside, then
 * published.
 */
#include "work.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "attachments.h"
#include "bordereau.h"
#include "buf.h"
#include "clock.h"
#include "file.h"
#include "i18n.h"
#include "xml.h"

#define CHECKS_BYTES_MAX ((size_t)16 << 20)
#define BORDEREAU "package/bordereau.xml"
#define ATTACHMENTS "package/attachments.tar.gz"

struct state {
	struct pk_settings settings;
	struct pk_formats formats;
	struct pk_rules *rules;
	struct mn_schema *schema;
};

int pk_settings_get(struct pk_settings *s, const struct mn_config *config, struct mn_err *err)
{
	const struct {
		const char *key, **value;
		int needed;
	} keys[] = {
		{"archival_agency", &s->archival_agency, 1}, {"transferring_agency", &s->transferring_agency, 1},
		{"originating_agency", &s->originating_agency, 1}, {"archival_agreement", &s->archival_agreement, 1},
		{"archival_profile", &s->archival_profile, 0}, {"service_level", &s->service_level, 0},
		{"appraisal_rule", &s->appraisal_rule, 1}, {"access_rule", &s->access_rule, 1},
		{"digitisation", &s->digitisation, 0},
	};
	struct mn_buf missing = MN_BUF_INIT;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		*keys[i].value = mn_config_get(config, "package", keys[i].key);
		if (*keys[i].value && !**keys[i].value)
			*keys[i].value = NULL;
		if (keys[i].needed && !*keys[i].value)
			mn_buf_printf(&missing, "%s%s", missing.len ? ", " : "", keys[i].key);
	}
	if (missing.len)
		mn_fail(err, MN_UNSET, _("[package] lacks %s: these codes have to be asked of the archive (SESAM)"), missing.s);
	int result = missing.len ? -1 : 0;
	mn_buf_free(&missing);
	return result;
}

int pk_open(void **out, const struct mn_config *config, struct mn_err *err)
{
	struct state *st = mn_calloc(1, sizeof *st);
	char folder[MN_PATH_MAX], path[MN_PATH_MAX];

	if (pk_settings_get(&st->settings, config, err) < 0 ||
		pk_formats_read(&st->formats, mn_join(path, mn_join(folder, mn_data_dir(), "package"), "formats.csv"), err) < 0)
		goto fail;
	st->rules = pk_rules_read(folder, err);
	if (!st->rules)
		goto fail;
	if (!pk_rules_known(st->rules, st->settings.access_rule)) {
		mn_fail(err, MN_CONFIG, _("[package] access_rule: '%s' is not in access.csv"), st->settings.access_rule);
		goto fail;
	}
	st->schema = mn_schema_open("seda-2.2/seda-2.2-main.xsd", err);
	if (!st->schema)
		goto fail;
	*out = st;
	return 0;
fail:
	pk_close(st);
	return -1;
}

void pk_close(void *state)
{
	struct state *st = state;

	pk_formats_free(&st->formats);
	pk_rules_free(st->rules);
	if (st->schema)
		mn_schema_close(st->schema);
	free(st);
}

/* "<dossier>-20261125T031207Z": another at each attempt, in the characters that a path of the archive's web service
 * takes. */
static char *message_id(const char *dossier, time_t now)
{
	char stamp[32];
	struct tm tm;

	strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", gmtime_r(&now, &tm));
	char *id = mn_printf("%s-%s", dossier, stamp);
	for (char *p = id; *p; p++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", *p))
			*p = '-';
	return id;
}

static json_t *read_checks(const struct mn_dossier *d, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	size_t n;
	json_error_t why;
	char *bytes = mn_read_file(mn_dossier_path(d, "checks.json", path), CHECKS_BYTES_MAX, &n, err);
	json_t *checks = bytes ? json_loadb(bytes, n, 0, &why) : NULL;

	if (bytes && !checks)
		mn_fail(err, MN_INPUT, _("'%s', line %d: %s"), path, why.line, why.text);
	free(bytes);
	return checks;
}

/* Time of the entries: when the document was received. */
static time_t received(const struct mn_pages *pages)
{
	struct tm tm = {0};

	return strptime(pages->received, "%Y-%m-%dT%H:%M:%SZ", &tm) ? timegm(&tm) : 0;
}

/* A page of text, for the names of the programs in the history. *first NULL when content/ holds none. */
static int first_page(const struct pk_files *files, const struct mn_dossier *d, struct mn_alto **first,
	struct mn_err *err)
{
	char name[MN_PATH_MAX], path[MN_PATH_MAX];

	*first = NULL;
	for (size_t i = 0; i < files->n; i++) {
		if (strncmp(files->v[i].name, "alto-", 5))
			continue;
		mn_join(name, "content", files->v[i].name);
		*first = mn_alto_read(mn_dossier_path(d, name, path), err);
		return *first ? 0 : -1;
	}
	return 0;
}

static int publish(struct mn_dossier *d, const struct pk_files *files, time_t when, const char *xml, size_t n,
	struct mn_err *err)
{
	char tmp[MN_PATH_MAX], path[MN_PATH_MAX];

	if (mn_dossier_publish_path(d, ATTACHMENTS, tmp, err) < 0)
		return -1;
	if (pk_attachments_write(tmp, files, d, when, err) < 0 || pk_attachments_check(tmp, xml, n, err) < 0)
		goto fail;
	if (unlink(mn_dossier_path(d, BORDEREAU, path)) < 0 && errno != ENOENT) {
		mn_fail(err, MN_SYSTEM, _("cannot remove '%s': %s"), path, strerror(errno));
		goto fail;
	}
	if (mn_dossier_publish_done(d, tmp, ATTACHMENTS, err) < 0)
		return -1;
	return mn_dossier_publish(d, BORDEREAU, xml, n, err);
fail:
	mn_publish_drop(tmp);
	return -1;
}

int pk_run(void *state, struct mn_task *task, struct mn_err *err)
{
	struct state *st = state;
	char path[MN_PATH_MAX], date[MN_TIME], *message = message_id(mn_dossier_id(task->dossier), mn_clock()), *xml = NULL;
	struct pk_files files = {NULL, 0};
	struct mn_pages *pages = NULL;
	struct mn_minutes *minutes = NULL;
	struct mn_alto *first = NULL;
	json_t *checks = NULL;
	size_t n = 0;
	int result = -1;

	mn_time_iso(mn_clock(), date);
	if (pk_files_list(&files, task->dossier, &st->formats, err) < 0 || pk_seal_check(&files, task->dossier, err) < 0 ||
		!(pages = mn_pages_read(task->dossier, err)) ||
		!(minutes = mn_minutes_read(mn_dossier_path(task->dossier, "minutes.xml", path), err)) ||
		!(checks = read_checks(task->dossier, err)) || first_page(&files, task->dossier, &first, err) < 0)
		goto out;
	const struct pk_transfer t = {.settings = &st->settings, .rules = st->rules, .files = &files, .minutes = minutes,
		.pages = pages, .first = first, .checks = checks, .dossier = mn_dossier_id(task->dossier), .message = message,
		.date = date};
	xml = pk_bordereau(&t, &n, err);
	if (!xml || mn_schema_check_bytes(st->schema, xml, n, "bordereau.xml", err) < 0)
		goto out;
	if (publish(task->dossier, &files, received(pages), xml, n, err) < 0)
		goto out;
	json_object_set_new(task->note, "message", json_string(message));
	json_object_set_new(task->note, "files", json_integer((json_int_t)files.n));
	result = 0;
out:
	free(message);
	free(xml);
	json_decref(checks);
	mn_alto_free(first);
	mn_minutes_free(minutes);
	mn_pages_free(pages);
	pk_files_free(&files);
	return result;
}
