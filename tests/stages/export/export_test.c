// SPDX-License-Identifier: AGPL-3.0-or-later
// Plain files out of a dossier: the text of the pages and deliberations.json, compared as JSON.
#include "lib/fixture.h"
#include <jansson.h>
#include <unistd.h>
#include "export.h"

static char out[64], to[80], folder[MN_PATH_MAX];

static int setup(void **state)
{
	(void)state;
	unit_folder(out);
	snprintf(to, sizeof to, "%s/exports/plain", out);
	snprintf(folder, sizeof folder, "%s/dossiers/a-1", out);
	fixture_dossier(folder, "2021-09-24 conseil", "2021-09-24");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unit_remove(out);
	return 0;
}

/* Runs it; *notes is what was said, caller frees. */
static int run(const char *from, char **notes, struct mn_err *err)
{
	size_t n;
	FILE *f = open_memstream(notes, &n);

	*err = (struct mn_err)MN_ERR_INIT;
	int r = ex_export(from, to, f, err);
	fclose(f);
	return r;
}

static void pages_and_record(void **state)
{
	static const char want[] =
		"{\"date\":\"2021-09-24\",\"president\":\"Mme Zoé LAMBERT\",\"secretary\":null,\"present\":[\"Mme Zoé LAMBERT\"],"
		"\"represented\":[{\"name\":\"M. Luc D'ORVAL\",\"by\":\"Mme Zoé LAMBERT\"}],\"absent\":[\"M. Luc D'ORVAL\"],"
		"\"deliberations\":["
		"{\"number\":\"2021-045\",\"title\":\"Déploiement de la fibre optique\",\"page_start\":1,\"page_end\":1,\"rapporteur\":null,"
		"\"text\":\"2021-045 Déploiement de la fibre optique\\nAprès délibération, le conseil adopte la convention avec l'école, sans "
		"l'œuvre.\\nAdopté à l'unanimité.\",\"vote\":{\"result\":\"adopted\",\"unanimous\":true,\"for\":null,\"against\":null,"
		"\"abstain\":null}},"
		"{\"number\":\"2021-046\",\"title\":\"Demande de secours\",\"page_start\":2,\"page_end\":2,\"rapporteur\":null,"
		"\"text\":\"2021-046 Demande de secours\\nLes élus municipaux accordent un secours.\\nPour : 8, contre : 2\","
		"\"vote\":{\"result\":\"adopted\",\"unanimous\":false,\"for\":8,\"against\":2,\"abstain\":null}}]}";
	struct mn_err err;
	char *notes;

	(void)state;
	if (run(folder, &notes, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(notes, "");
	free(notes);
	char *text = unit_read(to, "2021-09-24 conseil/page-01.txt");
	assert_non_null(strstr(text, "le conseil adopte la conven\u00ad\ntion avec l'école"));
	assert_non_null(strstr(text, "Commune de Saint-Aubin-le-Vieux\nSéance du conseil"));
	free(text);
	text = unit_read(to, "2021-09-24 conseil/page-03.txt");
	assert_string_equal(text, "");
	free(text);
	text = unit_read(to, "2021-09-24 conseil/deliberations.json");
	json_t *got = json_loads(text, 0, NULL), *expected = json_loads(want, 0, NULL);
	assert_non_null(expected);
	assert_int_equal(json_array_size(json_object_get(got, "seances")), 1);
	assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(got, "seances"), 0), "body")),
		"Commune de Saint-Aubin-le-Vieux");
	json_object_del(got, "seances");
	if (!json_equal(got, expected))
		fail_msg("%s", text);
	json_decref(got);
	json_decref(expected);
	free(text);
}

static void same_name_twice(void **state)
{
	struct mn_err err;
	char *notes;

	(void)state;
	snprintf(folder, sizeof folder, "%s/dossiers/b-2", out);
	fixture_dossier(folder, "2021-09-24 conseil", "2021-10-01");
	snprintf(folder, sizeof folder, "%s/dossiers/c-3", out);
	fixture_dossier(folder, "../ailleurs", NULL);
	assert_int_equal(run(out, &notes, &err), 0);
	assert_non_null(strstr(notes, "b-2"));
	assert_non_null(strstr(notes, "c-3"));
	assert_null(strstr(notes, "a-1"));
	free(notes);
	char *text = unit_read(to, "2021-09-24 conseil/deliberations.json");
	assert_non_null(strstr(text, "2021-09-24"));
	free(text);
	text = unit_read(to, "b-2/deliberations.json");
	assert_non_null(strstr(text, "2021-10-01"));
	free(text);
	text = unit_read(to, "c-3/deliberations.json");
	assert_non_null(strstr(text, "\"date\": null"));
	free(text);
}

static void an_unfinished_dossier_does_not_stop_the_others(void **state)
{
	struct mn_err err;
	char *notes, path[MN_PATH_MAX];

	(void)state;
	assert_int_equal(unlink(mn_join(path, folder, "minutes.xml")), 0);
	snprintf(folder, sizeof folder, "%s/dossiers/b-2", out);
	fixture_dossier(folder, "autre", NULL);
	assert_int_equal(run(out, &notes, &err), -1);
	assert_int_equal(err.kind, MN_INPUT);
	assert_non_null(strstr(err.text, "1 of 2"));
	assert_non_null(strstr(notes, "a-1: it is not cut into deliberations yet"));
	free(notes);
	assert_true(mn_exists(mn_join(path, to, "autre/page-02.txt")));
	assert_false(mn_exists(mn_join(path, to, "2021-09-24 conseil")));
	assert_int_equal(run("/nonexistent", &notes, &err), -1);
	assert_int_equal(err.kind, MN_USAGE);
	free(notes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(pages_and_record, setup, teardown),
		cmocka_unit_test_setup_teardown(same_name_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(an_unfinished_dossier_does_not_stop_the_others, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
