// SPDX-License-Identifier: AGPL-3.0-or-later
// Diacritic errors of the OCR and their rates in one document. See channel.h.
//
// Start values: measured on rendered French read by Tesseract's English and French models; what is not named is
// rare. The weight of the start value is that of two letters, so that 60 words of a document already speak.
#include "channel.h"

#include <math.h>
#include "text.h"

#define RARE 0.0002
#define MOST 0.97
#define WEIGHT 2.0

static const struct {
	const char *from, *to; // from "oe" and "ce": two letters read for œ
	double p;
} start[] = {
	{"a", "à", 0.03}, {"e", "è", 0.03}, {"é", "è", 0.03}, {"é", "ê", 0.03}, {"e", "ê", 0.03}, {"o", "ô", 0.03},
	{"u", "û", 0.03}, {"a", "â", 0.03}, {"i", "î", 0.03}, {"c", "ç", 0.02}, {"e", "é", 0.01},
	{"ce", "œ", 0.3}, {"oe", "œ", 0.3}, {"è", "é", 0.004}, {"ù", "u", 0.005}, {"à", "a", 0.003},
};
#define STARTS (sizeof start / sizeof start[0])

static int from_index(const char *from)
{
	const char *s = from;
	uint32_t c = mn_utf8_next(&s);
	if (*s)
		return c == 'o' ? LETTER_FROM_OE : LETTER_FROM_CE;
	return letter_index(c);
}

static double start_p(size_t from, size_t to)
{
	for (size_t i = 0; i < STARTS; i++) {
		const char *s = start[i].to;
		if (from_index(start[i].from) == (int)from && letter_index(mn_utf8_next(&s)) == (int)to)
			return start[i].p;
	}
	return RARE;
}

void channel_start(struct channel *ch)
{
	for (size_t f = 0; f < LETTER_KINDS; f++)
		for (size_t t = 0; t < LETTER_KINDS; t++)
			ch->cost[f][t] = f == t ? 0 : (float)-log(start_p(f, t));
}

double channel_cost(const struct channel *ch, const struct pairs *pairs)
{
	double sum = 0;
	for (size_t i = 0; i < pairs->n; i++)
		sum += (double)ch->cost[pairs->p[i].from][pairs->p[i].to];
	return sum;
}

double channel_rate(const struct channel *ch, const struct pairs *pairs)
{
	float worst = 0;
	for (size_t i = 0; i < pairs->n; i++) {
		float c = ch->cost[pairs->p[i].from][pairs->p[i].to];
		worst = c > worst ? c : worst;
	}
	return exp(-(double)worst);
}

double channel_circumflex(const struct channel *ch)
{
	static const char *const lost[][2] = {{"a", "â"}, {"e", "ê"}, {"é", "ê"}, {"o", "ô"}};
	double most = 0;
	for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
		const char *to = lost[i][1];
		double p = exp(-(double)ch->cost[from_index(lost[i][0])][letter_index(mn_utf8_next(&to))]);
		most = p > most ? p : most;
	}
	return most;
}

void channel_count(struct channel_counts *c, const char *text, const struct pairs *pairs)
{
	while (*text) {
		int i = letter_index(mn_utf8_next(&text));
		if (i >= 0)
			c->kept[i]++;
	}
	for (size_t i = 0; i < pairs->n; i++) {
		struct pair p = pairs->p[i];
		c->changed[p.from][p.to]++;
		if (c->kept[p.to] > 0)
			c->kept[p.to]--;
	}
}

void channel_fit(struct channel *ch, const struct channel_counts *c)
{
	for (size_t f = 0; f < LETTER_KINDS; f++)
		for (size_t t = 0; t < LETTER_KINDS; t++) {
			if (f == t)
				continue;
			double n = c->changed[f][t];
			double p = (n + WEIGHT * start_p(f, t)) / (n + c->kept[t] + WEIGHT);
			ch->cost[f][t] = (float)-log(p < MOST ? p : MOST);
		}
}
