// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * jpeg.h: JPEG (ITU-T T.81) read with libjpeg-turbo.
 */
#ifndef INGEST_JPEG_H
#define INGEST_JPEG_H

#include <allheaders.h>
#include <stdbool.h>
#include <stddef.h>
#include "err.h"

struct jpeg_info {
	int width, height;
	int components;      /* 1 grey, 3 colour, 4 CMYK */
	double xres, yres;   /* dots per inch from JFIF or EXIF; 0: not said */
	int orientation;     /* EXIF 1..8; 1 when not said */
};

/* Reads the header. INPUT when it is damaged or ends before its end marker (EOI). */
int jpeg_info(const unsigned char *bytes, size_t n, struct jpeg_info *info, const char *name, struct mn_err *err);

/* Pixels, 8 or 32 deep (CMYK becomes RGB), reduced by 1, 2 or 4 while decoding. NULL: INPUT when
 * the data are cut or damaged. */
PIX *jpeg_decode(const unsigned char *bytes, size_t n, int reduction, const char *name, struct mn_err *err);

#endif
