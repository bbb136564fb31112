// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * work.h: the stage's work on one dossier: ocr/ in, text/ and corrections.csv out.
 *
 * Pages are read in runs of some 20,000 words, corrected together, published, and let go: memory does not grow with the
 * document. Pages without text (blank, unread) are copied.
 */
#ifndef CORRECT_WORK_H
#define CORRECT_WORK_H

#include "stage.h"

#define CORRECT_MODEL "correct/fr.mdl" /* in mn_data_dir() */

int correct_open(void **state, const struct mn_config *config, struct mn_err *err);
int correct_run(void *state, struct mn_task *task, struct mn_err *err);
void correct_close(void *state);

#endif
