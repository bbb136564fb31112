// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * names_test.c: names in lists and sentences.
 */
#include "help.h"
#include "buf.h"
#include "names.h"

static void test_one(void **state)
{
	(void)state;
	static const struct {
		const char *text, *name;
	} cases[] = {
		{"M. Jean-Yves LE BRIS, maire", "Jean-Yves LE BRIS"},
		{"Mme Françoise LE DÛ, M. Y", "Françoise LE DÛ"},
		{"Monsieur le Maire expose", NULL},
		{"MM. Delorme, maire ; Vauquelin", "Delorme"},
		{"de Boisgelin, Poisson", "de Boisgelin"},
		{"Mme Vve MARIE, MM. LEMOINE", "Vve MARIE"},
		{"M. BARNIER Marcel.", "BARNIER Marcel"},
		{"M. le Docteur MASSON, Maire", "MASSON"},
		{"Paul D’ANTIN est élu", "Paul D’ANTIN"},
		{"J. MARTIN", "J. MARTIN"},
		{"Ophélie JAR Noël-Ange CHABOT", "Ophélie JAR"},
		{"Présents : 8", NULL},
		{"12 membres", NULL},
		{"Sophie VAN DEN BOSCH (par visioconférence)", "Sophie VAN DEN BOSCH"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n, len;
		struct token *t = tokens_of(cases[i].text, &n);
		char *name = name_at(cases[i].text, t, n, 0, &len);
		if (!name != !cases[i].name || (name && strcmp(name, cases[i].name)))
			fail_msg("%s: %s", cases[i].text, name ? name : "none");
		free(name);
		tokens_free(t, n);
	}
}

/* "A, B | remote C | D>E" */
static void test_lists(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool powers;
		const char *want;
	} cases[] = {
		{"M. Léon BLÉ, Mme Zoé D’OR, Sœur Marie LYS.", false, "Léon BLÉ,Zoé D’OR,Sœur Marie LYS,|"},
		{"MM. BLÉ, ORGE, de SEIGLE, Mme AVOINE, MM. RIZ.\nM. BLÉ ouvre la séance avec M. FOIN", false,
			"BLÉ,ORGE,de SEIGLE,AVOINE,RIZ,|"},
		{"– Léon BLÉ, Président\n– Zoé ORGE, Vice-présidente « réseaux »\n– Guy RIZ (par visioconférence)",
			false, "Léon BLÉ,Zoé ORGE,|~Guy RIZ,"},
		{"M. Léon BLÉ Mme Zoé ORGE\nM. Guy RIZ Mme Ève FOIN", false, "Léon BLÉ,Zoé ORGE,Guy RIZ,Ève FOIN,|"},
		{"M. Serge POIS à Mme Nicole FÈVE ; M. Guy RIZ à M. Léon BLÉ.", true,
			"|Serge POIS>Nicole FÈVE,Guy RIZ>Léon BLÉ,"},
		{"M. BAILLE par M. LAC, M. ROI par Mme JOB.", true, "|BAILLE>LAC,ROI>JOB,"},
		{"Patrice FÈVE (pouvoir à Zoé ORGE), Guy RIZ, Yves\nMAÏS.", false,
			"Guy RIZ,Yves MAÏS,|Patrice FÈVE>Zoé ORGE,"},
		{"Mme Josette MÉNÉ, qui a donné pouvoir à\nMme PÊCHE.", true, "|Josette MÉNÉ>PÊCHE,"},
		{"Léon BLÉ. Zoé ORGE. Guy RIZ, Ève FOIN.", false, "Léon BLÉ,Zoé ORGE,Guy RIZ,Ève FOIN,|"},
	};
	struct lexicon *lx = help_lexicon();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_minutes *m = mn_minutes_new();
		struct mn_seance *s = mn_minutes_add_seance(m);
		struct mn_buf b = MN_BUF_INIT;
		size_t n;
		struct token *t = tokens_of(cases[i].text, &n);
		for (size_t k = 1; k < n; k++)
			if (memchr(cases[i].text + t[k - 1].to, '\n', t[k].from - t[k - 1].to))
				t[k].before |= MARK_LINE;
		names_list(lx, cases[i].text, t, 0, n, cases[i].powers, s, cases[i].powers ? NULL : &s->present);
		for (size_t k = 0; k < s->present.n; k++)
			mn_buf_printf(&b, "%s,", s->present.v[k]);
		mn_buf_putc(&b, '|');
		for (size_t k = 0; k < s->remote.n; k++)
			mn_buf_printf(&b, "~%s,", s->remote.v[k]);
		for (size_t k = 0; k < s->nrepresented; k++)
			mn_buf_printf(&b, "%s>%s,", s->represented[k].name,
				s->represented[k].by ? s->represented[k].by : "?");
		if (strcmp(b.s, cases[i].want))
			fail_msg("%s: %s", cases[i].text, b.s);
		mn_buf_free(&b);
		tokens_free(t, n);
		mn_minutes_free(m);
	}
	lexicon_free(lx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_one), cmocka_unit_test(test_lists)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
