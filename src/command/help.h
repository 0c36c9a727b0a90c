/* Help, printed from the tables of commands and options. */
#ifndef ZISTAT_COMMAND_HELP_H
#define ZISTAT_COMMAND_HELP_H

#include "session.h"

/* Ten lines with three examples. */
enum zi_code zi_help_short(struct zi_session *session, struct zi_error *error);
/* Every command in a line each, and the exit statuses. */
enum zi_code zi_help_all(struct zi_session *session, struct zi_error *error);
enum zi_code zi_help_command(struct zi_session *session, const struct zi_command *command,
                             struct zi_error *error);

#endif
