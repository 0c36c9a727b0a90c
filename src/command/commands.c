/* The list of commands, in the order of help: each is the file of its name beside this one, which
 * holds zi_command_NAME. */
#include "commands.h"

#define COMMANDS(EACH)                                                                             \
    EACH(init)                                                                                     \
    EACH(check)                                                                                    \
    EACH(summary)                                                                                  \
    EACH(trend)                                                                                    \
    EACH(forecast)                                                                                 \
    EACH(correlate)                                                                                \
    EACH(regress)                                                                                  \
    EACH(impact)                                                                                   \
    EACH(ready)                                                                                    \
    EACH(propose)                                                                                  \
    EACH(score)                                                                                    \
    EACH(plot)                                                                                     \
    EACH(report)                                                                                   \
    EACH(rules)                                                                                    \
    EACH(doctor)                                                                                   \
    EACH(help)

#define DECLARED(name) extern const struct zi_command zi_command_##name;
#define LISTED(name) &zi_command_##name,

COMMANDS(DECLARED)

const struct zi_command *const zi_commands[] = {COMMANDS(LISTED) NULL};
