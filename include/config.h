// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * config.h: the configuration, an INI file (libinih): [section], key = value, ; comment. UTF-8.
 *
 * A section bears the name of the stage that reads it; [minutier] is the front door's. Each stage declares its keys in
 * a table with default and help; the man page, --describe and the check of unknown keys come from that table:
 *
 *	static const struct mn_key keys[] = {
 *		{"dpi", MN_INT, "300", N_("resolution at which vector pages are rendered, dots per inch")},
 *		{0},
 *	};
 *
 * Which file: --config FILE, else $MINUTIER_CONFIG, else /etc/minutier/minutier.ini when it exists, else none.
 * Paths in it are relative to the folder of the file.
 */
#ifndef MN_CONFIG_H
#define MN_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include "digest.h"
#include "err.h"

enum mn_key_type {
	MN_STRING,
	MN_INT,
	MN_BOOL,
	MN_FILE,
	MN_ASIDE = 16, /* added to a type: how, not what; a change does not undo what is done (addresses, limits, secrets) */
};
#define MN_KEY_TYPE(key) ((key)->type & 15u)

struct mn_key {
	const char *name;
	unsigned type;     /* enum mn_key_type */
	const char *value; /* default; NULL: none, mn_config_get gives NULL */
	const char *help;  /* N_("…"), one line, with the unit */
};

struct mn_config;

/* Reads the file (path NULL: see above). CONFIG when it cannot be read or a line is wrong (line number said). */
struct mn_config *mn_config_read(const char *path, struct mn_err *err);
void mn_config_free(struct mn_config *c);

/* Path of the file that was read, NULL when there was none. */
const char *mn_config_path(const struct mn_config *c);

/* Declares the keys of one section and checks what the file says in it: an unknown key is an error that names the
 * nearest known one; an integer or yes/no value must be one. Call before mn_config_get. keys must outlive c. */
int mn_config_declare(struct mn_config *c, const char *section, const struct mn_key *keys, struct mn_err *err);

/* Checks that the file has no section outside `names` (NULL-terminated). */
int mn_config_sections(const struct mn_config *c, const char *const *names, struct mn_err *err);

/* Value from the file or the default; the key must have been declared (assert). The string belongs to c. MN_FILE values
 * are made absolute or left relative to the current folder. */
const char *mn_config_get(const struct mn_config *c, const char *section, const char *key);
long mn_config_int(const struct mn_config *c, const char *section, const char *key);
bool mn_config_bool(const struct mn_config *c, const char *section, const char *key);

/* What the file says of a key that another program declares (unchecked), a relative path made one from the file's folder; NULL when
 * it says nothing. The string belongs to c. */
const char *mn_config_peek_path(const struct mn_config *c, const char *section, const char *key);

/* Every value of a section (defaults included, keys that are `aside` left out) in the order of its keys, as a digest: part of
 * "already done?". */
void mn_config_digest(const struct mn_config *c, const char *section, char hex[MN_HEX]);

/* The folder of the program's data: $MINUTIER_DATA, else "../share/minutier" beside the executable. In it: schemas/ (with
 * catalog.xml), <stage>/ (what stages/<stage>/data holds), locale/. Static string. */
const char *mn_data_dir(void);

#endif
