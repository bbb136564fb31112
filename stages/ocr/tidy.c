// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tidy.c: NFC, junk, hyphens.
 *
 * Junk: a line without any letter or digit, read with little confidence, is a speck, a piece of a
 * frame or of a signature; it would only be a line number without text. Lines that have a letter or
 * a digit are always kept, however doubtful: nothing that may be text is dropped here. A rule of
 * dashes or stars read with confidence stays too: it separates. Single words of nothing but marks
 * that specks are taken for, read with very little confidence, go as well.
 *
 * Hyphens: a word is cut when it is the last of its line, ends in a hyphen after a letter, and the
 * next line begins with a small letter ("délibé-" / "ration"). A capital ("Pont-" / "Roger") or a
 * figure leaves the hyphen in the word. "vice-" / "président" cannot be told from a cut word here;
 * correct, which knows words, can put its hyphen back. A soft hyphen always cuts.
 */
#include "tidy.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "text.h"

#define JUNK_CONFIDENCE 0.6
#define SPECK_CONFIDENCE 0.33F /* of words of 83 pages below it, 48 of 56 stood for nothing */
#define SPECK_MARKS "_.,;'`*|~=()\u2192\u2014"

static bool is_letter(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);

	return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

static bool is_small(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

static bool is_digit(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND;
}

static void word_drop(struct mn_word *w)
{
	free(w->text);
	free(w->read);
	for (size_t i = 0; i < w->nalternatives; i++)
		free(w->alternatives[i]);
	free(w->alternatives);
}

static void line_drop(struct mn_line *l)
{
	for (size_t i = 0; i < l->n; i++)
		word_drop(&l->words[i]);
	free(l->words);
}

static bool is_speck(const struct mn_word *w)
{
	const char *at = w->text;

	if (w->conf < 0 || w->conf >= SPECK_CONFIDENCE)
		return false;
	while (*at) {
		const char *from = at;
		char mark[5] = "";

		mn_utf8_next(&at);
		memcpy(mark, from, (size_t)(at - from));
		if (!strstr(SPECK_MARKS, mark))
			return false;
	}
	return true;
}

static void clean_words(struct mn_line *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		struct mn_word *w = &l->words[i];
		char *text = mn_nfc(w->text ? w->text : "");

		free(w->text);
		w->text = mn_trim(text);
		if (*w->text && !is_speck(w))
			l->words[n++] = *w;
		else
			word_drop(w);
	}
	l->n = n;
}

static bool has_text(const struct mn_line *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const char *at = l->words[i].text;

		for (uint32_t c; (c = mn_utf8_next(&at));)
			if (is_letter(c) || is_digit(c))
				return true;
	}
	return false;
}

static bool is_junk(const struct mn_line *l)
{
	double sum = 0;

	if (!l->n)
		return true;
	if (has_text(l))
		return false;
	for (size_t i = 0; i < l->n; i++)
		sum += l->words[i].conf < 0 ? 1 : l->words[i].conf;
	return sum / (double)l->n < JUNK_CONFIDENCE;
}

static void drop_junk(struct mn_alto *a)
{
	size_t blocks = 0;

	for (size_t i = 0; i < a->n; i++) {
		struct mn_alto_block *b = &a->blocks[i];
		size_t n = 0;

		for (size_t j = 0; j < b->n; j++) {
			clean_words(&b->lines[j]);
			if (is_junk(&b->lines[j]))
				line_drop(&b->lines[j]);
			else
				b->lines[n++] = b->lines[j];
		}
		b->n = n;
		if (n)
			a->blocks[blocks++] = *b;
		else
			free(b->lines);
	}
	a->n = blocks;
}

/* Where the hyphen at the end of a word begins, when a letter stands before it; NULL otherwise. */
static char *hyphen_of(char *word, bool *soft)
{
	const char *at = word, *last = word;
	uint32_t before = 0, c = 0;

	for (uint32_t next; last = at, (next = mn_utf8_next(&at));) {
		before = c;
		c = next;
	}
	*soft = c == 0xad;
	if (!is_letter(before) ||
		(c != '-' && c != 0x2010 && c != 0x2011 && c != 0xad && c != 0xac))
		return NULL;
	char bytes[4];
	return word + (last - word) - mn_utf8_put(bytes, c);
}

static void find_hyphens(struct mn_alto *a)
{
	size_t n;
	struct mn_line **lines = mn_alto_lines(a, &n);

	for (size_t i = 0; i < n; i++) {
		char *word = lines[i]->words[lines[i]->n - 1].text;
		bool soft, cut = false;
		char *hyphen = hyphen_of(word, &soft);

		if (!hyphen)
			continue;
		if (i + 1 < n) {
			const char *next = lines[i + 1]->words[0].text;
			uint32_t c = mn_utf8_next(&next);
			cut = soft || is_small(c);
		}
		lines[i]->hyphen = cut;
		if (cut)
			*hyphen = '\0';
		else if (soft)
			memcpy(hyphen, "-", 2);
	}
	free(lines);
}

void ocr_tidy(struct mn_alto *a)
{
	drop_junk(a);
	find_hyphens(a);
	mn_alto_fit(a);
}

size_t ocr_words(const struct mn_alto *a, double *confidence)
{
	size_t n, words = 0;
	double sum = 0, weight = 0;
	struct mn_line **lines = mn_alto_lines(a, &n);

	for (size_t i = 0; i < n; i++) {
		words += lines[i]->n;
		for (size_t k = 0; k < lines[i]->n; k++) {
			const struct mn_word *w = &lines[i]->words[k];
			double length = (double)mn_utf8_len(w->text);

			if (w->conf < 0)
				continue;
			sum += length * (double)w->conf;
			weight += length;
		}
	}
	free(lines);
	*confidence = weight > 0 ? sum / weight : -1;
	return words;
}
