/* What the kinds of zistat score share. */
#ifndef ZISTAT_COMMAND_SCORE_H
#define ZISTAT_COMMAND_SCORE_H

#include "command.h"

/* The session's options, whichever the kind. */
struct zi_score_options {
    struct zi_input_options input; /* without --index */
    long threads;
    struct zi_table_options table;
};

/* One file each. */
extern const struct zi_command_kind zi_score_lke;
extern const struct zi_command_kind zi_score_skm;

#endif
