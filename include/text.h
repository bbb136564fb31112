// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * text.h: UTF-8 text. All text inside minutier is valid UTF-8 in NFC (Unicode Standard Annex 15).
 */
#ifndef MN_TEXT_H
#define MN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether n bytes are valid UTF-8 without NUL. */
bool mn_utf8_ok(const char *s, size_t n);

/* The next code point at *s (moves *s; U+FFFD and one byte on a bad sequence; 0 at the NUL). */
uint32_t mn_utf8_next(const char **s);

/* Encodes; returns the number of bytes (1-4), no NUL. */
int mn_utf8_put(char out[4], uint32_t c);

/* Code points in s. */
size_t mn_utf8_len(const char *s);

/* A copy in NFC; bad sequences become U+FFFD, control characters other than \t \n vanish. Caller frees. */
char *mn_nfc(const char *s);

/* Key for comparing words: case folded, accents and ligatures taken away (œ -> oe, æ -> ae), typographic apostrophes
 * and quotes made ' and ", dashes made -, no-break spaces made spaces. Caller frees. */
char *mn_fold(const char *s);

/* "Procès-verbal du 3 août" -> "proces-verbal-du-3-aout": [a-z0-9-], at most max bytes (cut at a dash where one is),
 * never empty ("sans-nom"). Caller frees. */
char *mn_slug(const char *s, size_t max);

/* "page-2" before "page-10": compares runs of digits by value, the rest bytewise. */
int mn_natural_cmp(const char *a, const char *b);

/* Removes spaces at both ends, in place; returns s. */
char *mn_trim(char *s);

/* Edit distance in code points (for "did you mean"); strings over 64 code points compare as 64. */
unsigned mn_distance(const char *a, const char *b);

#endif
