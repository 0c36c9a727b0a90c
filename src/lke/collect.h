/* Records of answers -> sheets, whatever file they come from; finds what is wrong with them. */
#ifndef ZISTAT_LKE_COLLECT_H
#define ZISTAT_LKE_COLLECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "csv/faults.h"
#include "csv/span.h"
#include "panel/names.h"
#include "zistat/lke/reader.h"

enum lke_field {
    FIELD_INSTITUTION,
    FIELD_UNIT,
    FIELD_YEAR,
    FIELD_ID,
    FIELD_TYPE, /* as a sheet prints it beside the question */
    FIELD_SELF, /* the answers in the order of the assessors */
    FIELD_TPI,
    FIELD_TPN,
    N_FIELDS,
    FIELD_ANSWER, /* the assessor's that the options say */
    FIELD_IGNORED,
    FIELD_NAMELESS,
    FIELD_UNKNOWN
};

struct lke_record {
    struct span text[N_FIELDS];
    struct zi_csv_place place[N_FIELDS];
};

/* Where an answer stood, for a second one. */
struct origin {
    uint32_t line;
    uint32_t file;
};

struct kept_sheet {
    struct zi_lke_sheet sheet;
    uint32_t unit; /* number of its name */
    size_t next;   /* the unit's sheet of another year; SIZE_MAX for none */
    struct origin *origins[ZI_LKE_ASSESSORS];
};

/* By number of a name. */
struct known_name {
    uint32_t root; /* the name under which it is kept: its own, or one that differs in capitals */
    size_t first_sheet;
};

struct known_names {
    struct names names;
    struct known_name *known;
    uint32_t n_known;
};

/*
 * Records are collected twice when there is something to say: the first time without places and
 * sentences, and fast.
 */
struct collector {
    const struct zi_lke_outline *outline;
    const struct zi_lke_reading *reading;
    struct zi_arena *arena; /* the sheets' */
    struct faults *faults;  /* NULL the first time */
    size_t n_remarks;
    size_t n_records;  /* that hold an answer */
    size_t n_left_out; /* because of an error */
    struct known_names institutions;
    struct known_names units;
    struct kept_sheet *sheets;
    size_t n_sheets;
    size_t capacity;
    size_t last_row;    /* of the outline */
    bool has[N_FIELDS]; /* of the file under way */
    bool unnamed;       /* its answers do not say whose they are */
    bool is_table;      /* the file under way: rows and columns */
    const struct sources *sources;
    const struct source *source; /* under way */
    const char *path;            /* its name */
    const char *unit;            /* of a file without one */
    size_t file;
    size_t n_passed_over; /* files without a table that nobody named */
    bool unusable;        /* some file is */
    bool out_of_memory;   /* sticky */
};

void collector_init(struct collector *collector, const struct zi_lke_outline *outline,
                    const struct zi_lke_reading *reading, struct zi_arena *arena,
                    const struct sources *sources, struct faults *faults);
void collector_release(struct collector *collector);

void collector_begin_file(struct collector *collector, size_t file);
void collector_take(struct collector *collector, const struct lke_record *record);

/* NULL the first time: no sentence is needed. */
struct zi_arena *collector_sentences(const struct collector *collector);

/* place NULL: the whole file. */
void collector_say(struct collector *collector, const struct zi_csv_place *place,
                   const struct remark *remark, struct span text);

/* The sheets in their order, into *sheets. */
enum zi_code collector_finish(struct collector *collector, struct zi_lke_sheets *sheets,
                              struct zi_error *error);

/* A file of either kind -> records. ZI_EINPUT only where it cannot be read at all. */
enum zi_code lke_read_csv(struct collector *collector, const struct zi_csv_input *input,
                          struct zi_error *error);
enum zi_code lke_read_json(struct collector *collector, const struct zi_csv_input *input,
                           struct zi_error *error);

#endif
