/*
 * One result table, five renderers. Rows are tidy, one per estimate; cells are added in the order
 * of the columns. Column names never change with the language.
 */
#ifndef ZISTAT_OUTPUT_TABLE_H
#define ZISTAT_OUTPUT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/buffer.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"
#include "zistat/base/reason.h"

ZI_API_BEGIN

/* How the numbers of a column are shown to people. Files always hold the full value. */
enum zi_column_style {
    ZI_COLUMN_TEXT,
    ZI_COLUMN_INTEGER,
    ZI_COLUMN_NUMBER,      /* decimals from the cell */
    ZI_COLUMN_P_VALUE,     /* "<0,0001" */
    ZI_COLUMN_PROBABILITY, /* ">99%" */
};

struct zi_column {
    const char *name;
    enum zi_column_style style;
};

struct zi_cell;

struct zi_table {
    const char *name; /* of the command; the "table" member of the JSON */
    const struct zi_column *columns;
    size_t n_columns;
    size_t n_rows;
    struct zi_cell *cells; /* n_rows * n_columns */
    size_t n_cells;
    size_t capacity;
    struct zi_arena arena; /* owns the texts */
    bool out_of_memory;    /* sticky; rendering then fails */
};

/* columns must outlive the table. */
void zi_table_init(struct zi_table *table, const char *name, const struct zi_column columns[],
                   size_t n_columns);
void zi_table_release(struct zi_table *table);

/* Each adds the next cell of the current row; a row is full after n_columns cells. Text that is not
 * UTF-8 is taken as Windows-1252. */
void zi_table_text(struct zi_table *table, const char *text); /* copied; NULL or "" is empty */
void zi_table_word(struct zi_table *table,
                   const char *word); /* not copied: UTF-8 that outlives it */
void zi_table_integer(struct zi_table *table, long value);
/* NaN and infinity are shown as undefined for the reason (ZI_MISSING in place of ZI_DEFINED).
 * thresholds (may be NULL, copied) are never rounded across in text. At most 4 are kept. */
void zi_table_number(struct zi_table *table, double value, int decimals, enum zi_reason reason);
void zi_table_score(struct zi_table *table, double value, int decimals, enum zi_reason reason,
                    const double thresholds[], size_t n_thresholds);
/* The same, but people are shown at least low and at most high, the ends of a scale; files hold the
 * value itself. */
void zi_table_clipped(struct zi_table *table, double value, int decimals, enum zi_reason reason,
                      const double thresholds[], size_t n_thresholds, double low, double high);
void zi_table_empty(struct zi_table *table);

/* A cell as people see it is added to out: one line, "" for an empty cell. row < n_rows. */
void zi_table_cell_text(const struct zi_table *table, size_t row, size_t column,
                        enum zi_language language, struct zi_buffer *out);

/* True when no row has anything in the column; an undefined value is something. */
bool zi_table_column_is_empty(const struct zi_table *table, size_t column);

/* True for every style but ZI_COLUMN_TEXT: numbers are aligned to the right. */
bool zi_table_column_is_numeric(const struct zi_table *table, size_t column);

enum zi_format { ZI_FORMAT_TEXT, ZI_FORMAT_CSV, ZI_FORMAT_EXCEL, ZI_FORMAT_JSON, ZI_FORMAT_XLSX };

/*
 * Adds the whole table, a row of column names first; all rows must be full. Fails only when memory
 * is exhausted.
 *
 * text   columns padded by display width, undefined as "n/a (reason)"; columns in which every cell
 *        is empty are left out (not from a table without rows), and what three or more rows all
 *        say is said once, above the table
 * csv    comma, point, UTF-8, LF; undefined is empty
 * excel  BOM, semicolon, decimal comma, CRLF; text beginning with = + - @ TAB CR gets a leading '
 * json   {"table": name, "columns": [...], "rows": [{...}]}; an empty cell and
 *        an undefined one are null
 * xlsx   a workbook of one sheet, see workbook.h
 */
enum zi_code zi_table_render(const struct zi_table *table, enum zi_format format,
                             enum zi_language language, struct zi_buffer *out,
                             struct zi_error *error);

/* A table too long to stand in memory: its rows are made a piece at a time, when a renderer wants
 * them, and more than once. */
struct zi_table_pieces {
    const char *name;
    const struct zi_column *columns;
    size_t n_columns;
    size_t n_pieces;
    /* Adds the rows of a piece, at least one. Called from several threads, each with its own table.
     */
    void (*add_rows)(struct zi_table *table, const void *state, size_t piece);
    const void *state;
};

/* Takes a part of the answer; anything but ZI_OK ends the rendering. */
typedef enum zi_code zi_table_sink(void *state, const char *bytes, size_t length,
                                   struct zi_error *error);

/* The same bytes as zi_table_render of a table with all rows, given to sink in order. n_workers
 * threads make them; the bytes do not depend on how many. Fails when memory is exhausted or the
 * sink fails. */
enum zi_code zi_table_render_pieces(const struct zi_table_pieces *pieces, size_t n_workers,
                                    enum zi_format format, enum zi_language language,
                                    zi_table_sink *sink, void *state, struct zi_error *error);

ZI_API_END

#endif
