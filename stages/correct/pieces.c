// SPDX-License-Identifier: AGPL-3.0-or-later
// Options of one piece. See pieces.h. The costs (nats) are those found best on rendered French read by Tesseract; the
// language model chooses among what is offered here.
#include "pieces.h"

#include <math.h>
#include <string.h>
#include "glyphs.h"
#include "walk.h"

#define COST_GLYPH 4.0
#define COST_CAPITAL_I 0.5 /* EPCl */
#define COST_EDIT 7.5
#define COST_SPLIT 4.0
#define COST_NAME 3.0      /* more, for an unknown word with a capital inside a sentence */
#define COST_DEAREST 16.0  /* beyond, no option */
#define DOCUMENT_COST 4.5
#define DOCUMENT_GAIN 1.2  /* a nat of occurrences */
#define DOCUMENT_GAIN_MAX 3.5
#define EDIT_LETTERS 5     /* shorter words have too many neighbours */
#define EDIT_SURE 7        /* shorter words are only pointed out */
#define GLYPH_LETTERS 3
#define GLYPH_SURE 4
#define SPLIT_LETTERS 3

#define I_CIRCUMFLEX 0xee
#define U_CIRCUMFLEX 0xfb
#define RESPELT_RATIO 4    /* the form with its mark is that much commoner */

struct making {
	const struct context *cx;
	const struct word *piece; // as read
	struct word low;          // small letters
	bool capital;             // first letter
	bool compound;
	bool odd;                 // a sign that is no letter is in it
	double dearer;            // COST_NAME or 0
	enum kind kind;           // of a change of marks
	struct options *out;
};

// Small words that others stick to.
static const char *const function_words[] = {
	"a", "à", "au", "aux", "ce", "ces", "cet", "cette", "dans", "de", "des", "du", "en", "est", "et", "il", "ils", "la",
	"le", "les", "leur", "leurs", "on", "ou", "où", "par", "pas", "pour", "que", "qui", "sa", "se", "ses", "si", "son",
	"sont", "sur", "un", "une",
};

// Never a guess: a wrong number reads as well as the right one.
static const char *const number_words[] = {
	"deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
	"quinze", "seize", "vingt", "trente", "quarante", "cinquante", "soixante", "cent", "cents", "mille", "non", "oui",
};

// The option of that text, a new one if there is none; NULL when there is no room.
static struct option *room(struct options *o, const char *text, const char *heard)
{
	for (size_t i = 0; i < o->n; i++)
		if (strcmp(o->o[i].text, text) == 0 && strcmp(o->o[i].heard, heard) == 0)
			return &o->o[i];
	if (o->n == OPTIONS_MAX)
		return NULL;
	o->o[o->n].text[0] = 0;
	return &o->o[o->n++];
}

static void add(struct making *k, const char *text, const char *heard, double cost, enum kind kind,
	const struct pairs *pairs)
{
	if (cost + channel_cost(k->cx->start, pairs) > COST_DEAREST)
		return;
	struct option *o = room(k->out, text, heard);
	if (!o)
		return;
	if (o->text[0]) { // found in two ways: the likelier one, and the evidence of both
		o->kind = kind < o->kind ? kind : o->kind;
		if (cost + channel_cost(k->cx->start, pairs) < o->cost + channel_cost(k->cx->start, &o->pairs)) {
			o->cost = cost;
			o->pairs = *pairs;
		}
		return;
	}
	strcpy(o->text, text);
	strcpy(o->heard, heard);
	o->cost = cost;
	o->kind = kind;
	o->pairs = *pairs;
}

// What was typed oe stays oe: it is heard as œ and printed as it was.
static size_t untie(uint32_t *shown, size_t n, struct pairs *pairs)
{
	for (size_t p = 0; p < pairs->n; p++) {
		if (pairs->p[p].from != LETTER_FROM_OE)
			continue;
		for (size_t i = 0; i < n && n < WORD_MAX; i++) {
			if (letter_index(shown[i]) != LETTER_OE)
				continue;
			memmove(shown + i + 2, shown + i + 1, (n - i - 1) * sizeof shown[0]);
			shown[i] = 'o';
			shown[i + 1] = 'e';
			n++;
		}
		pairs->p[p--] = pairs->p[--pairs->n];
	}
	return n;
}

// Gives small letters the case of the piece; a capital that was printed bare stays bare, at no price.
static void add_form(struct making *k, const uint32_t *c, size_t n, double cost, enum kind kind, struct pairs pairs)
{
	uint32_t shown[WORD_MAX + 2];
	char text[TEXT_MAX], heard[TEXT_MAX], same[TEXT_MAX];
	memcpy(shown, c, n * sizeof *c);
	size_t nshown = untie(shown, n, &pairs);
	if (k->capital) {
		bool bare = letter_base(c[0]) == k->low.c[0] && c[0] != k->low.c[0];
		shown[0] = bare ? k->piece->c[0] : letter_upper(shown[0]);
		if (bare && pairs.n > 0 && pairs.p[0].to == (uint8_t)letter_index(c[0])) {
			memmove(pairs.p, pairs.p + 1, (pairs.n - 1) * sizeof pairs.p[0]);
			pairs.n--;
		}
	}
	word_write(text, shown, nshown);
	word_write(heard, c, n);
	word_write(same, k->piece->c, k->piece->n);
	if (strcmp(text, same) == 0)
		add(k, text, heard, 0, KIND_SAME, &pairs);
	else
		add(k, text, heard, cost, kind, &pairs);
}

static uint32_t count(const struct making *k, const uint32_t *c, size_t n)
{
	char text[4 * WORD_MAX + 1];
	return model_count(k->cx->m, model_word(k->cx->m, text, word_write(text, c, n)));
}

// Whether a known word and its form with other marks are one word in the two spellings: î and û alone differ, and the
// bare word is not one in its own right (du, sur, mur).
static bool respelt(const struct making *k, const struct variant *v)
{
	for (size_t i = 0; i < v->n && v->n == k->low.n; i++)
		if (v->c[i] != k->low.c[i] && v->c[i] != I_CIRCUMFLEX && v->c[i] != U_CIRCUMFLEX)
			return false;
	return v->n == k->low.n && RESPELT_RATIO * count(k, k->low.c, k->low.n) < count(k, v->c, v->n);
}

static void add_marks(struct making *k)
{
	struct variant v[VARIANTS_MAX];
	size_t n = walk(k->cx->m, k->low.c, k->low.n, 0, v);
	for (size_t i = 0; i < n; i++) {
		bool spelling = k->kind == KIND_REALWORD && respelt(k, &v[i]);
		if (k->capital || (v[i].forms & FORM_WORD))
			add_form(k, v[i].c, v[i].n, k->dearer, spelling ? KIND_SPELLING : k->kind, v[i].pairs);
	}
}

static bool is_number(const struct variant *v)
{
	char text[4 * WORD_MAX + 1];
	word_write(text, v->c, v->n);
	for (size_t i = 0; i < sizeof number_words / sizeof number_words[0]; i++)
		if (strcmp(text, number_words[i]) == 0)
			return true;
	return false;
}

// A guess at other letters: only words of the language are guessed. What may be a name (a capital inside a sentence, the
// word nowhere else in the document), a number, or a word too short for a guess to be sure is only pointed out.
static void add_guess(struct making *k, const struct variant *v, double cost, enum kind kind, size_t letters)
{
	bool name = k->capital && !k->cx->plain_start && vocabulary_count(k->cx->v, v->c, v->n) == 0;
	bool shy = name || is_number(v) || k->low.n < letters;
	if (v->forms & FORM_WORD)
		add_form(k, v->c, v->n, cost + k->dearer, shy ? KIND_SHY : kind, v->pairs);
}

static void rewritten(const struct word *w, void *arg)
{
	struct making *k = arg;
	struct variant v[VARIANTS_MAX];
	size_t n = walk(k->cx->m, w->c, w->n, 0, v);
	for (size_t i = 0; i < n; i++)
		add_guess(k, &v[i], COST_GLYPH, KIND_GLYPH, k->odd ? 1 : GLYPH_SURE);
}

static void add_edits(struct making *k)
{
	struct variant v[VARIANTS_MAX];
	size_t n = walk(k->cx->m, k->low.c, k->low.n, 1, v);
	for (size_t i = 0; i < n; i++)
		if (v[i].edits == 1)
			add_guess(k, &v[i], COST_EDIT, KIND_EDIT, EDIT_SURE);
}

// A function word for these letters, marks aside; its pairs are added.
static bool function_word(const uint32_t *c, size_t n, size_t which, struct word *out, struct pairs *pairs)
{
	if (which >= sizeof function_words / sizeof function_words[0])
		return false;
	word_read(out, function_words[which]);
	if (out->n != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (letter_base(out->c[i]) != letter_base(c[i]))
			return false;
		if (out->c[i] != c[i] && pairs->n < PAIRS_MAX)
			pairs->p[pairs->n++] = (struct pair){(uint8_t)letter_index(c[i]), (uint8_t)letter_index(out->c[i])};
	}
	return true;
}

static void add_split(struct making *k, const struct word *a, const struct variant *b, struct pairs pairs, bool first)
{
	struct word w;
	size_t n = 0;
	const uint32_t *one = first ? a->c : b->c, *two = first ? b->c : a->c;
	size_t none = first ? a->n : b->n, ntwo = first ? b->n : a->n;
	if (none + ntwo + 1 > WORD_MAX)
		return;
	memcpy(w.c, one, none * sizeof w.c[0]);
	n = none;
	w.c[n++] = ' ';
	memcpy(w.c + n, two, ntwo * sizeof w.c[0]);
	for (size_t i = 0; i < b->pairs.n && pairs.n < PAIRS_MAX; i++)
		pairs.p[pairs.n++] = b->pairs.p[i];
	add_form(k, w.c, n + ntwo, COST_SPLIT + k->dearer, KIND_SPLIT, pairs);
}

// The piece cut at `cut`: a function word on one side, a word on the other.
static void split_at(struct making *k, size_t cut, bool first)
{
	const uint32_t *small = first ? k->low.c : k->low.c + cut, *rest = first ? k->low.c + cut : k->low.c;
	size_t nsmall = first ? cut : k->low.n - cut, nrest = k->low.n - nsmall;
	struct variant v[VARIANTS_MAX];
	if (nrest < 2 || (nrest < 3 && !first) || (nsmall < 2 && nrest > 2))
		return;
	size_t n = walk(k->cx->m, rest, nrest, 0, v);
	for (size_t f = 0; f < sizeof function_words / sizeof function_words[0]; f++) {
		struct word w;
		struct pairs pairs = {.n = 0};
		if (!function_word(small, nsmall, f, &w, &pairs))
			continue;
		for (size_t i = 0; i < n; i++)
			if (v[i].forms & FORM_WORD)
				add_split(k, &w, &v[i], pairs, first);
	}
}

// Whether two words differ by one letter changed, lost or added.
static bool near(const struct word *a, const struct word *b)
{
	size_t head = 0, tail = 0, least = a->n < b->n ? a->n : b->n;
	size_t most = a->n < b->n ? b->n : a->n;
	while (head < least && a->c[head] == b->c[head])
		head++;
	while (tail < least - head && a->c[a->n - 1 - tail] == b->c[b->n - 1 - tail])
		tail++;
	return most - least <= 1 && most - head - tail == 1;
}

static void add_document_words(struct making *k)
{
	const struct word *w;
	unsigned times = 0;
	const struct pairs none = {.n = 0};
	for (size_t i = 0; (w = vocabulary_capital(k->cx->v, i, &times)); i++) {
		double gain = DOCUMENT_GAIN * log((double)times);
		char text[4 * WORD_MAX + 1];
		if (w->n < EDIT_LETTERS || !near(w, &k->low))
			continue;
		bool word = model_form(k->cx->m, text, word_write(text, w->c, w->n)) & FORM_WORD;
		add_form(k, w->c, w->n, DOCUMENT_COST - (gain < DOCUMENT_GAIN_MAX ? gain : DOCUMENT_GAIN_MAX),
			word ? KIND_DOCUMENT : KIND_SHY, none);
	}
}

// EPCl: capitals with an l or | among them.
static void add_capital_i(struct making *k)
{
	char text[TEXT_MAX];
	uint32_t c[WORD_MAX];
	const struct pairs none = {.n = 0};
	size_t wrong = 0, capitals = 0;
	for (size_t i = 0; i < k->piece->n; i++) {
		c[i] = k->piece->c[i];
		if (c[i] == 'l' || c[i] == '|') {
			c[i] = 'I';
			wrong++;
		} else if (letter_capital(c[i])) {
			capitals++;
		} else {
			return;
		}
	}
	if (wrong == 0 || capitals < 2)
		return;
	word_write(text, c, k->piece->n);
	add(k, text, text, COST_CAPITAL_I, KIND_GLYPH, &none);
}

struct looks {
	size_t capitals, letters, odd, digits;
};

static struct looks look(const struct word *w)
{
	struct looks l = {0, 0, 0, 0};
	for (size_t i = 0; i < w->n; i++) {
		l.letters += letter_is(w->c[i]);
		l.capitals += letter_capital(w->c[i]);
		l.digits += letter_digit(w->c[i]);
		l.odd += !letter_is(w->c[i]);
	}
	return l;
}

// 1er, 1re, 2e…: ordinals are no words with a digit in them.
static bool ordinal(const struct word *low)
{
	char text[4 * WORD_MAX + 1];
	static const char *const endings[] = {"er", "ers", "re", "res", "ère", "ère", "e", "es", "ème", "eme", "o", "a"};
	if (!letter_digit(low->c[0]))
		return false;
	word_write(text, low->c + 1, low->n - 1);
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (strcmp(text, endings[i]) == 0)
			return true;
	return false;
}

// `marked`: other marks make it a word; a guess at its letters is then not wanted.
static void unknown_options(struct making *k, bool marked)
{
	if (k->compound) // half a word, or a name: only marks may change
		return;
	if (k->capital)
		add_document_words(k);
	if (k->low.n >= GLYPH_LETTERS)
		glyphs_rewrite(&k->low, rewritten, k);
	if (k->low.n >= SPLIT_LETTERS)
		for (size_t cut = 1; cut < k->low.n; cut++) {
			split_at(k, cut, true);
			split_at(k, cut, false);
		}
	if (k->low.n >= EDIT_LETTERS && !marked)
		add_edits(k);
}

// A name of the lexicon or a place stays, inside a sentence or in a compound.
static bool is_name(const struct making *k)
{
	char text[4 * WORD_MAX + 1];
	unsigned forms = model_form(k->cx->m, text, word_write(text, k->low.c, k->low.n));
	if (!k->capital || (k->cx->sentence_start && !k->compound))
		return k->capital && (forms & FORM_NAME) && !(forms & FORM_WORD);
	return forms & (FORM_NAME | FORM_PLACE);
}

static void word_options(struct making *k, const struct place *at)
{
	if (k->low.n == 1 && (letter_base(k->low.c[0]) != 'a' || at->listed))
		return;
	if (is_name(k))
		return;
	bool known = is_known(k->cx->m, k->low.c, k->low.n, k->capital);
	size_t before = k->out->n;
	k->dearer = k->capital && !k->cx->sentence_start ? COST_NAME : 0;
	k->kind = known ? KIND_REALWORD : KIND_ACCENT;
	add_marks(k);
	if (!known)
		unknown_options(k, k->out->n > before);
}

void piece_options(const struct word *piece, const struct place *at, const struct context *cx, struct options *out)
{
	struct making k = {.cx = cx, .piece = piece, .compound = at->compound, .out = out};
	const struct pairs none = {.n = 0};
	char text[TEXT_MAX];
	struct looks l = look(piece);
	k.low.n = piece->n;
	for (size_t i = 0; i < piece->n; i++)
		k.low.c[i] = letter_lower(piece->c[i]);
	k.capital = letter_capital(piece->c[0]);
	out->n = 0;
	word_write(text, piece->c, piece->n);
	add(&k, text, text, 0, KIND_SAME, &none);
	if (l.capitals >= 2 || (l.capitals == 1 && !k.capital)) {
		add_capital_i(&k);
		return;
	}
	if (l.odd == 0) {
		word_options(&k, at);
	} else if (l.letters >= 2 && l.odd == 1 && l.digits <= 1 && !ordinal(&k.low)) {
		k.dearer = k.capital && !cx->sentence_start ? COST_NAME : 0;
		k.odd = true;
		glyphs_rewrite(&k.low, rewritten, &k);
	}
}
