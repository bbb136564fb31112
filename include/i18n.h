// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * i18n.h: messages in the user's language.
 *
 * Program text is English and passes through gettext: write _("cannot open '%s'"). The catalogue is
 * pipeline/po/fr.po. What officers read (reports, extracts) is French from the start and does not pass here.
 * mn_i18n_init() is called once by every main (the stage skeleton and the front door do it).
 */
#ifndef MN_I18N_H
#define MN_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
/* Marks a text of a static table for extraction; translate it with _() where it is used. */
#define N_(text) (text)

/* Sets the locale of messages and of characters (UTF-8 always) from the environment. Never fails: without
 * a catalogue the messages stay English. */
void mn_i18n_init(void);

#endif
