/* The list of commands. */
#ifndef ZISTAT_COMMAND_COMMANDS_H
#define ZISTAT_COMMAND_COMMANDS_H

#include "command.h"

/* In the order of help; ended by NULL. */
extern const struct zi_command *const zi_commands[];

#endif
