/* The way of cells out of a sheet. */
#include "sheet.h"

#include <stdlib.h>

void sheet_facts_release(struct sheet_facts *facts)
{
    free(facts->merges);
    *facts = (struct sheet_facts){0};
}

bool sheet_add_merge(struct sheet_facts *facts, const struct sheet_range *merge)
{
    if (facts->n_merges == facts->merges_capacity) {
        size_t capacity = facts->merges_capacity > 0 ? 2 * facts->merges_capacity : 64;
        struct sheet_range *merges = facts->n_merges < SHEET_MERGES_MAX
                                         ? realloc(facts->merges, capacity * sizeof *merges)
                                         : NULL;

        if (merges == NULL)
            return false;
        facts->merges = merges;
        facts->merges_capacity = capacity;
    }
    facts->merges[facts->n_merges++] = *merge;
    return true;
}

void sheet_hide_columns(struct sheet_output *output, size_t first, size_t last)
{
    for (size_t i = first; i <= last && i <= SHEET_COLUMNS_MAX; i++)
        output->hidden_columns[i] = true;
}

/* A hidden column is counted at its first cell. */
static void count_hidden(struct sheet_output *output, size_t row, bool row_is_hidden, size_t column)
{
    struct sheet_facts *facts = output->facts;

    if (row_is_hidden && output->hidden_row != row) {
        output->hidden_row = row;
        if (facts->n_hidden_rows++ == 0)
            facts->first_hidden_row = row;
    }
    if (output->hidden_columns[column]) {
        output->hidden_columns[column] = false;
        if (facts->n_hidden_columns++ == 0 || column < facts->first_hidden_column)
            facts->first_hidden_column = column;
    }
}

void sheet_put(struct sheet_output *output, size_t row, bool row_is_hidden, size_t column,
               const char *text, size_t length)
{
    if (length == 0 || sheet_output_has_stopped(output))
        return;
    output->is_disordered = row < output->row || (row == output->row && column <= output->column);
    output->is_beyond = row > SHEET_ROWS_MAX || column > SHEET_COLUMNS_MAX;
    output->row = row;
    output->column = column;
    if (output->is_disordered || output->is_beyond)
        return;
    count_hidden(output, row, row_is_hidden, column);
    if (++output->n_cells > SHEET_CELLS_MAX)
        return;
    output->ended = !output->events->cell(output->events->data, row, column, text, length);
}
