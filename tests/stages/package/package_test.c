// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole stage on a dossier made by hand: validity, I10, I11, determinism, and every forgery refused.
#include "lib/fixture.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include "attachments.h"
#include "config.h"
#include "work.h"
#include "xml.h"

static char out[64], folder[MN_PATH_MAX];
static struct mn_config *config;
static void *state;

static const char codes[] =
	"[package]\narchival_agency = SESAM-1\ntransferring_agency = VERSANT-1\noriginating_agency = 210000001\n"
	"archival_agreement = ACCORD-1\ndigitisation = Numérisé à la mairie\n";

static struct mn_config *config_of(const char *text)
{
	struct mn_err err = MN_ERR_INIT;
	char path[MN_PATH_MAX];

	unit_write(out, "minutier.ini", text);
	struct mn_config *c = mn_config_read(mn_join(path, out, "minutier.ini"), &err);
	assert_non_null(c);
	assert_int_equal(mn_config_declare(c, "package", pk_keys, &err), 0);
	return c;
}

static int setup(void **unused)
{
	struct mn_err err = MN_ERR_INIT;

	(void)unused;
	setenv("SOURCE_DATE_EPOCH", "1795575600", 1);
	unit_folder(out);
	snprintf(folder, sizeof folder, "%s/dossiers/%s", out, FIXTURE_ID);
	fixture_dossier(folder, "2021-09-24 conseil", "2021-09-24");
	config = config_of(codes);
	assert_int_equal(pk_open(&state, config, &err), 0);
	return 0;
}

static int teardown(void **unused)
{
	(void)unused;
	pk_close(state);
	mn_config_free(config);
	unit_remove(out);
	return 0;
}

static int run(struct mn_err *err)
{
	struct mn_task task = {.config = config, .note = json_object(), .out = out};

	*err = (struct mn_err)MN_ERR_INIT;
	task.dossier = mn_dossier_open(folder, MN_LOCK_EXCLUSIVE, err);
	assert_non_null(task.dossier);
	int r = pk_run(state, &task, err);
	mn_dossier_close(task.dossier);
	json_decref(task.note);
	return r;
}

static bool there(const char *name)
{
	char path[MN_PATH_MAX];

	return mn_exists(mn_join(path, folder, name));
}

static size_t times(const char *text, const char *word)
{
	size_t n = 0;

	for (const char *p = text; (p = strstr(p, word)); p += strlen(word))
		n++;
	return n;
}

static void makes_a_valid_package(void **unused)
{
	static const struct {
		const char *words;
		size_t times;
	} want[] = {
		{"<BinaryDataObject ", 11}, {"<DataObjectReferenceId>", 11}, {"<Uri>pv.pdf</Uri>", 1},
		{"<Filename>pv.pdf</Filename>", 1},
		{"fmt/354", 3}, {"x-fmt/18", 2}, {"isSignatureOf", 10}, {"<Rule>APP1Y</Rule>", 1},
		{"<FinalAction>Keep</FinalAction>", 1},
		{"<TransactedDate>2021-09-24</TransactedDate>", 3},
		{"Délibération n° 2021-045 : Déploiement de la fibre optique", 1},
		{"Vote : adoptée à l'unanimité.", 1}, {"Vote : adoptée au scrutin secret (pour : 8, contre : 2).", 1},
		{"le quorum n'est pas &lt;mentionné&gt; &amp; reste à voir", 1}, {"sans objet", 0},
		{"Qualité de lecture : moyenne", 1},
		{"<MessageIdentifier>" FIXTURE_ID "-20261125T030000Z<", 1}, {"Numérisé à la mairie", 1}, {"tesseract 5.3.0", 1},
		{"<TransferringAgencyArchiveUnitIdentifier>" FIXTURE_ID "<", 1}, {"<Identifier>SESAM-1</Identifier>", 1},
		{"Texte de la page 2 (ALTO)", 1}, {"<DescriptionLevel>File<", 2}, {"<DescriptionLevel>Item<", 11},
	};
	struct mn_err err;
	int wrong = 0;

	(void)unused;
	if (run(&err) < 0)
		fail_msg("%s", err.text);
	char *xml = unit_read(folder, "package/bordereau.xml");
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		size_t got = times(xml, want[i].words);
		if (got != want[i].times) {
			print_error("'%s': %zu times instead of %zu\n", want[i].words, got, want[i].times);
			wrong++;
		}
	}
	if (wrong)
		print_error("%s\n", xml);
	assert_int_equal(wrong, 0);
	free(xml);
}

static void xmllint_agrees(void **unused)
{
	struct mn_err err;
	char *command = mn_printf("XML_CATALOG_FILES='%s/schemas/catalog.xml' xmllint --nonet --noout --schema "
		"'%s/schemas/seda-2.2/seda-2.2-main.xsd' '%s/package/bordereau.xml' 2>'%s/lint'", mn_data_dir(),
		mn_data_dir(), folder, out);

	(void)unused;
	assert_int_equal(run(&err), 0);
	assert_int_equal(system("command -v xmllint >/dev/null"), 0);
	int r = system(command);
	if (r) {
		char *lint = unit_read(out, "lint");
		fail_msg("%s", lint);
	}
	free(command);
}

/* I11: the deliberation about a person, and what holds its text, are closed for 50 years; the other one is open. */
static void private_life_closes_what_holds_it(void **unused)
{
	static const struct {
		const char *unit, *rule;
	} want[] = {{"au-seance", "AR038"}, {"au-pv.pdf", "AR048"}, {"au-deliberation-001", "AR038"},
		{"au-deliberation-002", "AR048"}, {"au-donnees", "AR048"}};
	struct mn_err err;

	(void)unused;
	assert_int_equal(run(&err), 0);
	char *xml = unit_read(folder, "package/bordereau.xml");
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		char *id = mn_printf("id=\"%s\"", want[i].unit);
		const char *unit = strstr(xml, id);
		assert_non_null(unit);
		const char *access = strstr(unit, "<AccessRule>");
		assert_non_null(access);
		assert_non_null(strstr(access, "<StartDate>2021-09-24<"));
		if (strncmp(strstr(access, "<Rule>") + 6, want[i].rule, 5))
			fail_msg("%s has not %s", want[i].unit, want[i].rule);
		free(id);
	}
	free(xml);
}

static void without_a_date_no_start(void **unused)
{
	struct mn_err err;

	(void)unused;
	fixture_dossier(folder, "2021-09-24 conseil", NULL);
	if (run(&err) < 0)
		fail_msg("%s", err.text);
	char *xml = unit_read(folder, "package/bordereau.xml");
	assert_int_equal(times(xml, "<StartDate>"), 0);
	assert_int_equal(times(xml, "<TransactedDate>"), 0);
	assert_int_equal(times(xml, "<Comment>"), 2);
	free(xml);
}

static void same_bytes_twice(void **unused)
{
	static const char *const names[] = {"package/bordereau.xml", "package/attachments.tar.gz"};
	struct mn_err err;
	char first[2][MN_HEX], second[2][MN_HEX], path[MN_PATH_MAX];

	(void)unused;
	assert_int_equal(run(&err), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(mn_digest_file(mn_join(path, folder, names[i]), first[i], NULL, &err), 0);
	assert_int_equal(run(&err), 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(mn_digest_file(mn_join(path, folder, names[i]), second[i], NULL, &err), 0);
		assert_string_equal(first[i], second[i]);
	}
}

/* tar's own listing is the list of Uri, in order. */
static void tar_lists_the_manifest(void **unused)
{
	struct mn_err err;
	char *command = mn_printf("tar -tvzf '%s/package/attachments.tar.gz' >'%s/tar' && awk '{print $6}' '%s/tar' >'%s/names' && "
		"sed -n 's,.*<Uri>\\(.*\\)</Uri>.*,\\1,p' '%s/package/bordereau.xml' | cmp - '%s/names' && "
		"! grep -v '^-rw-r--r-- 0/0 .* 2026-11-24 20:00 ' '%s/tar'", folder, out, out, out, folder, out, out);

	(void)unused;
	setenv("TZ", "UTC", 1);
	assert_int_equal(run(&err), 0);
	assert_int_equal(system(command), 0);
	free(command);
}

static void missing_codes_are_named(void **unused)
{
	struct mn_err err = MN_ERR_INIT;
	struct mn_config *c = config_of("[package]\narchival_agency = SESAM-1\n");
	void *st = NULL;

	(void)unused;
	assert_int_equal(pk_open(&st, c, &err), -1);
	assert_int_equal(err.kind, MN_UNSET);
	assert_non_null(strstr(err.text, "transferring_agency, originating_agency, archival_agreement"));
	assert_null(strstr(err.text, "archival_agency"));
	assert_non_null(strstr(err.text, "SESAM"));
	mn_config_free(c);
}

static void remove_it(const char *name)
{
	char path[MN_PATH_MAX];

	assert_int_equal(unlink(mn_join(path, folder, name)), 0);
}

/* Each: what is done to a sealed dossier, what must come of it. Nothing is published then. */
static void bad_dossiers_are_refused(void **unused)
{
	static const struct {
		const char *name, *text; /* text NULL: the file is removed */
		bool seal_again;
		enum mn_kind kind;
		const char *says;
	} cases[] = {
		{"content/preuve.xades.xml", NULL, false, MN_UNSET, "not sealed yet"},
		{"content/pv.pdf", "%PDF-1.4 other\n", false, MN_REFUSED, "another 'pv.pdf'"},
		{"content/deliberation-002.pdf", NULL, false, MN_REFUSED, "'deliberation-002.pdf', which is not in content/"},
		{"content/alto-0009.xml", "<x/>", false, MN_REFUSED, "does not cover 'alto-0009.xml'"},
		{"content/extra.exe", "MZ", true, MN_INPUT, "no row in formats.csv"},
		{"content/Pv.pdf", "x", true, MN_INPUT, "other characters"},
		{"content/premis.xml", "", true, MN_INPUT, "empty"},
		{"content/deliberation-002.pdf", NULL, true, MN_INPUT, "2 deliberations"},
		{"content/deliberation-003.pdf", "%PDF\n", true, MN_INPUT, "deliberation-003.pdf"},
		{"content/pv.pdf", NULL, true, MN_INPUT, "pv.pdf is missing"},
		{"checks.json", "{", false, MN_INPUT, "checks.json"},
		{"minutes.xml", "<akomaNtoso/>", false, MN_INPUT, "minutes.xml"},
	};
	char path[MN_PATH_MAX];
	struct mn_err err;

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		mn_remove_tree(folder, &err);
		fixture_dossier(folder, "2021-09-24 conseil", "2021-09-24");
		if (cases[i].text)
			unit_write(folder, cases[i].name, cases[i].text);
		else
			unlink(mn_join(path, folder, cases[i].name));
		if (cases[i].seal_again)
			fixture_seal(folder);
		int r = run(&err);
		if (r != -1 || err.kind != cases[i].kind || !strstr(err.text, cases[i].says))
			fail_msg("case %zu: %d, %s: %s", i, r, mn_kind_name(err.kind), err.text);
		assert_false(there("package/bordereau.xml"));
		assert_false(there("package/attachments.tar.gz"));
	}
}

/* An archive with these entries. */
static void forge(const char *path, const char *const entries[][2])
{
	struct archive *a = archive_write_new();

	archive_write_set_format_pax_restricted(a);
	archive_write_add_filter_gzip(a);
	assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
	for (size_t i = 0; entries[i][0]; i++) {
		struct archive_entry *e = archive_entry_new();
		archive_entry_set_pathname(e, entries[i][0]);
		archive_entry_set_filetype(e, entries[i][1] ? AE_IFREG : AE_IFLNK);
		if (!entries[i][1])
			archive_entry_set_symlink(e, "/etc/passwd");
		archive_entry_set_perm(e, 0644);
		archive_entry_set_size(e, entries[i][1] ? (la_int64_t)strlen(entries[i][1]) : 0);
		assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
		if (entries[i][1])
			archive_write_data(a, entries[i][1], strlen(entries[i][1]));
		archive_entry_free(e);
	}
	archive_write_free(a);
}

/* The smallest manifest that readback reads: one object "a.txt". */
static char *manifest(const char *uri, const char *filename, const char *text, const char *algorithm, int units)
{
	char hex[MN_HEX];
	struct mn_buf b = MN_BUF_INIT;

	mn_digest_bytes(text, strlen(text), hex);
	mn_buf_printf(&b,
		"<ArchiveTransfer xmlns=\"" PK_SEDA_NS "\"><DataObjectPackage><BinaryDataObject id=\"i\"><Uri>%s</Uri>"
		"<MessageDigest algorithm=\"%s\">%s</MessageDigest><Size>%zu</Size><FileInfo><Filename>%s</Filename></FileInfo>"
		"</BinaryDataObject><DescriptiveMetadata>", uri, algorithm, hex, strlen(text), filename);
	for (int i = 0; i < units; i++)
		mn_buf_printf(&b,
			"<ArchiveUnit id=\"u%d\"><DataObjectReference><DataObjectReferenceId>i</DataObjectReferenceId>"
			"</DataObjectReference></ArchiveUnit>", i);
	mn_buf_puts(&b, "</DescriptiveMetadata></DataObjectPackage></ArchiveTransfer>");
	return mn_buf_take(&b);
}

static void forgeries_are_refused(void **unused)
{
	static const struct {
		const char *uri, *filename, *text, *algorithm;
		int units;
		const char *entries[4][2];
		const char *says; /* NULL: it is good */
	} cases[] = {
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 1, {{"a.txt", "hello"}}, NULL},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 1, {{"a.txt", "hellO"}}, "digest"},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 1, {{"a.txt", "hello!"}}, "bytes"},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 1, {{"a.txt", "hell"}}, "bytes"},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 1, {{"b.txt", "hello"}}, "not in the bordereau"},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 1, {{"./a.txt", "hello"}}, "not in the bordereau"},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 1, {{"a.txt", "hello"}, {"a.txt", "hello"}}, "twice"},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 1, {{"a.txt", "hello"}, {"b.txt", "x"}}, "not in the bordereau"},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 1, {{"a.txt", NULL}}, "regular"},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 1, {{NULL, NULL}}, "missing"},
		{"a.txt", "b.txt", "hello", PK_DIGEST_URI, 1, {{"a.txt", "hello"}}, "differ"},
		{"a.txt", "a.txt", "hello", "http://www.w3.org/2000/09/xmldsig#sha1", 1, {{"a.txt", "hello"}}, "SHA-256"},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 0, {{"a.txt", "hello"}}, "0 units"},
		{"a.txt", "a.txt", "hello", PK_DIGEST_URI, 2, {{"a.txt", "hello"}}, "2 units"},
	};
	char path[MN_PATH_MAX];

	(void)unused;
	mn_join(path, out, "forged.tar.gz");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		char *xml = manifest(cases[i].uri, cases[i].filename, cases[i].text, cases[i].algorithm, cases[i].units);
		forge(path, cases[i].entries);
		int r = pk_attachments_check(path, xml, strlen(xml), &err);
		if (cases[i].says ? r != -1 || err.kind != MN_INPUT || !strstr(err.text, cases[i].says) : r != 0)
			fail_msg("case %zu: %d: %s", i, r, err.text);
		free(xml);
	}
	unit_write(out, "forged.tar.gz", "no archive at all");
	struct mn_err err = MN_ERR_INIT;
	char *xml = manifest("a.txt", "a.txt", "hello", PK_DIGEST_URI, 1);
	assert_int_equal(pk_attachments_check(path, xml, strlen(xml), &err), -1);
	free(xml);
}

/* I10: when the last step fails no bordereau is left beside an archive that it does not describe. */
static int failing_rename(const char *from, const char *to)
{
	if (strstr(to, "bordereau.xml")) {
		errno = ENOSPC;
		return -1;
	}
	return rename(from, to);
}

static ssize_t plain_write(int fd, const void *p, size_t n)
{
	return write(fd, p, n);
}

static int plain_open(const char *path, int flags, mode_t mode)
{
	return open(path, flags, mode);
}

static void no_bordereau_beside_another_archive(void **unused)
{
	const struct mn_file_ops ops = {plain_open, plain_write, fsync, close, failing_rename, unlink};
	struct mn_err err;

	(void)unused;
	assert_int_equal(run(&err), 0);
	remove_it("content/premis.xml");
	unit_write(folder, "content/premis.xml", "<premis>again</premis>\n");
	fixture_seal(folder);
	mn_file_ops_set(&ops);
	int r = run(&err);
	mn_file_ops_set(NULL);
	assert_int_equal(r, -1);
	assert_int_equal(err.kind, MN_SYSTEM);
	assert_false(there("package/bordereau.xml"));
	assert_int_equal(run(&err), 0);
	assert_true(there("package/bordereau.xml"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(makes_a_valid_package, setup, teardown),
		cmocka_unit_test_setup_teardown(xmllint_agrees, setup, teardown),
		cmocka_unit_test_setup_teardown(private_life_closes_what_holds_it, setup, teardown),
		cmocka_unit_test_setup_teardown(without_a_date_no_start, setup, teardown),
		cmocka_unit_test_setup_teardown(same_bytes_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(tar_lists_the_manifest, setup, teardown),
		cmocka_unit_test_setup_teardown(missing_codes_are_named, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_dossiers_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(forgeries_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(no_bordereau_beside_another_archive, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
