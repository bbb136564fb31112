// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pdf_content_fuzz.c: bytes as a PDF content stream (libFuzzer). Whatever comes, ceilings hold, matrices are numbers, and a
 * stream is read the same way twice.
 * Built and run by `make fuzz`.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>
#include "pdf_content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct content a = CONTENT_INIT, b = CONTENT_INIT;

	content_scan(&a, data, n, &content_start, 0);
	content_scan(&b, data, n, &content_start, 0);
	assert(a.n <= CONTENT_PLACES_MAX && a.nstates <= CONTENT_STATES_MAX);
	assert(a.n == b.n && a.other == b.other && a.colours == b.colours && a.nstates == b.nstates);
	for (size_t i = 0; i < a.n; i++) {
		double box[4];
		assert(a.places[i].name[0] == '/' && memchr(a.places[i].name, 0, CONTENT_NAME));
		assert(!strcmp(a.places[i].name, b.places[i].name));
		content_box(a.places[i].at.m, box);
	}
	content_release(&a);
	content_release(&b);
	return 0;
}
