// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * minutes_test.c: minutes written as Akoma Ntoso are valid and come back the same; damaged files are refused.
 */
#include "lib/unit.h"
#include "minutes.h"
#include "xml.h"

#define MADE "2026-11-25T03:12:07Z"

static struct mn_block *block(struct mn_section *s, enum mn_role role, const char *text, int page, int first, int last)
{
	struct mn_block *b = mn_section_add_block(s, role);

	b->text = mn_strdup(text);
	for (int i = first; i <= last; i++)
		mn_block_add_line(b, page, i);
	return b;
}

static void fill_seance(struct mn_seance *s)
{
	s->body = mn_strdup("Commune de Vallon-sur-Œuf & \"hameaux\"");
	s->kind = mn_strdup("conseil municipal");
	s->date = mn_strdup("2021-09-24");
	s->convened = mn_strdup("2021-09-17");
	s->time_start = mn_strdup("20:00");
	s->place = mn_strdup("salle <des fêtes>");
	s->president = mn_strdup("Aline D’OR");
	s->secretary = mn_strdup("Éric LE NOIR");
	s->members = 5;
	s->quorum = 1;
	mn_names_add(&s->present, "Aline D’OR");
	mn_names_add(&s->present, "Éric LE NOIR");
	mn_names_add(&s->remote, "Luc PÂQUES");
	mn_names_add(&s->absent, "Ève ABEL");
	mn_names_add(&s->excused, "Guy NÔTRE");
	mn_seance_add_represented(s, "Zoé BŒUF", "Aline D’OR");
	mn_seance_add_represented(s, "Max NUL", NULL);
}

static void fill_deliberation(struct mn_section *s)
{
	s->number = mn_strdup("2021-045");
	s->title = mn_strdup("Chemin <rural>");
	s->rapporteur = mn_strdup("M. Hors LISTE");
	s->sure = 0.875;
	s->vote = (struct mn_vote){MN_VOTE_ADOPTED, false, true, 7, 1, 0, -1, mn_strdup("Par 7 voix & 1 contre")};
	block(s, MN_ROLE_TITLE, "2021-045 – Chemin <rural>", 1, 9, 9);
	struct mn_block *b = block(s, MN_ROLE_TEXT, "Le conseil déli\xc2\xad\nbère  enfin", 1, 10, 10);
	mn_block_add_line(b, 2, 2);
	block(s, MN_ROLE_HEAD, "Page 2/3", 2, 1, 1);
	block(s, MN_ROLE_VOTE, "Par 7 voix & 1 contre", 2, 3, 3);
}

static struct mn_minutes *everything(void)
{
	struct mn_minutes *m = mn_minutes_new();
	int line = 1;

	m->title = mn_strdup("Procès-verbal");
	fill_seance(mn_minutes_add_seance(m));
	for (int k = 0; k < MN_SECTION_KINDS; k++) {
		struct mn_section *s = mn_minutes_add_section(m, (enum mn_section_kind)k);
		if (k == MN_SECTION_DELIBERATION)
			fill_deliberation(s);
		for (int r = 0; k == MN_SECTION_INFORMATION && r < MN_ROLES; r++, line++)
			block(s, (enum mn_role)r, "une ligne\n\nvide au milieu", 3, line, line);
		block(s, MN_ROLE_SIGNATURE, "Le maire,\nAline D’OR", 4 + k, 1, 2);
	}
	mn_minutes_add_seance(m);
	mn_minutes_add_section(m, MN_SECTION_PREFACE);
	struct mn_section *s = mn_minutes_add_section(m, MN_SECTION_DELIBERATION);
	s->vote.result = MN_VOTE_REJECTED;
	s->vote.unanimous = true;
	block(s, MN_ROLE_TEXT, "", 99, 1, 1);
	return m;
}

static void same(const char *a, const char *b)
{
	assert_true(!a == !b);
	if (a)
		assert_string_equal(a, b);
}

static void same_names(const struct mn_names *a, const struct mn_names *b)
{
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++)
		same(a->v[i], b->v[i]);
}

static void same_seance(const struct mn_seance *a, const struct mn_seance *b)
{
	same(a->body, b->body);
	same(a->kind, b->kind);
	same(a->date, b->date);
	same(a->convened, b->convened);
	same(a->time_start, b->time_start);
	same(a->time_end, b->time_end);
	same(a->place, b->place);
	same(a->president, b->president);
	same(a->secretary, b->secretary);
	same_names(&a->present, &b->present);
	same_names(&a->remote, &b->remote);
	same_names(&a->absent, &b->absent);
	same_names(&a->excused, &b->excused);
	assert_int_equal(a->nrepresented, b->nrepresented);
	for (size_t i = 0; i < a->nrepresented; i++) {
		same(a->represented[i].name, b->represented[i].name);
		same(a->represented[i].by, b->represented[i].by);
	}
	assert_int_equal(a->members, b->members);
	assert_int_equal(a->quorum, b->quorum);
}

static void same_section(const struct mn_section *a, const struct mn_section *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->seance, b->seance);
	same(a->number, b->number);
	same(a->title, b->title);
	same(a->rapporteur, b->rapporteur);
	assert_true(a->sure > b->sure - 1e-9 && a->sure < b->sure + 1e-9);
	assert_int_equal(a->vote.result, b->vote.result);
	assert_int_equal(a->vote.unanimous, b->vote.unanimous);
	assert_int_equal(a->vote.secret, b->vote.secret);
	assert_int_equal(a->vote.for_, b->vote.for_);
	assert_int_equal(a->vote.against, b->vote.against);
	assert_int_equal(a->vote.abstain, b->vote.abstain);
	assert_int_equal(a->vote.not_voting, b->vote.not_voting);
	same(a->vote.sentence, b->vote.sentence);
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		assert_int_equal(a->blocks[i].role, b->blocks[i].role);
		same(a->blocks[i].text, b->blocks[i].text);
		assert_int_equal(a->blocks[i].nlines, b->blocks[i].nlines);
		assert_memory_equal(
			a->blocks[i].lines, b->blocks[i].lines, a->blocks[i].nlines * sizeof(struct mn_lines));
	}
}

static void round_trip(struct mn_minutes *m)
{
	struct mn_err err = MN_ERR_INIT;
	char *xml = mn_minutes_xml(m, "conseil-2021-0123456789ab", MADE);
	struct mn_schema *schema = mn_schema_open("akn/akomantoso30.xsd", &err);

	if (!schema || mn_schema_check_bytes(schema, xml, strlen(xml), "minutes.xml", &err) < 0)
		fail_msg("%s\n%s", err.text, xml);
	mn_schema_close(schema);
	struct mn_minutes *back = mn_minutes_parse(xml, strlen(xml), "minutes.xml", &err);
	if (!back)
		fail_msg("%s", err.text);
	same(m->title, back->title);
	assert_int_equal(back->nseances, m->nseances ? m->nseances : 1);
	for (size_t i = 0; i < m->nseances; i++)
		same_seance(&m->seances[i], &back->seances[i]);
	assert_int_equal(m->n, back->n);
	for (size_t i = 0; i < m->n; i++)
		same_section(&m->sections[i], &back->sections[i]);
	char *again = mn_minutes_xml(back, "conseil-2021-0123456789ab", MADE);
	if (m->nseances)
		assert_string_equal(xml, again);
	free(again);
	free(xml);
	mn_minutes_free(back);
	mn_minutes_free(m);
}

static void test_round_trip(void **state)
{
	(void)state;
	round_trip(everything());
	round_trip(mn_minutes_new());
	struct mn_minutes *m = mn_minutes_new();
	block(mn_minutes_add_section(m, MN_SECTION_CONCLUSIONS), MN_ROLE_TEXT, "annexe", 1, 1, 1);
	mn_minutes_add_seance(m);
	round_trip(m);
}

static void test_text(void **state)
{
	(void)state;
	struct mn_minutes *m = everything();
	struct mn_section *s = &m->sections[MN_SECTION_DELIBERATION];
	char *text = mn_section_text(s, true);
	int first, last;

	assert_string_equal(text,
		"2021-045 – Chemin <rural>\nLe conseil délibère  enfin\nPar 7 voix & 1 contre\nLe maire,\nAline D’OR");
	free(text);
	text = mn_section_text(s, false);
	assert_non_null(strstr(text, "déli\xc2\xad\nbère"));
	assert_null(strstr(text, "Page"));
	free(text);
	mn_section_pages(s, &first, &last);
	assert_int_equal(first, 1);
	assert_int_equal(last, 4 + MN_SECTION_DELIBERATION);
	mn_minutes_free(m);
}

static void test_words(void **state)
{
	(void)state;
	for (int i = 0; i < MN_SECTION_KINDS; i++)
		assert_int_equal(mn_section_kind_parse(mn_section_kind_name((enum mn_section_kind)i)), i);
	for (int i = 0; i < MN_ROLES; i++)
		assert_int_equal(mn_role_parse(mn_role_name((enum mn_role)i)), i);
	for (int i = 0; i <= MN_VOTE_NOTED; i++)
		assert_int_equal(mn_result_parse(mn_result_name((enum mn_result)i)), i);
	assert_int_equal(mn_result_parse(NULL), MN_VOTE_NONE);
}

/* One change to a good file each. */
static void test_refused(void **state)
{
	(void)state;
	static const struct {
		const char *find, *put, *said;
	} cases[] = {
		{"<debateBody>", "<debateBodY>", "line"},
		{"mn:lines=\"1:9\"", "mn:lines=\"1;9\"", "mn:lines"},
		{"mn:lines=\"1:9\"", "mn:lines=\"1:0\"", "mn:lines"},
		{"mn:lines=\"1:9\"", "mn:lines=\"9:9-8\"", "mn:lines"},
		{"mn:section eId=\"delib_1\"", "mn:section eId=\"delib_7\"", "sections"},
		{"seance=\"1\"", "seance=\"2\"", "no meeting"},
		{"members=\"5\"", "members=\"V\"", "number"},
		{"for=\"7\"", "for=\"99999999999\"", "number"},
		{"<mn:minutes>", "<minutes><mn:minutes>", "line"},
	};
	struct mn_minutes *m = everything();
	char *xml = mn_minutes_xml(m, "x", MADE);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_err err = MN_ERR_INIT;
		char *at = strstr(xml, cases[i].find);
		assert_non_null(at);
		char *bad = mn_printf("%.*s%s%s", (int)(at - xml), xml, cases[i].put, at + strlen(cases[i].find));
		if (mn_minutes_parse(bad, strlen(bad), "m.xml", &err))
			fail_msg("%s: was taken", cases[i].put);
		if (err.kind != MN_INPUT || !strstr(err.text, cases[i].said) || !strstr(err.text, "m.xml"))
			fail_msg("%s: '%s'", cases[i].put, err.text);
		free(bad);
	}
	free(xml);
	mn_minutes_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
