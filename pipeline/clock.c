// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * clock.c: the time.
 */
#include "clock.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>

time_t mn_clock_real(void)
{
	return time(NULL);
}

time_t mn_clock(void)
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");

	if (fixed && *fixed) {
		char *end;
		long long t = strtoll(fixed, &end, 10);
		if (!*end && t >= 0)
			return (time_t)t;
	}
	return mn_clock_real();
}

void mn_time_iso(time_t t, char iso[MN_TIME])
{
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(iso, MN_TIME, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

long long mn_ms_steady(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

static long long ms(struct timeval t)
{
	return t.tv_sec * 1000LL + t.tv_usec / 1000;
}

long long mn_ms_cpu(void)
{
	struct rusage self, children;

	getrusage(RUSAGE_SELF, &self);
	getrusage(RUSAGE_CHILDREN, &children);
	return ms(self.ru_utime) + ms(self.ru_stime) + ms(children.ru_utime) + ms(children.ru_stime);
}
