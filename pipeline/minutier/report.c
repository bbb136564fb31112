// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * report.c: gathers what the report says, and writes it as plain text (for the mail of cron, for grep).
 */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "file.h"
#include "i18n.h"
#include "summary.h"

#define TEST_SEAL "Cachet d'essai : il ne prouve rien en droit (certificat et horodatage fabriqués sur cette machine)."

static const char *plural(int n, const char *one, const char *many)
{
	return n > 1 ? many : one;
}

static void add_count(struct mn_buf *b, int n, const char *one, const char *many)
{
	if (n)
		mn_buf_printf(b, "%s%d %s", b->len && b->s[b->len - 1] != ' ' ? ", " : "", n, plural(n, one, many));
}

char *report_votes(const struct summary *s)
{
	struct mn_buf b = MN_BUF_INIT;

	if (!s->deliberations)
		return mn_strdup("aucune délibération");
	mn_buf_printf(&b, "%d %s : ", s->deliberations, plural(s->deliberations, "délibération", "délibérations"));
	add_count(&b, s->adopted, "adoptée", "adoptées");
	add_count(&b, s->rejected, "rejetée", "rejetées");
	add_count(&b, s->postponed, "ajournée", "ajournées");
	add_count(&b, s->noted, "dont il est pris acte", "dont il est pris acte");
	add_count(&b, s->unknown, "sans vote reconnu", "sans vote reconnu");
	return mn_buf_take(&b);
}

const char *report_state(const struct report_row *row)
{
	const struct doc *d = row->doc;

	if (d->end == DOC_QUARANTINED)
		return "en quarantaine";
	if (d->end == DOC_FAILED)
		return "refusé par une étape";
	if (d->end == DOC_DUPLICATE)
		return "reçu deux fois";
	if (d->end == DOC_OPEN)
		return "interrompu";
	if (d->held)
		return "attend une personne";
	if (d->later)
		return "à reprendre";
	if (row->summary && row->summary->packaged)
		return report_warnings(row->summary) ? "prêt, à relire" : "prêt à verser";
	if (row->summary && row->summary->sealed)
		return "scellé, paquet non configuré";
	return "lu, non scellé";
}

const char *report_label(const struct report_row *row)
{
	const char *path = row->doc->source ? row->doc->source : row->doc->name;
	const char *slash = strrchr(path, '/');

	return row->summary ? row->summary->name : slash ? slash + 1 : path;
}

int report_warnings(const struct summary *s)
{
	size_t i;
	json_t *c;
	int n = 0;

	json_array_foreach(s->checks, i, c) {
		const char *severity = json_string_value(json_object_get(c, "severity"));
		n += severity && strcmp(severity, "info");
	}
	return n;
}

static int gather(struct report *r, const struct night *n, struct mn_err *err)
{
	r->night = n;
	r->rows = mn_calloc(n->n, sizeof *r->rows);
	for (unsigned long i = 0; i < n->n; i++) {
		const struct doc *d = &n->docs[i];
		struct report_row *row = &r->rows[r->n];
		*row = (struct report_row){d, NULL};
		/* The same dossier, found again in the inbox: it stands in the list already. */
		if (d->merged)
			continue;
		if (d->dossier) {
			row->summary = mn_alloc(sizeof *row->summary);
			if (summary_read(row->summary, d->dossier, err) < 0) {
				free(row->summary);
				row->summary = NULL;
			}
		}
		r->n++;
		r->quarantined += d->end == DOC_QUARANTINED;
		r->failed += d->end == DOC_FAILED;
		r->held += d->held;
		r->later += d->later;
		r->done += d->end == DOC_DONE && d->worked;
		r->already += d->end == DOC_DONE && !d->worked;
		if (!row->summary)
			continue;
		r->pages += row->summary->pages;
		r->deliberations += row->summary->deliberations;
		r->packaged += row->summary->packaged;
		r->tests += row->summary->test_seal;
		r->to_check += report_warnings(row->summary) > 0;
	}
	return 0;
}

static void text_checks(struct mn_buf *b, const struct summary *s)
{
	size_t i;
	json_t *c;

	json_array_foreach(s->checks, i, c) {
		const char *message = json_string_value(json_object_get(c, "message"));
		json_int_t page = json_integer_value(json_object_get(c, "page"));
		const char *severity = json_string_value(json_object_get(c, "severity"));
		if (!message || (severity && !strcmp(severity, "info")))
			continue;
		if (page)
			mn_buf_printf(b, "    ! page %d : %s\n", (int)page, message);
		else
			mn_buf_printf(b, "    ! %s\n", message);
	}
}

static void text_row(struct mn_buf *b, const struct report_row *row)
{
	const struct doc *d = row->doc;
	const struct summary *s = row->summary;

	mn_buf_printf(b, "- %s : %s\n", report_label(row), report_state(row));
	if (!s && d->source)
		mn_buf_printf(b, "    %s\n", d->source);
	if (s) {
		char *votes = report_votes(s);
		mn_buf_printf(b, "    dossiers/%s, %d %s (%d %s), %s\n", s->id, s->pages, plural(s->pages, "page", "pages"), s->blank,
			plural(s->blank, "blanche", "blanches"), votes);
		free(votes);
		text_checks(b, s);
	}
	if (d->unread)
		mn_buf_printf(b, "    ! %d %s\n", d->unread, plural(d->unread, "page n'a pas pu être lue", "pages n'ont pas pu être lues"));
	if (d->why)
		mn_buf_printf(b, "    %s\n", d->why);
}

static char *report_text(const struct report *r)
{
	const struct night *n = r->night;
	struct mn_buf b = MN_BUF_INIT;

	mn_buf_printf(&b, "Minutier, passage du %s\n\n", n->id);
	mn_buf_printf(&b, "%d %s, %d déjà faits, %d en quarantaine, %d refusés par une étape, %d à reprendre, %d en attente d'une personne.\n",
		r->done, plural(r->done, "document traité", "documents traités"), r->already, r->quarantined, r->failed, r->later,
		r->held);
	mn_buf_printf(&b, "%d pages, %d délibérations, %d paquets ; %.1f s, dont %.1f s de calcul.\n", r->pages, r->deliberations,
		r->packaged, (double)n->ms / 1000, (double)n->cpu_ms / 1000);
	if (n->stopped)
		mn_buf_printf(&b, "\nLe passage a été interrompu : %s\n", n->stopped_why);
	for (size_t i = 0; i < n->nleft_out; i++)
		mn_buf_printf(&b, "\nÉtape laissée de côté (%s) : %s\n", n->left_out[i].stage, n->left_out[i].why);
	if (r->tests)
		mn_buf_printf(&b, "\n%s\n", TEST_SEAL);
	mn_buf_puts(&b, "\n");
	for (size_t i = 0; i < r->n; i++)
		text_row(&b, &r->rows[i]);
	return mn_buf_take(&b);
}

int report_write(const struct night *n, char **path, struct mn_err *err)
{
	struct report r = {0};
	char *base = mn_printf("%s/reports/%s", n->out, n->id), *name, *text;
	int result = gather(&r, n, err);

	if (!result) {
		text = report_text(&r);
		name = mn_printf("%s.txt", base);
		result = mn_publish(name, text, strlen(text), err);
		free(name);
		free(text);
	}
	if (!result) {
		text = report_html(&r);
		name = mn_printf("%s.html", base);
		result = mn_publish(name, text, strlen(text), err);
		free(name);
		free(text);
	}
	for (size_t i = 0; i < r.n; i++) {
		if (r.rows[i].summary)
			summary_free(r.rows[i].summary);
		free(r.rows[i].summary);
	}
	free(r.rows);
	*path = base;
	return result;
}
