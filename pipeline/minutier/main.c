// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * main.c: the front door: its own commands from a table, and every minutier-<name> beside it as a command.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>
#include "commands.h"
#include "file.h"
#include "i18n.h"
#include "plan.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
	{"run", command_run, N_("take an inbox of scans through all stages")},
	{"status", command_status, N_("say where every dossier stands")},
	{"check", command_check, N_("check the configuration")},
};

static int help(void)
{
	struct mn_err err = MN_ERR_INIT;
	struct plan *p = plan_make(&err);

	puts(_("Usage: minutier COMMAND [options] …\n\n"
	       "Turns scanned minutes of French public bodies into corrected text, deliberations and sealed archival packages.\n"));
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		printf("  %-10s %s\n", commands[i].name, _(commands[i].help));
	for (size_t i = 0; p && i < p->nreaders; i++)
		printf("  %-10s %s\n", p->readers[i].name, _(p->readers[i].synopsis));
	puts(_("\nStages, also commands of their own:"));
	for (size_t i = 0; p && i < p->n; i++)
		printf("  %-10s %s\n", p->stages[i].name, _(p->stages[i].synopsis));
	puts(_("\n'minutier COMMAND --help' says more."));
	plan_free(p);
	return EX_OK;
}

/* Runs minutier-<name> in our place. The name becomes part of a path: letters only. */
static int become(char **argv)
{
	char exe[MN_PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 300);

	if (n > 0 && strspn(argv[0], "abcdefghijklmnopqrstuvwxyz-") == strlen(argv[0]) && strlen(argv[0]) < 200) {
		snprintf(exe + n, 300, "-%s", argv[0]);
		execv(exe, argv);
	}
	fprintf(stderr, _("minutier: there is no command '%s'; see 'minutier --help'\n"), argv[0]);
	return EX_USAGE;
}

int main(int argc, char **argv)
{
	mn_i18n_init();
	if (argc < 2) {
		help();
		return EX_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help"))
		return help();
	if (!strcmp(argv[1], "--version")) {
		printf("minutier %s\n", MN_VERSION);
		return EX_OK;
	}
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (!strcmp(commands[i].name, argv[1]))
			return commands[i].run(argc - 1, argv + 1);
	return become(argv + 1);
}
