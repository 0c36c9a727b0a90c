/* A table in memory: columns, rows, notes. */
#include "zistat/output/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "render.h"

enum { THRESHOLDS_MAX = 4 };

void zi_table_init(struct zi_table *table, const char *name, const struct zi_column columns[],
                   size_t n_columns)
{
    *table = (struct zi_table){.name = name, .columns = columns, .n_columns = n_columns};
    zi_arena_init(&table->arena);
}

void zi_table_release(struct zi_table *table)
{
    free(table->cells);
    zi_arena_release(&table->arena);
    *table = (struct zi_table){0};
}

void zi_table_clear(struct zi_table *table)
{
    table->n_cells = table->n_rows = 0;
    zi_arena_release(&table->arena);
}

static bool has_room(struct zi_table *table)
{
    size_t capacity = table->capacity ? 2 * table->capacity : 256;
    struct zi_cell *cells;

    if (table->n_cells < table->capacity)
        return true;
    cells = realloc(table->cells, capacity * sizeof *cells);
    if (cells == NULL)
        return false;
    table->cells = cells;
    table->capacity = capacity;
    return true;
}

static void add_cell(struct zi_table *table, struct zi_cell cell)
{
    if (table->out_of_memory || !has_room(table)) {
        table->out_of_memory = true;
        return;
    }
    table->cells[table->n_cells++] = cell;
    table->n_rows = table->n_cells / table->n_columns;
}

void zi_table_empty(struct zi_table *table)
{
    add_cell(table, (struct zi_cell){.kind = ZI_CELL_EMPTY});
}

/* A name given on the command line can hold any bytes; JSON and terminals take only UTF-8. */
static const char *copy_as_utf8(struct zi_arena *arena, const char *text)
{
    size_t length = strlen(text);

    return zi_utf8_is_valid(text, length) ? zi_arena_copy_bytes(arena, text, length)
                                          : zi_utf8_from_windows1252(arena, text, length);
}

/* The text above in the same column, when it is the same: panels are sorted, and a name would
 * otherwise be copied for each of its rows. */
static const char *text_above(const struct zi_table *table, const char *text)
{
    const struct zi_cell *above;

    if (table->n_cells < table->n_columns)
        return NULL;
    above = &table->cells[table->n_cells - table->n_columns];
    return above->kind == ZI_CELL_TEXT && strcmp(above->text, text) == 0 ? above->text : NULL;
}

void zi_table_text(struct zi_table *table, const char *text)
{
    struct zi_cell cell = {.kind = ZI_CELL_TEXT};

    if (text == NULL || !*text) {
        zi_table_empty(table);
        return;
    }
    cell.text = text_above(table, text);
    if (cell.text == NULL)
        cell.text = copy_as_utf8(&table->arena, text);
    table->out_of_memory = table->out_of_memory || cell.text == NULL;
    add_cell(table, cell);
}

void zi_table_word(struct zi_table *table, const char *word)
{
    if (word == NULL || !*word)
        zi_table_empty(table);
    else
        add_cell(table, (struct zi_cell){.kind = ZI_CELL_TEXT, .text = word});
}

void zi_table_integer(struct zi_table *table, long value)
{
    add_cell(table, (struct zi_cell){.kind = ZI_CELL_INTEGER, .integer = value});
}

static bool add_undefined(struct zi_table *table, double value, enum zi_reason reason)
{
    if (isfinite(value))
        return false;
    add_cell(table,
             (struct zi_cell){.kind = ZI_CELL_UNDEFINED, .reason = reason ? reason : ZI_MISSING});
    return true;
}

void zi_table_number(struct zi_table *table, double value, int decimals, enum zi_reason reason)
{
    if (!add_undefined(table, value, reason))
        add_cell(table, (struct zi_cell){.kind = ZI_CELL_NUMBER,
                                         .decimals = (unsigned char)decimals,
                                         .number = value});
}

void zi_table_score(struct zi_table *table, double value, int decimals, enum zi_reason reason,
                    const double thresholds[], size_t n_thresholds)
{
    zi_table_clipped(table, value, decimals, reason, thresholds, n_thresholds, -INFINITY, INFINITY);
}

void zi_table_clipped(struct zi_table *table, double value, int decimals, enum zi_reason reason,
                      const double thresholds[], size_t n_thresholds, double low, double high)
{
    size_t n = n_thresholds < THRESHOLDS_MAX ? n_thresholds : THRESHOLDS_MAX;
    struct zi_score *score;

    if (add_undefined(table, value, reason))
        return;
    score = zi_arena_allocate(&table->arena, 1, sizeof *score + n * sizeof *score->thresholds);
    if (score == NULL) {
        table->out_of_memory = true;
        return;
    }
    score->number = value;
    score->shown = value < low ? low : value > high ? high : value;
    score->n_thresholds = thresholds != NULL ? n : 0;
    if (thresholds != NULL)
        memcpy(score->thresholds, thresholds, n * sizeof *score->thresholds);
    add_cell(table, (struct zi_cell){.kind = ZI_CELL_SCORE,
                                     .decimals = (unsigned char)decimals,
                                     .score = score});
}

double zi_cell_number(const struct zi_cell *cell)
{
    return cell->kind == ZI_CELL_SCORE ? cell->score->number : cell->number;
}

const struct zi_cell *zi_table_cell(const struct zi_table *table, size_t row, size_t column)
{
    return &table->cells[row * table->n_columns + column];
}

bool zi_table_column_is_empty(const struct zi_table *table, size_t column)
{
    for (size_t row = 0; row < table->n_rows; row++)
        if (zi_table_cell(table, row, column)->kind != ZI_CELL_EMPTY)
            return false;
    return true;
}

bool zi_table_column_is_numeric(const struct zi_table *table, size_t column)
{
    return table->columns[column].style != ZI_COLUMN_TEXT;
}

/* Length in bytes of the control character at text, 0 when another stands there. */
static size_t control_length(const char *text)
{
    unsigned char first = (unsigned char)text[0];
    unsigned char second = first ? (unsigned char)text[1] : 0;

    if (first < 0x20 || first == 0x7f)
        return 1;
    return first == 0xc2 && second >= 0x80 && second <= 0x9f ? 2 : 0;
}

/* A line break or an escape code inside a name would break the lines of the table. */
static void add_on_one_line(struct zi_buffer *out, const char *text)
{
    const char *start = text;

    while (*text) {
        size_t control = control_length(text);

        if (control > 0) {
            zi_buffer_add_bytes(out, start, (size_t)(text - start));
            zi_buffer_add(out, " ");
            start = text + control;
        }
        text += control > 0 ? control : 1;
    }
    zi_buffer_add(out, start);
}

static void add_number(struct zi_buffer *out, const struct zi_cell *cell,
                       enum zi_column_style style, enum zi_language language)
{
    char text[ZI_NUMBER_MAX];
    const struct zi_score *score = cell->kind == ZI_CELL_SCORE ? cell->score : NULL;
    double number = score != NULL ? score->shown : cell->number;

    switch (style) {
    case ZI_COLUMN_P_VALUE: zi_number_p_value(text, number, language); break;
    case ZI_COLUMN_PROBABILITY: zi_number_probability(text, number, language); break;
    default:
        zi_number_show(text, number, cell->decimals, score != NULL ? score->thresholds : NULL,
                       score != NULL ? score->n_thresholds : 0, language);
    }
    zi_buffer_add(out, text);
}

static void add_integer(struct zi_buffer *out, long value)
{
    char text[ZI_NUMBER_MAX];

    zi_number_integer(text, value);
    if (value < 0)
        zi_buffer_add(out, "\u2212");
    zi_buffer_add(out, text + (value < 0));
}

void zi_table_cell_text(const struct zi_table *table, size_t row, size_t column,
                        enum zi_language language, struct zi_buffer *out)
{
    const struct zi_cell *cell = zi_table_cell(table, row, column);

    switch ((enum zi_cell_kind)cell->kind) {
    case ZI_CELL_EMPTY: break;
    case ZI_CELL_TEXT: add_on_one_line(out, cell->text); break;
    case ZI_CELL_INTEGER: add_integer(out, cell->integer); break;
    case ZI_CELL_NUMBER:
    case ZI_CELL_SCORE: add_number(out, cell, table->columns[column].style, language); break;
    case ZI_CELL_UNDEFINED:
        zi_buffer_add(out, "n/a (");
        zi_buffer_add(out, zi_text_in(zi_reason_text(cell->reason), language));
        zi_buffer_add(out, ")");
        break;
    }
}
