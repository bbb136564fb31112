// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * night.c: the scheduler.
 *
 * One loop: give tasks to free workers, wait for one to end, note what came of it. The oldest open document goes first, so that
 * documents end one after another and a bounded number is open whatever the inbox holds; page stages are handed out page by
 * page. A page whose worker dies is tried once more, then given up: the page says so, the document goes on.
 */
#include "night.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include "file.h"
#include "i18n.h"
#include "pages.h"
#include "pool.h"
#include "progress.h"
#include "quarantine.h"

#define OPEN_PER_JOB 4     /* documents open at once, times jobs */
#define TICK_MS 500
#define DISK_CHECK_MS 5000
#define LEFTOVER_AGE_S 3600
#define LINE_BYTES 12000

/* What a worker is busy with. */
struct errand {
	struct doc *doc;
	int page; /* index into doc->pages, -1: the whole document */
	bool giving_up;
};

static volatile sig_atomic_t asked_to_stop;

static void on_signal(int sig)
{
	(void)sig;
	asked_to_stop = 1;
}

/* --- documents -------------------------------------------------------------------------------------------------- */

static struct doc *add_doc(struct night *n)
{
	n->docs = mn_grow(n->docs, n->n, &n->cap, sizeof *n->docs);
	n->docs[n->n] = (struct doc){0};
	return &n->docs[n->n++];
}

static void end_doc(struct night *n, struct doc *d, enum doc_end end)
{
	d->end = end;
	n->ended++;
	free(d->pages);
	free(d->tries);
	d->pages = NULL;
	d->tries = NULL;
}

static void set_why(struct doc *d, const char *why)
{
	free(d->why);
	d->why = mn_strdup(why);
}

static size_t first_dossier_stage(const struct plan *p)
{
	size_t i = 0;

	while (i < p->n && p->stages[i].unit == MN_UNIT_SOURCE)
		i++;
	return i;
}

/* Dossiers of earlier runs go on where they were, whether their source is still in the inbox or not. */
static int add_dossiers(struct night *n, struct mn_err *err)
{
	char folder[MN_PATH_MAX], path[MN_PATH_MAX];
	char **names = mn_list(mn_join(folder, n->out, "dossiers"), "*", NULL, err);

	if (!names)
		return -1;
	for (char **name = names; *name; name++) {
		struct doc *d = add_doc(n);
		d->dossier = mn_strdup(mn_join(path, folder, *name));
		d->name = mn_strdup(*name);
		d->at = first_dossier_stage(n->plan);
	}
	mn_names_free(names);
	return 0;
}

static int list_pages(struct doc *d, struct mn_err *err)
{
	struct mn_dossier *dossier = mn_dossier_open(d->dossier, MN_LOCK_NONE, err);
	struct mn_pages *pages = dossier ? mn_pages_read(dossier, err) : NULL;

	mn_dossier_close(dossier);
	if (!pages)
		return -1;
	d->npages = pages->n;
	d->next_page = d->pages_out = 0;
	d->pages = mn_calloc(pages->n, sizeof *d->pages);
	d->tries = mn_calloc(pages->n, 1);
	for (size_t i = 0; i < pages->n; i++)
		memcpy(d->pages[i], pages->pages[i].id, 5);
	mn_pages_free(pages);
	return 0;
}

/* --- the gate before sealing -------------------------------------------------------------------------------------- */

static bool writes_below(const struct plan_stage *s, const char *folder)
{
	size_t i;
	json_t *w;

	json_array_foreach(s->writes, i, w)
		if (!strncmp(json_string_value(w), folder, strlen(folder)))
			return true;
	return false;
}

/* A check of severity "hold" that no person has lifted (review.json: "seal": true). */
static bool must_wait(const struct doc *d)
{
	char path[MN_PATH_MAX];
	size_t i;
	json_t *check;
	bool wait = false;

	json_t *review = json_load_file(mn_join(path, d->dossier, "review.json"), 0, NULL);
	json_t *checks = json_load_file(mn_join(path, d->dossier, "checks.json"), 0, NULL);
	json_array_foreach(json_object_get(checks, "checks"), i, check) {
		const char *severity = json_string_value(json_object_get(check, "severity"));
		if (severity && !strcmp(severity, "hold") && !json_is_true(json_object_get(review, "seal"))) {
			wait = true;
			break;
		}
	}
	json_decref(review);
	json_decref(checks);
	return wait;
}

/* Moves past stages that a held document may not enter; ends the document after the last. */
static void settle(struct night *n, struct doc *d)
{
	bool hold = mn_config_bool(n->config, "minutier", "hold");

	for (; d->at < n->plan->n; d->at++) {
		const struct plan_stage *s = &n->plan->stages[d->at];
		if (!hold || (!writes_below(s, "content/") && !writes_below(s, "package/")))
			return;
		if (!d->held && must_wait(d)) {
			d->held = true;
			set_why(d, _("its checks ask for a person before it is sealed: see checks.json, then review.json"));
		}
		if (!d->held)
			return;
	}
	end_doc(n, d, DOC_DONE);
}

static void next_stage(struct night *n, struct doc *d)
{
	d->at++;
	d->retried = false;
	free(d->pages);
	free(d->tries);
	d->pages = NULL;
	d->tries = NULL;
	settle(n, d);
}

/* --- giving tasks -------------------------------------------------------------------------------------------------- */

struct loop {
	struct night *n;
	struct mn_pool *pool;
	size_t window;      /* first document that is not ended */
	size_t open_max;
	int page_seconds, dossier_seconds;
	size_t running;
	long long disk_checked;
};

/* A source that cannot be taken goes to quarantine; a dossier stays where it is, its journal says why it stopped. */
static int quarantine(struct night *n, struct doc *d, const char *kind, const char *why, struct mn_err *err)
{
	set_why(d, why);
	end_doc(n, d, d->dossier ? DOC_FAILED : DOC_QUARANTINED);
	return d->dossier ? 0 : quarantine_put(n->out, d->source, d->name, kind, why, err);
}

static int start(struct loop *l, struct doc *d, int page, const char *give_up, struct mn_err *err)
{
	char line[LINE_BYTES];
	const struct plan_stage *s = &l->n->plan->stages[d->at];
	struct errand *e = mn_alloc(sizeof *e);

	*e = (struct errand){d, page, give_up != NULL};
	if (s->unit == MN_UNIT_SOURCE)
		snprintf(line, sizeof line, "%s%s%s", d->source, d->name ? "\t" : "", d->name ? d->name : "");
	else if (page < 0)
		snprintf(line, sizeof line, "%s", d->dossier);
	else
		snprintf(line, sizeof line, "%s\t%s%s%s", d->dossier, d->pages[page], give_up ? "\t" : "", give_up ? give_up : "");
	if (mn_pool_start(l->pool, s->name, line, page < 0 ? l->dossier_seconds : l->page_seconds, e, err) < 0) {
		free(e);
		return -1;
	}
	l->running++;
	if (page < 0)
		d->busy = true;
	else
		d->pages_out++;
	return 0;
}

/* Starts one task of this document: 1 started, 0 nothing to start now, -1. */
static int start_of(struct loop *l, struct doc *d, struct mn_err *err)
{
	if (d->busy)
		return 0;
	if (l->n->plan->stages[d->at].unit != MN_UNIT_PAGE)
		return start(l, d, -1, NULL, err) < 0 ? -1 : 1;
	if (!d->pages && list_pages(d, err) < 0) {
		if (mn_kind_reaction(err->kind) == MN_STOP)
			return -1;
		return quarantine(l->n, d, mn_kind_name(err->kind), err->text, err) < 0 ? -1 : 0;
	}
	if (d->next_page < d->npages)
		return start(l, d, (int)d->next_page++, NULL, err) < 0 ? -1 : 1;
	if (d->npages)
		return 0; /* all are handed out */
	next_stage(l->n, d);
	return d->end == DOC_OPEN ? start_of(l, d, err) : 0;
}

/* Fills the free slots. */
static int feed(struct loop *l, struct mn_err *err)
{
	struct night *n = l->n;

	while (l->window < n->n && n->docs[l->window].end != DOC_OPEN)
		l->window++;
	size_t open = 0;
	for (size_t i = l->window; i < n->n && open < l->open_max && mn_pool_free_slots(l->pool) > 0;) {
		struct doc *d = &n->docs[i];
		if (d->end != DOC_OPEN) {
			i++;
			continue;
		}
		int r = start_of(l, d, err);
		if (r < 0)
			return -1;
		if (!r) {
			i++;
			open++;
		}
	}
	return 0;
}

/* --- what came of it ------------------------------------------------------------------------------------------------ */

static void leave_out(struct night *n, const char *stage, const char *why)
{
	for (size_t i = 0; i < n->nleft_out; i++)
		if (!strcmp(n->left_out[i].stage, stage))
			return;
	n->left_out[n->nleft_out++] = (struct left_out){stage, mn_strdup(why)};
}

/* ingest told the dossier: another document of this run may be the same. */
static void found_dossier(struct night *n, struct doc *d, const char *dossier)
{
	for (unsigned long i = 0; i < n->n; i++) {
		struct doc *other = &n->docs[i];
		if (other == d || !other->dossier || strcmp(other->dossier, dossier))
			continue;
		/* An older dossier whose source is still in the inbox: one document, not two. */
		if (!other->source) {
			other->source = mn_strdup(d->source);
			d->merged = true;
			n->merged++;
		} else {
			set_why(d, other->source);
		}
		end_doc(n, d, DOC_DUPLICATE);
		return;
	}
	d->dossier = mn_strdup(dossier);
	next_stage(n, d);
}

static int page_ended(struct loop *l, struct doc *d, const struct errand *e, enum mn_kind kind, const char *why, bool died,
	struct mn_err *err)
{
	d->pages_out--;
	if (kind == MN_OK) {
		l->n->pages_done++;
	} else if (mn_kind_reaction(kind) != MN_QUARANTINE || e->giving_up) {
		set_why(d, why);
		d->later = mn_kind_reaction(kind) == MN_LATER;
		if (mn_kind_reaction(kind) == MN_LEAVE_OUT)
			leave_out(l->n, l->n->plan->stages[d->at].name, why);
		d->failed = mn_kind_reaction(kind) == MN_QUARANTINE ? DOC_FAILED : DOC_DONE;
		d->next_page = d->npages;
	} else if (died && !d->tries[e->page]++) {
		return start(l, d, e->page, NULL, err);
	} else {
		d->unread++;
		return start(l, d, e->page, why, err);
	}
	if (d->pages_out || d->next_page < d->npages)
		return 0;
	if (d->failed != DOC_OPEN)
		end_doc(l->n, d, d->failed);
	else
		next_stage(l->n, d);
	return 0;
}

static int whole_ended(struct loop *l, struct doc *d, enum mn_kind kind, const char *why, bool died, const char *dossier,
	struct mn_err *err)
{
	struct night *n = l->n;
	const struct plan_stage *s = &n->plan->stages[d->at];

	d->busy = false;
	if (kind == MN_OK) {
		if (s->unit == MN_UNIT_SOURCE)
			found_dossier(n, d, dossier ? dossier : "");
		else
			next_stage(n, d);
		return 0;
	}
	if (died && !d->retried) {
		d->retried = true;
		return start(l, d, -1, NULL, err);
	}
	switch (mn_kind_reaction(kind)) {
	case MN_QUARANTINE:
		return quarantine(n, d, mn_kind_name(kind), why, err);
	case MN_LATER:
		d->later = true;
		set_why(d, why);
		break;
	case MN_HOLD:
		d->held = true;
		set_why(d, why);
		break;
	default:
		leave_out(n, s->name, why);
	}
	if (s->unit == MN_UNIT_SOURCE)
		end_doc(n, d, DOC_DONE);
	else
		next_stage(n, d);
	return 0;
}

static int ended(struct loop *l, struct mn_pool_done *done, struct mn_err *err)
{
	struct errand *e = done->cookie;
	struct doc *d = e->doc;
	json_t *a = done->answer;
	const char *outcome = json_string_value(json_object_get(a, "outcome"));
	const char *why = json_string_value(json_object_get(a, "error"));
	bool worked = outcome && !strcmp(outcome, "done"), skipped = outcome && !strcmp(outcome, "skipped");
	enum mn_kind kind = worked || skipped ? MN_OK : mn_kind_parse(outcome ? outcome : "");
	bool died = json_is_true(json_object_get(a, "died"));
	int r;

	l->running--;
	d->worked = d->worked || worked;
	d->cpu_ms += json_integer_value(json_object_get(a, "cpu_ms"));
	if (mn_kind_reaction(kind) == MN_STOP)
		r = mn_fail(err, kind, "%s: %s", d->dossier ? d->dossier : d->source, why ? why : "?");
	else if (e->page >= 0)
		r = page_ended(l, d, e, kind, why ? why : "", died, err);
	else
		r = whole_ended(l, d, kind, why ? why : "", died, json_string_value(json_object_get(a, "dossier")), err);
	json_decref(a);
	free(e);
	return r;
}

/* --- the run -------------------------------------------------------------------------------------------------------- */

static int check_disk(struct loop *l, struct mn_err *err)
{
	struct statvfs st;
	long reserve = mn_config_int(l->n->config, "minutier", "reserve_mb");
	long long now = mn_ms_steady();

	if (l->disk_checked && now - l->disk_checked < DISK_CHECK_MS)
		return 0;
	l->disk_checked = now;
	if (statvfs(l->n->out, &st) < 0)
		return 0;
	if ((unsigned long long)st.f_bavail * st.f_frsize < (unsigned long long)reserve << 20)
		return mn_fail(err, MN_SYSTEM, _("less than %ld MB are free on the disk of '%s': make room, then run again"), reserve,
			l->n->out);
	return 0;
}

static int loop_run(struct loop *l, struct progress *progress, struct mn_err *err)
{
	while (!asked_to_stop) {
		struct mn_pool_done done;
		if (check_disk(l, err) < 0 || feed(l, err) < 0)
			return -1;
		if (!l->running)
			return 0;
		int r = mn_pool_wait(l->pool, TICK_MS, &done, err);
		if (r < 0 || (r > 0 && ended(l, &done, err) < 0))
			return -1;
		progress_show(progress, l->n);
	}
	return mn_fail(err, MN_RETRY, _("stopped by a signal; run again to go on"));
}

static int lock_out(const char *out, struct mn_err *err)
{
	int fd = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot open '%s': %s"), out, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		close(fd);
		return mn_fail(err, MN_RETRY, _("another run is at work on '%s'"), out);
	}
	return fd;
}

/* Workers' complaints go to a file of the run; it is removed when nothing was said. */
static int open_log(const struct night *n, char path[MN_PATH_MAX], struct mn_err *err)
{
	snprintf(path, MN_PATH_MAX, "%s/reports/%s.log", n->out, n->id);
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (fd < 0)
		mn_fail(err, MN_SYSTEM, _("cannot write '%s': %s"), path, strerror(errno));
	return fd;
}

static int make_folders(const char *out, struct mn_err *err)
{
	static const char *const folders[] = {"dossiers", "reports", "quarantine"};
	char path[MN_PATH_MAX];

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (mn_mkdirs(mn_join(path, out, folders[i]), err) < 0)
			return -1;
	return mn_sweep(out, LEFTOVER_AGE_S, err);
}

static void catch_signals(void)
{
	struct sigaction sa = {.sa_handler = on_signal};

	asked_to_stop = 0;
	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
}

static void add_sources(struct night *n, const struct inbox *inbox)
{
	for (unsigned long i = 0; i < inbox->n; i++) {
		struct doc *d = add_doc(n);
		d->source = mn_strdup(inbox->sources[i].path);
		d->name = inbox->sources[i].name ? mn_strdup(inbox->sources[i].name) : NULL;
	}
}

int night_run(struct night *n, const struct inbox *inbox, int jobs, struct mn_err *err)
{
	char log_path[MN_PATH_MAX];
	long long start = mn_ms_steady(), cpu = mn_ms_cpu();
	int log_fd = -1, r = -1, lock = mn_mkdirs(n->out, err) < 0 ? -1 : lock_out(n->out, err);
	struct loop l = {.n = n, .open_max = (size_t)jobs * OPEN_PER_JOB};
	struct progress progress;

	if (lock < 0)
		return -1;
	if (make_folders(n->out, err) < 0 || add_dossiers(n, err) < 0 || (log_fd = open_log(n, log_path, err)) < 0)
		goto out;
	add_sources(n, inbox);
	catch_signals();
	progress_start(&progress);
	l.page_seconds = (int)mn_config_int(n->config, "minutier", "page_seconds");
	l.dossier_seconds = (int)mn_config_int(n->config, "minutier", "dossier_seconds");
	l.pool = mn_pool_new(&(struct mn_pool_settings){.bin = n->plan->bin, .config = mn_config_path(n->config), .out = n->out,
		.source_stage = n->plan->stages[0].name, .jobs = jobs,
		.tasks_max = (int)mn_config_int(n->config, "minutier", "worker_tasks"), .stderr_fd = log_fd});
	r = loop_run(&l, &progress, err);
	mn_pool_end(l.pool);
	progress_end(&progress);
	if (lseek(log_fd, 0, SEEK_END) == 0)
		unlink(log_path);
out:
	n->stopped = r < 0;
	n->stopped_why = r < 0 ? mn_strdup(err->text) : NULL;
	n->ms = mn_ms_steady() - start;
	n->cpu_ms = mn_ms_cpu() - cpu;
	if (log_fd >= 0)
		close(log_fd);
	close(lock);
	return r;
}

void night_free(struct night *n)
{
	for (unsigned long i = 0; i < n->n; i++) {
		struct doc *d = &n->docs[i];
		free(d->source);
		free(d->name);
		free(d->dossier);
		free(d->why);
		free(d->pages);
		free(d->tries);
	}
	for (size_t i = 0; i < n->nleft_out; i++)
		free(n->left_out[i].why);
	free(n->docs);
	free(n->stopped_why);
}
