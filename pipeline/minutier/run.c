// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * run.c: `minutier run INBOX... OUT`: the night.
 */
#include "commands.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>
#include "i18n.h"
#include "night.h"
#include "report.h"

#define JOBS_MAX 256

static int help(void)
{
	puts(_("Usage: minutier run [--config FILE] [--jobs N] [--quiet] INBOX... OUT\n\n"
	       "Takes every document of INBOX (files, folders of page images) through all stages into OUT, and goes on with\n"
	       "what an earlier run left. INBOX is never changed. The report is OUT/reports/<run>.html and .txt.\n\n"
	       "  --config FILE  the configuration (default: $MINUTIER_CONFIG, /etc/minutier/minutier.ini)\n"
	       "  --jobs N       tasks at once (default: one a core)\n"
	       "  --quiet        say nothing when all went well"));
	return EX_OK;
}

static int complain(const struct mn_err *err)
{
	fprintf(stderr, "minutier: %s\n", err->text);
	return mn_kind_exit(err->kind);
}

static int jobs_of(const struct mn_config *c, const char *option)
{
	long n = option ? strtol(option, NULL, 10) : mn_config_int(c, "minutier", "jobs");

	if (n <= 0)
		n = sysconf(_SC_NPROCESSORS_ONLN);
	return n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : (int)n;
}

/* "2026-11-25T03:12:07Z" -> "2026-11-25T03-12-07Z": a name that every file system takes. */
static void run_id(char id[MN_TIME])
{
	mn_time_iso(mn_clock(), id);
	for (char *p = id; *p; p++)
		if (*p == ':')
			*p = '-';
}

static void tell(const struct night *n, const char *report, bool quiet)
{
	size_t quarantined = 0, failed = 0, later = 0;

	for (unsigned long i = 0; i < n->n; i++) {
		quarantined += n->docs[i].end == DOC_QUARANTINED;
		failed += n->docs[i].end == DOC_FAILED;
		later += n->docs[i].later;
	}
	if (quiet && !quarantined && !failed && !later && !n->stopped)
		return;
	printf(_("%zu of %lu documents ended, %zu in quarantine, %zu refused by a stage, %zu to be tried again; report: %s.html\n"), n->ended - n->merged,
		n->n - n->merged, quarantined, failed, later, report);
}

static int night(struct night *n, const struct inbox *inbox, const char *jobs, bool quiet)
{
	struct mn_err err = MN_ERR_INIT, trouble = MN_ERR_INIT;
	char *report = NULL;
	int code = EX_OK;

	run_id(n->id);
	if (night_run(n, inbox, jobs_of(n->config, jobs), &err) < 0) {
		code = complain(&err);
		if (!n->n)
			return code; /* it did not even begin */
	}
	if (report_write(n, &report, &trouble) < 0)
		code = complain(&trouble);
	else
		tell(n, report, quiet);
	free(report);
	for (unsigned long i = 0; i < n->n && code == EX_OK; i++)
		if (n->docs[i].later)
			code = EX_TEMPFAIL;
	return code;
}

int command_run(int argc, char **argv)
{
	static const struct option options[] = {{"config", required_argument, NULL, 'c'}, {"jobs", required_argument, NULL, 'j'},
		{"quiet", no_argument, NULL, 'q'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	const char *config = NULL, *jobs = NULL;
	bool quiet = false;
	struct mn_err err = MN_ERR_INIT;
	struct inbox inbox = {0};
	struct night n = {0};
	int code = EX_USAGE;

	for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		switch (c) {
		case 'c': config = optarg; break;
		case 'j': jobs = optarg; break;
		case 'q': quiet = true; break;
		case 'h': return help();
		default: return EX_USAGE;
		}
	}
	n.config = mn_config_read(config, &err);
	struct plan *plan = n.config ? plan_make(&err) : NULL;
	if (!plan || plan_check_config(plan, n.config, &err) < 0) {
		code = complain(&err);
		goto out;
	}
	n.plan = plan;
	n.out = mn_config_get(n.config, "minutier", "out");
	int last = argc - (n.out && argc - optind == 1 ? 0 : 1);
	if (last <= optind) {
		fputs(_("minutier: run needs an INBOX and an OUT folder; see 'minutier run --help'\n"), stderr);
		goto out;
	}
	if (last < argc)
		n.out = argv[last];
	for (int i = optind; i < last; i++)
		if (inbox_add(&inbox, argv[i], &err) < 0) {
			code = mn_kind_exit(MN_USAGE);
			complain(&err);
			goto out;
		}
	code = night(&n, &inbox, jobs, quiet);
out:
	inbox_free(&inbox);
	night_free(&n);
	plan_free(plan);
	mn_config_free(n.config);
	return code;
}
