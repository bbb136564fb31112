// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * checks_test.c: each thing that can be wrong, one at a time, from a document that is right.
 */
#include "help.h"
#include <jansson.h>
#include "checks.h"
#include "cut.h"

static struct mn_section *add(struct mn_minutes *m, const char *number, struct mn_vote vote)
{
	struct mn_section *s = mn_minutes_add_section(m, MN_SECTION_DELIBERATION);

	s->number = number ? mn_strdup(number) : NULL;
	s->title = mn_strdup("Voirie");
	s->sure = 0.9;
	s->vote = vote;
	struct mn_block *b = mn_section_add_block(s, MN_ROLE_VOTE);
	b->text = mn_strdup("Vote");
	mn_block_add_line(b, 1, 1);
	return s;
}

static struct mn_minutes *right(void)
{
	struct mn_minutes *m = mn_minutes_new();
	struct mn_seance *s = mn_minutes_add_seance(m);
	static const struct mn_vote all = {MN_VOTE_ADOPTED, false, false, 3, 1, 0, -1, NULL};

	s->date = mn_strdup("2021-03-12");
	s->president = mn_strdup("A");
	s->secretary = mn_strdup("B");
	s->members = 7;
	for (int i = 0; i < 4; i++)
		mn_names_add(&s->present, "X");
	add(m, "2021-07", all);
	add(m, "2021-08", all);
	return m;
}

static void no_date(struct mn_minutes *m)
{
	free(m->seances[0].date);
	m->seances[0].date = NULL;
}

static void no_secretary(struct mn_minutes *m)
{
	free(m->seances[0].secretary);
	m->seances[0].secretary = NULL;
}

static void late_convocation(struct mn_minutes *m)
{
	m->seances[0].convened = mn_strdup("2021-03-13");
}

static void few(struct mn_minutes *m)
{
	m->seances[0].members = 9;
}

static void many(struct mn_minutes *m)
{
	for (int i = 0; i < 4; i++)
		mn_names_add(&m->seances[0].absent, "Y");
}

static void no_quorum(struct mn_minutes *m)
{
	m->seances[0].quorum = 0;
}

static void voices(struct mn_minutes *m)
{
	m->sections[1].vote.for_ = 4;
}

static void more_than_members(struct mn_minutes *m)
{
	m->sections[1].vote.for_ = 12;
}

static void no_vote(struct mn_minutes *m)
{
	m->sections[1].vote.result = MN_VOTE_NONE;
}

static void minority(struct mn_minutes *m)
{
	m->sections[1].vote.for_ = 1;
	m->sections[1].vote.against = 3;
}

static void no_title(struct mn_minutes *m)
{
	free(m->sections[0].title);
	m->sections[0].title = NULL;
}

static void doubled(struct mn_minutes *m)
{
	free(m->sections[1].number);
	m->sections[1].number = mn_strdup("2021-07");
}

static void skipped(struct mn_minutes *m)
{
	free(m->sections[1].number);
	m->sections[1].number = mn_strdup("2021-10");
}

static void misread(struct mn_minutes *m)
{
	free(m->sections[1].number);
	m->sections[1].number = mn_strdup("2021-0800");
}

static json_t *checks(const struct mn_minutes *m, const struct doc *d, bool siret)
{
	struct mn_pages pages = {0};
	char *text = checks_json(m, d, &pages, &(struct check_options){.siret = siret, .poor = 0.7});
	json_t *root = json_loads(text, 0, NULL);

	assert_non_null(root);
	free(text);
	return root;
}

static const json_t *find(const json_t *root, const char *code)
{
	const json_t *list = json_object_get(root, "checks");

	for (size_t i = 0; i < json_array_size(list); i++)
		if (!strcmp(json_string_value(json_object_get(json_array_get(list, i), "code")), code))
			return json_array_get(list, i);
	return NULL;
}

static void test_each(void **state)
{
	(void)state;
	static const struct {
		void (*spoil)(struct mn_minutes *m);
		const char *code, *severity, *grade;
	} cases[] = {
		{no_date, "date-missing", "warning", "fair"},
		{no_secretary, "secretary-missing", "warning", "fair"},
		{late_convocation, "date-order", "warning", "fair"},
		{few, "quorum", "warning", "fair"},
		{many, "roll-call", "warning", "fair"},
		{no_quorum, "quorum", "hold", "poor"},
		{voices, "vote-sum", "warning", "fair"},
		{more_than_members, "vote-members", "hold", "poor"},
		{no_vote, "vote-missing", "warning", "fair"},
		{minority, "vote-result", "hold", "poor"},
		{no_title, "title-missing", "warning", "fair"},
		{doubled, "number-doubled", "warning", "fair"},
		{skipped, "number-missing", "warning", "fair"},
		{misread, "number-order", "info", "good"},
	};
	struct doc *d = help_doc("Vote\nune ligne");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_minutes *m = right();
		json_t *root = checks(m, d, true);
		assert_string_equal(json_string_value(json_object_get(root, "grade")), "good");
		assert_int_equal(json_array_size(json_object_get(root, "checks")), 0);
		json_decref(root);
		cases[i].spoil(m);
		root = checks(m, d, true);
		const json_t *c = find(root, cases[i].code);
		if (!c || strcmp(json_string_value(json_object_get(c, "severity")), cases[i].severity) ||
			strcmp(json_string_value(json_object_get(root, "grade")), cases[i].grade))
			fail_msg("%s: %s", cases[i].code,
				c ? json_string_value(json_object_get(c, "severity")) : "not reported");
		json_decref(root);
		mn_minutes_free(m);
	}
	doc_free(d);
}

/* The place of a check: page, box around the vote's line, section. */
static void test_place(void **state)
{
	(void)state;
	struct doc *d = help_doc("Vote\nune ligne");
	struct mn_minutes *m = right();

	more_than_members(m);
	json_t *root = checks(m, d, false);
	const json_t *c = find(root, "vote-members");
	assert_int_equal(json_integer_value(json_object_get(c, "page")), 1);
	assert_string_equal(json_string_value(json_object_get(c, "section")), "delib_2");
	assert_int_equal(json_integer_value(json_array_get(json_object_get(c, "box"), 0)), LEFT);
	assert_int_equal(json_integer_value(json_array_get(json_object_get(c, "box"), 2)), 4 * CELL);
	assert_non_null(find(root, "siret"));
	json_decref(root);
	mn_minutes_free(m);
	doc_free(d);
}

static void test_pages_and_dates(void **state)
{
	(void)state;
	struct lexicon *lx = help_lexicon();
	struct doc *d = help_doc("Séance du 11 mars 2021\n\nL’an deux mille vingt et un, le douze mars, le conseil "
				 "municipal s’est réuni.\n\fsuite");

	d->pages[1]->class_ = MN_PAGE_UNREAD;
	d->pages[1]->reason = mn_strdup("temps dépassé");
	for (size_t i = 0; i < d->n; i++)
		d->lines[i].conf = d->lines[i].page == 1 ? 0.5 : 1;
	struct mn_minutes *m = cut_minutes(lx, d);
	json_t *root = checks(m, d, true);
	assert_string_equal(m->seances[0].date, "2021-03-12");
	assert_non_null(find(root, "date-conflict"));
	assert_non_null(find(root, "page-poor"));
	assert_non_null(find(root, "page-unread"));
	assert_non_null(find(root, "no-deliberation"));
	json_decref(root);
	mn_minutes_free(m);
	doc_free(d);
	lexicon_free(lx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each), cmocka_unit_test(test_place), cmocka_unit_test(test_pages_and_dates)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
