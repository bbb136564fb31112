// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * report_html.c: the report as a page: one file, no script, nothing fetched, readable in print and without colours.
 */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "summary.h"

static const char style[] =
	"body{font:16px/1.5 system-ui,\"Liberation Sans\",sans-serif;margin:0;color:#1b1b1b;background:#f6f6f4}"
	"main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 4rem}"
	"h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .6rem}"
	".sous{color:#555;margin:0 0 1.2rem}"
	".chiffres{display:flex;flex-wrap:wrap;gap:.75rem;margin:0;padding:0;list-style:none}"
	".chiffres li{background:#fff;border:1px solid #ddd;border-radius:.5rem;padding:.5rem .8rem;min-width:5.2rem}"
	".chiffres b{display:block;font-size:1.5rem;line-height:1.2}"
	".avis{background:#fff7e0;border:1px solid #d9b44a;border-left-width:.4rem;padding:.6rem .9rem;margin:1rem 0}"
	".grave{background:#fdecea;border-color:#b3261e}"
	"article{background:#fff;border:1px solid #ddd;border-radius:.5rem;padding:.8rem 1rem;margin:0 0 .7rem}"
	"article h3{font-size:1.02rem;margin:0 0 .2rem;display:flex;flex-wrap:wrap;gap:.6rem;align-items:baseline}"
	".etat{font-size:.8rem;font-weight:600;border:1px solid currentColor;border-radius:1rem;padding:0 .6rem;white-space:nowrap}"
	".pret{color:#17602f}.attente{color:#7a5200}.refus{color:#b3261e}"
	".chemin{color:#555;font-size:.85rem;overflow-wrap:anywhere}article p{margin:.15rem 0}ul.points{margin:.4rem 0 0;padding-left:1.2rem}"
	"a{color:#0b4f8a}nav.liens a{margin-right:1rem}"
	"@media print{body{background:#fff}article{break-inside:avoid}}";

static void put(struct mn_buf *b, const char *text)
{
	mn_buf_xml(b, text);
}

static void figure(struct mn_buf *b, int n, const char *label)
{
	mn_buf_printf(b, "<li><b>%d</b>%s</li>\n", n, label);
}

static void head(struct mn_buf *b, const struct report *r)
{
	const struct night *n = r->night;

	mn_buf_printf(b,
		"<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<title>Minutier : passage du %s</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n",
		n->id, style);
	mn_buf_printf(b, "<h1>Passage du %.10s</h1>\n<p class=\"sous\">Commencé à %.2s h %.2s (UTC), %.0f s, dont %.0f s de calcul.</p>\n",
		n->id, n->id + 11, n->id + 14, (double)n->ms / 1000, (double)n->cpu_ms / 1000);
	mn_buf_puts(b, "<ul class=\"chiffres\">\n");
	figure(b, r->done, "traités");
	figure(b, r->already, "déjà faits");
	figure(b, r->pages, "pages");
	figure(b, r->deliberations, "délibérations");
	figure(b, r->packaged, "paquets");
	figure(b, r->to_check, "à relire");
	figure(b, r->held + r->later, "en attente");
	figure(b, r->quarantined, "en quarantaine");
	if (r->failed)
		figure(b, r->failed, "refusés");
	mn_buf_puts(b, "</ul>\n");
}

static void notice(struct mn_buf *b, const char *class_, const char *lead, const char *text)
{
	mn_buf_printf(b, "<p class=\"avis%s\">", class_);
	mn_buf_puts(b, lead);
	put(b, text);
	mn_buf_puts(b, "</p>\n");
}

static void notices(struct mn_buf *b, const struct report *r)
{
	const struct night *n = r->night;

	if (n->stopped)
		notice(b, " grave", "Le passage a été interrompu : ", n->stopped_why);
	for (size_t i = 0; i < n->nleft_out; i++) {
		char *lead = mn_printf("Étape « %s » laissée de côté, faute de réglage : ", n->left_out[i].stage);
		notice(b, "", lead, n->left_out[i].why);
		free(lead);
	}
	if (r->tests)
		notice(b, "", "<strong>Cachet d’essai.</strong> ",
			"Les preuves de ce passage sont faites avec un certificat et un horodatage fabriqués sur cette machine : elles ne "
			"prouvent rien en droit.");
}

static void points(struct mn_buf *b, const struct report_row *row)
{
	size_t i, n = 0;
	json_t *c;

	json_array_foreach(row->summary->checks, i, c) {
		const char *message = json_string_value(json_object_get(c, "message"));
		const char *severity = json_string_value(json_object_get(c, "severity"));
		json_int_t page = json_integer_value(json_object_get(c, "page"));
		if (!message || (severity && !strcmp(severity, "info")))
			continue;
		mn_buf_puts(b, n++ ? "<li>" : "<ul class=\"points\">\n<li>");
		if (page)
			mn_buf_printf(b, "page %d : ", (int)page);
		put(b, message);
		mn_buf_puts(b, "</li>\n");
	}
	if (n)
		mn_buf_puts(b, "</ul>\n");
}

static void link_to(struct mn_buf *b, const char *id, const char *file, const char *label)
{
	mn_buf_puts(b, "<a href=\"../dossiers/");
	put(b, id);
	mn_buf_printf(b, "/%s\">%s</a>", file, label);
}

static void dossier(struct mn_buf *b, const struct report_row *row)
{
	const struct summary *s = row->summary;
	char *votes = report_votes(s);

	if (s->title || s->date) {
		mn_buf_puts(b, "<p>");
		put(b, s->title ? s->title : s->date);
		mn_buf_puts(b, "</p>\n");
	}
	mn_buf_printf(b, "<p>%d page%s", s->pages, s->pages > 1 ? "s" : "");
	if (s->blank)
		mn_buf_printf(b, " dont %d blanche%s", s->blank, s->blank > 1 ? "s" : "");
	if (s->seances > 1)
		mn_buf_printf(b, ", %d séances", s->seances);
	mn_buf_printf(b, " ; %s ; %d mot%s corrigé%s, %d à vérifier.</p>\n", votes, s->corrected, s->corrected > 1 ? "s" : "",
		s->corrected > 1 ? "s" : "", s->suggested);
	mn_buf_puts(b, "<nav class=\"liens\">");
	if (s->sealed) {
		link_to(b, s->id, "content/pv.pdf", "procès-verbal (PDF)");
		link_to(b, s->id, "deliberations.csv", "délibérations");
		link_to(b, s->id, "corrections.csv", "corrections");
		link_to(b, s->id, "content/preuve.xades.xml", "preuve");
	}
	if (s->packaged)
		link_to(b, s->id, "package/bordereau.xml", "bordereau");
	mn_buf_puts(b, "</nav>\n");
	points(b, row);
	free(votes);
}

static const char *state_class(const struct report_row *row)
{
	if (row->doc->end == DOC_QUARANTINED || row->doc->end == DOC_FAILED)
		return "refus";
	return row->summary && row->summary->packaged && !report_warnings(row->summary) && !row->doc->held && !row->doc->later ? "pret" : "attente";
}

static void article(struct mn_buf *b, const struct report_row *row)
{
	const struct doc *d = row->doc;

	mn_buf_puts(b, "<article>\n<h3>");
	put(b, report_label(row));
	mn_buf_printf(b, " <span class=\"etat %s\">%s</span></h3>\n", state_class(row), report_state(row));
	if (!row->summary && d->source) {
		mn_buf_puts(b, "<p class=\"chemin\">");
		put(b, d->source);
		mn_buf_puts(b, "</p>\n");
	}
	if (d->why) {
		mn_buf_puts(b, "<p>");
		put(b, d->why);
		mn_buf_puts(b, "</p>\n");
	}
	if (d->unread)
		mn_buf_printf(b, "<p>%d page%s illisible%s dans le temps accordé.</p>\n", d->unread, d->unread > 1 ? "s" : "",
			d->unread > 1 ? "s" : "");
	if (row->summary)
		dossier(b, row);
	mn_buf_puts(b, "</article>\n");
}

static bool asks(const struct report_row *row)
{
	const struct doc *d = row->doc;

	return d->end == DOC_QUARANTINED || d->end == DOC_FAILED || d->end == DOC_OPEN || d->end == DOC_DUPLICATE || d->held || d->later || d->unread;
}

/* Done, but something does not add up. */
static bool doubtful(const struct report_row *row)
{
	return !asks(row) && row->doc->worked && row->summary && report_warnings(row->summary);
}

static bool ready(const struct report_row *row)
{
	return !asks(row) && row->doc->worked && !doubtful(row);
}

static bool before(const struct report_row *row)
{
	return !asks(row) && !row->doc->worked;
}

static void part(struct mn_buf *b, const struct report *r, const char *title, bool (*takes)(const struct report_row *))
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++) {
		if (!takes(&r->rows[i]))
			continue;
		if (!n++)
			mn_buf_printf(b, "<h2>%s</h2>\n", title);
		article(b, &r->rows[i]);
	}
}

char *report_html(const struct report *r)
{
	struct mn_buf b = MN_BUF_INIT;

	head(&b, r);
	notices(&b, r);
	part(&b, r, "Demandent quelqu’un", asks);
	part(&b, r, "Faits, à relire", doubtful);
	part(&b, r, "Faits pendant ce passage", ready);
	part(&b, r, "Déjà faits avant", before);
	mn_buf_puts(&b, "</main>\n</body>\n</html>\n");
	return mn_buf_take(&b);
}
