/* One run of the program: what was asked, what will be answered. */
#ifndef ZISTAT_COMMAND_SESSION_H
#define ZISTAT_COMMAND_SESSION_H

#include <stdbool.h>

#include "base/file.h"
#include "chart/canvas.h"
#include "command.h"
#include "groups.h"
#include "table/limits.h"
#include "zistat/analysis/selection.h"
#include "zistat/base/arena.h"
#include "zistat/base/buffer.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"
#include "zistat/catalogue/catalogue.h"
#include "zistat/catalogue/regulation.h"
#include "zistat/output/table.h"
#include "zistat/panel/panel.h"
#include "zistat/panel/reader.h"

struct zi_session {
    const struct zi_command *const *commands; /* all that there are, ended by NULL */
    const struct zi_command *command;         /* NULL: none */
    struct zi_command_kind kind;              /* of the command; without a name: none */
    const char *kind_given;                   /* as the command line names it */
    const void *options;                      /* the command's own struct */
    const void *kind_options;                 /* and its kind's */
    struct zi_option_set set;                 /* the options that were taken, with their values */
    struct zi_common_options common;
    struct zi_option_list arguments;        /* files, as a rule */
    const struct zi_output_options *output; /* NULL: the command takes no file for its answer */
    enum zi_language language;
    struct zi_buffer out;       /* the answer: written to stdout or --output at the very end */
    struct zi_file_parts *file; /* --output, when a long answer has begun to be written */
    struct zi_buffer messages;  /* notes and warnings for stderr */
    bool output_is_written;     /* by the command itself; out then goes to stdout */
    bool answer_is_no;          /* done, and the answer is no: exit status 1 */
};

/* A line on stderr at the end, unless --quiet. */
void zi_session_say(struct zi_session *session, const char *id, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

/* The files of the command line, read; what most commands start from. */
struct zi_data {
    struct zi_catalogue catalogue;
    struct zi_panel panel;
    struct zi_report report; /* faults and shapes of the files */
    struct zi_selection selection;
    int as_of; /* the day that it is as of, yyyymmdd; 0: today */
};

enum zi_code zi_session_load_catalogue(const struct zi_catalogue_options *files,
                                       struct zi_catalogue *catalogue, struct zi_error *error);

/* Reads the files of the arguments and selects by --unit, --index, --year and --as-of. Faults are
 * listed in the messages, at most 20 of a kind. The data must be released also after an error. */
enum zi_code zi_session_read(struct zi_session *session, const struct zi_input_options *input,
                             struct zi_data *data, struct zi_error *error);
void zi_data_release(struct zi_data *data);

/* What a command does with the data: compute in arena, fill the session's answer. */
typedef enum zi_code zi_analysis(struct zi_session *session, const struct zi_data *data,
                                 struct zi_arena *arena, struct zi_error *error);

/* Reads the files, runs the analysis, releases everything. */
enum zi_code zi_session_analyse(struct zi_session *session, const struct zi_input_options *input,
                                zi_analysis *analysis, struct zi_error *error);

/* The regulations given, or the built-in ones (also with NULL), read as asked; as_of: of data. */
enum zi_code zi_session_load_regulations(const struct zi_rules_options *rules, int as_of,
                                         const struct zi_catalogue *catalogue,
                                         struct zi_regulations *regulations,
                                         struct zi_error *error);

/* Names the conditions of that year that no figure shows, of the targets that are aimed at (bits
 * 1 << ZI_WBK, 1 << ZI_WBBM). */
void zi_session_say_untested(struct zi_session *session, const struct zi_regulations *regulations,
                             int year, unsigned targets);

/* The names of the input files, for the footers of charts: "zi.csv, predikat.csv". */
const char *zi_session_source(const struct zi_data *data, struct zi_arena *arena);

/* Says which font the charts were drawn in when it is not the one they are made for. */
void zi_session_say_font(struct zi_session *session, const struct zi_font *font);

/* What shown numbers must not be rounded across, by the regulations asked for (NULL: the built-in
 * ones). */
enum zi_code zi_session_limits(const struct zi_rules_options *rules, const struct zi_data *data,
                               struct zi_arena *arena, struct zi_limits *limits,
                               struct zi_error *error);

/* Faults as people read them, into out: "file:line:column: galat [angka]: ..." and an indented
 * suggestion; at most limit of each kind, then how many more. */
void zi_session_print_faults(const struct zi_report *report, size_t limit,
                             enum zi_language language, struct zi_buffer *out);

/* The same into the messages, at most 20 of a kind: faults whatever happens, warnings and notes
 * unless --quiet. */
void zi_session_show_faults(struct zi_session *session, const struct zi_report *report);

/* Renders in the format asked for and releases the table. */
enum zi_code zi_session_answer(struct zi_session *session, enum zi_format format,
                               struct zi_table *table, struct zi_error *error);

/* Refuses an output that is one of the files of the command line, or of their folders; NULL: there
 * is none. ZI_EUSAGE. */
enum zi_code zi_session_spare_inputs(const struct zi_session *session, const char *output,
                                     struct zi_error *error);

/* Writes the rest of the answer, to stdout or --output. */
enum zi_code zi_session_write(struct zi_session *session, struct zi_error *error);

/* The same for a table made in pieces, on so many threads. All that it says has been computed: a
 * long one is written as it is made, instead of being held in memory first. */
enum zi_code zi_session_answer_pieces(struct zi_session *session, enum zi_format format,
                                      size_t threads, const struct zi_table_pieces *pieces,
                                      struct zi_error *error);

/* As many as --threads asks for; 0: as many as there are processors. */
size_t zi_session_threads(long asked);

#endif
