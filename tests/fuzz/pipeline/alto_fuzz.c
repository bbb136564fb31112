// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * alto_fuzz.c: bytes as ALTO (libFuzzer): what is taken must come back the same after being written and read again.
 * Built and run by `make fuzz`.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "alto.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct mn_err err = MN_ERR_INIT;
	struct mn_alto *a = mn_alto_parse((const char *)data, n, "fuzz", &err);

	if (!a)
		return 0;
	char *first = mn_alto_xml(a);
	struct mn_alto *b = mn_alto_parse(first, strlen(first), "again", &err);
	assert(b);
	char *second = mn_alto_xml(b);
	assert(!strcmp(first, second));
	free(first);
	free(second);
	mn_alto_free(a);
	mn_alto_free(b);
	return 0;
}
