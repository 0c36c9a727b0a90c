/* Descriptive numbers as a table. */
#include <stdint.h>
#include <stdio.h>

#include "base/count.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"instansi", ZI_COLUMN_TEXT},     {"unit", ZI_COLUMN_TEXT},
    {"index", ZI_COLUMN_TEXT},        {"level", ZI_COLUMN_TEXT},
    {"n", ZI_COLUMN_INTEGER},         {"first_year", ZI_COLUMN_INTEGER},
    {"last_year", ZI_COLUMN_INTEGER}, {"gaps", ZI_COLUMN_INTEGER},
    {"first", ZI_COLUMN_NUMBER},      {"last", ZI_COLUMN_NUMBER},
    {"mean", ZI_COLUMN_NUMBER},       {"sd", ZI_COLUMN_NUMBER},
    {"min", ZI_COLUMN_NUMBER},        {"q1", ZI_COLUMN_NUMBER},
    {"median", ZI_COLUMN_NUMBER},     {"q3", ZI_COLUMN_NUMBER},
    {"max", ZI_COLUMN_NUMBER},        {"band", ZI_COLUMN_TEXT},
    {"note", ZI_COLUMN_TEXT},
};

/* Who the row is about: an entity, or the year or kind that stands in the column unit. */
static void add_who(struct zi_table *table, const struct zi_panel *panel,
                    const struct zi_summary *row)
{
    char year[16];

    if (row->entity != SIZE_MAX) {
        zi_table_text(table, panel->entities[row->entity].institution);
        zi_table_text(table, panel->entities[row->entity].unit);
        return;
    }
    zi_table_empty(table);
    snprintf(year, sizeof year, "%d", row->year);
    zi_table_text(table, row->kind != NULL ? row->kind : row->year != 0 ? year : "");
}

static void add_year(struct zi_table *table, int year)
{
    if (year != 0)
        zi_table_integer(table, year);
    else
        zi_table_empty(table);
}

static void add_note(struct zi_table *table, const struct zi_summary *row,
                     enum zi_language language)
{
    const struct zi_description *d = &row->description;
    char note[200] = "";
    int used = 0;

    if (d->n > 0 && d->n < 2)
        used = snprintf(note, sizeof note, "%s", zi_reason_name(d->reason));
    if (row->n_letters > 0)
        snprintf(note + used, sizeof note - (size_t)used,
                 language == ZI_ENGLISH ? "%s%zu letters without a score"
                                        : "%s%zu huruf tanpa nilai",
                 used > 0 ? "; " : "", row->n_letters);
    zi_table_text(table, note);
}

static void add_value(struct zi_table *table, const struct zi_limits *limits, size_t index,
                      double value, int decimals, enum zi_reason reason)
{
    double near[2];

    zi_table_score(table, value, decimals, reason, near,
                   zi_limits_near(limits, index, value, near));
}

/* The first or last value; letters alone have none. */
static void add_end(struct zi_table *table, const struct zi_limits *limits,
                    const struct zi_summary *row, double value, int decimals)
{
    if (row->description.n == 0)
        zi_table_empty(table);
    else
        add_value(table, limits, row->index, value, decimals, ZI_MISSING);
}

static void add_row(struct zi_table *table, const struct zi_panel *panel,
                    const struct zi_summary *row, const struct zi_limits *limits,
                    enum zi_language language)
{
    const struct zi_index *index = &panel->catalogue->indices[row->index];
    const struct zi_description *d = &row->description;
    bool single = row->entity != SIZE_MAX;
    const double numbers[] = {d->mean, d->sd, d->min, d->q1, d->median, d->q3, d->max};
    const size_t sd = 1; /* a spread has no limits */

    add_who(table, panel, row);
    zi_table_text(table, index->name);
    zi_table_text(table, zi_level_name(row->level));
    zi_table_integer(table, (long)d->n);
    add_year(table, row->first_year);
    add_year(table, row->last_year);
    if (single) {
        zi_table_integer(table, (long)row->gaps);
        add_end(table, limits, row, row->first, index->decimals);
        add_end(table, limits, row, row->last, index->decimals);
    } else {
        for (int i = 0; i < 3; i++)
            zi_table_empty(table);
    }
    for (size_t i = 0; i < ZI_COUNT(numbers); i++)
        if (d->n == 0) /* letters only: the note says so */
            zi_table_empty(table);
        else if (i == sd)
            zi_table_number(table, numbers[i], index->decimals > 0 ? index->decimals : 1,
                            d->reason);
        else
            add_value(table, limits, row->index, numbers[i],
                      index->decimals > 0 ? index->decimals : 1, d->reason);
    zi_table_text(table, row->band != NULL ? row->band->name : "");
    add_note(table, row, language);
}

void zi_table_of_summary(struct zi_table *table, const struct zi_panel *panel,
                         const struct zi_summary rows[], size_t n, const struct zi_limits *limits,
                         enum zi_language language)
{
    zi_table_init(table, "summary", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < n; i++)
        add_row(table, panel, &rows[i], limits, language);
}
