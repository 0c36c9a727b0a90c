#include "render.h"

#include <jansson.h>

#include "zistat/base/number.h"

/*
 * jansson escapes the texts. It does not write the rest: it prints a double with a fixed number of
 * digits and not in the shortest form that reads back, and a tree of the whole table would cost
 * several times the table.
 */

static int add_bytes(const char *bytes, size_t length, void *out)
{
    zi_buffer_add_bytes(out, bytes, length);
    return 0;
}

static void add_text(struct zi_buffer *out, const char *text)
{
    json_t *value = json_string(text);

    if (!value || json_dump_callback(value, add_bytes, out, JSON_ENCODE_ANY) != 0)
        out->out_of_memory = true;
    json_decref(value);
}

static void add_cell(struct zi_buffer *out, const struct zi_cell *cell)
{
    char number[ZI_NUMBER_MAX];

    switch ((enum zi_cell_kind)cell->kind) {
    case ZI_CELL_EMPTY:
    case ZI_CELL_UNDEFINED: zi_buffer_add(out, "null"); break;
    case ZI_CELL_TEXT: add_text(out, cell->text); break;
    case ZI_CELL_INTEGER: zi_buffer_print(out, "%ld", cell->integer); break;
    case ZI_CELL_NUMBER:
    case ZI_CELL_SCORE:
        zi_number_shortest(number, zi_cell_number(cell));
        zi_buffer_add(out, number);
        break;
    }
}

static void add_row(struct zi_buffer *out, const struct zi_table *table, size_t row)
{
    for (size_t column = 0; column < table->n_columns; column++) {
        zi_buffer_add(out, column == 0 ? "    {" : ", ");
        add_text(out, table->columns[column].name);
        zi_buffer_add(out, ": ");
        add_cell(out, zi_table_cell(table, row, column));
    }
    zi_buffer_add(out, "}");
}

void zi_render_json(const struct zi_table *table, struct zi_buffer *out)
{
    zi_buffer_add(out, "{\n  \"table\": ");
    add_text(out, table->name);
    zi_buffer_add(out, ",\n  \"columns\": [");
    for (size_t column = 0; column < table->n_columns; column++) {
        zi_buffer_add(out, column == 0 ? "" : ", ");
        add_text(out, table->columns[column].name);
    }
    zi_buffer_add(out, "],\n  \"rows\": [");
    for (size_t row = 0; row < table->n_rows; row++) {
        zi_buffer_add(out, row == 0 ? "\n" : ",\n");
        add_row(out, table, row);
    }
    zi_buffer_add(out, table->n_rows == 0 ? "]\n}\n" : "\n  ]\n}\n");
}
