/*
 * The command line. Commands and options are rows of tables: help, the checks and the README's
 * list are printed from the same rows.
 */
#ifndef ZISTAT_COMMAND_OPTIONS_H
#define ZISTAT_COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"

struct zi_option_list {
    const char **items;
    size_t n;
};

struct zi_option_numbers {
    double *items;
    size_t n;
};

struct zi_years {
    int first; /* 0: open */
    int last;
};

struct zi_range {
    int first;
    int last;
};

/* What was asked for. Everything absent has the zero value or the default of its row. */
struct zi_options {
    struct zi_option_list files;
    const char *kind; /* of plot and score */

    struct zi_option_list units;
    struct zi_option_list indices;
    struct zi_years years;

    /* Input */
    const char *institution;
    bool skip_bad;
    const char *sheet;
    struct zi_option_list regulations;
    const char *index_file;
    const char *indices_file;
    const char *bands_file;
    const char *breaks_file;
    const char *parts_file;
    const char *kinds_file;
    const char *releases_file;
    const char *collect_file;
    const char *effort_file;
    const char *awards_file;

    /* Analysis */
    int grouping;  /* enum zi_grouping */
    int methods;   /* position in the row's words; 0: all */
    int levels;    /* the same */
    int aim;       /* enum zi_aim */
    int area_rule; /* position in the row's words */
    int border;    /* enum zi_border */
    bool detail;
    int periods;            /* of score skm: 1 for periods within a year */
    int survey_order;       /* enum zi_survey_order */
    int weight;             /* enum zi_satisfaction_weight */
    const char *population; /* a number, or a file */
    bool todo;
    bool plan;
    bool chance;
    long require;

    /* Scores of answer sheets */
    const char *outline_file;
    int assessor; /* position in the row's words; 0: whoever is there */
    int depth;    /* enum zi_lke_depth */
    bool compare;
    struct zi_option_list what_if;
    long best;
    double confidence;
    const char *outcome;
    struct zi_option_list on;
    int effects; /* position in the row's words, as the next two; 0: the default */
    int clustering;
    int errors;
    bool no_intercept;
    long bootstrap; /* draws */
    double power;
    int adjust;          /* 0: as the command does by default; else 1 + enum zi_multiple */
    int autocorrelation; /* 0: none, 1: pooled */
    bool across_breaks;  /* let a series run over the breaks in it */
    long horizon;        /* years forecast */
    struct zi_range lags;
    struct zi_option_list given;
    bool listwise;
    long replicates; /* of correlate's bootstrap; 0: none */
    bool use_bands;
    bool matrix;
    struct zi_option_numbers thresholds;
    int scale; /* 1: logit */
    long seed;
    long threads; /* 0: as many as processors */
    int show;     /* which of the command's tables */
    const char *date;
    const char *as_of;
    bool diff;
    long slots;                 /* -1: no limit */
    struct zi_option_list caps; /* NAME=N */
    struct zi_option_list included;
    struct zi_option_list excluded;
    bool with_unknown;
    bool predicates; /* init: the list of predicates instead of scores */

    /* Output */
    int template_format; /* of init: position in the row's words */
    int format;          /* enum zi_format */
    int picture_format;  /* enum zi_picture_format; 0: by the name of the output */
    int size;            /* position in the row's words */
    bool grey;
    bool light;
    const char *workbook;
    const char *output;
    bool force;
    int language; /* enum zi_language */
    bool quiet;
    bool verbose;
    bool help;
    bool version;
};

enum zi_option {
    ZI_OPTION_UNIT,
    ZI_OPTION_INDEX,
    ZI_OPTION_YEAR,
    ZI_OPTION_INSTITUTION,
    ZI_OPTION_SKIP_BAD,
    ZI_OPTION_SHEET,
    ZI_OPTION_REGULATION,
    ZI_OPTION_INDEX_FILE,
    ZI_OPTION_INDICES,
    ZI_OPTION_BANDS,
    ZI_OPTION_BREAKS,
    ZI_OPTION_PARTS,
    ZI_OPTION_KINDS,
    ZI_OPTION_RELEASES,
    ZI_OPTION_AS_OF,
    ZI_OPTION_BY,
    ZI_OPTION_METHOD,
    ZI_OPTION_LEVEL,
    ZI_OPTION_TARGET,
    ZI_OPTION_AREA_RULE,
    ZI_OPTION_BORDER,
    ZI_OPTION_DETAIL,
    ZI_OPTION_SCORE_UNIT,
    ZI_OPTION_SCORE_YEAR,
    ZI_OPTION_SCORE_DETAIL,
    ZI_OPTION_PERIODS,
    ZI_OPTION_U8,
    ZI_OPTION_WEIGHT,
    ZI_OPTION_POPULATION,
    ZI_OPTION_TODO,
    ZI_OPTION_COLLECT,
    ZI_OPTION_PLAN,
    ZI_OPTION_EFFORT,
    ZI_OPTION_CHANCE,
    ZI_OPTION_AWARDS,
    ZI_OPTION_REQUIRE,
    ZI_OPTION_OUTLINE,
    ZI_OPTION_ASSESSOR,
    ZI_OPTION_DEPTH,
    ZI_OPTION_COMPARE,
    ZI_OPTION_WHAT_IF,
    ZI_OPTION_BEST,
    ZI_OPTION_CONFIDENCE,
    ZI_OPTION_ADJUST,
    ZI_OPTION_AUTOCORRELATION,
    ZI_OPTION_ACROSS_BREAKS,
    ZI_OPTION_HORIZON,
    ZI_OPTION_THRESHOLD,
    ZI_OPTION_SCALE,
    ZI_OPTION_OUTCOME,
    ZI_OPTION_ON,
    ZI_OPTION_FE,
    ZI_OPTION_CLUSTER,
    ZI_OPTION_SE,
    ZI_OPTION_NO_INTERCEPT,
    ZI_OPTION_BOOTSTRAP,
    ZI_OPTION_POWER,
    ZI_OPTION_LAG,
    ZI_OPTION_GIVEN,
    ZI_OPTION_LISTWISE,
    ZI_OPTION_USE_BANDS,
    ZI_OPTION_MATRIX,
    ZI_OPTION_REPLICATES,
    ZI_OPTION_SEED,
    ZI_OPTION_THREADS,
    ZI_OPTION_SHOW,
    ZI_OPTION_FORECAST_SHOW,
    ZI_OPTION_DATE,
    ZI_OPTION_DIFF,
    ZI_OPTION_SLOTS,
    ZI_OPTION_CAP,
    ZI_OPTION_INCLUDE,
    ZI_OPTION_EXCLUDE,
    ZI_OPTION_WITH_UNKNOWN,
    ZI_OPTION_PROPOSAL_SHOW,
    ZI_OPTION_PREDICATES,
    ZI_OPTION_FORMAT,
    ZI_OPTION_TEMPLATE_FORMAT,
    ZI_OPTION_PICTURE_FORMAT,
    ZI_OPTION_FOR,
    ZI_OPTION_GREY,
    ZI_OPTION_LIGHT,
    ZI_OPTION_WORKBOOK,
    ZI_OPTION_OUTPUT,
    ZI_OPTION_FORCE,
    ZI_OPTION_LANG,
    ZI_OPTION_QUIET,
    ZI_OPTION_VERBOSE,
    ZI_OPTION_HELP,
    ZI_OPTION_VERSION,
    ZI_OPTION_COUNT
};

enum zi_option_type {
    ZI_TYPE_FLAG,     /* bool */
    ZI_TYPE_TEXT,     /* const char * */
    ZI_TYPE_LIST,     /* struct zi_option_list: repeated, or separated by commas */
    ZI_TYPE_NAMES,    /* struct zi_option_list: repeated; commas are kept (names hold them) */
    ZI_TYPE_YEARS,    /* struct zi_years: 2021, 2019:2025, 2019:, :2025 */
    ZI_TYPE_RANGE,    /* struct zi_range: 1, -2:2 */
    ZI_TYPE_WORD,     /* int: position among the words */
    ZI_TYPE_COUNT,    /* long >= 0 */
    ZI_TYPE_FRACTION, /* double in (0, 1) */
    ZI_TYPE_NUMBERS,  /* struct zi_option_numbers: repeated, a decimal number each */
};

struct zi_option_row {
    const char *name;
    char letter; /* 0 for none */
    enum zi_option_type type;
    size_t offset;            /* in struct zi_options */
    const char *argument;     /* as help shows it; NULL for a flag */
    const char *const *words; /* of ZI_TYPE_WORD, ended by NULL */
    struct zi_text help;
    bool common; /* every command takes it */
};

extern const struct zi_option_row zi_option_rows[ZI_OPTION_COUNT];

struct zi_session;

/* What the first argument of a command chooses from: a chart, a sheet. */
struct zi_kind_row {
    const char *name;    /* NULL: there is no such row */
    const char *name_id; /* Indonesian; the same as name where there is only one */
    struct zi_text summary;
};

struct zi_command {
    const char *name;
    const char *name_id;
    struct zi_text summary;
    const char *arguments; /* "FILE...", "KIND FILE...", "[COMMAND]" */
    size_t min_arguments;
    bool without_values;                  /* a list of units of which nothing is measured will do */
    struct zi_kind_row (*kind)(size_t i); /* row i of the kinds that the first argument names;
                                             NULL: it is a file */
    bool options[ZI_OPTION_COUNT];        /* those it takes beside the common ones */
    const char *example;
    enum zi_code (*run)(struct zi_session *session, struct zi_error *error);
};

/* In the order of help; ended by a row whose name is NULL. */
extern const struct zi_command zi_commands[];

/* By either name; NULL when there is none. */
const struct zi_command *zi_command_find(const char *name);

/* ZI_EUSAGE for a name that zi_command_find does not know, with the nearest one. */
enum zi_code zi_command_unknown(const char *name, struct zi_error *error);

/* ZI_EUSAGE for a kind that the command does not have, with the nearest one or all of them. */
enum zi_code zi_command_unknown_kind(const struct zi_command *command, const char *name,
                                     struct zi_error *error);

/* Whether the command takes the option; NULL, no command, takes the common ones. */
bool zi_command_takes(const struct zi_command *command, int option);

/* Reads argv[1..] over the defaults already in *options, as the command (NULL: none) takes them.
 * Names of files and lists live in arena. ZI_EUSAGE with the nearest option or word. */
enum zi_code zi_options_parse(struct zi_options *options, const struct zi_command *command,
                              int argc, char *argv[], struct zi_arena *arena,
                              struct zi_error *error);

#endif
