// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * vote_test.c: how votes are printed.
 */
#include "help.h"
#include "vote.h"

enum { N = -1 };

static const struct {
	const char *text;
	enum mn_result result;
	bool unanimous;
	int for_, against, abstain;
} cases[] = {
	{"Le conseil approuve le devis. Adopté à l’unanimité.", MN_VOTE_ADOPTED, true, N, N, N},
	{"ADOPTÉ À L'UNANIMITÉ", MN_VOTE_ADOPTED, true, N, N, N},
	{"Vote : unanimité.", MN_VOTE_ADOPTED, true, N, N, N},
	{"Vote : 7 voix pour, 1 contre, 2 abstentions.", MN_VOTE_ADOPTED, false, 7, 1, 2},
	{"Par dix-neuf voix pour et quatre abstentions, le conseil attribue la subvention.", MN_VOTE_ADOPTED, false, 19,
		N, 4},
	{"Pour : 9 – Contre : 0 – Abstention : 0", MN_VOTE_ADOPTED, true, 9, 0, 0},
	{"Pour : 13 Contre : O Abstention : O", MN_VOTE_ADOPTED, true, 13, 0, 0},
	{"Pour : 22. Contre : 0. Abstentions : 2 (M. LOUP, Mme AGNEAU).", MN_VOTE_ADOPTED, false, 22, 0, 2},
	{"VOTE : POUR 8 - CONTRE 2 - ABSTENTION 1.", MN_VOTE_ADOPTED, false, 8, 2, 1},
	{"Mise aux voix, la demande recueille 3 voix pour et 8 contre ; il y a une abstention. Rejetée.",
		MN_VOTE_REJECTED, false, 3, 8, 1},
	{"La proposition est repoussée par six voix contre trois.", MN_VOTE_REJECTED, false, 3, 6, N},
	{"Les conclusions, mises aux voix, sont adoptées par 11 voix contre 4.", MN_VOTE_ADOPTED, false, 11, 4, N},
	{"Pour : 3 – Contre : 5 – Abstention : 1", MN_VOTE_REJECTED, false, 3, 5, 1},
	{"Votants : 9 – Pour ; 2 – Contre : 7 – Abstention : 0", MN_VOTE_REJECTED, false, 2, 7, 0},
	{"La question est renvoyée à la prochaine séance.", MN_VOTE_POSTPONED, false, N, N, N},
	{"Faute de quoi le maire retire la question de l’ordre du jour.", MN_VOTE_POSTPONED, false, N, N, N},
	{"RETIRÉ DE L’ORDRE DU JOUR", MN_VOTE_POSTPONED, false, N, N, N},
	{"Le conseil prend acte de la communication du rapport.", MN_VOTE_NOTED, false, N, N, N},
	{"Le conseil municipal, à l’unanimité, décide de ne pas accorder la garantie demandée.", MN_VOTE_REJECTED, true,
		N, N, N},
	{"Le conseil municipal, à l’unanimité :\nArticle 1er : REFUSE l’incorporation de la voie.", MN_VOTE_REJECTED,
		true, N, N, N},
	{"M. LOUP s’abstient. Sept voix pour.", MN_VOTE_ADOPTED, false, 7, N, 1},
	{"Votants Bulletins blancs Pour Contre\n19 2 8 9\nLa proposition est rejetée.", MN_VOTE_REJECTED, false, 8, 9,
		N},
	{"Total 328 210\nPour : 11 Contre : 2 Abstention : 0", MN_VOTE_ADOPTED, false, 11, 2, 0},
	{"Les travaux ont coûté 12 650 € contre 9 400 € prévus.", MN_VOTE_NONE, false, N, N, N},
	{"Le loto aura lieu le 3 mai.", MN_VOTE_NONE, false, N, N, N},
};

/* Tokens as doc.c makes them: '\n' in the text begins a line. */
static struct token *lines_of(const char *text, size_t *n)
{
	struct token *t = tokens_of(text, n);

	for (size_t i = 1; i < *n; i++)
		if (memchr(text + t[i - 1].to, '\n', t[i].from - t[i - 1].to))
			t[i].before |= MARK_LINE;
	return t;
}

static void test_votes(void **state)
{
	(void)state;
	struct lexicon *lx = help_lexicon();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mn_vote v;
		size_t n;
		struct token *t = lines_of(cases[i].text, &n);
		vote_read(lx, NULL, cases[i].text, t, 0, n, &v);
		if (v.result != cases[i].result || v.unanimous != cases[i].unanimous || v.for_ != cases[i].for_ ||
			v.against != cases[i].against || v.abstain != cases[i].abstain)
			fail_msg("%s: %s%s %d %d %d", cases[i].text, mn_result_name(v.result),
				v.unanimous ? " unanimous" : "", v.for_, v.against, v.abstain);
		free(v.sentence);
		tokens_free(t, n);
	}
	lexicon_free(lx);
}

static void test_refusing_motion(void **state)
{
	(void)state;
	static const char text[] = "Le conseil, à l’unanimité (10 voix) : REFUSE la fermeture de la classe.";
	struct lexicon *lx = help_lexicon();
	struct mn_vote v;
	size_t n;
	struct token *t = tokens_of(text, &n);

	vote_read(lx, "École – Refus de la fermeture", text, t, 0, n, &v);
	assert_int_equal(v.result, MN_VOTE_ADOPTED);
	assert_true(v.unanimous);
	free(v.sentence);
	vote_read(lx, NULL, text, t, n, n, &v);
	assert_int_equal(v.result, MN_VOTE_NONE);
	assert_null(v.sentence);
	tokens_free(t, n);
	lexicon_free(lx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_votes), cmocka_unit_test(test_refusing_motion)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
