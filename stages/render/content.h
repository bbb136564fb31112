// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * content.h: the data files of content/, copies of what earlier stages wrote.
 */
#ifndef RENDER_CONTENT_H
#define RENDER_CONTENT_H

#include "input.h"

/* Publishes content/minutes.xml, deliberations.csv, corrections.csv and alto-NNNN.xml (of text/NNNN.xml). */
int content_copy(const struct input *in, struct mn_err *err);

#endif
