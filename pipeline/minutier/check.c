// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * check.c: `minutier check`: the plan, and what the configuration lacks, before the night finds out.
 */
#include "commands.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include "i18n.h"
#include "plan.h"

static int help(void)
{
	puts(_("Usage: minutier check [--config FILE]\n\n"
	       "Checks the configuration and prints the stages in the order in which they work, with their settings."));
	return EX_OK;
}

static void print_keys(const struct mn_config *c, const char *section, const struct mn_key *keys)
{
	for (const struct mn_key *k = keys; k && k->name; k++) {
		const char *v = mn_config_get(c, section, k->name);
		printf("     %-22s %s\n", k->name, v ? v : _("(not set)"));
	}
}

static void print(const struct plan *p, const struct mn_config *c)
{
	printf(_("configuration: %s\n"), mn_config_path(c) ? mn_config_path(c) : _("none, defaults are used"));
	print_keys(c, "minutier", plan_keys);
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_stage *s = &p->stages[i];
		printf("%zu. %-10s %s\n", i + 1, s->name, _(s->synopsis));
		print_keys(c, s->name, s->keys);
	}
}

int command_check(int argc, char **argv)
{
	static const struct option options[] = {{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	const char *path = NULL;
	struct mn_err err = MN_ERR_INIT;
	int code = EX_OK;

	for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (o == 'h')
			return help();
		if (o != 'c')
			return EX_USAGE;
		path = optarg;
	}
	struct mn_config *c = mn_config_read(path, &err);
	struct plan *p = c ? plan_make(&err) : NULL;
	if (!p || plan_check_config(p, c, &err) < 0) {
		fprintf(stderr, "minutier: %s\n", err.text);
		code = mn_kind_exit(err.kind);
	} else {
		print(p, c);
	}
	plan_free(p);
	mn_config_free(c);
	return code;
}
