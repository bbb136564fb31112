// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * quiet.c: see quiet.h.
 */
#include "quiet.h"

#include <allheaders.h>
#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <tiffio.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(undefined_behavior_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

static void drop(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer user)
{
	(void)domain;
	(void)level;
	(void)text;
	(void)user;
}

void quiet_libraries(void)
{
	setMsgSeverity(L_SEVERITY_NONE);
	setLeptDebugOK(0);
	TIFFSetErrorHandler(NULL);
	TIFFSetWarningHandler(NULL);
	g_log_set_default_handler(drop, NULL);
}

int quiet_begin(void)
{
	if (SANITIZED)
		return -1;
	fflush(stderr);
	int saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3), null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (saved >= 0 && null >= 0)
		dup2(null, STDERR_FILENO);
	if (null >= 0)
		close(null);
	return saved;
}

void quiet_end(int saved)
{
	if (saved < 0)
		return;
	fflush(stderr);
	dup2(saved, STDERR_FILENO);
	close(saved);
}
