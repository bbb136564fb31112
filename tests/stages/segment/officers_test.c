// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * officers_test.c: who presides and who is secretary, from the opening, the roll call and the signatures.
 */
#include "help.h"
#include "officers.h"

static struct doc *ready(const char *text)
{
	struct lexicon *lx = help_lexicon();
	struct doc *d = help_doc(text);

	doc_tokens(d);
	lexicon_mark(lx, d);
	lexicon_free(lx);
	return d;
}

static void same(const char *text, const char *got, const char *want)
{
	if (!!got != !!want || (got && strcmp(got, want)))
		fail_msg("'%s': '%s', not '%s'", text, got ? got : "-", want ? want : "-");
}

static void test_signatures(void **state)
{
	(void)state;
	static const struct {
		const char *text, *kind, *president, *secretary;
	} cases[] = {
		{"Le maire,\nOdile CARRÉ\n", NULL, "Odile CARRÉ", NULL},
		{"La secrétaire, Le président,\nAnne IDIR Paul PONS\n", NULL, "Paul PONS", "Anne IDIR"},
		{"Le président,\nPaul PONS\nLa secrétaire,\nAnne IDIR\n", NULL, "Paul PONS", "Anne IDIR"},
		{"Le trésorier, Le maire,\nGuy KERN Paul PONS\n", NULL, "Paul PONS", NULL},
		{"L’adjoint au maire,\nGuy KERN\n", NULL, NULL, NULL},
		{"La directrice, Le secrétaire,\nAnne IDIR Guy KERN\n", "conseil d’école", "Anne IDIR", "Guy KERN"},
		{"La directrice, Le secrétaire,\nAnne IDIR Guy KERN\n", "conseil d’administration", NULL, "Guy KERN"},
		{"Le maire, le secrétaire et les membres présents ont signé au registre\n", NULL, NULL, NULL},
	};
	struct lexicon *lx = help_lexicon();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc *d = ready(cases[i].text);
		struct mn_minutes *m = mn_minutes_new();
		struct mn_seance *s = mn_minutes_add_seance(m);
		s->kind = cases[i].kind ? mn_strdup(cases[i].kind) : NULL;
		officers_sign(lx, d, 0, d->ntokens, s);
		same(cases[i].text, s->president, cases[i].president);
		same(cases[i].text, s->secretary, cases[i].secretary);
		mn_minutes_free(m);
		doc_free(d);
	}
	lexicon_free(lx);
}

/* The roll call completes a surname, and settles a spelling when the text has it more often. */
static void test_roll(void **state)
{
	(void)state;
	static const struct {
		const char *text, *present[3], *president, *secretary;
	} cases[] = {
		{"sous la présidence de M. PONS, maire. Mme Anne IDIR est désignée secrétaire.",
			{"Paul PONS", "Anne IDIR"}, "Paul PONS", "Anne IDIR"},
		{"sous la présidence de M. PONS, maire.", {"Paul PONS", "Rose PONS"}, "PONS", NULL},
		{"sous la présidence de M. Paul LE GOUJIC, maire. M. LE GOUIC parle, puis M. LE GOUIC sort.",
			{"Paul LE GOUIC"}, "Paul LE GOUIC", NULL},
		{"sous la présidence de Mme Lise MARTEN, maire. Mme MARTEN ouvre la séance.", {"Lise MARTIN"},
			"Lise MARTEN", NULL},
	};
	struct lexicon *lx = help_lexicon();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc *d = ready(cases[i].text);
		struct mn_minutes *m = mn_minutes_new();
		struct mn_seance *s = mn_minutes_add_seance(m);
		for (size_t k = 0; k < 3 && cases[i].present[k]; k++)
			mn_names_add(&s->present, cases[i].present[k]);
		officers_read(lx, d, 0, d->ntokens, s);
		same(cases[i].text, s->president, cases[i].president);
		same(cases[i].text, s->secretary, cases[i].secretary);
		mn_minutes_free(m);
		doc_free(d);
	}
	lexicon_free(lx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signatures),
		cmocka_unit_test(test_roll),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
