// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * show.c: "2021-09-24  Commune de Saint-Aubin" / "n° 2021-045  Achat d'un tracteur — adoptée (pour 12, contre 2)" /
 * snippet.
 */
#include "show.h"

#include <stdbool.h>
#include <string.h>

static const char *text(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static void put_vote(struct mn_buf *b, const json_t *vote)
{
	static const struct {
		const char *result, *words;
	} results[] = {{"adopted", "adoptée"}, {"rejected", "rejetée"}, {"postponed", "ajournée"}, {"noted", "pris acte"}};
	static const struct {
		const char *key, *words;
	} counts[] = {{"for", "pour"}, {"against", "contre"}, {"abstain", "abstentions"}};
	const char *result = text(vote, "result");
	bool any = false;

	for (size_t i = 0; result && i < sizeof results / sizeof *results; i++)
		if (!strcmp(results[i].result, result))
			mn_buf_printf(b, " — %s", results[i].words);
	if (result && json_is_true(json_object_get(vote, "unanimous")))
		mn_buf_puts(b, " à l'unanimité");
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		const json_t *n = json_object_get(vote, counts[i].key);
		if (!json_is_integer(n))
			continue;
		mn_buf_printf(b, "%s%s %" JSON_INTEGER_FORMAT, any ? ", " : result ? " (" : " — (", counts[i].words,
			json_integer_value(n));
		any = true;
	}
	if (any)
		mn_buf_putc(b, ')');
}

static void put_flat(struct mn_buf *b, const char *s)
{
	for (; s && *s; s++)
		mn_buf_putc(b, *s == '\n' ? ' ' : *s);
}

static void put_result(struct mn_buf *b, const json_t *r)
{
	const char *date = text(r, "date"), *body = text(r, "body"), *number = text(r, "number");
	json_int_t first = json_integer_value(json_object_get(r, "page_first"));
	json_int_t last = json_integer_value(json_object_get(r, "page_last"));

	mn_buf_printf(b, "%s  %s\n  ", date ? date : "sans date", body ? body : text(r, "name"));
	if (number)
		mn_buf_printf(b, "n° %s  ", number);
	if (!strcmp(text(r, "kind"), "page"))
		mn_buf_puts(b, "hors délibération");
	else
		put_flat(b, text(r, "title") ? text(r, "title") : "sans titre");
	put_vote(b, json_object_get(r, "vote"));
	mn_buf_printf(b, "\n  %s, page%s %" JSON_INTEGER_FORMAT, text(r, "dossier"), first == last ? "" : "s", first);
	if (first != last)
		mn_buf_printf(b, "-%" JSON_INTEGER_FORMAT, last);
	mn_buf_puts(b, "\n  ");
	put_flat(b, text(r, "snippet"));
	mn_buf_puts(b, "\n\n");
}

void sr_show(struct mn_buf *b, const json_t *results)
{
	size_t i;
	json_t *r;

	json_array_foreach(results, i, r)
		put_result(b, r);
}

void sr_show_count(struct mn_buf *b, size_t shown, long long total)
{
	if (!total)
		mn_buf_puts(b, "Aucun résultat.\n");
	else if ((size_t)total > shown)
		mn_buf_printf(b, "%lld résultats, dont les %zu premiers.\n", total, shown);
	else
		mn_buf_printf(b, "%lld résultat%s.\n", total, total > 1 ? "s" : "");
}
