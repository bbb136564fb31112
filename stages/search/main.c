// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutier search: finds deliberations by their words, in OUT/archive.db.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "find.h"
#include "i18n.h"
#include "query.h"
#include "show.h"
#include "stage.h"

#define LIMIT_MAX 10000

struct options {
	bool json;
	long limit;
	const char *query, *out;
};

static int parse(struct options *o, int argc, char **argv, struct mn_err *err)
{
	bool options = true;

	for (int i = 0; i < argc; i++) {
		char *end = NULL;
		if (options && !strcmp(argv[i], "--")) {
			options = false;
		} else if (options && !strcmp(argv[i], "--json")) {
			o->json = true;
		} else if (options && !strcmp(argv[i], "--limit") && i + 1 < argc) {
			o->limit = strtol(argv[++i], &end, 10);
			if (*end || o->limit < 1 || o->limit > LIMIT_MAX)
				return mn_fail(err, MN_USAGE, _("--limit '%s' is not a number from 1 to %d"), argv[i], LIMIT_MAX);
		} else if (options && !strncmp(argv[i], "--", 2)) {
			return mn_fail(err, MN_USAGE, _("unknown option '%s'"), argv[i]);
		} else if (!o->query) {
			o->query = argv[i];
		} else if (!o->out) {
			o->out = argv[i];
		} else {
			return mn_fail(err, MN_USAGE, _("'%s' is too much: put the whole query between quotes"), argv[i]);
		}
	}
	return o->query ? 0 : mn_fail(err, MN_USAGE, _("what is to be looked for? see 'minutier search --help'"));
}

static int print_json(const char *query, json_t *results, long long total)
{
	json_t *answer = json_pack("{s:s?, s:I, s:O}", "query", query, "total", (json_int_t)total, "results", results);
	int r = answer ? json_dumpf(answer, stdout, JSON_INDENT(1)) : -1;

	json_decref(answer);
	return r < 0 || putchar('\n') == EOF ? -1 : 0;
}

/* Results on standard output, their count on standard error. */
static int print_text(const json_t *results, long long total)
{
	struct mn_buf b = MN_BUF_INIT, count = MN_BUF_INIT;

	sr_show(&b, results);
	sr_show_count(&count, json_array_size(results), total);
	int r = b.len && fputs(b.s, stdout) < 0 ? -1 : 0;
	fputs(count.s, stderr);
	mn_buf_free(&b);
	mn_buf_free(&count);
	return r;
}

static int search(int argc, char **argv, const struct mn_config *config, struct mn_err *err)
{
	struct options o = {.limit = mn_config_int(config, "search", "limit")};
	bool bold = isatty(STDOUT_FILENO);
	long long total = 0;
	int result = -1;

	if (parse(&o, argc, argv, err) < 0)
		return -1;
	if (!o.out)
		o.out = mn_config_peek_path(config, "minutier", "out");
	char *match = sr_query(o.query, err);
	bool styled = bold && !o.json;
	json_t *results = match ? sr_find(o.out ? o.out : ".", match, (int)o.limit, styled ? "\033[1m" : "[",
		styled ? "\033[0m" : "]", &total, err) : NULL;
	if (!results)
		goto out;
	result = o.json ? print_json(o.query, results, total) : print_text(results, total);
	if (result < 0 || fflush(stdout) == EOF)
		result = mn_fail(err, MN_SYSTEM, _("cannot write the results"));
out:
	json_decref(results);
	free(match);
	return result;
}

static const struct mn_key keys[] = {
	{"limit", MN_INT, "20", N_("how many results are shown")},
	{NULL, MN_STRING, NULL, NULL},
};

static const struct mn_stage stage = {
	.name = "search", .synopsis = N_("find deliberations by their words"), .unit = MN_UNIT_READER, .keys = keys,
		.reader = search,
	.usage = N_("[--json] [--limit N] QUERY [OUT]"),
};

int main(int argc, char **argv)
{
	return mn_stage_main(&stage, argc, argv);
}
