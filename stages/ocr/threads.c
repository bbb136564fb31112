// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * threads.c: one thread a page (pages are what runs side by side).
 */
#include "work.h"

#include <stdlib.h>
#include <unistd.h>

void ocr_one_thread(char **argv)
{
	if (getenv("OMP_THREAD_LIMIT"))
		return;
	setenv("OMP_THREAD_LIMIT", "1", 1);
	execv("/proc/self/exe", argv);
	/* Without /proc the work is slower and the same. */
}
