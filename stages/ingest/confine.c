// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * confine.c: resource limits and PR_SET_NO_NEW_PRIVS; a file bomb meets EFBIG, not a full disk.
 */
#include "confine.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include "i18n.h"

static const struct {
	int what;
	rlim_t most;
} limits[] = {
	{RLIMIT_CORE, 0},
	{RLIMIT_FSIZE, (rlim_t)8 << 30},
	{RLIMIT_NOFILE, 256},
};

int confine(struct mn_err *err)
{
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		struct rlimit now;
		if (getrlimit((__rlimit_resource_t)limits[i].what, &now) < 0)
			return mn_fail(err, MN_SYSTEM, _("cannot read resource limits: %s"), strerror(errno));
		if (now.rlim_max == RLIM_INFINITY || now.rlim_max > limits[i].most)
			now.rlim_max = limits[i].most;
		if (now.rlim_cur == RLIM_INFINITY || now.rlim_cur > now.rlim_max)
			now.rlim_cur = now.rlim_max;
		if (setrlimit((__rlimit_resource_t)limits[i].what, &now) < 0)
			return mn_fail(err, MN_SYSTEM, _("cannot set resource limits: %s"), strerror(errno));
	}
	signal(SIGXFSZ, SIG_IGN);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return mn_fail(err, MN_SYSTEM, _("cannot give up privileges: %s"), strerror(errno));
	return 0;
}
