// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * stage.c: mn_stage_main, the same front for every executable: options, help, description, the two modes, exit codes.
 */
#include "stage.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>
#include "file.h"
#include "i18n.h"
#include "pages.h"
#include "stage_task.h"

#define LINE_MAX_BYTES 16384

static const char *const unit_names[] = {"source", "page", "dossier", "reader"};

struct options {
	const char *config, *out, *page;
	bool force;
};

enum { OPT_CONFIG = 256, OPT_FORCE, OPT_PAGE, OPT_OUT, OPT_DESCRIBE, OPT_HELP, OPT_VERSION };

static const struct option long_options[] = {
	{"config", required_argument, NULL, OPT_CONFIG}, {"force", no_argument, NULL, OPT_FORCE},
	{"page", required_argument, NULL, OPT_PAGE},     {"out", required_argument, NULL, OPT_OUT},
	{"describe", no_argument, NULL, OPT_DESCRIBE},   {"help", no_argument, NULL, OPT_HELP},
	{"version", no_argument, NULL, OPT_VERSION},     {NULL, 0, NULL, 0},
};

static void print_keys(const struct mn_stage *s)
{
	if (!s->keys || !s->keys->name)
		return;
	printf(_("\nConfiguration, section [%s]:\n"), s->name);
	for (const struct mn_key *k = s->keys; k->name; k++)
		printf("  %-22s %s%s%s%s\n", k->name, _(k->help), k->value ? " (" : "", k->value ? k->value : "",
			k->value ? ")" : "");
}

static void help(const struct mn_stage *s)
{
	if (s->unit == MN_UNIT_READER)
		printf(_("Usage: minutier %s [--config FILE] %s\n"), s->name, _(s->usage));
	else if (s->unit == MN_UNIT_SOURCE)
		printf(_("Usage: minutier-%s [options] --out OUT SOURCE...\n       minutier-%s [options] --out OUT -\n"), s->name,
			s->name);
	else
		printf(_("Usage: minutier-%s [options] DOSSIER...\n       minutier-%s [options] -\n"), s->name, s->name);
	printf("\nminutier-%s: %s.\n\n", s->name, _(s->synopsis));
	puts(_("  --config FILE          the configuration (default: $MINUTIER_CONFIG, /etc/minutier/minutier.ini)"));
	if (s->unit != MN_UNIT_READER)
		puts(_("  --force                do again what is already done"));
	if (s->unit == MN_UNIT_PAGE)
		puts(_("  --page NNNN            only this page"));
	if (s->unit == MN_UNIT_SOURCE)
		puts(_("  --out OUT              where the dossiers are"));
	puts(_("  --describe             print what this program reads and writes, as JSON\n"
	       "  --help                 this text\n"
	       "  --version              the version"));
	print_keys(s);
}

static json_t *strings(const char *const *v)
{
	json_t *a = json_array();

	for (; v && *v; v++)
		json_array_append_new(a, json_string(*v));
	return a;
}

static void describe(const struct mn_stage *s)
{
	static const char *const types[] = {"string", "integer", "boolean", "file"};
	json_t *keys = json_array();

	for (const struct mn_key *k = s->keys; k && k->name; k++)
		json_array_append_new(keys, json_pack("{s:s, s:s, s:s?, s:s}", "name", k->name, "type", types[MN_KEY_TYPE(k)], "default",
			k->value, "help", k->help));
	json_t *o = json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "name", s->name, "version", MN_VERSION, "synopsis", s->synopsis,
		"unit", unit_names[s->unit], "reads", strings(s->reads), "writes", strings(s->writes), "keys", keys);
	json_dumpf(o, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(o);
}

static int complain(const struct mn_stage *s, const struct mn_err *err)
{
	fprintf(stderr, "minutier-%s: %s\n", s->name, err->text);
	return mn_kind_exit(err->kind);
}

/* The worst exit code seen so far and the answer's. */
static int worse(int code, int other)
{
	return other > code ? other : code;
}

static int do_line(struct mn_running *r, char *line)
{
	json_t *answer = mn_running_task(r, line);
	const char *outcome = json_string_value(json_object_get(answer, "outcome"));
	int code = EX_OK;

	if (strcmp(outcome, "done") && strcmp(outcome, "skipped")) {
		fprintf(stderr, "minutier-%s: %s: %s\n", r->stage->name, line,
			json_string_value(json_object_get(answer, "error")));
		code = mn_kind_exit(mn_kind_parse(outcome));
	} else if (r->stage->unit == MN_UNIT_SOURCE) {
		puts(json_string_value(json_object_get(answer, "dossier")));
	}
	json_decref(answer);
	return code;
}

/* Every page of a dossier, or the one asked for. */
static int do_pages(struct mn_running *r, const char *dossier, const char *page)
{
	struct mn_err err = MN_ERR_INIT;
	char line[LINE_MAX_BYTES];
	int code = EX_OK;

	if (page) {
		snprintf(line, sizeof line, "%s\t%s", dossier, page);
		return do_line(r, line);
	}
	struct mn_dossier *d = mn_dossier_open(dossier, MN_LOCK_NONE, &err);
	struct mn_pages *pages = d ? mn_pages_read(d, &err) : NULL;
	if (!pages)
		code = complain(r->stage, &err);
	for (size_t i = 0; pages && i < pages->n; i++) {
		snprintf(line, sizeof line, "%s\t%s", dossier, pages->pages[i].id);
		code = worse(code, do_line(r, line));
	}
	mn_pages_free(pages);
	mn_dossier_close(d);
	return code;
}

static int batch(struct mn_running *r, char **args, const char *page)
{
	int code = EX_OK;
	char line[LINE_MAX_BYTES];

	if (mn_running_open(r) < 0)
		return complain(r->stage, &r->open_err);
	for (; *args; args++) {
		if (r->stage->unit == MN_UNIT_PAGE) {
			code = worse(code, do_pages(r, *args, page));
		} else {
			snprintf(line, sizeof line, "%s", *args);
			code = worse(code, do_line(r, line));
		}
	}
	mn_running_close(r);
	return code;
}

/* Warm worker: a task line in, an answer line out. What libraries print on stdout goes to stderr. */
static int serve(struct mn_running *r)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int code = EX_OK;
	int fd = dup(STDOUT_FILENO);
	FILE *answers = fd < 0 ? NULL : fdopen(fd, "w");

	if (!answers || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		return EX_OSERR;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	mn_running_open(r);
	while ((n = getline(&line, &cap, stdin)) > 0) {
		if (line[n - 1] == '\n')
			line[n - 1] = '\0';
		json_t *answer = mn_running_task(r, line);
		if (json_dumpf(answer, answers, JSON_COMPACT) < 0 || fputc('\n', answers) == EOF || fflush(answers) == EOF)
			code = EX_IOERR;
		json_decref(answer);
		if (code)
			break;
	}
	free(line);
	fclose(answers);
	mn_running_close(r);
	return code;
}

static int reader_main(const struct mn_stage *s, const struct options *o, int argc, char **argv)
{
	struct mn_err err = MN_ERR_INIT;
	struct mn_config *c = mn_config_read(o->config, &err);
	int code = EX_OK;

	if (!c || mn_config_declare(c, s->name, s->keys, &err) < 0 || s->reader(argc, argv, c, &err) < 0)
		code = complain(s, &err);
	mn_config_free(c);
	return code;
}

static int usage(const struct mn_stage *s)
{
	fprintf(stderr, _("minutier-%s: wrong command line; see 'minutier-%s --help'\n"), s->name, s->name);
	return EX_USAGE;
}

/* -1: go on; otherwise the exit code. */
static int parse(const struct mn_stage *s, int argc, char **argv, struct options *o)
{
	/* Readers have options of their own after ours: stop at the first that is not known here. */
	for (int c; (c = getopt_long(argc, argv, "+", long_options, NULL)) != -1;) {
		switch (c) {
		case OPT_CONFIG: o->config = optarg; break;
		case OPT_FORCE: o->force = true; break;
		case OPT_PAGE: o->page = optarg; break;
		case OPT_OUT: o->out = optarg; break;
		case OPT_DESCRIBE: describe(s); return EX_OK;
		case OPT_HELP: help(s); return EX_OK;
		case OPT_VERSION: printf("minutier-%s %s\n", s->name, MN_VERSION); return EX_OK;
		default: return usage(s);
		}
		if (s->unit == MN_UNIT_READER)
			break;
	}
	return -1;
}

int mn_stage_main(const struct mn_stage *s, int argc, char **argv)
{
	struct options o = {0};
	struct mn_err err = MN_ERR_INIT;

	mn_i18n_init();
	if (s->unit == MN_UNIT_READER) {
		static const char *const own[] = {"--config", "--help", "--version", "--describe"};
		bool mine = false;
		for (size_t i = 0; argc > 1 && i < sizeof own / sizeof *own; i++)
			mine = mine || !strncmp(argv[1], own[i], strlen(own[i]));
		int code = mine ? parse(s, argc, argv, &o) : -1;
		int at = mine ? optind : 1;
		return code >= 0 ? code : reader_main(s, &o, argc - at, argv + at);
	}
	int code = parse(s, argc, argv, &o);
	if (code >= 0)
		return code;
	if (optind >= argc || (s->unit == MN_UNIT_SOURCE && !o.out))
		return usage(s);
	struct mn_running r = {.stage = s, .out = o.out, .force = o.force};
	r.config = mn_config_read(o.config, &err);
	if (!r.config || mn_config_declare(r.config, s->name, s->keys, &err) < 0) {
		mn_config_free(r.config);
		return complain(s, &err);
	}
	if (o.out && mn_mkdirs(o.out, &err) < 0)
		code = complain(s, &err);
	else if (!strcmp(argv[optind], "-") && optind + 1 == argc)
		code = serve(&r);
	else
		code = batch(&r, argv + optind, o.page);
	mn_config_free(r.config);
	return code;
}
