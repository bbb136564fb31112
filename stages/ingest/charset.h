// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * charset.h: bytes of a text of unknown encoding -> UTF-8.
 */
#ifndef INGEST_CHARSET_H
#define INGEST_CHARSET_H

#include <stddef.h>

/* UTF-8 (NUL-terminated, caller frees) of n bytes; *charset gets the iconv name that was used,
 * static. NULL when nothing fits. */
char *charset_decode(const char *bytes, size_t n, const char **charset);

#endif
