// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * status.c: `minutier status OUT`: where every dossier stands, read from the files.
 */
#include "commands.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include "file.h"
#include "i18n.h"
#include "summary.h"

static int help(void)
{
	puts(_("Usage: minutier status [--json] OUT\n\n"
	       "Says where every dossier of OUT stands, and what is in quarantine."));
	return EX_OK;
}

static const char *state(const struct summary *s)
{
	if (s->failed)
		return N_("refused");
	if (s->packaged)
		return N_("packaged");
	if (s->sealed)
		return N_("sealed");
	return s->stage ? s->stage : N_("received");
}

static json_t *row(const struct summary *s)
{
	return json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:s?, s:b, s:i, s:s?}", "dossier", s->id, "name", s->name, "state", state(s), "pages",
		s->pages, "blank", s->blank, "deliberations", s->deliberations, "date", s->date, "test_seal", (int)s->test_seal,
		"checks", (int)json_array_size(s->checks), "error", s->failed);
}

static json_t *dossiers(const char *out, struct mn_err *err)
{
	char folder[MN_PATH_MAX], path[MN_PATH_MAX];
	char **names = mn_list(mn_join(folder, out, "dossiers"), "*", NULL, err);
	json_t *list = names ? json_array() : NULL;

	for (char **n = names; n && *n; n++) {
		struct summary s;
		if (summary_read(&s, mn_join(path, folder, *n), err) < 0)
			json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "dossier", *n, "state", "damaged", "error", err->text));
		else
			json_array_append_new(list, row(&s));
		summary_free(&s);
	}
	mn_names_free(names);
	return list;
}

static json_t *quarantine(const char *out, struct mn_err *err)
{
	char folder[MN_PATH_MAX], entry[MN_PATH_MAX], path[MN_PATH_MAX];
	char **names = mn_list(mn_join(folder, out, "quarantine"), "*", NULL, err);
	json_t *list = names ? json_array() : NULL;

	for (char **n = names; n && *n; n++) {
		json_t *reason = json_load_file(mn_join(path, mn_join(entry, folder, *n), "reason.json"), 0, NULL);
		if (!reason)
			reason = json_object();
		json_object_set_new(reason, "id", json_string(*n));
		json_array_append_new(list, reason);
	}
	mn_names_free(names);
	return list;
}

static const char *text_of(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static void print(const json_t *list, const json_t *refused)
{
	size_t i;
	json_t *o;

	json_array_foreach(list, i, o) {
		printf(_("%-10s %4d pages %4d deliberations  %s\n"), _(text_of(o, "state")),
			(int)json_integer_value(json_object_get(o, "pages")),
			(int)json_integer_value(json_object_get(o, "deliberations")), text_of(o, "dossier"));
		if (*text_of(o, "error"))
			printf("           %s\n", text_of(o, "error"));
	}
	json_array_foreach(refused, i, o)
		printf(_("quarantine  %s: %s\n"), text_of(o, "source"), text_of(o, "reason"));
	printf(_("%zu dossiers, %zu in quarantine\n"), json_array_size(list), json_array_size(refused));
}

int command_status(int argc, char **argv)
{
	static const struct option options[] = {{"json", no_argument, NULL, 'j'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	struct mn_err err = MN_ERR_INIT;
	bool json = false;

	for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (c == 'h')
			return help();
		if (c != 'j')
			return EX_USAGE;
		json = true;
	}
	if (optind + 1 != argc || !mn_is_folder(argv[optind])) {
		fputs(_("minutier: status needs an OUT folder; see 'minutier status --help'\n"), stderr);
		return EX_USAGE;
	}
	json_t *list = dossiers(argv[optind], &err), *refused = quarantine(argv[optind], &err);
	int code = EX_OK;
	if (!list || !refused) {
		fprintf(stderr, "minutier: %s\n", err.text);
		code = mn_kind_exit(err.kind);
	} else if (json) {
		json_t *o = json_pack("{s:O, s:O}", "dossiers", list, "quarantine", refused);
		json_dumpf(o, stdout, JSON_INDENT(1));
		putchar('\n');
		json_decref(o);
	} else {
		print(list, refused);
	}
	json_decref(list);
	json_decref(refused);
	return code;
}
