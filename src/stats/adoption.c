/* The observed unit-years of a staggered treatment, laid out for regressions. */
#include "adoption.h"

#include "zistat/stats/fixed_effects.h"

/* A unit without rows is left out. */
static void end_unit(struct zi_adoption_rows *rows, size_t unit)
{
    if (rows->n == rows->start[rows->n_units])
        return;
    rows->unit[rows->n_units++] = unit;
    rows->start[rows->n_units] = rows->n;
}

static void gather(const struct zi_adoption *adoption, struct zi_adoption_rows *rows)
{
    for (size_t unit = 0; unit < adoption->n_units; unit++) {
        for (size_t year = 0; year < adoption->n_years; year++) {
            double y = zi_adoption_value(adoption, unit, year);

            if (isnan(y))
                continue;
            rows->y[rows->n] = y;
            rows->year[rows->n++] = (int)year;
        }
        end_unit(rows, unit);
    }
}

/* Rows move up over those that are not kept. */
static void compress(struct zi_adoption_rows *rows, const bool keep[])
{
    size_t units = rows->n_units;
    size_t first = 0;

    rows->n = 0;
    rows->n_units = 0;
    for (size_t u = 0; u < units; u++) {
        size_t end = rows->start[u + 1];

        for (size_t i = first; i < end; i++) {
            if (!keep[i]) {
                rows->n_alone++;
                continue;
            }
            rows->y[rows->n] = rows->y[i];
            rows->year[rows->n++] = rows->year[i];
        }
        first = end;
        end_unit(rows, rows->unit[u]);
    }
}

static void find_clusters(const struct zi_adoption *adoption, struct zi_adoption_rows *rows)
{
    size_t u = 0;

    for (size_t cluster = 0; cluster < adoption->n_clusters; cluster++) {
        size_t first = u;

        while (u < rows->n_units && rows->unit[u] < adoption->cluster[cluster + 1])
            u++;
        if (u > first)
            rows->cluster[rows->n_clusters++] = first;
    }
    rows->cluster[rows->n_clusters] = u;
}

enum zi_code zi_adoption_rows(const struct zi_adoption *adoption, struct zi_arena *arena,
                              struct zi_adoption_rows *rows, struct zi_error *error)
{
    size_t room = adoption->n_units * adoption->n_years + 1;
    bool *keep = zi_arena_allocate(arena, room, sizeof *keep);

    *rows = (struct zi_adoption_rows){0};
    rows->y = zi_arena_allocate(arena, room, sizeof *rows->y);
    rows->year = zi_arena_allocate(arena, room, sizeof *rows->year);
    rows->start = zi_arena_allocate(arena, adoption->n_units + 1, sizeof *rows->start);
    rows->unit = zi_arena_allocate(arena, adoption->n_units + 1, sizeof *rows->unit);
    rows->cluster = zi_arena_allocate(arena, adoption->n_clusters + 1, sizeof *rows->cluster);
    if (keep == NULL || rows->y == NULL || rows->year == NULL || rows->start == NULL ||
        rows->unit == NULL || rows->cluster == NULL)
        return zi_fail_memory(error);
    gather(adoption, rows);
    if (rows->n_units > 0)
        ZI_TRY(zi_fixed_effects_free_rows(ZI_EFFECTS_TWOWAY, rows->start, rows->n_units, rows->year,
                                          keep, error));
    compress(rows, keep);
    find_clusters(adoption, rows);
    return ZI_OK;
}
