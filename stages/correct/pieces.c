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
#define GLYPH_LETTERS 3
#define SPLIT_LETTERS 3

struct making {
	const struct context *cx;
	const struct word *piece; // as read
	struct word low;          // small letters
	bool capital;             // first letter
	bool compound;
	double dearer;            // COST_NAME or 0
	double glyph;             // added to every option of the walk under way
	enum kind kind;
	struct options *out;
};

// Small words that others stick to.
static const char *const function_words[] = {
	"a", "à", "au", "aux", "ce", "ces", "cet", "cette", "dans", "de", "des", "du", "en", "est", "et", "il", "ils", "la",
	"le", "les", "leur", "leurs", "on", "ou", "où", "par", "pas", "pour", "que", "qui", "sa", "se", "ses", "si", "son",
	"sont", "sur", "un", "une",
};

static struct option *room(struct options *o, const char *text, const char *heard)
{
	for (size_t i = 0; i < o->n; i++)
		if (strcmp(o->o[i].text, text) == 0 && strcmp(o->o[i].heard, heard) == 0)
			return NULL;
	return o->n < OPTIONS_MAX ? &o->o[o->n++] : NULL;
}

static void add(struct making *k, const char *text, const char *heard, double cost, enum kind kind,
	const struct pairs *pairs)
{
	if (cost + channel_cost(k->cx->start, pairs) > COST_DEAREST)
		return;
	struct option *o = room(k->out, text, heard);
	if (!o)
		return;
	strcpy(o->text, text);
	strcpy(o->heard, heard);
	o->cost = cost;
	o->kind = kind;
	o->pairs = *pairs;
}

// Gives small letters the case of the piece; a capital that was printed bare stays bare, at no price.
static void add_form(struct making *k, const uint32_t *c, size_t n, double cost, enum kind kind, struct pairs pairs)
{
	uint32_t shown[WORD_MAX + 1];
	char text[TEXT_MAX], heard[TEXT_MAX], same[TEXT_MAX];
	memcpy(shown, c, n * sizeof *c);
	if (k->capital) {
		bool bare = letter_base(c[0]) == k->low.c[0] && c[0] != k->low.c[0];
		shown[0] = bare ? k->piece->c[0] : letter_upper(c[0]);
		if (bare && pairs.n > 0 && pairs.p[0].to == (uint8_t)letter_index(c[0])) {
			memmove(pairs.p, pairs.p + 1, (pairs.n - 1) * sizeof pairs.p[0]);
			pairs.n--;
		}
	}
	word_write(text, shown, n);
	word_write(heard, c, n);
	word_write(same, k->piece->c, k->piece->n);
	if (strcmp(text, same) == 0)
		add(k, text, heard, 0, KIND_SAME, &pairs);
	else
		add(k, text, heard, cost, kind, &pairs);
}

static bool only_name(const struct making *k, const struct variant *v)
{
	return !k->capital && !(v->forms & FORM_WORD);
}

static void add_marks(struct making *k, const struct word *w, double cost, enum kind kind)
{
	struct variant v[VARIANTS_MAX];
	size_t n = walk(k->cx->m, w->c, w->n, 0, v);
	for (size_t i = 0; i < n; i++)
		if (!only_name(k, &v[i]))
			add_form(k, v[i].c, v[i].n, cost, kind, v[i].pairs);
}

static void rewritten(const struct word *w, void *arg)
{
	struct making *k = arg;
	add_marks(k, w, COST_GLYPH + k->dearer, KIND_GLYPH);
}

static void add_edits(struct making *k)
{
	struct variant v[VARIANTS_MAX];
	size_t n = walk(k->cx->m, k->low.c, k->low.n, 1, v);
	for (size_t i = 0; i < n; i++)
		if (v[i].edits == 1 && !only_name(k, &v[i]))
			add_form(k, v[i].c, v[i].n, COST_EDIT + k->dearer, KIND_EDIT, v[i].pairs);
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
		if (w->n >= 4 && near(w, &k->low))
			add_form(k, w->c, w->n, DOCUMENT_COST - (gain < DOCUMENT_GAIN_MAX ? gain : DOCUMENT_GAIN_MAX),
				KIND_DOCUMENT, none);
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

static void unknown_options(struct making *k)
{
	bool name = k->capital && k->compound; // in compound names only marks may change
	if (k->capital)
		add_document_words(k);
	if (name)
		return;
	if (k->low.n >= GLYPH_LETTERS)
		glyphs_rewrite(&k->low, rewritten, k);
	if (k->low.n >= SPLIT_LETTERS)
		for (size_t cut = 1; cut < k->low.n; cut++) {
			split_at(k, cut, true);
			split_at(k, cut, false);
		}
	if (k->low.n >= EDIT_LETTERS)
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
	k->dearer = k->capital && !k->cx->sentence_start ? COST_NAME : 0;
	add_marks(k, &k->low, k->dearer, known ? KIND_REALWORD : KIND_ACCENT);
	if (!known)
		unknown_options(k);
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
		glyphs_rewrite(&k.low, rewritten, &k);
	}
}
