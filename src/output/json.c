/* A table as JSON. */
#include "render.h"

#include <jansson.h>

#include "base/number.h"

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

/* Most texts have nothing to escape: no quote, no backslash, no control character. */
static bool is_plain(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == '"' || *text == '\\')
            return false;
    return true;
}

static void add_text(struct zi_buffer *out, const char *text)
{
    json_t *value;

    if (is_plain(text)) {
        zi_buffer_add(out, "\"");
        zi_buffer_add(out, text);
        zi_buffer_add(out, "\"");
        return;
    }
    value = json_string(text);
    if (value == NULL || json_dump_callback(value, add_bytes, out, JSON_ENCODE_ANY) != 0)
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
    case ZI_CELL_INTEGER:
        zi_number_integer(number, cell->integer);
        zi_buffer_add(out, number);
        break;
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

static void begin(const struct zi_table *head, struct zi_buffer *out)
{
    zi_buffer_add(out, "{\n  \"table\": ");
    add_text(out, head->name);
    zi_buffer_add(out, ",\n  \"columns\": [");
    for (size_t column = 0; column < head->n_columns; column++) {
        zi_buffer_add(out, column == 0 ? "" : ", ");
        add_text(out, head->columns[column].name);
    }
    zi_buffer_add(out, "],\n  \"rows\": [");
}

static void add_rows(const struct zi_table *table, bool first, struct zi_buffer *out)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        zi_buffer_add(out, first && row == 0 ? "\n" : ",\n");
        add_row(out, table, row);
    }
}

static void end(bool any_row, struct zi_buffer *out)
{
    zi_buffer_add(out, any_row ? "\n  ]\n}\n" : "]\n}\n");
}

const struct zi_renderer zi_render_json = {begin, add_rows, end};
