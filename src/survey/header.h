/* What the columns of a file of respondents are, from the names in its header line. */
#ifndef ZISTAT_SURVEY_HEADER_H
#define ZISTAT_SURVEY_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "csv/faults.h"
#include "csv/header.h"
#include "elements.h"
#include "zistat/survey/survey.h"

enum survey_role {
    SURVEY_UNUSED,
    SURVEY_NAMELESS,
    SURVEY_INSTITUTION,
    SURVEY_UNIT,
    SURVEY_YEAR,
    SURVEY_QUARTER,
    SURVEY_SEMESTER,
    SURVEY_PERIOD,
    SURVEY_DATE,
    SURVEY_POPULATION,
    SURVEY_ANSWER,
    SURVEY_ROLE_COUNT
};

struct survey_column {
    const char *name; /* as printed, shortened */
    enum survey_role role;
    int number;     /* of an answer: 0 for U1 */
    int element;    /* that its name says, or NO_ELEMENT */
    int likely;     /* of one that is not used: the element its name speaks of, or NO_ELEMENT */
    bool is_beyond; /* likewise: "U10", an element that the index does not count */
    bool is_said;   /* likewise: something was said of it */
    const char *question; /* what tells questions of an element apart; "" for the only one */
    struct zi_csv_place place;
};

struct survey_header {
    bool is_no_table;    /* without a known header, where there need not be one: said in a note */
    struct header names; /* as they were read */
    struct survey_column *columns;
    size_t n_columns;
    size_t column_of[SURVEY_ROLE_COUNT]; /* the first of a role; SIZE_MAX: none */
    int elements[SURVEY_ELEMENTS];       /* by number; NO_ELEMENT: not known which */
};

/* Where a header is read from, and what for. */
struct survey_header_request {
    const struct survey_element *elements;
    enum zi_survey_order order;
    bool population; /* a list of populations, not of respondents */
    bool optional;   /* a file that nobody named: it may be no table */
    const char *path;
    size_t file;
    struct faults *faults;
};

/* Reads the header. What is wrong with it are faults, and leave
 * *usable false. */
enum zi_code survey_header_read(struct survey_header *header, struct zi_arena *arena,
                                const struct zi_csv_input *input,
                                const struct survey_header_request *request, bool *usable,
                                struct zi_error *error);

/* After the last row: whether columns without a name hold values, which is said. */
bool survey_header_has_nameless_values(struct survey_header *header,
                                       const struct survey_header_request *request);

#endif
