/* What a sheet of a workbook tells, in the order in which it stands in the file. */
#ifndef ZISTAT_WORKBOOK_SHEET_H
#define ZISTAT_WORKBOOK_SHEET_H

#include <stdbool.h>
#include <stddef.h>

/* What a table may need; a cell beyond is an error. */
enum {
    SHEET_ROWS_MAX = 1048576,
    SHEET_COLUMNS_MAX = 1000,
    SHEET_CELLS_MAX = 50 * 1000 * 1000,
    SHEET_MERGES_MAX = 100 * 1000
};

/* Rows and columns count from 1. */
struct sheet_range {
    size_t first_row, first_column;
    size_t last_row, last_column;
};

/*
 * Takes the cells that hold something, rows and the columns in them rising. The text is as people
 * see it: a number with at most 15 digits and a point, a percentage "75%", a day "2024-05-03",
 * TRUE or FALSE, an error as "#DIV/0!". A formula whose result the workbook does not hold is its
 * text, "=SUM(A1:A3)". false ends the reading.
 */
struct sheet_events {
    bool (*cell)(void *data, size_t row, size_t column, const char *text, size_t length);
    void *data;
};

/* What stands in no cell. */
struct sheet_facts {
    size_t n_hidden_rows; /* with something in them */
    size_t first_hidden_row;
    size_t n_hidden_columns;
    size_t first_hidden_column;
    struct sheet_range *merges; /* cells joined into one; as they are listed, from malloc */
    size_t n_merges;
    size_t merges_capacity;
};

void sheet_facts_release(struct sheet_facts *facts);

/* false without memory, or when there are more than any sheet has. */
bool sheet_add_merge(struct sheet_facts *facts, const struct sheet_range *merge);

/* Where cells go; what is hidden is counted on the way. */
struct sheet_output {
    const struct sheet_events *events;
    struct sheet_facts *facts;
    bool hidden_columns[SHEET_COLUMNS_MAX + 1];
    size_t hidden_row;  /* the last one counted */
    size_t row, column; /* of the last cell */
    bool ended;         /* the taker wants no more */
    bool is_disordered; /* a cell stands before the one that came before it */
    size_t n_cells;
    bool is_beyond; /* row and column are outside what is read */
    bool out_of_memory;
};

/* Nothing is given on once the output has stopped. */
static inline bool sheet_output_has_stopped(const struct sheet_output *output)
{
    return output->ended || output->is_disordered || output->is_beyond || output->out_of_memory ||
           output->n_cells > SHEET_CELLS_MAX;
}

void sheet_hide_columns(struct sheet_output *output, size_t first, size_t last);
void sheet_put(struct sheet_output *output, size_t row, bool row_is_hidden, size_t column,
               const char *text, size_t length);

#endif
