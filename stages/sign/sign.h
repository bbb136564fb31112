// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * sign.h: what main.c declares: the keys of [sign], and open, run, close (include/stage.h).
 */
#ifndef SIGN_SIGN_H
#define SIGN_SIGN_H

#include "stage.h"

extern const struct mn_key sign_keys[];

/* UNSET when no key is configured; CONFIG when what is configured cannot be used. */
int sign_open(void **state, const struct mn_config *config, struct mn_err *err);
/* Seals content/. CONFIG: the certificate expired meanwhile; RETRY: no time stamp; INPUT: nothing
 * to seal. */
int sign_run(void *state, struct mn_task *task, struct mn_err *err);
void sign_close(void *state);

#endif
