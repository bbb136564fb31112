// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * skew.h: how far a page was laid askew, and straightening.
 */
#ifndef INGEST_SKEW_H
#define INGEST_SKEW_H

#include <allheaders.h>

/* Degrees clockwise by which the page must be turned to be straight; 0 when it is straight enough
 * or nothing is sure. `b`: working bitmap, upright. */
double skew_of(PIX *b);

/* The picture turned by so many degrees clockwise, same size and resolution, white coming in. NULL
 * when memory is out. */
PIX *skew_straighten(PIX *pix, double degrees);

#endif
