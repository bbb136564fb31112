// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pool.c: warm workers by posix_spawn, pipes and poll.
 *
 * The parallelism is one process a page; OMP_THREAD_LIMIT=1 because Tesseract's own threads take several times the CPU on a busy
 * machine.
 */
#include "pool.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "clock.h"
#include "file.h"
#include "i18n.h"

#define WORKERS_MAX 512
#define ANSWER_MAX (1 << 20) /* bytes of an answer line */
#define DEATHS_MAX 3

struct worker {
	char *stage;
	pid_t pid;
	int in, out;          /* we write tasks to in, read answers from out */
	int tasks;            /* done so far */
	bool busy;
	void *cookie;
	char *line;           /* the task in hand */
	long long deadline;   /* mn_ms_steady */
	int seconds;
	char *got;            /* the answer so far */
	size_t ngot;
};

struct mn_pool {
	struct mn_pool_settings s;
	struct worker workers[WORKERS_MAX];
	size_t n;
	int busy;
	int deaths;           /* of new workers on their first task, running */
	char **env;           /* of the workers */
};

/* Our environment but for these: one thread a worker (before its libraries load), and French, since what workers say goes into
 * the journal, the quarantine and the report, which officers read (i18n.h). */
static char **worker_env(void)
{
	static const char *const ours[] = {"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8", "LANGUAGE=fr"};
	size_t n = 0, kept = 0, nours = sizeof ours / sizeof *ours;

	while (environ[n])
		n++;
	char **env = mn_calloc(n + nours + 1, sizeof *env);
	for (size_t i = 0; i < n; i++) {
		bool replaced = false;
		for (size_t k = 0; k < nours; k++)
			replaced = replaced || !strncmp(environ[i], ours[k], strcspn(ours[k], "=") + 1);
		if (!replaced)
			env[kept++] = mn_strdup(environ[i]);
	}
	for (size_t k = 0; k < nours; k++)
		env[kept++] = mn_strdup(ours[k]);
	return env;
}

struct mn_pool *mn_pool_new(const struct mn_pool_settings *s)
{
	struct mn_pool *p = mn_calloc(1, sizeof *p);

	p->s = *s;
	signal(SIGPIPE, SIG_IGN); /* a worker that died is seen by poll, not by a signal */
	p->env = worker_env();
	return p;
}

int mn_pool_free_slots(const struct mn_pool *p)
{
	return p->s.jobs - p->busy;
}

static int spawn(const struct mn_pool *p, const char *stage, int in[2], int out[2], pid_t *pid)
{
	char exe[MN_PATH_MAX];
	char *argv[8];
	int n = 0;
	posix_spawn_file_actions_t fa;

	snprintf(exe, sizeof exe, "%s/minutier-%s", p->s.bin, stage);
	argv[n++] = exe;
	if (p->s.config) {
		argv[n++] = (char *)"--config";
		argv[n++] = (char *)p->s.config;
	}
	if (p->s.source_stage && !strcmp(p->s.source_stage, stage)) {
		argv[n++] = (char *)"--out";
		argv[n++] = (char *)p->s.out;
	}
	argv[n++] = (char *)"-";
	argv[n] = NULL;
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_adddup2(&fa, in[0], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&fa, out[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&fa, p->s.stderr_fd, STDERR_FILENO);
	int r = posix_spawn(pid, exe, &fa, NULL, argv, p->env);
	posix_spawn_file_actions_destroy(&fa);
	return r;
}

static struct worker *new_worker(struct mn_pool *p, const char *stage, struct mn_err *err)
{
	int in[2], out[2];
	pid_t pid;

	if (p->n >= WORKERS_MAX || pipe2(in, O_CLOEXEC) < 0) {
		mn_fail(err, MN_SYSTEM, _("cannot start a worker for '%s': %s"), stage, strerror(errno));
		return NULL;
	}
	if (pipe2(out, O_CLOEXEC) < 0) {
		mn_fail(err, MN_SYSTEM, _("cannot start a worker for '%s': %s"), stage, strerror(errno));
		close(in[0]);
		close(in[1]);
		return NULL;
	}
	int bad = spawn(p, stage, in, out, &pid);
	close(in[0]);
	close(out[1]);
	if (bad) {
		mn_fail(err, MN_SYSTEM, _("cannot start 'minutier-%s': %s"), stage, strerror(bad));
		close(in[1]);
		close(out[0]);
		return NULL;
	}
	struct worker *w = &p->workers[p->n++];
	*w = (struct worker){.stage = mn_strdup(stage), .pid = pid, .in = in[1], .out = out[0], .got = mn_alloc(ANSWER_MAX)};
	return w;
}

/* Ends a worker: closing its stdin lets an idle one end by itself. Returns its wait status. */
static int end_worker(struct mn_pool *p, struct worker *w, bool kill_it)
{
	int status = 0;

	close(w->in);
	if (kill_it)
		kill(w->pid, SIGKILL);
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	close(w->out);
	free(w->stage);
	free(w->line);
	free(w->got);
	if (w->busy)
		p->busy--;
	*w = p->workers[--p->n];
	return status;
}

static struct worker *idle_worker(struct mn_pool *p, const char *stage)
{
	for (size_t i = 0; i < p->n; i++)
		if (!p->workers[i].busy && !strcmp(p->workers[i].stage, stage))
			return &p->workers[i];
	return NULL;
}

int mn_pool_start(struct mn_pool *p, const char *stage, const char *line, int seconds, void *cookie, struct mn_err *err)
{
	assert(mn_pool_free_slots(p) > 0);
	struct worker *w = idle_worker(p, stage);
	if (!w && !(w = new_worker(p, stage, err)))
		return -1;
	free(w->line);
	w->line = mn_strdup(line);
	w->busy = true;
	w->cookie = cookie;
	w->seconds = seconds;
	w->deadline = mn_ms_steady() + seconds * 1000LL;
	w->ngot = 0;
	p->busy++;
	/* Lines are shorter than a pipe's buffer: one write. A worker that died meanwhile is seen at the next wait. */
	if (dprintf(w->in, "%s\n", line) < 0 && errno != EPIPE)
		return mn_fail(err, MN_SYSTEM, _("cannot hand a task to 'minutier-%s': %s"), stage, strerror(errno));
	return 0;
}

static json_t *dead_answer(const char *line, const char *sentence, bool died)
{
	return json_pack("{s:s, s:s, s:s, s:b}", "task", line, "outcome", "limit", "error", sentence, "died", (int)died);
}

/* The worker died, or is killed because its time is over. */
static int bury(struct mn_pool *p, struct worker *w, bool late, struct mn_pool_done *done, struct mn_err *err)
{
	char sentence[200];
	char *stage = mn_strdup(w->stage), *line = mn_strdup(w->line);
	bool first = w->tasks == 0 && !late;
	int seconds = w->seconds;
	int r = 1;

	done->cookie = w->cookie;
	int status = end_worker(p, w, true);
	if (late)
		snprintf(sentence, sizeof sentence, _("minutier-%s took more than %d s and was stopped"), stage, seconds);
	else if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
		snprintf(sentence, sizeof sentence, _("minutier-%s crashed (signal %d)"), stage, WTERMSIG(status));
	else
		snprintf(sentence, sizeof sentence, _("minutier-%s ended without an answer (status %d)"), stage,
			WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	p->deaths = first ? p->deaths + 1 : 0;
	if (p->deaths >= DEATHS_MAX)
		r = mn_fail(err, MN_SYSTEM, _("%s; the first task of %d new workers in a row ended so: see that it is installed well"),
			sentence, DEATHS_MAX);
	else
		done->answer = dead_answer(line, sentence, !late);
	free(stage);
	free(line);
	return r;
}

/* A whole answer line is there. */
static int answered(struct mn_pool *p, struct worker *w, struct mn_pool_done *done)
{
	w->got[w->ngot - 1] = '\0';
	done->cookie = w->cookie;
	done->answer = json_loads(w->got, 0, NULL);
	if (!json_is_object(done->answer)) {
		json_decref(done->answer);
		done->answer = dead_answer(w->line, _("a worker gave an answer that is not JSON"), true);
	}
	w->busy = false;
	w->tasks++;
	p->busy--;
	p->deaths = 0;
	if (w->tasks >= p->s.tasks_max)
		end_worker(p, w, false);
	return 1;
}

/* Reads what the worker says: 1 with an ended task, 0 not yet. */
static int hear(struct mn_pool *p, struct worker *w, struct mn_pool_done *done, struct mn_err *err)
{
	ssize_t n = read(w->out, w->got + w->ngot, ANSWER_MAX - w->ngot);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	if (n <= 0)
		return bury(p, w, false, done, err);
	w->ngot += (size_t)n;
	if (w->got[w->ngot - 1] == '\n')
		return answered(p, w, done);
	return w->ngot >= ANSWER_MAX ? bury(p, w, false, done, err) : 0;
}

int mn_pool_wait(struct mn_pool *p, int ms, struct mn_pool_done *done, struct mn_err *err)
{
	struct pollfd fds[WORKERS_MAX];
	struct worker *who[WORKERS_MAX];
	nfds_t n = 0;
	long long now = mn_ms_steady(), wake = now + ms;

	for (size_t i = 0; i < p->n; i++) {
		struct worker *w = &p->workers[i];
		if (!w->busy)
			continue;
		if (w->deadline <= now)
			return bury(p, w, true, done, err);
		if (w->deadline < wake)
			wake = w->deadline;
		who[n] = w;
		fds[n++] = (struct pollfd){.fd = w->out, .events = POLLIN};
	}
	if (!n)
		return 0;
	int r = poll(fds, n, (int)(wake - now));
	if (r < 0 && errno != EINTR)
		return mn_fail(err, MN_SYSTEM, _("cannot wait for workers: %s"), strerror(errno));
	for (nfds_t i = 0; r > 0 && i < n; i++)
		if (fds[i].revents) {
			int heard = hear(p, who[i], done, err);
			if (heard)
				return heard;
		}
	return 0;
}

void mn_pool_end(struct mn_pool *p)
{
	if (!p)
		return;
	while (p->n)
		end_worker(p, &p->workers[p->n - 1], p->workers[p->n - 1].busy);
	mn_names_free(p->env);
	free(p);
}
