#include "render.h"

#include <string.h>

#include "zistat/base/number.h"

/* How a program wants its CSV. */
struct dialect {
    const char *start;
    const char *delimiter;
    const char *line_end;
    char decimal_sign;
    bool runs_formulas;
};

/* RFC 4180, but with the line ends of every tool that is not a spreadsheet. */
static const struct dialect plain = {"", ",", "\n", '.', false};

/* What a double click opens rightly where Indonesian settings are in force. */
static const struct dialect excel = {"\ufeff", ";", "\r\n", ',', true};

/* A spreadsheet would run such a text as a formula (CWE-1236). */
static bool starts_formula(const char *text)
{
    return strchr("=+-@\t\r", text[0]) != NULL;
}

static void add_text(struct zi_buffer *out, const char *text, const struct dialect *dialect)
{
    bool guarded = dialect->runs_formulas && starts_formula(text);

    if (!strpbrk(text, "\"\r\n") && !strstr(text, dialect->delimiter)) {
        zi_buffer_add(out, guarded ? "'" : "");
        zi_buffer_add(out, text);
        return;
    }
    zi_buffer_add(out, guarded ? "\"'" : "\"");
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        zi_buffer_add_bytes(out, text, (size_t)(quote - text));
        zi_buffer_add(out, "\"\"");
    }
    zi_buffer_add(out, text);
    zi_buffer_add(out, "\"");
}

static void add_number(struct zi_buffer *out, double value, char decimal_sign)
{
    char text[ZI_NUMBER_MAX];
    char *point;

    zi_number_shortest(text, value);
    point = strchr(text, '.');
    if (point)
        *point = decimal_sign;
    zi_buffer_add(out, text);
}

static void add_cell(struct zi_buffer *out, const struct zi_cell *cell,
                     const struct dialect *dialect)
{
    switch ((enum zi_cell_kind)cell->kind) {
    case ZI_CELL_EMPTY:
    case ZI_CELL_UNDEFINED: break;
    case ZI_CELL_TEXT: add_text(out, cell->text, dialect); break;
    case ZI_CELL_INTEGER: zi_buffer_print(out, "%ld", cell->integer); break;
    case ZI_CELL_NUMBER:
    case ZI_CELL_SCORE: add_number(out, zi_cell_number(cell), dialect->decimal_sign); break;
    }
}

static void render(const struct zi_table *table, const struct dialect *dialect,
                   struct zi_buffer *out)
{
    zi_buffer_add(out, dialect->start);
    for (size_t column = 0; column < table->n_columns; column++) {
        zi_buffer_add(out, column == 0 ? "" : dialect->delimiter);
        add_text(out, table->columns[column].name, dialect);
    }
    zi_buffer_add(out, dialect->line_end);
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t column = 0; column < table->n_columns; column++) {
            zi_buffer_add(out, column == 0 ? "" : dialect->delimiter);
            add_cell(out, zi_table_cell(table, row, column), dialect);
        }
        zi_buffer_add(out, dialect->line_end);
    }
}

void zi_render_csv(const struct zi_table *table, struct zi_buffer *out)
{
    render(table, &plain, out);
}

void zi_render_excel(const struct zi_table *table, struct zi_buffer *out)
{
    render(table, &excel, out);
}
