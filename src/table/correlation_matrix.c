/* Correlations as a square. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "correlation_words.h"
#include "tables.h"

/* Of one family, lag, method and level: the rows of its pairs, (0, 1), (0, 2), .. */
struct family {
    const struct zi_panel *panel;
    const struct zi_correlations *all;
    size_t number;
};

static const struct zi_pair_correlation *row_of(const struct family *family, size_t i, size_t j)
{
    size_t n = family->all->n_indices;
    size_t first = i < j ? i : j;
    size_t second = i < j ? j : i;
    size_t pair = first * n - first * (first + 1) / 2 + second - first - 1;

    return &family->all->rows[pair * family->all->n_families + family->number];
}

static const char *name_of(const struct family *family, size_t i)
{
    return family->panel->catalogue->indices[family->all->indices[i]].name;
}

static const struct zi_pair_correlation *first_row(const struct family *family)
{
    return &family->all->rows[family->number];
}

/* ---- for programs ---- */

static const struct zi_column leading[] = {
    {"method", ZI_COLUMN_TEXT}, {"level", ZI_COLUMN_TEXT}, {"lag", ZI_COLUMN_INTEGER},
    {"value", ZI_COLUMN_TEXT},  {"x", ZI_COLUMN_TEXT},
};

static void add_leading(struct zi_table *table, const struct family *family, const char *value,
                        size_t i)
{
    zi_table_text(table, zi_correlation_method_name(first_row(family)->method));
    zi_table_text(table, zi_panel_level_name(first_row(family)->level));
    zi_table_integer(table, first_row(family)->lag);
    zi_table_text(table, value);
    zi_table_text(table, name_of(family, i));
}

/* Of x with itself, and with a lag y before x: another question, which is not answered. */
static bool is_asked(const struct family *family, size_t i, size_t j)
{
    return i != j && (i < j || first_row(family)->lag == 0);
}

/* "constant: skm,ipak; n<3: tlhp": why the line of index i has gaps. */
static void add_reasons(struct zi_table *table, const struct family *family, size_t i)
{
    struct zi_buffer note;

    zi_buffer_init(&note);
    for (enum zi_reason reason = ZI_MISSING; reason < ZI_REASON_COUNT; reason++) {
        size_t said = 0;

        for (size_t j = 0; j < family->all->n_indices; j++) {
            const struct zi_estimate *e =
                is_asked(family, i, j) ? &row_of(family, i, j)->result : NULL;

            if (e == NULL || !isnan(e->estimate) || e->reason != reason)
                continue;
            if (said++ == 0)
                zi_buffer_print(&note, "%s%s: ", note.length > 0 ? "; " : "",
                                zi_reason_name(reason));
            zi_buffer_print(&note, "%s%s", said > 1 ? "," : "", name_of(family, j));
        }
    }
    zi_table_text(table, note.text);
    table->out_of_memory = table->out_of_memory || note.out_of_memory;
    zi_buffer_release(&note);
}

static void add_square(struct zi_table *table, const struct family *family)
{
    size_t n = family->all->n_indices;

    for (size_t i = 0; i < n; i++) {
        add_leading(table, family, "estimate", i);
        for (size_t j = 0; j < n; j++)
            if (i == j && first_row(family)->lag == 0)
                zi_table_integer(table, 1);
            else if (!is_asked(family, i, j))
                zi_table_empty(table);
            else
                zi_table_number(table, row_of(family, i, j)->result.estimate, 3,
                                row_of(family, i, j)->result.reason);
        add_reasons(table, family, i);
    }
    for (size_t i = 0; i < n; i++) {
        add_leading(table, family, "n", i);
        for (size_t j = 0; j < n; j++)
            if (is_asked(family, i, j))
                zi_table_integer(table, (long)row_of(family, i, j)->result.n);
            else
                zi_table_empty(table);
        zi_table_empty(table);
    }
}

enum zi_code zi_table_of_correlation_matrices(struct zi_table *table, const struct zi_panel *panel,
                                              const struct zi_correlations *correlations,
                                              struct zi_arena *arena, struct zi_error *error)
{
    size_t n = correlations->n_indices;
    struct family family = {.panel = panel, .all = correlations};
    struct zi_column *columns =
        zi_arena_allocate(arena, ZI_COUNT(leading) + n + 1, sizeof *columns);

    if (columns == NULL)
        return zi_fail_memory(error);
    memcpy(columns, leading, sizeof leading);
    for (size_t i = 0; i < n; i++)
        columns[ZI_COUNT(leading) + i] = (struct zi_column){name_of(&family, i), ZI_COLUMN_NUMBER};
    columns[ZI_COUNT(leading) + n] = (struct zi_column){"note", ZI_COLUMN_TEXT};
    zi_table_init(table, "correlate", columns, ZI_COUNT(leading) + n + 1);
    for (; family.number < correlations->n_families; family.number++)
        add_square(table, &family);
    return ZI_OK;
}

/* ---- for people ---- */

/* A part of the other is marked. */
static void add_estimate(struct zi_table *table, const struct zi_pair_correlation *row,
                         enum zi_language language)
{
    char text[1 + ZI_COEFFICIENT_MAX] = "*";
    bool marked = row->arithmetic && !isnan(row->result.estimate);

    zi_correlation_show(text + 1, row->result.estimate, language);
    zi_table_text(table, marked ? text : text + 1);
}

static void add_count(struct zi_table *table, const struct zi_pair_correlation *row)
{
    char text[ZI_NUMBER_MAX];

    snprintf(text, sizeof text, "(%zu)", row->result.n);
    zi_table_text(table, text);
}

static void add_triangle(struct zi_table *table, const struct family *family,
                         enum zi_language language)
{
    size_t n = family->all->n_indices;

    for (size_t i = 0; i < n; i++) {
        zi_table_text(table, name_of(family, i));
        for (size_t j = 0; j < n; j++)
            if (j < i)
                add_estimate(table, row_of(family, i, j), language);
            else
                zi_table_text(table, i == j ? "\u2014" : NULL);
        for (size_t j = 0; i > 0 && j <= n; j++)
            if (j > 0 && j <= i)
                add_count(table, row_of(family, i, j - 1));
            else
                zi_table_empty(table);
    }
}

/* "pearson, twoway", with what else the reader must know of the whole square. */
static void say_title(struct zi_buffer *out, const struct family *family, enum zi_language language)
{
    const struct zi_pair_correlation *row = first_row(family);
    const struct zi_correlate_request *request = &family->all->request;

    zi_buffer_print(out, "%s%s, %s", family->number > 0 ? "\n" : "",
                    zi_correlation_method_name(row->method), zi_panel_level_name(row->level));
    if (request->first_lag != 0 || request->last_lag != 0)
        zi_buffer_say(out, language, ", jeda %d (kolom tahun t, baris tahun t%+d)",
                      ", lag %d (column of year t, row of year t%+d)", row->lag, row->lag);
    for (size_t k = 0; k < request->n_given; k++)
        zi_buffer_print(out, "%s%s",
                        k > 0 ? "," : (language == ZI_ENGLISH ? ", given " : ", setelah "),
                        family->panel->catalogue->indices[request->given[k]].name);
    zi_buffer_add(out, "\n");
}

/* The pairs without an estimate, by reason. */
static void say_reasons(struct zi_buffer *out, const struct family *family,
                        enum zi_language language)
{
    for (enum zi_reason reason = ZI_MISSING; reason < ZI_REASON_COUNT; reason++) {
        size_t said = 0;

        for (size_t i = 0; i < family->all->n_indices; i++)
            for (size_t j = 0; j < i; j++) {
                const struct zi_estimate *e = &row_of(family, i, j)->result;

                if (!isnan(e->estimate) || e->reason != reason)
                    continue;
                if (said++ == 0)
                    zi_buffer_print(out,
                                    "n/a (%s): ", zi_text_in(zi_reason_text(reason), language));
                zi_buffer_print(out, "%s%s\u2013%s", said > 1 ? ", " : "", name_of(family, j),
                                name_of(family, i));
            }
        if (said > 0)
            zi_buffer_add(out, "\n");
    }
}

static void say_marks(struct zi_buffer *out, const struct zi_correlations *correlations,
                      enum zi_language language)
{
    bool arithmetic = false;

    for (size_t i = 0; i < correlations->n_rows; i++)
        arithmetic = arithmetic || correlations->rows[i].arithmetic;
    zi_buffer_say(out, language, "\n(n): banyaknya titik%s\n", "\n(n): number of points%s\n",
                  arithmetic ? (language == ZI_ENGLISH ? "; *: partly arithmetic, one is part of "
                                                         "the other"
                                                       : "; *: sebagian hitungan, yang satu bagian "
                                                         "dari yang lain")
                             : "");
}

static enum zi_code say_family(struct zi_buffer *out, const struct family *family,
                               const struct zi_column columns[], enum zi_language language,
                               struct zi_error *error)
{
    struct zi_buffer square;
    struct zi_table table;
    enum zi_code code;

    zi_buffer_init(&square);
    zi_table_init(&table, "correlate", columns, family->all->n_indices + 1);
    add_triangle(&table, family, language);
    code = zi_table_render(&table, ZI_FORMAT_TEXT, language, &square, error);
    zi_table_release(&table);
    if (code == ZI_OK && !square.out_of_memory) {
        say_title(out, family, language);
        zi_buffer_add(out, square.text);
        say_reasons(out, family, language);
    }
    zi_buffer_release(&square);
    return code;
}

enum zi_code zi_say_correlation_matrices(struct zi_buffer *out, const struct zi_panel *panel,
                                         const struct zi_correlations *correlations,
                                         enum zi_language language, struct zi_error *error)
{
    struct family family = {.panel = panel, .all = correlations};
    struct zi_arena arena = {0};
    struct zi_column *columns =
        zi_arena_allocate(&arena, correlations->n_indices + 1, sizeof *columns);
    enum zi_code code = columns != NULL ? ZI_OK : zi_fail_memory(error);

    for (size_t i = 0; code == ZI_OK && i <= correlations->n_indices; i++)
        columns[i] = i == 0 ? (struct zi_column){"", ZI_COLUMN_TEXT}
                            : (struct zi_column){name_of(&family, i - 1), ZI_COLUMN_NUMBER};
    for (; code == ZI_OK && family.number < correlations->n_families; family.number++)
        code = say_family(out, &family, columns, language, error);
    say_marks(out, correlations, language);
    zi_arena_release(&arena);
    return code;
}
