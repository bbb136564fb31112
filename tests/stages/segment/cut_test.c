// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * cut_test.c: whole documents: what is a deliberation, what is not, and that no line is lost.
 *
 * I7: "Every line of every page stands in exactly one block of one section."
 */
#include "help.h"
#include "cut.h"
#include "xml.h"

static const char village[] =
	"DÉPARTEMENT DU JURASSON\n"
	"COMMUNE DE VALFONTAINE\n"
	"PROCÈS-VERBAL\n"
	"Séance ordinaire du conseil municipal du vendredi 12 mars 2021\n\n"
	"L’an deux mille vingt et un, le douze mars à vingt heures trente, le conseil municipal de la commune\n"
	"de Valfontaine, dûment convoqué le 5 mars, s’est réuni à la mairie, sous la présidence de\n"
	"Mme Odile CARRÉ, maire. Membres en exercice : 7. Le quorum étant atteint, la séance est ouverte.\n"
	"Présents : Mme Odile CARRÉ, M. Luc NAVET, M. Paul D’ANTIN, Mme Zoé BŒUF, M. Guy LE DÛ.\n"
	"Absente ayant donné pouvoir : Mme Rose PETIT à M. Luc NAVET. Absent : M. Éric NOIR.\n"
	"Secrétaire de séance : M. Luc NAVET.\n"
	"Le procès-verbal de la séance du 8 janvier 2021 est approuvé sans observation.\n\n"
	"2021-07 – Tarifs de la salle des fêtes\n"
	"Madame le maire expose que les tarifs n’ont pas changé depuis six ans et que le chauffage coûte\n"
	"davantage. Elle propose de les relever de cinq pour cent au premier juillet prochain.\n"
	"Le conseil municipal, après en avoir délibéré, fixe les tarifs annexés au présent procès-verbal.\n"
	"Vote : adopté à l’unanimité.\n\n"
	"2021-08 – Vente du pré communal de la Combe à l’exploitant voisin et frais\n"
	"d’acte\n"
	"Vu la délibération n° 2019-33 du 4 juin 2019 ; Vu l’avis du domaine ;\n"
	"M. D’ANTIN doute du prix. La parcelle est louée depuis longtemps à celui qui veut l’acheter, et\n"
	"1/2\n"
	"\fle produit de la vente doit payer le chemin.\n"
	"Article 1er : la vente est consentie au prix de 4 200 €.\n"
	"Article 2 : le maire est chargé de signer l’acte.\n"
	"Vote : 4 voix pour, 1 contre, 1 abstention.\n\n"
	"2021-09 – Extinction de l’éclairage la nuit\n"
	"Le conseil municipal rejette la proposition et demande une étude plus complète au syndicat.\n"
	"Vote : 2 voix pour, 4 contre.\n\n"
	"2021-10 – Adhésion au groupement de commandes du canton\n"
	"Le conseil municipal décide d’adhérer au groupement de commandes pour les papiers.\n"
	"Vote : 6 voix pour.\n\n"
	"Ordre du jour du conseil du 14.05.2021\n\n"
	"Les élus examinent les points qui viendront devant la séance du conseil municipal\n"
	"du 14 mai 2021.\n"
	"1. Budget annexe de l’eau\n"
	"2. Création d’un poste d’agent d’accueil\n\n"
	"Questions diverses\n"
	"M. LE DÛ signale un nid de frelons près du lavoir et remercie les bénévoles du nettoyage.\n\n"
	"L’ordre du jour étant épuisé, la séance est levée à 22 h 10.\n"
	"Le maire,\n"
	"Odile CARRÉ\n"
	"2/2\n";

static struct mn_minutes *cut(const char *text, struct doc **d)
{
	struct lexicon *lx = help_lexicon();
	struct mn_err err = MN_ERR_INIT;

	*d = help_doc(text);
	struct mn_minutes *m = cut_minutes(lx, *d);
	if (cut_check(m, *d, &err) < 0)
		fail_msg("%s", err.text);
	lexicon_free(lx);
	return m;
}

static const struct mn_section *deliberation(const struct mn_minutes *m, size_t number)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->sections[i].kind == MN_SECTION_DELIBERATION && number-- == 1)
			return &m->sections[i];
	return NULL;
}

static size_t count(const struct mn_minutes *m, enum mn_section_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += m->sections[i].kind == kind;
	return n;
}

static void test_village(void **state)
{
	(void)state;
	struct doc *d;
	struct mn_minutes *m = cut(village, &d);
	const struct mn_seance *s = &m->seances[0];
	int first, last;

	assert_int_equal(m->nseances, 1);
	assert_string_equal(m->title, "Procès-verbal de la séance du conseil municipal du 12 mars 2021");
	assert_string_equal(s->date, "2021-03-12");
	assert_string_equal(s->convened, "2021-03-05");
	assert_string_equal(s->time_start, "20:30");
	assert_string_equal(s->time_end, "22:10");
	assert_string_equal(s->president, "Odile CARRÉ");
	assert_string_equal(s->secretary, "Luc NAVET");
	assert_int_equal(s->present.n, 5);
	assert_string_equal(s->present.v[4], "Guy LE DÛ");
	assert_int_equal(s->nrepresented, 1);
	assert_string_equal(s->represented[0].by, "Luc NAVET");
	assert_int_equal(s->absent.n, 1);
	assert_int_equal(s->members, 7);
	assert_int_equal(s->quorum, 1);
	assert_int_equal(count(m, MN_SECTION_DELIBERATION), 4);
	assert_int_equal(count(m, MN_SECTION_QUESTIONS), 1);
	assert_int_equal(count(m, MN_SECTION_CLOSE), 1);
	const struct mn_section *two = deliberation(m, 2);
	assert_string_equal(two->number, "2021-08");
	assert_string_equal(two->title, "Vente du pré communal de la Combe à l’exploitant voisin et frais d’acte");
	assert_int_equal(two->vote.for_, 4);
	mn_section_pages(two, &first, &last);
	assert_int_equal(first, 1);
	assert_int_equal(last, 2);
	char *text = mn_section_text(two, true);
	assert_null(strstr(text, "1/2"));
	assert_non_null(strstr(text, "payer le chemin"));
	assert_null(strstr(text, "éclairage"));
	free(text);
	assert_int_equal(deliberation(m, 3)->vote.result, MN_VOTE_REJECTED);
	assert_false(deliberation(m, 3)->vote.unanimous);
	assert_int_equal(deliberation(m, 4)->vote.for_, 6);
	assert_true(deliberation(m, 4)->vote.unanimous); /* all six who vote, though the word is not there */
	mn_minutes_free(m);
	doc_free(d);
}

/* The agenda lists what is decided later under the same words; headings bear no number; one point is only told. */
static void test_no_numbers(void **state)
{
	(void)state;
	static const char text[] =
		"SÉANCE DU 4 MAI 1962\n\n"
		"L'an mil neuf cent soixante-deux, le quatre mai, à vingt heures, le Conseil Municipal s'est réuni à\n"
		"la Mairie sous la présidence de M. TORDEUX, Maire.\n"
		"Ordre du jour :\n"
		"- Achat d'une pompe\n"
		"- Chemin des Aulnes\n"
		"- Questions diverses\n\n"
		"Présents : MM. TORDEUX, MARLIN, de BRASSAC, VOGEL.\n"
		"M. VOGEL est désigné secrétaire.\n\n\n"
		"ACHAT D'UNE POMPE\n\n"
		"M. MARLIN expose que la pompe du village ne suffit plus aux habitants pendant les mois d'été et que\n"
		"le devis du constructeur s'élève à 4.850 francs. Le Conseil, après examen, approuve l'achat à "
		"l'unani~\n"
		"mité.\n\n\n"
		"CHEMIN DES AULNES\n\n"
		"Le Maire rappelle que le chemin est coupé par les pluies depuis le mois de novembre dernier, et que\n"
		"les riverains s'en plaignent. La question est renvoyée à la prochaine session.\n\n\n"
		"FÊTE DU VILLAGE\n\n"
		"Le bal aura lieu le dimanche de la Saint-Jean sur la place, et les enfants recevront un goûter "
		"offert\n"
		"par les commerçants du bourg comme les années passées.\n\n"
		"La séance est levée à 22 heures.\n"
		"Le Maire,\n";
	struct doc *d;
	struct mn_minutes *m = cut(text, &d);

	assert_string_equal(m->seances[0].date, "1962-05-04");
	assert_int_equal(count(m, MN_SECTION_AGENDA), 1);
	assert_int_equal(count(m, MN_SECTION_DELIBERATION), 2);
	assert_string_equal(deliberation(m, 1)->title, "ACHAT D'UNE POMPE");
	assert_null(deliberation(m, 1)->number);
	assert_true(deliberation(m, 1)->vote.unanimous);
	assert_int_equal(deliberation(m, 2)->vote.result, MN_VOTE_POSTPONED);
	mn_minutes_free(m);
	doc_free(d);
}

/* A numbered series: the names of a recorded vote, the cells of a table and a page that begins in the middle of the
 * matter open nothing; a motion without number, under its own heading, does. */
static void test_series(void **state)
{
	(void)state;
	static const char text[] =
		"VILLE DE CORMERAY\n"
		"Séance du conseil municipal du jeudi 6 juin 2024\n\n"
		"L’an deux mille vingt-quatre, le six juin à dix-neuf heures, le conseil municipal s’est réuni en "
		"mairie\n"
		"sous la présidence de Mme Lise AUBERT, maire. Secrétaire de séance : 4. Karim BELAÏD.\n\n\n"
		"DCM 2024 031 – Plan de circulation du centre\n"
		"M. BELAÏD présente le sens unique de la rue Basse et les deux traversées nouvelles. Le vote a lieu "
		"par\n"
		"appel des noms.\n\n"
		"Pour (9)\n\n"
		"Mmes AUBERT, LE GALL, ROCHE, DU PIN, SEGALEN ; MM. BELAÏD, COSTA, DE VIRY, MEUNIER et\n"
		"PASCAL, OLIVE, DIOP\n\n"
		"Contre (4)\n\n"
		"M. HARDOUIN, Mme JOLY, M. KERN, Mme ZELLER\n\n"
		"ADOPTÉ À LA MAJORITÉ\n\n\n"
		"DCM 2024 032 – Redevances des terrasses et étalages\n"
		"Mme ROCHE rappelle que les redevances datent de 2016. Le conseil municipal décide les montants "
		"suivants\n"
		"par mètre carré et par mois :\n\n"
		"Emplacement                         Montant\n\n"
		"Place du Marché\n\n"
		"                                     4,20 €\n\n"
		"Quai Neuf\n\n"
		"                                     3,10 €\n\n"
		"Ailleurs\n\n"
		"o\n"
		"\fM. KERN craint que les cafés du quai ne paient pour ceux de la place, qui ouvrent toute l’année et "
		"jusqu’à\n"
		"minuit. Mme ROCHE répond que l’écart reste le même qu’avant.\n"
		"ADOPTÉ À L’UNANIMITÉ\n\n\n"
		"DCM 2024 033 – Achat de deux bennes\n"
		"Le conseil municipal autorise l’achat de deux bennes pour les services techniques.\n"
		"ADOPTÉ À L’UNANIMITÉ\n\n\n"
		"MOTION POUR LA RÉOUVERTURE DE LA TRÉSORERIE\n\n"
		"Mme JOLY donne lecture de la motion, qui demande au ministre de rouvrir la trésorerie du canton, et "
		"dit\n"
		"combien de personnes âgées ne peuvent plus s’y rendre. La motion est adoptée à l’unanimité.\n\n"
		"La séance est levée à 21 heures.\n"
		"Le secrétaire de séance,                 Le maire,\n"
		"Karim BELAÏD                             Lise AUBERT\n";
	struct doc *d;
	struct mn_minutes *m = cut(text, &d);

	assert_int_equal(count(m, MN_SECTION_DELIBERATION), 4);
	assert_string_equal(m->seances[0].secretary, "Karim BELAÏD"); /* "M." misread is no count */
	assert_string_equal(deliberation(m, 1)->title, "Plan de circulation du centre");
	assert_int_equal(deliberation(m, 1)->vote.result, MN_VOTE_ADOPTED);
	assert_string_equal(deliberation(m, 2)->title, "Redevances des terrasses et étalages");
	assert_int_equal(deliberation(m, 2)->vote.unanimous, 1);
	char *body = mn_section_text(deliberation(m, 2), true);
	assert_non_null(strstr(body, "Quai Neuf"));
	assert_non_null(strstr(body, "M. KERN"));
	free(body);
	assert_string_equal(deliberation(m, 4)->title, "MOTION POUR LA RÉOUVERTURE DE LA TRÉSORERIE");
	assert_null(deliberation(m, 4)->number);
	mn_minutes_free(m);
	doc_free(d);
}

/* Names alone on a line are no heading, whatever stands above; a heading in capitals with commas is one. */
static void test_names_no_heading(void **state)
{
	(void)state;
	static const struct {
		const char *heading;
		size_t deliberations;
	} cases[] = {
		{"MM. VERNE, DE LATTRE, PONS ; Mmes IDIR, LOPEZ", 1},
		{"VERNE, DE LATTRE, PONS, IDIR, LOPEZ", 1},
		{"Mme Anne IDIR, M. Paul PONS", 1},
		{"EAU, ASSAINISSEMENT ET VOIRIE : TARIFS", 2},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *text =
			mn_printf("SÉANCE DU 9 MAI 1977\n\n"
				  "L'an mil neuf cent soixante-dix-sept, le neuf mai, à vingt heures, le Conseil "
				  "s'est réuni à\n"
				  "la Mairie sous la présidence de M. VERNE, Maire.\n\n\n"
				  "ACHAT D'UN TERRAIN\n\n"
				  "Le Maire expose que le terrain des Ormes est à vendre et que la commune en a "
				  "besoin pour l'école.\n"
				  "Le Conseil approuve l'achat. Votent pour :\n\n\n"
				  "%s\n\n"
				  "Le Maire expose la suite des travaux, et les délais que le notaire demande pour "
				  "les deux actes. Le Conseil\n"
				  "adopte la proposition à l'unanimité.\n\n"
				  "La séance est levée à 22 heures.\n",
				cases[i].heading);
		struct doc *d;
		struct mn_minutes *m = cut(text, &d);
		if (count(m, MN_SECTION_DELIBERATION) != cases[i].deliberations)
			fail_msg("'%s': %zu deliberations", cases[i].heading, count(m, MN_SECTION_DELIBERATION));
		mn_minutes_free(m);
		doc_free(d);
		free(text);
	}
}

static void test_two_meetings(void **state)
{
	(void)state;
	char *both = mn_printf("%s\f%s", village,
		"COMMUNE DE VALFONTAINE\n"
		"Séance extraordinaire du conseil municipal du mardi 6 avril 2021\n\n"
		"L’an deux mille vingt et un, le six avril à dix-neuf heures, le conseil municipal s’est réuni à la "
		"mairie\n"
		"sous la présidence de M. Luc NAVET, premier adjoint.\n"
		"Présents : M. Luc NAVET, M. Paul D’ANTIN, Mme Zoé BŒUF, M. Guy LE DÛ.\n"
		"Secrétaire de séance : Mme Zoé BŒUF.\n\n"
		"2021-11 – Motion pour le maintien de la poste\n"
		"Le conseil municipal demande le maintien du bureau et charge le premier adjoint d’écrire au "
		"directeur.\n"
		"Vote : adopté à l’unanimité.\n\n"
		"La séance est levée à 19 h 40.\n");
	struct doc *d;
	struct mn_minutes *m = cut(both, &d);

	assert_int_equal(m->nseances, 2);
	assert_string_equal(m->seances[1].date, "2021-04-06");
	assert_string_equal(m->seances[1].president, "Luc NAVET");
	assert_int_equal(m->seances[1].present.n, 4);
	assert_int_equal(deliberation(m, 4)->seance, 0);
	assert_int_equal(deliberation(m, 5)->seance, 1);
	free(both);
	mn_minutes_free(m);
	doc_free(d);
}

static void test_extracts(void **state)
{
	(void)state;
	static const char text[] =
		"COMMUNE DE LAVERGNE\n"
		"EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\n"
		"Séance du 3 juin 2019 – Délibération n° 2019-21\n"
		"L’an deux mille dix-neuf, le trois juin, le conseil municipal s’est réuni sous la présidence de Mme "
		"Ida ROUX.\n"
		"Présents : Mme Ida ROUX, M. Jean VAL, M. Ali SAÏD. Secrétaire : M. Jean VAL.\n"
		"OBJET : TARIFS DE L’EAU\n"
		"Le conseil municipal, après en avoir délibéré, fixe le prix du mètre cube à 1,90 €.\n"
		"ADOPTÉ À L’UNANIMITÉ\n"
		"Pour extrait certifié conforme,\n"
		"\fCOMMUNE DE LAVERGNE\n"
		"EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\n"
		"Séance du 3 juin 2019 – Délibération n° 2019-22\n"
		"OBJET : EMPRUNT\n"
		"Le conseil municipal, par 2 voix pour et 1 contre, décide de contracter un emprunt.\n"
		"Pour extrait certifié conforme,\n";
	struct doc *d;
	struct mn_minutes *m = cut(text, &d);

	assert_int_equal(count(m, MN_SECTION_DELIBERATION), 2);
	assert_int_equal(m->n, 2);
	assert_string_equal(deliberation(m, 1)->number, "2019-21");
	assert_string_equal(deliberation(m, 2)->number, "2019-22");
	assert_string_equal(deliberation(m, 2)->title, "EMPRUNT");
	assert_int_equal(deliberation(m, 2)->vote.for_, 2);
	assert_string_equal(m->seances[0].president, "Ida ROUX");
	mn_minutes_free(m);
	doc_free(d);
}

/* Nothing, dirt, a page without minutes: no crash, no deliberation, valid XML. */
static void test_poor(void **state)
{
	(void)state;
	static const char *const texts[] = {"", ". . ;\n| _\n", "\f\f\f",
		"Un texte sans rapport avec une assemblée.\nEncore une ligne.", "Pour : 9 – Contre : 0", "Le maire,",
		"Annexe 1", "1.\n2.\n3.", "L’an", "Présents :"};
	struct mn_err err = MN_ERR_INIT;
	struct mn_schema *schema = mn_schema_open("akn/akomantoso30.xsd", &err);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct doc *d;
		struct mn_minutes *m = cut(texts[i], &d);
		char *xml = mn_minutes_xml(m, "x", "2021-01-01T00:00:00Z");
		if (mn_schema_check_bytes(schema, xml, strlen(xml), "m.xml", &err) < 0)
			fail_msg("'%s': %s", texts[i], err.text);
		free(xml);
		mn_minutes_free(m);
		doc_free(d);
	}
	mn_schema_close(schema);
}

/* cut_check finds a line that is lost or doubled. */
static void test_check(void **state)
{
	(void)state;
	struct mn_err err = MN_ERR_INIT;
	struct doc *d;
	struct mn_minutes *m = cut(village, &d);
	struct mn_lines *run = &m->sections[m->n - 1].blocks[0].lines[0];

	run->last++;
	assert_int_equal(cut_check(m, d, &err), -1);
	assert_int_equal(err.kind, MN_SYSTEM);
	run->last--;
	assert_int_equal(cut_check(m, d, &err), 0);
	m->sections[m->n - 1].blocks[0].nlines = 0;
	assert_int_equal(cut_check(m, d, &err), -1);
	mn_minutes_free(m);
	doc_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_village),
		cmocka_unit_test(test_no_numbers),
		cmocka_unit_test(test_series),
		cmocka_unit_test(test_names_no_heading),
		cmocka_unit_test(test_two_meetings),
		cmocka_unit_test(test_extracts),
		cmocka_unit_test(test_poor),
		cmocka_unit_test(test_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
