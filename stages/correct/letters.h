// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * letters.h: the letters of French, as the corrector sees them.
 *
 * Words are handled as arrays of code points. Every letter that can lose or change its mark has an index (the
 * alphabet of the channel, channel.h); its base is the letter without the mark. Only the letters of French are
 * letters here: a word with others is left alone.
 */
#ifndef CORRECT_LETTERS_H
#define CORRECT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORD_MAX 48 /* code points; a longer token is not looked at */
#define TEXT_MAX 200 /* bytes of a token or candidate with its NUL; 4 * WORD_MAX + room for a split and l' */

/* Marked letters: a à â ä c ç e é è ê ë i î ï o ô ö u ù û ü y ÿ æ œ, then the two spellings of a lost œ. */
#define LETTER_OE 24
#define LETTER_FROM_OE 25 /* "oe" read for œ */
#define LETTER_FROM_CE 26 /* "ce" read for œ */
#define LETTER_KINDS 27

#define QUOTE 0x2019 /* the apostrophe of print */

struct word {
	uint32_t c[WORD_MAX];
	size_t n;
};

bool letter_is(uint32_t c);       /* a letter of French, small or capital */
bool letter_capital(uint32_t c);
bool letter_vowel(uint32_t c);    /* vowel or h, any case and mark: what an elision stands before */
bool letter_digit(uint32_t c);
bool letter_quote(uint32_t c);    /* ' and its look-alikes ’ ‘ ʼ ` ´ */
uint32_t letter_lower(uint32_t c);
uint32_t letter_upper(uint32_t c);
uint32_t letter_base(uint32_t c); /* of a small letter: without its mark; œ stays */
int letter_index(uint32_t c);     /* of a small letter: 0..LETTER_OE, -1 when it has no marks */

/* UTF-8 to code points; false when it does not fit in WORD_MAX. */
bool word_read(struct word *w, const char *text);
/* Code points to UTF-8; out has room for 4 * n + 1 bytes. Returns bytes written without the NUL. */
size_t word_write(char *out, const uint32_t *c, size_t n);

#endif
