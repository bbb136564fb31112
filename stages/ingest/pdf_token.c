// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_token.c: a lexer without memory: numbers, names and the question whether a string holds ink
 * are all that is kept.
 */
#include "pdf_token.h"

#include <stdlib.h>
#include <string.h>

#define NUMBER_BYTES 40
#define DEPTH_MAX 200

static bool is_space(unsigned char c)
{
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static bool is_delimiter(unsigned char c)
{
	return c && strchr("()<>[]{}/%", c);
}

static bool is_regular(unsigned char c)
{
	return !is_space(c) && !is_delimiter(c);
}

static void skip_blank(struct pdf_tokens *t)
{
	while (t->at < t->n) {
		if (t->bytes[t->at] == '%')
			while (t->at < t->n && t->bytes[t->at] != '\n' && t->bytes[t->at] != '\r')
				t->at++;
		else if (is_space(t->bytes[t->at]))
			t->at++;
		else
			return;
	}
}

/* "( … )" with nesting and backslashes; the opening one has been read. */
static void skip_string(struct pdf_tokens *t, bool *ink)
{
	for (int depth = 1; t->at < t->n;) {
		unsigned char c = t->bytes[t->at++];
		if (c == '\\') {
			*ink = true;
			t->at += t->at < t->n;
		} else if (c == '(') {
			depth++;
		} else if (c == ')' && --depth == 0) {
			return;
		} else if (!is_space(c)) {
			*ink = true;
		}
	}
	t->bad = true;
}

static void skip_hex(struct pdf_tokens *t, bool *ink)
{
	while (t->at < t->n) {
		unsigned char c = t->bytes[t->at++];
		if (c == '>')
			return;
		if (!is_space(c))
			*ink = true;
	}
	t->bad = true;
}

static size_t regular(struct pdf_tokens *t)
{
	size_t start = t->at;

	while (t->at < t->n && is_regular(t->bytes[t->at]))
		t->at++;
	return t->at - start;
}

static void keep_name(struct pdf_operands *o, const unsigned char *s, size_t n, int depth)
{
	if (depth)
		return;
	o->name[0] = '\0';
	if (n + 2 > sizeof o->name)
		return;
	o->name[0] = '/';
	memcpy(o->name + 1, s, n);
	o->name[n + 1] = '\0';
	if (!o->tag[0])
		memcpy(o->tag, o->name, sizeof o->tag);
}

static void keep_number(struct pdf_operands *o, const char *text, int depth)
{
	if (depth)
		return;
	if (o->n == PDF_OPERANDS_MAX)
		memmove(o->numbers, o->numbers + 1, sizeof *o->numbers * (PDF_OPERANDS_MAX - 1));
	else
		o->n++;
	double v = strtod(text, NULL);
	/* Beyond any page; keeps the arithmetic finite. */
	o->numbers[o->n - 1] = v > 1e6 ? 1e6 : v < -1e6 ? -1e6 : v == v ? v : 0;
}

/* A word of regular characters: number, or operator (true). */
static bool word(struct pdf_tokens *t, struct pdf_operands *o, int depth)
{
	const char *s = (const char *)t->bytes + t->at;
	size_t n = regular(t);
	char text[NUMBER_BYTES];

	if (strchr("+-.0123456789", *s)) {
		size_t m = n < sizeof text - 1 ? n : sizeof text - 1;
		memcpy(text, s, m);
		text[m] = '\0';
		keep_number(o, text, depth);
		return false;
	}
	if ((n == 4 && !memcmp(s, "true", 4)) || (n == 5 && !memcmp(s, "false", 5)) ||
		(n == 4 && !memcmp(s, "null", 4)))
		return false;
	if (n >= sizeof o->operator || depth) {
		t->bad = true;
		return false;
	}
	memcpy(o->operator, s, n);
	o->operator[n] = '\0';
	return true;
}

bool pdf_next_operator(struct pdf_tokens *t, struct pdf_operands *o)
{
	memset(o, 0, sizeof *o);
	for (int depth = 0; !t->bad;) {
		skip_blank(t);
		if (t->at >= t->n)
			return false;
		unsigned char c = t->bytes[t->at];
		bool twice = t->at + 1 < t->n && t->bytes[t->at + 1] == c;
		if (is_regular(c)) {
			if (word(t, o, depth))
				return true;
			continue;
		}
		t->at += (c == '<' || c == '>') && twice ? 2 : 1;
		if (c == '/') {
			const unsigned char *s = t->bytes + t->at;
			keep_name(o, s, regular(t), depth);
		} else if (c == '(') {
			skip_string(t, &o->ink);
		} else if (c == '<' && !twice) {
			skip_hex(t, &o->ink);
		} else if (c == '[' || c == '<') {
			depth++;
		} else if ((c == ']' || (c == '>' && twice)) && depth > 0) {
			depth--;
		} else {
			t->bad = true;
		}
		t->bad = t->bad || depth > DEPTH_MAX;
	}
	return false;
}
