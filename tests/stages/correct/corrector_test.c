// SPDX-License-Identifier: AGPL-3.0-or-later
// The corrector on sentences: what it sets right, what it leaves alone, and that every change can be undone.
#include "lib/unit.h"
#include "corrector.h"

#define MODEL "stages/correct/data/fr.mdl"
#define LINES_MAX 16
#define WORDS_MAX 40

struct sheet {
	char text[LINES_MAX][1024];
	struct corr_word words[LINES_MAX][WORDS_MAX];
	struct corr_line lines[LINES_MAX];
	struct corr_page page;
};

static struct corrector *corrector;

static int open_model(void **state)
{
	struct mn_err err = MN_ERR_INIT;
	(void)state;
	corrector = corrector_open(MODEL, &err);
	if (!corrector)
		fprintf(stderr, "%s\n", err.text);
	return corrector ? 0 : -1;
}

static int close_model(void **state)
{
	(void)state;
	corrector_free(corrector);
	return 0;
}

// Lines at '\n'; a line that ends in '-' has a cut word; an empty line ends a block.
static void lay_out(struct sheet *s, const char *in, float conf)
{
	bool fresh = true;
	memset(s, 0, sizeof *s);
	while (*in) {
		struct corr_line *l = &s->lines[s->page.n];
		char *text = s->text[s->page.n], *save = NULL;
		size_t n = strcspn(in, "\n");
		assert_true(s->page.n < LINES_MAX && n < sizeof s->text[0]);
		memcpy(text, in, n);
		in += n + (in[n] == '\n');
		l->hyphen = n > 0 && text[n - 1] == '-';
		if (l->hyphen)
			text[n - 1] = 0;
		for (char *w = strtok_r(text, " ", &save); w; w = strtok_r(NULL, " ", &save))
			s->words[s->page.n][l->n++] = (struct corr_word){w, conf};
		l->words = s->words[s->page.n++];
		l->fresh = fresh;
		fresh = l->n == 0;
	}
	s->page.lines = s->lines;
}

// The text with the applied changes made, or with all of them undone again.
static void write_out(const struct sheet *s, const struct corr_result *r, bool undo, char *out)
{
	*out = 0;
	for (size_t l = 0; l < s->page.n; l++) {
		for (size_t w = 0; w < s->lines[l].n; w++) {
			const char *text = s->words[l][w].text;
			for (size_t i = 0; i < r->n; i++)
				if (r->records[i].line == l && r->records[i].word == w && r->records[i].applied)
					text = undo ? r->records[i].before : r->records[i].after;
			sprintf(out + strlen(out), "%s%s", w ? " " : "", text);
		}
		strcat(out, s->lines[l].hyphen ? "-" : "");
		strcat(out, l + 1 < s->page.n ? "\n" : "");
	}
}

static void check(const char *name, const char *in, const char *want, float conf)
{
	static struct sheet s;
	char got[8192], back[8192];
	struct mn_err err = MN_ERR_INIT;
	lay_out(&s, in, conf);
	struct corr_result *r = corrector_run(corrector, &s.page, 1, &err);
	assert_non_null(r);
	write_out(&s, r, false, got);
	write_out(&s, r, true, back);
	for (size_t i = 0; i < r->n; i++)
		assert_string_not_equal(r->records[i].before, r->records[i].after);
	corr_result_free(r);
	if (strcmp(got, want) != 0)
		fail_msg("%s:\ngot  %s\nwant %s", name, got, want);
	if (strcmp(back, in) != 0)
		fail_msg("%s: undone: %s", name, back);
}

static void sets_right(void **state)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
		{"a and à", "Le maire a été autorisé a signer la convention.", "Le maire a été autorisé à signer la convention."},
		{"diacritics", "Aprés en avoir délibéré, le conseil decide de créer une régie.",
			"Après en avoir délibéré, le conseil décide de créer une régie."},
		{"circumflex", "Le controle doit étre fait par la commune.", "Le contrôle doit être fait par la commune."},
		{"I' for l'", "Adoptée a I'unanimité des membres présents.", "Adoptée à l’unanimité des membres présents."},
		{"|' for l'", "Le montant de |'aide est de 300 €.", "Le montant de l’aide est de 300 €."},
		{"l' apart", "Le montant de |' aide est de 300 €.", "Le montant de l’ aide est de 300 €."},
		{"doubled apostrophe", "Le projet d’'une école est présenté.", "Le projet d’une école est présenté."},
		{"quote for apostrophe", "Vu l\"avis de la commission.", "Vu l’avis de la commission."},
		{"V for l'", "Le bureau de Vassociation est réuni.", "Le bureau de l’association est réuni."},
		{"lost l", "La commune participe et 'assistance est gratuite.", "La commune participe et l’assistance est gratuite."},
		{"ce for œ", "La mise en ceuvre du projet est prévue.", "La mise en œuvre du projet est prévue."},
		{"1er", "La séance du 1° avril est reportée.", "La séance du 1er avril est reportée."},
		{"1er, comma", "La séance du lundi 1°\" mars 2021 est reportée.", "La séance du lundi 1er mars 2021 est reportée."},
		{"month", "Fait à la mairie le 12 ao(t 2019.", "Fait à la mairie le 12 août 2019."},
		{"roman", "|I. Projets de délibérations", "II. Projets de délibérations"},
		{"Ils", "Les élus sont là. lls sont partenaires de la commune.", "Les élus sont là. Ils sont partenaires de la commune."},
		{"capitals with l", "Les EPCl et les communes du département.", "Les EPCI et les communes du département."},
		{"stuck words", "Unacces est prévu à la mairie.", "Un accès est prévu à la mairie."},
		{"glyph", "La commune assure la gestion adrninistrative du service.",
			"La commune assure la gestion administrative du service."},
		{"first letter of a sentence", "Aprés le vote, la séance est levée.", "Après le vote, la séance est levée."},
		{"cut word", "Le conseil approuve la numé-\nrotation des batiments de la com-\nmune.",
			"Le conseil approuve la numé-\nrotation des bâtiments de la com-\nmune."},
		{"cut word, wrong second half", "Le conseil décide de procé-\ndér au vote des subventions.",
			"Le conseil décide de procé-\nder au vote des subventions."},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(cases[i].name, cases[i].in, cases[i].want, -1);
}

static void leaves_alone(void **state)
{
	static const char *const cases[] = {
		"Les dépenses s'élèvent à 5 724,50 € HT, soit 6 869,40 € TTC.",
		"Vu la loi n° 2015-991 du 7 août 2015 et l'article L. 2121-29 du code.",
		"Voir https://exemple.fr/mise-a-disposition et écrire à mairie@exemple.fr pour tout.",
		"Étaient présents : MM. LEGENDRE, DELETRE, BRIANCON et Mme Thérese VERDELLE.",
		"Le maire a dit que la commune a voté le budget.",
		"A ce jour, aucune réponse. Etat des lieux : à faire.",
		"1° Les dépenses ; 2° les recettes ; 3° le solde.",
		"La commune de Wierre-la-Chapelle apparait dans l'évènement de 2019.",
		"Monsieur Dupond et Monsieur Dupont sont élus.",
		"La somme parait faible ; il connait le cout de la chaine.",
		"Les voeux du maire auront lieu à la salle des fêtes.",
		"La numé-\nration et la vice-\nprésidente de l'EPCI.",
		"Un vote à 12 voix pour, 3 contre et 1 abstention le 3 mai 2021 à 19h15.",
		"« 'tis » n'est pas du français ; le compte 6068 non plus.",
		"",
		"| ~ ' \" °° -- … 0O l1I ||| \n\n ' '' \n",
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases - 1; i++)
		check(cases[i], cases[i], cases[i], 0.96f);
}

// An edit needs a doubtful reading: what the OCR saw well is the author's.
static void confidence_counts(void **state)
{
	static const char in[] = "Le conseil approuve la subvenption accordée à l'association.";
	(void)state;
	check("sure", in, in, 0.97f);
	check("doubtful", in, "Le conseil approuve la subvention accordée à l'association.", 0.40f);
}

// A document that lost every à has a high rate of it; one that has some keeps its verbs.
static void learns_from_the_document(void **state)
{
	static const char lost[] = "Le conseil est invité a délibérer.\nLa parole est donnée a Madame la directrice.\n"
		"La séance est levée a 19 heures.\nLe dossier est transmis a la préfecture.\n"
		"La convention est soumise a signature.\nLe service est ouvert a tous.";
	(void)state;
	check("lost", lost, "Le conseil est invité à délibérer.\nLa parole est donnée à Madame la directrice.\n"
		"La séance est levée à 19 heures.\nLe dossier est transmis à la préfecture.\n"
		"La convention est soumise à signature.\nLe service est ouvert à tous.", 0.96f);
}

// Odd input of every kind: long tokens, lone signs, no words.
static void survives_junk(void **state)
{
	char longest[1000];
	(void)state;
	memset(longest, 'e', sizeof longest - 1);
	longest[sizeof longest - 1] = 0;
	check("long", longest, longest, -1);
	for (size_t i = 0; i + 2 < 60; i++) {
		memset(longest, i % 2 ? '(' : '|', i);
		strcpy(longest + i, "a");
		struct mn_err err = MN_ERR_INIT;
		struct corr_word w = {longest, -1};
		struct corr_line l = {.words = &w, .n = 1, .fresh = true, .hyphen = true};
		struct corr_page p = {&l, 1};
		corr_result_free(corrector_run(corrector, &p, 1, &err));
	}
}

// Numbers between 1. and 4. that are not there are suggested; where the count does not fit, nothing is.
static void lost_numbers(void **state)
{
	static const struct {
		const char *in;
		size_t suggested;
	} cases[] = {
		{"1. Budget primitif\nTarifs de l'eau\nQuestions diverses\n4. Travaux", 2},
		{"1. Budget primitif\nTarifs de l'eau et de\nl'assainissement\n3. Travaux", 1},
		{"1. Budget primitif\nTarifs de l'eau\n4. Travaux", 0},
		{"1. Budget primitif\n2. Tarifs\nTravaux", 0},
		{"1. Budget primitif\n\nTarifs\n\n3. Travaux", 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		static struct sheet s;
		struct mn_err err = MN_ERR_INIT;
		size_t n = 0;
		lay_out(&s, cases[i].in, -1);
		struct corr_result *r = corrector_run(corrector, &s.page, 1, &err);
		for (size_t k = 0; k < r->n; k++) {
			assert_false(r->records[k].applied);
			n += strcmp(r->records[k].rule, "number") == 0;
		}
		corr_result_free(r);
		if (n != cases[i].suggested)
			fail_msg("%s: %zu", cases[i].in, n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_right), cmocka_unit_test(leaves_alone), cmocka_unit_test(confidence_counts),
		cmocka_unit_test(learns_from_the_document), cmocka_unit_test(survives_junk), cmocka_unit_test(lost_numbers),
	};
	return cmocka_run_group_tests(tests, open_model, close_model);
}
