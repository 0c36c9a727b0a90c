/*
 * What a command is: a row with its names, its options and what it does. Each lies in a file of its
 * own; commands.c lists them. Help, the check of the command line and the README's list come from
 * that row.
 */
#ifndef ZISTAT_COMMAND_COMMAND_H
#define ZISTAT_COMMAND_COMMAND_H

#include "groups.h"
#include "options.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"

struct zi_session;

/* Refuses what the options say, before anything is read (ZI_EUSAGE). */
typedef enum zi_code zi_line_check(const struct zi_session *session, struct zi_error *error);
typedef enum zi_code zi_line_run(struct zi_session *session, struct zi_error *error);

/* What the first argument of a command chooses from: a chart, a sheet. */
struct zi_command_kind {
    const char *name;    /* NULL: there is no such kind */
    const char *name_id; /* Indonesian; the same as name where there is only one */
    struct zi_text summary;
    const struct zi_option_group *options; /* that only it takes; NULL: none */
    size_t size;                           /* of the struct that they fill */
    zi_line_check *check;                  /* after the command's; NULL: nothing to refuse */
    zi_line_run *run;                      /* NULL: the command's */
};

struct zi_command {
    const char *name;
    const char *name_id;
    struct zi_text summary;
    const char *arguments; /* "FILE...", "KIND FILE...", "[COMMAND]" */
    size_t min_arguments;
    bool without_values; /* a list of units of which nothing is measured will do */
    struct zi_command_kind (*kind)(size_t i); /* kind i of those that the first argument names;
                                                 NULL: the first argument is a file */
    const struct zi_option_group *options;    /* in the order of help; NULL: only the common ones */
    size_t size;                              /* of the struct that they fill */
    const char *example;
    zi_line_check *check; /* NULL: nothing to refuse */
    zi_line_run *run;     /* NULL: its kinds' */
};

/* By either name, in a list ended by NULL; NULL when there is none. */
const struct zi_command *zi_command_find(const struct zi_command *const commands[],
                                         const char *name);

/* ZI_EUSAGE for a name that zi_command_find does not know, with the nearest one. */
enum zi_code zi_command_unknown(const struct zi_command *const commands[], const char *name,
                                struct zi_error *error);

/* The rows that a command (NULL: none) and its kinds take, in the order of help. */
void zi_command_rows(const struct zi_command *command, struct zi_option_set *set);

/* Reads the command line into the session: kind, options, arguments. argv[0] is the name of the
 * command (of the program when the session has none). */
enum zi_code zi_command_read_line(struct zi_session *session, int argc, char *argv[],
                                  struct zi_arena *arena, struct zi_error *error);

/* Everything that can be refused before anything is read; takes the kind off the arguments. */
enum zi_code zi_command_check_line(struct zi_session *session, struct zi_error *error);

/* Does what the line asks for. */
enum zi_code zi_command_run_line(struct zi_session *session, struct zi_error *error);

#endif
