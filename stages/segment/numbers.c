// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * numbers.c: French numbers, dates and times.
 *
 * A number in words is read from left to right with two running sums, as it is spoken: units and tens add up, "vingt"
 * after "quatre" and "cent" after a unit multiply, "mille" and "mil" close a group. "Et un" and hyphens make no
 * difference.
 */
#include "numbers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "err.h"

static const struct {
	const char *word;
	int value;
} units[] = {
	{"zero", 0},
	{"un", 1},
	{"une", 1},
	{"deux", 2},
	{"trois", 3},
	{"quatre", 4},
	{"cinq", 5},
	{"six", 6},
	{"sept", 7},
	{"huit", 8},
	{"neuf", 9},
	{"dix", 10},
	{"onze", 11},
	{"douze", 12},
	{"treize", 13},
	{"quatorze", 14},
	{"quinze", 15},
	{"seize", 16},
	{"vingt", 20},
	{"vingts", 20},
	{"trente", 30},
	{"quarante", 40},
	{"cinquante", 50},
	{"soixante", 60},
	{"septante", 70},
	{"octante", 80},
	{"huitante", 80},
	{"nonante", 90},
	{"cent", 100},
	{"cents", 100},
	{"mil", 1000},
	{"mille", 1000},
	{"premier", 1},
	{"1er", 1},
};

static const struct {
	const char *word;
	int month;
} months[] = {
	{"janvier", 1},
	{"janv", 1},
	{"fevrier", 2},
	{"fevr", 2},
	{"mars", 3},
	{"avril", 4},
	{"mai", 5},
	{"juin", 6},
	{"juillet", 7},
	{"juil", 7},
	{"aout", 8},
	{"septembre", 9},
	{"sept", 9},
	{"7bre", 9},
	{"octobre", 10},
	{"8bre", 10},
	{"novembre", 11},
	{"nov", 11},
	{"9bre", 11},
	{"decembre", 12},
	{"xbre", 12},
	{"10bre", 12},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define LONG_MONTH 6 /* letters from which one wrong letter is forgiven */

/* At most one letter differs. */
static bool one_off(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (!*a || !*b)
		return strlen(a) + strlen(b) <= 1;
	return !strcmp(a + 1, b + 1) || !strcmp(a + 1, b) || !strcmp(a, b + 1);
}

int month_of(const char *fold)
{
	for (size_t i = 0; i < COUNT(months); i++)
		if (!strcmp(fold, months[i].word) ||
			(strlen(months[i].word) >= LONG_MONTH && one_off(fold, months[i].word)))
			return months[i].month;
	return 0;
}

static int unit_of(const char *word, size_t n)
{
	for (size_t i = 0; i < COUNT(units); i++)
		if (strlen(units[i].word) == n && !strncmp(units[i].word, word, n))
			return units[i].value;
	return -1;
}

struct sum {
	long group, total;
	bool any, after_tens;
};

static bool add_unit(struct sum *s, int v)
{
	if (v == 1000) {
		s->total += (s->group ? s->group : 1) * 1000;
		s->group = 0;
	} else if (v == 100) {
		if (s->group % 100 > 9)
			return false;
		s->group = s->group ? s->group * 100 : 100;
	} else if (v == 20 && s->group % 100 == 4) { /* quatre-vingt */
		s->group += 76;
	} else {
		long tail = s->group % 100;
		/* vingt deux, soixante dix, quatre-vingt seize; not "deux trois" */
		if (tail && !(tail % 10 == 0 && tail >= 20 && v < 20) && !(tail == 10 && v >= 7 && v <= 9) &&
			!(tail >= 60 && tail % 20 == 10 && v < 10))
			return false;
		if (s->any && v == 0)
			return false;
		s->group += v;
	}
	s->any = true;
	return true;
}

/* All hyphened parts of one word; false: not a number. */
static bool add_word(struct sum *s, const char *word)
{
	struct sum try = *s;

	while (*word) {
		size_t n = strcspn(word, "-");
		int v = unit_of(word, n);
		bool et = n == 2 && !strncmp(word, "et", 2) && try.any;
		if (!et && (v < 0 || !add_unit(&try, v)))
			return false;
		word += n + (word[n] == '-');
	}
	*s = try;
	return true;
}

long number_at(const struct token *t, size_t n, size_t i, size_t *len)
{
	struct sum s = {0};
	size_t k = i;

	if (i < n && t[i].number >= 0) {
		*len = 1;
		return t[i].number;
	}
	while (k < n) {
		if (k > i && (t[k].before & (MARK_STOP | MARK_COMMA | MARK_COLON | MARK_SEMICOLON)))
			break;
		struct sum before = s;
		bool et = s.any && !strcmp(t[k].fold, "et") && k + 1 < n;
		if (et && add_word(&s, t[k + 1].fold) && s.group % 10 == 1) {
			k += 2; /* vingt et un, soixante et onze */
			continue;
		}
		if (et)
			s = before;
		if (!add_word(&s, t[k].fold))
			break;
		k++;
	}
	*len = k - i;
	return s.any && k > i ? s.total + s.group : -1;
}

static bool set_date(char out[DATE_SIZE], long year, int month, long day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (year < 1500 || year > 2199 || month < 1 || month > 12 || day < 1 ||
		day > days[month - 1] + (month == 2 && leap))
		return false;
	snprintf(out, DATE_SIZE, "%04d-%02d-%02d", (int)(year % 10000), month % 13, (int)(day % 32));
	return true;
}

/* "12/03/1957", "12.3.57" (20th century above 30) */
static bool figures_at(const struct token *t, size_t n, size_t i, char out[DATE_SIZE], size_t *len)
{
	if (i + 2 >= n || t[i].number < 1 || t[i + 1].number < 1 || t[i + 2].number < 0)
		return false;
	for (size_t k = i + 1; k <= i + 2; k++)
		if (!(t[k].before & (MARK_SLASH | MARK_STOP | MARK_DASH)) || (t[k].before & MARK_SPACE))
			return false;
	long year = t[i + 2].number;
	size_t digits = strlen(t[i + 2].fold);
	if (digits == 2)
		year += year > 30 ? 1900 : 2000;
	*len = 3;
	return (digits == 2 || digits == 4) && t[i + 1].number <= 12 &&
	       set_date(out, year, t[i + 1].number, t[i].number);
}

bool date_at(const struct token *t, size_t n, size_t i, int year, char out[DATE_SIZE], size_t *len, bool *guessed)
{
	size_t took, more;

	*guessed = false;
	if (figures_at(t, n, i, out, len))
		return true;
	long day = number_at(t, n, i, &took);
	if (day < 1 || day > 31 || i + took >= n)
		return false;
	size_t k = i + took;
	int month = month_of(t[k].fold);
	if (!month || (t[k].before & (MARK_STOP | MARK_COMMA)))
		return false;
	k++;
	long y = k < n && !(t[k].before & (MARK_STOP | MARK_COMMA | MARK_SEMICOLON | MARK_OPEN))
			 ? number_at(t, n, k, &more)
			 : -1;
	if (y >= 1500 && y < 2200) {
		*len = k + more - i;
		return set_date(out, y, month, day);
	}
	*guessed = true;
	*len = k - i;
	return year > 0 && set_date(out, year, month, day);
}

bool year_first_at(const struct token *t, size_t n, size_t i, char out[DATE_SIZE], size_t *len)
{
	size_t took;

	if (i + 1 >= n || strcmp(t[i].fold, "an"))
		return false;
	long year = number_at(t, n, i + 1, &took);
	if (year < 1500 || year > 2199)
		return false;
	/* the day and month follow within a few words: "le", "et le", "mardi", a comma */
	for (size_t k = i + 1 + took; k < n && k < i + 1 + took + 6; k++) {
		size_t more;
		bool guessed;
		if (date_at(t, n, k, (int)year, out, &more, &guessed)) {
			*len = k + more - i;
			return guessed || strtol(out, NULL, 10) == year;
		}
	}
	return false;
}

/* --- times -------------------------------------------------------------------------------------------------------- */

/* "20h30", "20h" in one token */
static bool glued_time(const char *s, long *h, long *m)
{
	char *end;

	*h = strtol(s, &end, 10);
	if (end == s || *end != 'h')
		return false;
	const char *p = end + 1;
	*m = *p ? strtol(p, &end, 10) : 0;
	return !*p || !*end;
}

static long minutes_after(const struct token *t, size_t n, size_t k, size_t *len)
{
	size_t took;

	*len = 0;
	if (k >= n || (t[k].before & (MARK_STOP | MARK_COMMA | MARK_SEMICOLON)))
		return 0;
	bool et = !strcmp(t[k].fold, "et");
	if (et && k + 1 < n && !strncmp(t[k + 1].fold, "demi", 4))
		return *len = 2, 30;
	if (et && k + 1 < n && !strcmp(t[k + 1].fold, "quart"))
		return *len = 2, 15;
	long m = number_at(t, n, k, &took);
	if (m < 0 || m > 59 || (t[k].number >= 0 && strlen(t[k].fold) != 2))
		return 0;
	*len = took + (k + took < n && !strncmp(t[k + took].fold, "minute", 6));
	return m;
}

bool time_at(const struct token *t, size_t n, size_t i, char out[TIME_SIZE], size_t *len)
{
	long h, m = 0;
	size_t took = 1, more = 0;

	if (i >= n)
		return false;
	if (!glued_time(t[i].fold, &h, &m)) {
		h = number_at(t, n, i, &took);
		size_t k = i + took;
		if (h < 0 || k >= n || (t[k].before & (MARK_STOP | MARK_COMMA)) ||
			(strcmp(t[k].fold, "h") && strcmp(t[k].fold, "heures") && strcmp(t[k].fold, "heure")))
			return false;
		m = minutes_after(t, n, k + 1, &more);
		took += 1 + more;
	} else if (strlen(t[i].fold) <= 3) {
		m = minutes_after(t, n, i + 1, &more);
		took += more;
	}
	size_t k = i + took;
	if (k + 1 < n && h < 12 && !strcmp(t[k].fold, "du") && !strcmp(t[k + 1].fold, "soir"))
		h += 12;
	if (k + 2 < n && h < 12 && !strcmp(t[k].fold, "de") && !strcmp(t[k + 2].fold, "apres-midi"))
		h += 12;
	if (h < 0 || h > 23 || m < 0 || m > 59)
		return false;
	snprintf(out, TIME_SIZE, "%02d:%02d", (int)(h % 24), (int)(m % 60));
	*len = took;
	return true;
}

const char *date_words(const char *date, char out[DATE_WORDS])
{
	static const char *const printed[] = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
		"septembre", "octobre", "novembre", "décembre"};
	int year, month, day;

	if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 || month > 12)
		snprintf(out, DATE_WORDS, "%.20s", date);
	else
		snprintf(out, DATE_WORDS, "%d%s %s %d", day, day == 1 ? "er" : "", printed[month - 1], year);
	return out;
}
