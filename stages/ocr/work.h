// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * work.h: the stage's functions, for main.c and the tests.
 */
#ifndef OCR_WORK_H
#define OCR_WORK_H

#include "stage.h"

extern const struct mn_key ocr_keys[];

int ocr_open(void **state, const struct mn_config *config, struct mn_err *err);
int ocr_run(void *state, struct mn_task *task, struct mn_err *err);
void ocr_close(void *state);

/* Starts the program anew, once, with OMP_THREAD_LIMIT=1 when that is not set: the OCR library
 * reads it when it is loaded, and with several threads on busy cores a page takes five times as
 * long. To be called before anything else. */
void ocr_one_thread(char **argv);

#endif
