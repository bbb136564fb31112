// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * clock.h: the time, as ISO 8601 in UTC ("2026-11-25T03:12:07Z", 20 characters).
 *
 * SOURCE_DATE_EPOCH (seconds, https://reproducible-builds.org/specs/source-date-epoch/) replaces the clock for
 * everything written into documents, so that two runs can be compared to the byte. The signing time of a seal is
 * never taken from it: mn_clock_real.
 */
#ifndef MN_CLOCK_H
#define MN_CLOCK_H

#include <time.h>

#define MN_TIME 21

time_t mn_clock(void);
time_t mn_clock_real(void);
void mn_time_iso(time_t t, char iso[MN_TIME]);
/* Milliseconds of a clock that never goes back, and of CPU used by this process (and its ended children). */
long long mn_ms_steady(void);
long long mn_ms_cpu(void);

#endif
