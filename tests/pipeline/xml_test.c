// SPDX-License-Identifier: AGPL-3.0-or-later
// I6: no DOCTYPE, no entity; every schema that is shipped compiles.
#include "lib/unit.h"
#include "xml.h"

static void hostile(void **state)
{
	static const struct {
		const char *name, *text;
		bool ok;
	} cases[] = {
		{"plain", "<a b='1'/>", true},
		{"external entity", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>", false},
		{"billion laughs", "<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>", false},
		{"bare doctype", "<!DOCTYPE a><a/>", false},
		{"cut short", "<a><b></a>", false},
		{"nothing", "", false},
		{"not UTF-8", "<a>\xFF</a>", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		xmlDoc *doc = mn_xml_parse(cases[i].text, strlen(cases[i].text), "t.xml", &err);
		if (!doc != !cases[i].ok)
			fail_msg("%s", cases[i].name);
		if (!doc) {
			assert_int_equal(err.kind, MN_INPUT);
			assert_non_null(strstr(err.text, "t.xml"));
		}
		xmlFreeDoc(doc);
	}
}

static void schemas(void **state)
{
	static const char *const names[] = {"alto/alto-4-4.xsd", "akn/akomantoso30.xsd", "seda-2.2/seda-2.2-main.xsd",
		"premis/premis.xsd", "etsi/XAdES01903v141-202407.xsd"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct mn_err err = MN_ERR_INIT;
		struct mn_schema *s = mn_schema_open(names[i], &err);
		if (!s)
			fail_msg("%s: %s", names[i], err.text);
		assert_int_equal(mn_schema_check_bytes(s, "<x/>", 4, "x.xml", &err), -1);
		assert_int_equal(err.kind, MN_INPUT);
		mn_schema_close(s);
	}
	struct mn_err err = MN_ERR_INIT;
	assert_null(mn_schema_open("none.xsd", &err));
	assert_int_equal(err.kind, MN_CONFIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(hostile), cmocka_unit_test(schemas)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
