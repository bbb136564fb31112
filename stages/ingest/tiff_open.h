// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * tiff_open.h: libtiff handles that are silent and count what went wrong, on a file or in memory.
 */
#ifndef INGEST_TIFF_OPEN_H
#define INGEST_TIFF_OPEN_H

#include <stddef.h>
#include <stdint.h>
#include <tiffio.h>

struct tiff_faults {
	unsigned bad_lines; /* that the fax decoders could not read */
	unsigned errors;    /* of any other kind */
};

/* Opens a file for reading; NULL when libtiff cannot. `faults` must outlive the handle. */
TIFF *tiff_open(const char *path, struct tiff_faults *faults);

/* Bytes of a file, 0 when it is not there. */
uint64_t tiff_file_size(const char *path);

/* A TIFF in memory: zero it, open it with "w", close, open it with "r"; free(bytes) after the last
 * TIFFClose. */
struct tiff_memory {
	unsigned char *bytes;
	size_t n, cap, at;
};
TIFF *tiff_memory_open(struct tiff_memory *m, const char *mode, struct tiff_faults *faults);

#endif
