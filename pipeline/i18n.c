// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * i18n.c: locale and message catalogue.
 *
 * Characters are UTF-8 whatever the environment says (cron gives LANG=C), numbers are never localised. C.UTF-8 has no
 * messages of its own, so gettext looks at LANGUAGE alone then: it is set from LC_ALL, LC_MESSAGES or LANG.
 */
#include "i18n.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include "config.h"
#include "file.h"

void mn_i18n_init(void)
{
	char folder[MN_PATH_MAX];

	if (!setlocale(LC_MESSAGES, "") || !setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "C");
	snprintf(folder, sizeof folder, "%s/../locale", mn_data_dir());
	bindtextdomain("minutier", folder);
	bind_textdomain_codeset("minutier", "UTF-8");
	textdomain("minutier");
}
