// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * quiet.h: libraries that print.
 *
 * libpng, libjpeg, OpenJPEG, cairo, fontconfig and GLib write warnings about a bad file to stderr,
 * which belongs to the skeleton's one line. Their handlers are silenced where there are any
 * (quiet_libraries); what has none (libpng inside Leptonica) meets /dev/null between quiet_begin
 * and quiet_end. Under a sanitizer stderr stays open, for its report.
 */
#ifndef INGEST_QUIET_H
#define INGEST_QUIET_H

void quiet_libraries(void);

/* Returns what quiet_end needs; -1 when stderr stays as it is. Does not nest. */
int quiet_begin(void);
void quiet_end(int saved);

#endif
