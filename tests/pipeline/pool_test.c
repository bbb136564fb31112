// SPDX-License-Identifier: AGPL-3.0-or-later
// Warm workers: small shell scripts stand for stages, so that they can be slow, die, or babble.
#include "lib/unit.h"
#include "pool.h"
#include "clock.h"
#include <unistd.h>

static char folder[64];

static void script(const char *name, const char *body)
{
	char path[MN_PATH_MAX], *text = mn_printf("#!/bin/bash\n%s\n", body);

	unit_write(folder, name, text);
	assert_int_equal(chmod(mn_join(path, folder, name), 0755), 0);
	free(text);
}

static int setup(void **state)
{
	(void)state;
	unit_folder(folder);
	/* Answers with its own pid, so that warmth can be seen. */
	script("minutier-good", "while read -r l; do echo \"{\\\"task\\\":\\\"$l\\\",\\\"outcome\\\":\\\"done\\\",\\\"pid\\\":$$}\"; done");
	script("minutier-slow", "read -r l; sleep 60");
	script("minutier-dies", "read -r l; kill -SEGV $$");
	script("minutier-babbles", "read -r l; echo nonsense; read -r l");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unit_remove(folder);
	return 0;
}

static struct mn_pool *pool(int jobs, int tasks_max)
{
	return mn_pool_new(&(struct mn_pool_settings){.bin = folder, .jobs = jobs, .tasks_max = tasks_max, .stderr_fd = 2});
}

static json_t *next(struct mn_pool *p, void **cookie)
{
	struct mn_pool_done done;
	struct mn_err err = MN_ERR_INIT;

	for (int i = 0; i < 100; i++) {
		int r = mn_pool_wait(p, 1000, &done, &err);
		if (r < 0)
			fail_msg("%s", err.text);
		if (r > 0) {
			if (cookie)
				*cookie = done.cookie;
			return done.answer;
		}
	}
	fail_msg("no answer");
	return NULL;
}

static json_int_t pid_of(json_t *a)
{
	json_int_t pid = json_integer_value(json_object_get(a, "pid"));

	assert_string_equal(json_string_value(json_object_get(a, "outcome")), "done");
	json_decref(a);
	return pid;
}

static void warm_and_retired(void **state)
{
	struct mn_pool *p = pool(1, 2);
	struct mn_err err = MN_ERR_INIT;
	json_int_t pids[3];

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(mn_pool_start(p, "good", "x", 10, NULL, &err), 0);
		assert_int_equal(mn_pool_free_slots(p), 0);
		pids[i] = pid_of(next(p, NULL));
	}
	assert_true(pids[0] == pids[1]);
	assert_true(pids[1] != pids[2]); /* retired after two */
	mn_pool_end(p);
}

static void several_at_once(void **state)
{
	struct mn_pool *p = pool(3, 100);
	struct mn_err err = MN_ERR_INIT;
	char seen[3] = {0};

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(mn_pool_start(p, "good", "x", 10, &seen[i], &err), 0);
	for (int i = 0; i < 3; i++) {
		void *cookie;
		pid_of(next(p, &cookie));
		++*(char *)cookie;
	}
	assert_memory_equal(seen, "\1\1\1", 3);
	mn_pool_end(p);
}

static void late_is_killed(void **state)
{
	struct mn_pool *p = pool(1, 100);
	struct mn_err err = MN_ERR_INIT;
	long long start = mn_ms_steady();

	(void)state;
	assert_int_equal(mn_pool_start(p, "slow", "x", 1, NULL, &err), 0);
	json_t *a = next(p, NULL);
	assert_string_equal(json_string_value(json_object_get(a, "outcome")), "limit");
	assert_non_null(strstr(json_string_value(json_object_get(a, "error")), "more than 1 s"));
	json_decref(a);
	assert_true(mn_ms_steady() - start < 20000);
	assert_int_equal(mn_pool_free_slots(p), 1);
	mn_pool_end(p);
}

/* A death is an answer; the third in a row of fresh workers is a broken installation. */
static void deaths(void **state)
{
	struct mn_pool *p = pool(1, 100);
	struct mn_err err = MN_ERR_INIT;
	struct mn_pool_done done;
	int r = 0;

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(mn_pool_start(p, "dies", "x", 10, NULL, &err), 0);
		json_t *a = next(p, NULL);
		assert_true(json_is_true(json_object_get(a, "died")));
		assert_non_null(strstr(json_string_value(json_object_get(a, "error")), "signal 11"));
		json_decref(a);
	}
	assert_int_equal(mn_pool_start(p, "dies", "x", 10, NULL, &err), 0);
	while (!(r = mn_pool_wait(p, 1000, &done, &err)))
		;
	assert_int_equal(r, -1);
	assert_int_equal(err.kind, MN_SYSTEM);
	mn_pool_end(p);
}

static void nonsense(void **state)
{
	struct mn_pool *p = pool(1, 100);
	struct mn_err err = MN_ERR_INIT;

	(void)state;
	assert_int_equal(mn_pool_start(p, "babbles", "x", 10, NULL, &err), 0);
	json_t *a = next(p, NULL);
	assert_string_equal(json_string_value(json_object_get(a, "outcome")), "limit");
	json_decref(a);
	assert_int_equal(mn_pool_start(p, "missing", "x", 10, NULL, &err), -1);
	assert_int_equal(err.kind, MN_SYSTEM);
	mn_pool_end(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(warm_and_retired), cmocka_unit_test(several_at_once), cmocka_unit_test(late_is_killed),
		cmocka_unit_test(deaths),           cmocka_unit_test(nonsense),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
