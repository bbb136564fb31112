// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * write.h: one dossier into one folder.
 */
#ifndef EXPORT_WRITE_H
#define EXPORT_WRITE_H

#include "dossier.h"
#include "err.h"
#include "pages.h"

/* Writes page-NN.txt for every page and deliberations.json into `folder`, which is made. INPUT when the dossier is
 * not read or not cut yet; then nothing is written. Each file is published whole (I1). */
int ex_write(const struct mn_dossier *d, const struct mn_pages *pages, const char *folder, struct mn_err *err);

#endif
