// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * numbers.h: French numbers, dates and times of the day, in figures and in words.
 *
 * Dates are "YYYY-MM-DD", times "HH:MM". All functions take tokens (doc.h) and a place, and tell how many tokens they
 * took.
 */
#ifndef SEGMENT_NUMBERS_H
#define SEGMENT_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include "doc.h"

#define DATE_SIZE 11 /* "2021-09-24" and NUL */
#define TIME_SIZE 6
#define DATE_WORDS 32

/* 1..12 for a folded month, old or cut short ("sept", "8bre"), a wrong letter forgiven; 0: none. */
int month_of(const char *fold);
/* A cardinal at token i, figures or words ("quatre-vingt-dix-sept", "deux mille vingt et un", "dix neuf"); -1: none. */
long number_at(const struct token *t, size_t n, size_t i, size_t *len);
/* A date at token i: "12 mars 1957", "le douze mars mil neuf cent…", "1er mars 2021", "12/03/1957". The year may be
 * missing: `year` is taken when it is > 0 and *guessed says so. */
bool date_at(const struct token *t, size_t n, size_t i, int year, char out[DATE_SIZE], size_t *len, bool *guessed);
/* "L'an deux mille vingt et un, le sept décembre": year first. i is the token "an". */
bool year_first_at(const struct token *t, size_t n, size_t i, char out[DATE_SIZE], size_t *len);
/* "20 h 30", "20h30", "vingt heures trente", "dix heures du matin", "huit heures et demie du soir". */
bool time_at(const struct token *t, size_t n, size_t i, char out[TIME_SIZE], size_t *len);

/* "2021-09-24" as "24 septembre 2021", "1er mars 2021"; returns out. */
const char *date_words(const char *date, char out[DATE_WORDS]);

#endif
