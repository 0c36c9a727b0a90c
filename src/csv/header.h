/*
 * The header line of a table: its delimiter, the names of its columns and what they mean to the
 * reader that asks. Every header is read here; a reader only declares the words that it knows, and
 * words its own what it misses.
 */
#ifndef ZISTAT_CSV_HEADER_H
#define ZISTAT_CSV_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "csv.h"
#include "header_words.h"
#include "remark.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"

enum { HEADER_COLUMNS_MAX = 1000 };

/* What stands below a column without a name. */
struct header_unnamed {
    size_t n_values;
    uint64_t first;     /* of a column that counts rows */
    bool counts_no_row; /* the values are not 0, 1, 2... or 1, 2, 3... */
    bool holds_text;    /* some value is not digits only */
};

struct header_column {
    const char *name;   /* as printed, shortened */
    const char *folded; /* "" without a name */
    struct zi_csv_place place;
    int meaning;
    bool weak;
    bool asked; /* its reader was asked what it means: no list has it */
    struct header_unnamed unnamed;
};

struct header {
    char delimiter;
    struct header_column *columns;
    size_t n_columns;
    size_t n_known; /* columns with a name that says something */
    size_t n_used;  /* of these, without those that are passed over */
    bool ended;     /* there is such a line, and it is whole */
    bool too_many;  /* columns; those beyond the last one are forgotten */
    bool broken;    /* by a quote or a zero byte, at broken_place */
    bool binary;    /* bytes that no text has stand in the input */
    struct zi_csv_place broken_place;

    /* Where it stands: bytes and lines above it that are no data, and the first text in them. */
    size_t above;
    size_t lines_above;
    const char *title;
    size_t n_rows; /* records that it takes: also a second row of names, and one that counts the
                      columns */
};

/* How good a row is as a header. */
enum header_worth {
    HEADER_NONE,
    HEADER_PARTLY, /* it is meant as one */
    HEADER_ENOUGH, /* it has the columns that a table needs */
};

/* What a common word means to a reader. */
struct header_meaning {
    int strong;
    int weak;
};

/* What a reader knows. A name is looked for among its own words, then among the common ones, then
 * asked of it. */
struct header_reader {
    int unknown; /* the meanings of names that say nothing, of empty ones, and of columns that are
                  */
    int unnamed; /* known and passed over */
    int ignored;
    const struct header_word *words;     /* ended by NULL; NULL: none of its own */
    const struct header_meaning *common; /* by role; NULL: the common words are not known */
    int (*meaning_of)(const char *folded, const void *data);      /* NULL: all names are in lists */
    const char *(*nearest)(const char *folded, const void *data); /* likewise; NULL for none */

    /* The header may stand below other rows, and take two. Both NULL: it is the first row. */
    enum header_worth (*worth)(const struct header *header, const void *data);
    bool (*goes_on)(const struct header *header, const struct header *below, const void *data);
    const void *data;
};

/*
 * Reads the header under the delimiter under which it is whole and most names are known, or, where
 * none is, that makes most columns. Texts and columns come from the arena. Cost: the header line,
 * once a delimiter.
 *
 * Where the reader can tell what a header is worth, it is the first of the first rows that is worth
 * enough, told by its names only and never by what stands below; else the first row that is one
 * partly; else the first row. Two rows are joined where they go on: an empty cell of the first
 * stands for the name to its left, as in merged cells. The caller goes on reading below the rows
 * above the header (zi_csv_input).
 */
enum zi_code header_read(struct header *header, struct zi_arena *arena,
                         const struct zi_csv_input *input, const struct header_reader *reader,
                         struct zi_error *error);

/* The first column of a meaning; SIZE_MAX for none. */
size_t header_find(const struct header *header, int meaning);

/* The known name that is nearest to an unknown one; NULL when none is near. */
const char *header_nearest(const struct header_reader *reader, const char *folded);

/* ---- what is wrong with it ---- */

/* Where that is said; column NULL: of the whole line. */
struct header_listener {
    struct zi_arena *sentences; /* NULL: it is only counted */
    void (*say)(const struct header_column *column, const struct remark *remark, void *data);
    void *data;
};

/* A header that cannot be used at all, in one sentence; *place is its place, or NULL for the file.
 * False when it can. example: what a good one looks like. */
bool header_refuse(const struct header *header, struct zi_text example, struct zi_arena *sentences,
                   struct remark *remark, const struct zi_csv_place **place);

/* The unknown name and the nearest known one; otherwise: the suggestion where none is near. */
void header_say_unknown(const struct header_reader *reader, const struct header_column *column,
                        enum zi_fault_kind kind, struct zi_text otherwise,
                        const struct header_listener *listener);

/* Every column that means the same as one before it. */
void header_say_repeated(const struct header *header,
                         bool (*is_same)(size_t a, size_t b, const void *data), const void *data,
                         struct zi_text suggestion, const struct header_listener *listener);

/* A column that has to be there. */
void header_say_missing(const char *name, const struct header_listener *listener);

/* A value of a column without a name. */
void header_take_unnamed(struct header_column *column, const char *text, size_t length);

/* After the last row: columns without a name that hold values. Row numbers in the first column are
 * noted; all others are faults. True when there was a fault. */
bool header_say_unnamed(const struct header *header, const struct header_listener *listener);

#endif
