/*
 * The options that several commands take: structs with their rows, to be held by the commands'
 * own, and single rows. A command names a group among its own with the macro of that group:
 *     {ZI_TAKES_FORMAT(struct options, table)},
 */
#ifndef ZISTAT_COMMAND_GROUPS_H
#define ZISTAT_COMMAND_GROUPS_H

#include "options.h"
#include "stats/random.h"
#include "zistat/analysis/readiness.h"
#include "zistat/catalogue/regulation.h"
#include "zistat/output/table.h"

/* --index-file, --indices, --bands, --breaks, --parts, --kinds, --releases, --year-effects; NULL:
 * what is built in */
struct zi_catalogue_options {
    const char *index_file;
    const char *indices;
    const char *bands;
    const char *breaks;
    const char *parts;
    const char *kinds;
    const char *releases;
    const char *year_effects;
};

/* What is read, and what of it: --unit, --index, --year, --institution, --skip-bad,
 * --sheet; --as-of */
struct zi_input_options {
    struct zi_option_list units;
    struct zi_option_list indices;
    struct zi_years years;
    const char *institution;
    bool skip_bad;
    const char *sheet; /* of workbooks; NULL: all that hold a table */
    struct zi_catalogue_options catalogue;
    const char *as_of; /* a day; NULL: all that there is */
};

/* --regulation; --target; --area-rule, --border */
struct zi_rules_options {
    struct zi_option_list regulations; /* none: the built-in ones */
    enum zi_aim aim;
    enum zi_reading reading; /* of half areas, or the usual one */
    enum zi_border border;
};

/* --output, --force */
struct zi_output_options {
    const char *path; /* NULL: standard output */
    bool force;
};

/* --format and the above */
struct zi_table_options {
    enum zi_format format;
    struct zi_output_options output;
};

/* What every command takes, and zistat without one. */
struct zi_common_options {
    enum zi_language language;
    bool quiet;
    bool verbose;
    bool help;
    bool version;
};

extern const struct zi_option_row zi_input_rows[];
extern const struct zi_option_row zi_whole_input_rows[]; /* without --unit and --year */
extern const struct zi_option_row zi_catalogue_rows[];
extern const struct zi_option_row zi_as_of_rows[];
extern const struct zi_option_row zi_regulation_rows[];
extern const struct zi_option_row zi_target_rows[];
extern const struct zi_option_row zi_reading_rows[];
extern const struct zi_option_row zi_format_rows[];
extern const struct zi_option_row zi_output_rows[];
extern const struct zi_option_row zi_common_rows[];

/* ZI_EUSAGE: years in the wrong order; no day; a workbook for the screen; a file that exists,
 * without
 * --force. */
enum zi_code zi_check_input(const void *values, struct zi_error *error);
enum zi_code zi_check_as_of(const void *values, struct zi_error *error);
enum zi_code zi_check_format(const void *values, struct zi_error *error);
enum zi_code zi_check_output(const void *values, struct zi_error *error);

/* Years that are not reversed; for commands whose --year says something else. */
enum zi_code zi_check_years(struct zi_years years, struct zi_error *error);

/* ---- what a command's groups are made of ---- */

#define ZI_TAKES_INPUT(holder, member)                                                             \
    .rows = zi_input_rows, .offset = ZI_AT(holder, member, struct zi_input_options),               \
    .check = zi_check_input
#define ZI_TAKES_WHOLE_INPUT(holder, member)                                                       \
    .rows = zi_whole_input_rows, .offset = ZI_AT(holder, member, struct zi_input_options)
#define ZI_TAKES_CATALOGUE(holder, member)                                                         \
    .rows = zi_catalogue_rows, .offset = ZI_AT(holder, member, struct zi_catalogue_options)
#define ZI_TAKES_AS_OF(holder, member)                                                             \
    .rows = zi_as_of_rows, .offset = ZI_AT(holder, member, struct zi_input_options),               \
    .check = zi_check_as_of
#define ZI_TAKES_REGULATION(holder, member)                                                        \
    .rows = zi_regulation_rows, .offset = ZI_AT(holder, member, struct zi_rules_options)
#define ZI_TAKES_TARGET(holder, member)                                                            \
    .rows = zi_target_rows, .offset = ZI_AT(holder, member, struct zi_rules_options)
#define ZI_TAKES_READING(holder, member)                                                           \
    .rows = zi_reading_rows, .offset = ZI_AT(holder, member, struct zi_rules_options)
/* Of a table, two groups: --format, and the file. */
#define ZI_TAKES_FORMAT(holder, member)                                                            \
    .rows = zi_format_rows, .offset = ZI_AT(holder, member, struct zi_table_options),              \
    .check = zi_check_format
#define ZI_TAKES_OUTPUT(holder, member)                                                            \
    .rows = zi_output_rows, .offset = ZI_AT(holder, member, struct zi_output_options),             \
    .check = zi_check_output
/* The same of a command that writes several files, whose names it knows only later. */
#define ZI_TAKES_PAGES(holder, member)                                                             \
    .rows = zi_output_rows, .offset = ZI_AT(holder, member, struct zi_output_options)

/* ---- single rows ---- */

#define ZI_CONFIDENCE(holder, member)                                                              \
    ZI_FRACTION(holder, member), .name = "confidence", .argument = "P", .initial.fraction = 0.95,  \
                                 .help = {"tingkat kepercayaan interval; bawaan 0.95",             \
                                          "confidence level of intervals; default 0.95"}
#define ZI_ACROSS_BREAKS(holder, member)                                                           \
    ZI_FLAG(holder, member), .name = "across-breaks",                                              \
                             .help = {"pakai seluruh deret, juga melintasi putusnya deret",        \
                                      "use the whole series, also across breaks in it"}
#define ZI_SEED(holder, member)                                                                    \
    ZI_NATURAL(holder, member),                                                                    \
        .name = "seed", .argument = "N", .initial.count = ZI_RANDOM_SEED,                          \
        .help = {"benih bilangan acak; benih yang sama, jawaban yang sama",                        \
                 "seed of random numbers; the same seed, the same answer"}
/* 0: as many as there are processors */
#define ZI_THREADS(holder, member)                                                                 \
    ZI_NATURAL(holder, member),                                                                    \
        .name = "threads", .argument = "N",                                                        \
        .help = {"jumlah utas; bawaan: sebanyak prosesor; jawaban tidak berubah",                  \
                 "number of threads; default: as many as processors; the answer is the same"}

#endif
