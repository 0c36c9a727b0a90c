/*
 * The rows of respondents of a public satisfaction survey (SKM), read as a stream: each respondent
 * is handed on and forgotten, so that memory depends on the number of units and years, not of rows.
 *
 * Columns are told by their names: the nine elements as U1 .. U9 or by name, several questions of
 * an element as U1a, U1b or U1.1, U1.2; institution, unit, year; semester, quarter or period; a
 * date. Everything else is not looked at: names, telephone numbers and comments are not needed,
 * not kept and never shown.
 */
#ifndef ZISTAT_SURVEY_SURVEY_H
#define ZISTAT_SURVEY_SURVEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"
#include "zistat/panel/reader.h"

ZI_API_BEGIN

enum {
    ZI_SURVEY_ELEMENTS = 9,
    /* An answer is a multiple of 1/2520: the mean of up to ten questions in whole numbers. */
    ZI_SURVEY_UNIT = 2520,
    ZI_SURVEY_QUESTIONS_MAX = 10, /* of one element */
};

/* What respondents are counted together. Texts are "" where the files say nothing. */
struct zi_survey_group {
    const char *institution;
    const char *unit;
    int year;           /* 0: not said */
    const char *period; /* "semester 1", "triwulan 2", or as written; "" unless asked for */
};

/* Which element stands under U8, where headers have numbers only; forms differ. */
enum zi_survey_order { ZI_SURVEY_AS_NAMED, ZI_SURVEY_FACILITIES_FIRST, ZI_SURVEY_COMPLAINTS_FIRST };

struct zi_survey_options {
    const char *institution; /* of files without such a column; NULL: "" */
    const char *unit;        /* the same */
    int year;                /* of files that say none; 0: not known */
    bool by_period;          /* groups are periods within a year, not years */
    const char *sheet;       /* of workbooks, only this one; NULL: all that hold a table */
    bool skip_bad;           /* leave faulty respondents out, and count them */
    enum zi_survey_order order;
};

/* Takes a respondent of a group (a position in the survey's groups): the answers in ZI_SURVEY_UNIT,
 * ZI_SURVEY_UNIT .. 4 * ZI_SURVEY_UNIT, 0 for a blank; some answer is not blank. false without
 * memory. */
typedef bool zi_survey_sink(void *data, size_t group, const uint16_t answers[ZI_SURVEY_ELEMENTS]);

struct zi_survey {
    struct zi_arena arena;
    struct zi_survey_group *groups; /* spellings that differ in capitals only appear as one name;
                                       then several groups may be the same: to be added up */
    size_t n_groups;
    struct zi_text labels[ZI_SURVEY_ELEMENTS]; /* of U1 .. U9; NULL where it is not known */
    uint64_t n_used;
    uint64_t n_left_out;   /* faulty, with skip_bad */
    uint64_t n_unanswered; /* rows without a single answer: no respondents */
    uint64_t n_letters;    /* answers written a .. d */
    bool has_period;       /* some file has a column for it */
};

/*
 * Faults are found in one pass and located in a second, as zi_reader_read does; report holds them.
 * ZI_EINPUT when there are faults and not skip_bad, or a file cannot be used; then the sink has
 * seen respondents whose sums are to be thrown away. survey and report are to be released after
 * every call. Cost: bytes read; memory grows with groups and faults only.
 */
enum zi_code zi_survey_read(const char *const paths[], size_t n_paths,
                            const struct zi_survey_options *options, zi_survey_sink *sink,
                            void *data, struct zi_survey *survey, struct zi_report *report,
                            struct zi_error *error);
void zi_survey_release(struct zi_survey *survey);

/* How many people a unit serves, of a list unit,populasi (and institution, year where needed). */
struct zi_population {
    struct zi_survey_group of; /* year 0: of every year */
    uint64_t size;
};

/* Reads such lists. rows live in the arena of survey, of which nothing else is set. Two sizes for
 * the same unit and year are a fault. Otherwise as zi_survey_read. */
enum zi_code zi_survey_read_populations(const char *path, struct zi_survey *survey,
                                        struct zi_population **rows, size_t *n_rows,
                                        struct zi_report *report, struct zi_error *error);

ZI_API_END

#endif
