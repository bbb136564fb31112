// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * take.c: choose, name, look whether it is there, copy, make pages, put in place.
 *
 * Pages are made from the copy in source/, whose digests are checked: a source that is still being
 * written while it is read would otherwise give a dossier that contradicts itself.
 */
#include "take.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "clock.h"
#include "file.h"
#include "i18n.h"
#include "identity.h"
#include "intake.h"
#include "pdf.h"
#include "quiet.h"
#include "single.h"
#include "tiff.h"
#include "typed.h"

struct taking {
	const struct mn_task *task;
	char dossiers[MN_PATH_MAX], incoming[MN_PATH_MAX], final[MN_PATH_MAX];
	int lock; /* of the incoming folder; -1 */
	struct chosen chosen;
	struct intake k;
};

/* The files of the source, by kind. */
static int choose(struct taking *t, const char *name, struct mn_err *err)
{
	const char *source = t->task->source;
	const char *seems = "";
	enum kind kind = KIND_OTHER;

	if (mn_is_folder(source))
		return folder_choose(source, name, &t->chosen, err);
	if (kind_of_file(source, name, &kind, &seems, err) < 0)
		return -1;
	if (kind == KIND_OTHER || kind == KIND_EMPTY)
		return kind_refuse(name, kind, seems, err);
	chosen_add(&t->chosen, source, name, kind);
	return 0;
}

/* Locks a folder; RETRY when another process has it. Returns the descriptor. */
static int lock_folder(const char *path, int how, struct mn_err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot open folder '%s': %s"), path, strerror(errno));
	while (flock(fd, how) < 0) {
		if (errno == EINTR)
			continue;
		int why = errno;
		close(fd);
		return why == EWOULDBLOCK
			? mn_fail(err, MN_RETRY, _("another process is taking '%s' in; try again later"), path)
			: mn_fail(err, MN_SYSTEM, _("cannot lock '%s': %s"), path, strerror(why));
	}
	return fd;
}

/* A new empty folder, locked. What an interrupted run left under its name is removed. */
static int begin(struct taking *t, struct mn_err *err)
{
	char sub[MN_PATH_MAX];

	if (mn_exists(t->incoming)) {
		int old = lock_folder(t->incoming, LOCK_EX | LOCK_NB, err);
		if (old < 0)
			return -1;
		int r = mn_remove_tree(t->incoming, err);
		close(old);
		if (r < 0)
			return -1;
	}
	if (mkdir(t->incoming, 0777) < 0)
		return mn_fail(err, errno == EEXIST ? MN_RETRY : MN_SYSTEM, _("cannot make folder '%s': %s"),
			t->incoming, strerror(errno));
	t->lock = lock_folder(t->incoming, LOCK_EX | LOCK_NB, err);
	if (t->lock < 0)
		return -1;
	return mn_mkdirs(mn_join(sub, t->incoming, "source"), err) < 0 ||
			mn_mkdirs(mn_join(sub, t->incoming, "pages"), err) < 0
		? -1
		: 0;
}

static int copy_sources(struct taking *t, struct mn_err *err)
{
	char to[MN_PATH_MAX], hex[MN_HEX];

	for (size_t i = 0; i < t->chosen.n; i++) {
		const struct mn_source_file *f = &t->k.pages->files[i];
		char *relative = mn_printf("source/%s", f->name);
		mn_join(to, t->incoming, relative);
		free(relative);
		if (mn_publish_copy(t->chosen.files[i].path, to, err) < 0 || mn_digest_file(to, hex, NULL, err) < 0)
			return -1;
		if (strcmp(hex, f->sha256))
			return mn_fail(err, MN_RETRY,
				_("'%s' changed while it was read; it is taken in once it has come to rest"),
				f->name);
	}
	return 0;
}

static int make_pages(struct taking *t, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	int r = 0;

	for (size_t i = 0; !r && i < t->chosen.n; i++) {
		char *relative = mn_printf("source/%s", t->k.pages->files[i].name);
		mn_join(path, t->incoming, relative);
		free(relative);
		t->k.source = t->k.pages->files[i].name;
		switch (t->chosen.files[i].kind) {
		case KIND_TIFF: r = tiff_take(&t->k, path, err); break;
		case KIND_PDF: r = pdf_take(&t->k, path, err); break;
		case KIND_TEXT: r = typed_take(&t->k, path, err); break;
		default: r = single_take(&t->k, path, t->chosen.files[i].kind, err); break;
		}
	}
	return r;
}

static int write_list(struct taking *t, struct mn_err *err)
{
	char path[MN_PATH_MAX], *json = mn_pages_json(t->k.pages);
	int r = mn_publish(mn_join(path, t->incoming, "pages/pages.json"), json, strlen(json), err);

	free(json);
	return r;
}

/* Under the lock of OUT/dossiers: unless another process was faster, the folder gets its name. */
static int put_in_place(struct taking *t, struct mn_task *task, struct mn_err *err)
{
	int lock = lock_folder(t->dossiers, LOCK_EX, err), r = -1;

	if (lock < 0)
		return -1;
	task->made = identity_find(t->dossiers, t->k.pages->source_sha256, err);
	if (task->made) {
		task->found = true;
		r = mn_remove_tree(t->incoming, err);
	} else {
		r = mn_publish_folder(t->incoming, t->final, err);
		task->made = r ? NULL : mn_strdup(t->final);
	}
	close(lock);
	return r;
}

static void note(const struct taking *t, json_t *o)
{
	const struct intake_counts *c = &t->k.counts;
	const struct {
		const char *name;
		int n;
		bool always;
	} rows[] = {
		{"pages", (int)t->k.pages->n, true},
		{"blank", c->blank, true},
		{"turned", c->turned, true},
		{"straightened", c->straightened, false},
		{"doubtful_turn", c->doubtful, false},
		{"rendered", c->rendered, false},
		{"squared", c->squared, false},
		{"dpi_guessed", c->dpi_guessed, false},
		{"nearly_blank", c->sparse, false},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].n || rows[i].always)
			json_object_set_new(o, rows[i].name, json_integer(rows[i].n));
	if (t->k.encrypted)
		json_object_set_new(o, "encrypted", json_string("empty password"));
	if (t->k.charset)
		json_object_set_new(o, "charset", json_string(t->k.charset));
}

static int fill(struct taking *t, struct mn_task *task, struct mn_err *err)
{
	char id[IDENTITY_ID], *name;
	struct mn_pages *pages = t->k.pages;

	if (identity_digest(&t->chosen, pages, err) < 0)
		return -1;
	task->made = identity_find(t->dossiers, pages->source_sha256, err);
	if (task->made) {
		task->found = true;
		return 0;
	}
	identity_id(pages, id);
	mn_join(t->final, t->dossiers, id);
	name = mn_printf(".incoming-%s", id);
	mn_join(t->incoming, t->dossiers, name);
	free(name);
	if (begin(t, err) < 0)
		return -1;
	int quiet = quiet_begin();
	int r = copy_sources(t, err) < 0 || make_pages(t, err) < 0 || write_list(t, err) < 0 ? -1 : 0;
	quiet_end(quiet);
	return r < 0 ? -1 : put_in_place(t, task, err);
}

int take_source(struct upright *upright, struct mn_task *task, struct mn_err *err)
{
	struct taking t = {.task = task, .lock = -1};
	struct mn_pages *pages = mn_calloc(1, sizeof *pages);
	char now[MN_TIME];
	int r = -1;

	if (strlen(task->out) + IDENTITY_ID + 40 > MN_PATH_MAX) {
		mn_fail(err, MN_CONFIG, _("the path '%s' is too long"), task->out);
		goto out;
	}
	mn_time_iso(mn_clock(), now);
	pages->received = mn_strdup(now);
	pages->name = identity_name(task->name, task->source, mn_is_folder(task->source));
	t.k = (struct intake){.pages = pages, .upright = upright, .folder = t.incoming};
	t.k.dpi = (int)mn_config_int(task->config, "ingest", "dpi");
	char *shown = identity_name(NULL, task->source, true); /* with its ending, for messages and source/ */
	mn_join(t.dossiers, task->out, "dossiers");
	if (mn_mkdirs(t.dossiers, err) == 0 && choose(&t, shown, err) == 0)
		r = fill(&t, task, err);
	free(shown);
	if (!r && !task->found)
		note(&t, task->note);
	if (r && t.lock >= 0) {
		struct mn_err ignored = MN_ERR_INIT;
		mn_remove_tree(t.incoming, &ignored);
	}
	if (t.lock >= 0)
		close(t.lock);
out:
	chosen_release(&t.chosen);
	mn_pages_free(pages);
	return r;
}
