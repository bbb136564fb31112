// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * commands.h: the commands of the front door. Each takes what follows its name (argv[0] is the name), and returns a code of
 * <sysexits.h>.
 */
#ifndef MN_COMMANDS_H
#define MN_COMMANDS_H

int command_run(int argc, char **argv);
int command_status(int argc, char **argv);
int command_check(int argc, char **argv);

#endif
