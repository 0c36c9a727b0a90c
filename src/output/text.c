#include "render.h"

#include <string.h>

#include "zistat/base/utf8.h"

enum { GAP = 2 };

/* A column that is shown, and how wide its widest cell is. */
struct shown {
    size_t column;
    size_t width;
};

/* row 0 is the row of names. The text stands in scratch until the next call. */
static const char *text_of(const struct zi_table *table, size_t row, size_t column,
                           enum zi_language language, struct zi_buffer *scratch)
{
    if (row == 0)
        return table->columns[column].name;
    scratch->length = 0;
    zi_buffer_add(scratch, "");
    zi_table_cell_text(table, row - 1, column, language, scratch);
    return scratch->out_of_memory ? "" : scratch->text;
}

static size_t widest(const struct zi_table *table, size_t column, enum zi_language language,
                     struct zi_buffer *scratch)
{
    size_t most = 0;

    for (size_t row = 0; row <= table->n_rows; row++) {
        size_t width = zi_utf8_width(text_of(table, row, column, language, scratch));

        most = width > most ? width : most;
    }
    return most;
}

/* Whether every row says the same: then it is said once, above the table. */
static bool is_constant(const struct zi_table *table, size_t column, enum zi_language language,
                        struct zi_buffer *scratch, struct zi_arena *arena)
{
    enum { ROWS_MIN = 3 };
    const char *first;

    if (table->n_rows < ROWS_MIN)
        return false;
    first = zi_arena_copy(arena, text_of(table, 1, column, language, scratch));
    for (size_t row = 2; first && row <= table->n_rows; row++)
        if (strcmp(first, text_of(table, row, column, language, scratch)) != 0)
            return false;
    return first != NULL;
}

/* Numbers end, texts begin in one line. Spaces wait for a text behind them, so that no row ends
 * with one. */
static void add_row(const struct zi_table *table, size_t row, const struct shown shown[],
                    size_t n_shown, enum zi_language language, struct zi_buffer *scratch,
                    struct zi_buffer *out)
{
    size_t spaces = 0;

    for (size_t i = 0; i < n_shown; i++) {
        const char *text = text_of(table, row, shown[i].column, language, scratch);
        size_t padding = shown[i].width - zi_utf8_width(text);
        bool to_the_right = zi_table_column_is_numeric(table, shown[i].column);

        spaces += to_the_right ? padding : 0;
        if (*text) {
            zi_buffer_print(out, "%*s%s", (int)spaces, "", text);
            spaces = 0;
        }
        spaces += GAP + (to_the_right ? 0 : padding);
    }
    zi_buffer_add(out, "\n");
}

void zi_render_text(const struct zi_table *table, enum zi_language language, struct zi_buffer *out)
{
    struct zi_arena arena = {0};
    struct zi_buffer scratch = {0};
    struct shown *shown = zi_arena_allocate(&arena, table->n_columns, sizeof *shown);
    size_t n_shown = 0;

    for (size_t column = 0; shown && column < table->n_columns; column++) {
        if (table->n_rows > 0 && zi_table_column_is_empty(table, column))
            continue;
        if (is_constant(table, column, language, &scratch, &arena)) {
            zi_buffer_print(out, "%s: %s\n", table->columns[column].name,
                            text_of(table, 1, column, language, &scratch));
            continue;
        }
        shown[n_shown].column = column;
        shown[n_shown++].width = widest(table, column, language, &scratch);
    }
    if (n_shown > 0 && n_shown < table->n_columns && out->length > 0)
        zi_buffer_add(out, "\n");
    for (size_t row = 0; n_shown > 0 && row <= table->n_rows; row++)
        add_row(table, row, shown, n_shown, language, &scratch, out);
    out->out_of_memory = out->out_of_memory || scratch.out_of_memory || !shown;
    zi_buffer_release(&scratch);
    zi_arena_release(&arena);
}
