/* One file of respondents (or of populations), record by record. The first pass reads at full
 * speed, counts what is wrong and notes the records where it is; the second stops at those with
 * their places, decides them with the same code, and makes the sentences. */
#ifndef ZISTAT_SURVEY_FILE_H
#define ZISTAT_SURVEY_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "elements.h"
#include "groups.h"
#include "header.h"
#include "panel/intake.h"

struct population_row {
    uint32_t group;
    uint64_t size;
};

/* All of one call. */
struct survey_call {
    struct reading reading; /* names and faults */
    struct survey_element elements[SURVEY_ELEMENTS];
    const struct zi_survey_options *options;
    zi_survey_sink *sink;
    void *data;
    struct zi_survey *survey;
    struct zi_report *report;
    struct groups groups;
    int order[SURVEY_ELEMENTS]; /* elements by number, of all files so far */
    size_t n_unusable;          /* files whose header was not understood */
    size_t n_passed_over;       /* files without one that nobody named */
    struct sources sources;

    bool reads_populations;
    struct population_row *populations; /* by group */
    uint32_t n_populations;
};

/* A text of the row before, to compare with before it is looked up. */
struct last_text {
    char *text;
    size_t length;
    size_t capacity;
};

struct survey_row {
    size_t n_fields;
    bool has_text;
    bool has_extra;
    bool is_faulty;
    bool is_remarked;
    bool names_known; /* unit and institution are those of the row before */
    int year;
    uint32_t period;
    uint64_t population;
    uint32_t n_letters;
    uint16_t sums[SURVEY_ELEMENTS];
    uint16_t counts[SURVEY_ELEMENTS];
};

/* One file. */
struct survey_file {
    struct survey_call *call;
    struct survey_header header;
    enum survey_role year_role;   /* which column tells the year; SURVEY_UNUSED: none */
    enum survey_role period_role; /* the same for the period */
    const char *path;
    bool in_cells; /* a sheet */
    size_t number;
    struct zi_file_shape *shape;
    bool past_header;
    uint32_t n_records; /* without the header */
    struct survey_row row;
    struct last_text institution;
    struct last_text unit;
    uint32_t entity; /* of the row before */

    uint32_t *noted; /* records to come back to */
    size_t n_noted;
    size_t noted_capacity;

    /* the second pass */
    bool describing;
    struct zi_csv_place place;
    struct zi_csv_place *places; /* by column, of the record under way */
    size_t wanted;
    size_t next_noted;
    size_t n_passed; /* records, the header too */
};

/* First pass: hands respondents on, keeps populations. */
enum zi_code survey_file_read(struct survey_file *file, const struct zi_csv_input *input,
                              struct zi_error *error);

/* Second pass: keeps the faults of the noted records. */
enum zi_code survey_file_describe(struct survey_file *file, const struct zi_csv_input *input,
                                  struct zi_error *error);

void survey_file_release(struct survey_file *file);

#endif
