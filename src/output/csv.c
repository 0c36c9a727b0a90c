/* A table as CSV. */
#include "render.h"

#include <string.h>

#include "base/number.h"

/* How a program wants its CSV. */
struct dialect {
    const char *start;
    const char *delimiter;
    const char *line_end;
    const char *quoted; /* a text with one of these stands in quotes */
    char decimal_sign;
    bool runs_formulas;
};

/* RFC 4180, but with the line ends of every tool that is not a spreadsheet. */
static const struct dialect plain = {"", ",", "\n", ",\"\r\n", '.', false};

/* What a double click opens rightly where Indonesian settings are in force. */
static const struct dialect excel = {"\ufeff", ";", "\r\n", ";\"\r\n", ',', true};

/* A spreadsheet would run such a text as a formula (CWE-1236). */
static bool starts_formula(const char *text)
{
    return strchr("=+-@\t\r", text[0]) != NULL;
}

static void add_text(struct zi_buffer *out, const char *text, const struct dialect *dialect)
{
    bool guarded = dialect->runs_formulas && starts_formula(text);

    size_t plain_length = strcspn(text, dialect->quoted);

    if (text[plain_length] == '\0') {
        zi_buffer_add(out, guarded ? "'" : "");
        zi_buffer_add_bytes(out, text, plain_length);
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
    point = decimal_sign != '.' ? strchr(text, '.') : NULL;
    if (point != NULL)
        *point = decimal_sign;
    zi_buffer_add(out, text);
}

static void add_integer(struct zi_buffer *out, long value)
{
    char text[ZI_NUMBER_MAX];

    zi_number_integer(text, value);
    zi_buffer_add(out, text);
}

static void add_cell(struct zi_buffer *out, const struct zi_cell *cell,
                     const struct dialect *dialect)
{
    switch ((enum zi_cell_kind)cell->kind) {
    case ZI_CELL_EMPTY:
    case ZI_CELL_UNDEFINED: break;
    case ZI_CELL_TEXT: add_text(out, cell->text, dialect); break;
    case ZI_CELL_INTEGER: add_integer(out, cell->integer); break;
    case ZI_CELL_NUMBER:
    case ZI_CELL_SCORE: add_number(out, zi_cell_number(cell), dialect->decimal_sign); break;
    }
}

static void begin(const struct zi_table *head, const struct dialect *dialect, struct zi_buffer *out)
{
    zi_buffer_add(out, dialect->start);
    for (size_t column = 0; column < head->n_columns; column++) {
        zi_buffer_add(out, column == 0 ? "" : dialect->delimiter);
        add_text(out, head->columns[column].name, dialect);
    }
    zi_buffer_add(out, dialect->line_end);
}

static void add_rows(const struct zi_table *table, const struct dialect *dialect,
                     struct zi_buffer *out)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t column = 0; column < table->n_columns; column++) {
            zi_buffer_add(out, column == 0 ? "" : dialect->delimiter);
            add_cell(out, zi_table_cell(table, row, column), dialect);
        }
        zi_buffer_add(out, dialect->line_end);
    }
}

static void begin_plain(const struct zi_table *head, struct zi_buffer *out)
{
    begin(head, &plain, out);
}

static void add_plain_rows(const struct zi_table *table, bool first, struct zi_buffer *out)
{
    (void)first;
    add_rows(table, &plain, out);
}

static void begin_excel(const struct zi_table *head, struct zi_buffer *out)
{
    begin(head, &excel, out);
}

static void add_excel_rows(const struct zi_table *table, bool first, struct zi_buffer *out)
{
    (void)first;
    add_rows(table, &excel, out);
}

static void end(bool any_row, struct zi_buffer *out)
{
    (void)any_row;
    (void)out;
}

const struct zi_renderer zi_render_csv = {begin_plain, add_plain_rows, end};
const struct zi_renderer zi_render_excel = {begin_excel, add_excel_rows, end};
