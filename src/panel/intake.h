/*
 * One file -> rows. The first pass reads at full speed, counts what is wrong and notes the records
 * where it is; the second walks the file again with places, stops at the noted records, decides
 * them with the same code, and this time makes the sentences.
 */
#ifndef ZISTAT_PANEL_INTAKE_H
#define ZISTAT_PANEL_INTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "csv/faults.h"
#include "foot.h"
#include "layout.h"
#include "names.h"
#include "rows.h"
#include "value.h"
#include "zistat/panel/panel.h"
#include "zistat/panel/reader.h"

/* What a value may be; min > max where none may. */
struct limit {
    double min;
    double max;
};

/* Two records that speak of the same cell, event or unit; or one that does not fit the others. */
enum meeting_kind {
    MEETING_CONFLICT,
    MEETING_REPEATED,
    MEETING_ATTRIBUTES,
    MEETING_SPELLINGS,
    MEETING_NOTHING_HELD, /* a predicate is revoked that no record awards before */
    MEETING_SAID_NONE,    /* an event where another row says that there is no predicate */
    MEETING_YET_TO_COME,  /* an event after the years of the data */
    MEETING_LEFT_OUT,     /* a total, a source, an example */
    MEETING_NO_TOTAL,     /* called so, and none by what stands above it */
    MEETING_LIKE_TOTAL,   /* a unit whose name begins like one */
    MEETING_CHARACTER,    /* a name with a character that is seen badly or not at all */
};

struct meeting {
    enum meeting_kind kind;
    size_t file;
    uint32_t record; /* in its file */
    size_t column;
    size_t other_file;
    uint32_t other_record;
    const char *ours;
    const char *others;
    int32_t character;
    /* found by the second pass */
    struct zi_csv_place place;
    size_t other_line;
};

struct predicate_row {
    struct zi_event event; /* its entity is still the number of a name */
    size_t file;
    uint32_t record;
};

/* What all files of one call share. */
struct reading {
    const struct zi_catalogue *catalogue;
    const struct zi_reader_options *options;
    struct zi_arena *arena; /* the panel's */
    struct limit *limits;   /* by index, then year */
    struct names institutions;
    struct names units; /* within an institution; a number is an entity */
    struct names words; /* kinds, short names, indices as written */
    uint32_t *kinds;    /* by entity, of words; NULL while no file has them */
    uint32_t *short_names;
    uint32_t n_kinds; /* entities that have room in it */
    uint32_t n_short_names;
    struct faults faults;
    struct meeting *meetings;
    size_t n_meetings;
    struct predicate_row *predicates;
    size_t n_predicates;
    size_t predicates_capacity;
    size_t n_noted[3];  /* in all files, by severity, each at most FAULTS_KEPT_MAX */
    bool out_of_memory; /* sticky */
};

enum { N_YEARS = YEAR_MAX - YEAR_MIN + 1 };

/* A record to come back to: for what is wrong in it, or for a meeting. */
struct noted {
    uint32_t record;
    uint32_t meeting; /* NO_MEETING: for itself */
    bool other;       /* it is the meeting's other record */
};
#define NO_MEETING UINT32_MAX

/* An index as the file writes it. */
struct index_text {
    const char *text;
    size_t length;
    long index;
};

/* What a column of values tells of them. */
struct target {
    long index; /* ZI_NO_INDEX: the row tells */
    int year;   /* 0: the row tells */
    size_t column;
};

struct intake;

struct field {
    size_t offset; /* in the row's text */
    size_t length;
    struct zi_csv_place place;
};

/* The record under way. */
struct row {
    size_t n_fields;
    bool has_text;     /* some field is not empty */
    bool is_plain;     /* nothing needs a closer look */
    bool repeats_unit; /* the same unit text as in the record before */
    bool has_extra;    /* text beyond the last column */
    bool is_faulty;
    bool is_remarked;
    int year;
    long index;
    uint32_t institution;
    uint32_t kind;
    uint32_t short_name;
    enum foot_kind foot; /* by a word to the left of the unit, in this column */
    size_t foot_column;
};

struct intake {
    struct reading *reading;
    struct zi_csv_input *input;
    const char *path; /* of the file; a sheet's name is in the shape */
    size_t file;
    struct layout layout;
    struct zi_file_shape *shape;
    struct rows rows;
    size_t n_left_out;
    size_t n_passed_over;  /* rows of a table of scores that are no index */
    size_t n_conflicts;    /* rows with a conflict, found later */
    uint32_t n_records;    /* without the header */
    uint32_t first_record; /* of all files, from 1 */
    bool usable;           /* the header was understood */
    bool passed_over;      /* it has none, and nobody named it */
    bool nameless;         /* a column without a name holds values */

    struct noted *noted;
    size_t n_noted;
    size_t noted_capacity;

    struct row row;
    size_t n_head_rows; /* passed by the first pass */
    /* by column: takes its fields */
    void (**takers)(struct intake *intake, size_t column, const char *text, size_t length);
    struct target *targets; /* by value column */
    double *values;         /* of the record under way */
    uint8_t *ranks;
    bool *kept;           /* by column: its text is kept */
    struct field *fields; /* by column */
    char *text;           /* of the kept fields */
    size_t text_length;
    size_t text_capacity;
    bool seen_point;
    bool seen_comma;

    /* the texts of the record before, to compare with before hashing */
    char *institution_text;
    size_t institution_length;
    size_t institution_capacity;
    bool institution_is_mishap;
    enum foot_kind institution_foot;
    uint32_t institution;
    char *unit_text;
    size_t unit_length;
    size_t unit_capacity;
    bool unit_is_mishap; /* an error of a spreadsheet in place of the name, as below */
    enum foot_kind unit_foot;
    bool unit_known; /* unit_text, with the institution below, is the entity below */
    uint32_t entity_institution;
    uint32_t entity;

    size_t row_below_foot; /* of rows: the first below the last total */
    size_t n_looked_above; /* rows, for all totals */
    bool said_like_total;

    struct index_text *index_texts; /* as many as the catalogue has indices */
    size_t n_index_texts;
    size_t last_index_text;

    /* the second pass */
    bool describing;
    struct zi_csv_place place;
    size_t wanted; /* record */
    size_t next_noted;
    size_t n_passed; /* records, the header's too */
};

/* First pass. Faults are counted and noted; ZI_EUSAGE and ZI_ESYSTEM are errors. */
enum zi_code intake_read(struct intake *intake, struct zi_error *error);

/* Second pass: keeps the faults of the noted records, and finds the places of meetings. */
enum zi_code intake_describe(struct intake *intake, struct zi_error *error);

void intake_release(struct intake *intake);

/* What both passes do with a record: begin it, take its fields one by one (data is the
 * intake), and look closer at it. event: of a list of predicates. */
void intake_begin_row(struct intake *intake);
void intake_take_field(void *text, size_t length, void *data);
void intake_judge(struct intake *intake, struct zi_event *event);

/* Keeps the text of a column of the record under way. */
void intake_keep(struct intake *intake, size_t column, const char *text, size_t length);

/* The kept text of a column. */
static inline const char *intake_text(const struct intake *intake, size_t column)
{
    return intake->text + intake->fields[column].offset;
}

#endif
