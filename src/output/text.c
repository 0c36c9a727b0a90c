/* A table as text to be read. */
#include "render.h"

#include <string.h>

#include "base/utf8.h"

enum { GAP = 2 };

/* What stands in a cell, in scratch until the next call. */
static const char *text_of(const struct zi_table *table, size_t row, size_t column,
                           enum zi_language language, struct zi_buffer *scratch)
{
    zi_buffer_clear(scratch);
    zi_table_cell_text(table, row, column, language, scratch);
    return scratch->out_of_memory ? "" : scratch->text;
}

static void measure_column(struct zi_text_layout *layout, const struct zi_table *table,
                           size_t column, enum zi_language language, struct zi_buffer *scratch)
{
    struct zi_text_column *result = &layout->columns[column];

    result->width = zi_utf8_width(table->columns[column].name);
    result->empty = zi_table_column_is_empty(table, column);
    result->constant = true;
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *text = text_of(table, row, column, language, scratch);
        size_t width = zi_utf8_width(text);

        result->width = width > result->width ? width : result->width;
        if (row == 0)
            result->first = zi_arena_copy(&layout->arena, text);
        else
            result->constant =
                result->constant && result->first != NULL && strcmp(result->first, text) == 0;
    }
}

void zi_text_measure(struct zi_text_layout *layout, const struct zi_table *table,
                     enum zi_language language)
{
    struct zi_buffer scratch = {0};

    *layout = (struct zi_text_layout){.n_rows = table->n_rows};
    layout->columns = zi_arena_allocate(&layout->arena, table->n_columns, sizeof *layout->columns);
    for (size_t column = 0; layout->columns != NULL && column < table->n_columns; column++) {
        measure_column(layout, table, column, language, &scratch);
        layout->out_of_memory =
            layout->out_of_memory || (table->n_rows > 0 && layout->columns[column].first == NULL);
    }
    layout->out_of_memory =
        layout->out_of_memory || layout->columns == NULL || scratch.out_of_memory;
    zi_buffer_release(&scratch);
}

void zi_text_release(struct zi_text_layout *layout)
{
    zi_arena_release(&layout->arena);
    *layout = (struct zi_text_layout){0};
}

void zi_text_join(struct zi_text_layout *layout, const struct zi_text_layout *next,
                  size_t n_columns)
{
    layout->out_of_memory = layout->out_of_memory || next->out_of_memory;
    if (layout->out_of_memory || next->n_rows == 0)
        return;
    for (size_t column = 0; column < n_columns; column++) {
        struct zi_text_column *a = &layout->columns[column];
        const struct zi_text_column *b = &next->columns[column];

        a->width = b->width > a->width ? b->width : a->width;
        a->empty = a->empty && b->empty;
        if (layout->n_rows == 0)
            a->first = zi_arena_copy(&layout->arena, b->first);
        layout->out_of_memory = layout->out_of_memory || a->first == NULL;
        a->constant =
            a->constant && b->constant && a->first != NULL && strcmp(a->first, b->first) == 0;
    }
    layout->n_rows += next->n_rows;
}

/* Whether every row says the same: then it is said once, above the table. */
static bool is_said_above(const struct zi_text_layout *layout, size_t column)
{
    enum { ROWS_MIN = 3 };

    return layout->n_rows >= ROWS_MIN && layout->columns[column].constant;
}

static bool is_shown(const struct zi_text_layout *layout, size_t column)
{
    if (layout->n_rows > 0 && layout->columns[column].empty)
        return false;
    return !is_said_above(layout, column);
}

/* A row that is being written. Spaces wait for a text behind them, so that no row ends with one. */
struct line {
    size_t spaces;
    struct zi_buffer *out;
};

static void add_spaces(struct zi_buffer *out, size_t n)
{
    static const char spaces[] = "                                                                ";
    const size_t most = sizeof spaces - 1;

    for (; n > most; n -= most)
        zi_buffer_add_bytes(out, spaces, most);
    zi_buffer_add_bytes(out, spaces, n);
}

/* Numbers end, texts begin in one line. */
static void add_cell(struct line *line, const char *text, size_t width, bool to_the_right)
{
    size_t padding = width - zi_utf8_width(text);

    line->spaces += to_the_right ? padding : 0;
    if (*text) {
        add_spaces(line->out, line->spaces);
        zi_buffer_add(line->out, text);
        line->spaces = 0;
    }
    line->spaces += GAP + (to_the_right ? 0 : padding);
}

void zi_text_begin(const struct zi_text_layout *layout, const struct zi_table *head,
                   struct zi_buffer *out)
{
    struct line line = {0, out};
    size_t n_shown = 0;
    size_t start = out->length;

    for (size_t column = 0; column < head->n_columns; column++) {
        n_shown += is_shown(layout, column);
        if (is_said_above(layout, column) && !layout->columns[column].empty)
            zi_buffer_print(out, "%s: %s\n", head->columns[column].name,
                            layout->columns[column].first);
    }
    if (n_shown > 0 && out->length > start)
        zi_buffer_add(out, "\n");
    for (size_t column = 0; column < head->n_columns; column++)
        if (is_shown(layout, column))
            add_cell(&line, head->columns[column].name, layout->columns[column].width,
                     zi_table_column_is_numeric(head, column));
    zi_buffer_add(out, n_shown > 0 ? "\n" : "");
}

void zi_text_rows(const struct zi_text_layout *layout, const struct zi_table *table,
                  enum zi_language language, struct zi_buffer *out)
{
    struct zi_buffer scratch = {0};
    bool any = false;

    for (size_t column = 0; column < table->n_columns; column++)
        any = any || is_shown(layout, column);
    for (size_t row = 0; any && row < table->n_rows; row++) {
        struct line line = {0, out};

        for (size_t column = 0; column < table->n_columns; column++)
            if (is_shown(layout, column))
                add_cell(&line, text_of(table, row, column, language, &scratch),
                         layout->columns[column].width, zi_table_column_is_numeric(table, column));
        zi_buffer_add(out, "\n");
    }
    out->out_of_memory = out->out_of_memory || scratch.out_of_memory;
    zi_buffer_release(&scratch);
}
