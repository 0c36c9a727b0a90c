/* Takes means of units and years out of columns. */
#include "zistat/stats/fixed_effects.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *zi_effects_name(enum zi_effects effects)
{
    static const char *const names[] = {
        [ZI_EFFECTS_NONE] = "origin", [ZI_EFFECTS_CONSTANT] = "pooled", [ZI_EFFECTS_UNIT] = "unit",
        [ZI_EFFECTS_YEAR] = "year",   [ZI_EFFECTS_TWOWAY] = "twoway",
    };

    return names[effects];
}

static void find_span(struct zi_fixed_effects *fixed)
{
    int last;

    if (fixed->n == 0)
        return;
    fixed->first_year = last = fixed->year[0];
    for (size_t i = 1; i < fixed->n; i++) {
        if (fixed->year[i] < fixed->first_year)
            fixed->first_year = fixed->year[i];
        if (fixed->year[i] > last)
            last = fixed->year[i];
    }
    fixed->span = (size_t)(last - fixed->first_year) + 1;
}

static size_t calendar(const struct zi_fixed_effects *fixed, size_t row)
{
    return (size_t)(fixed->year[row] - fixed->first_year);
}

static enum zi_code count_years(struct zi_fixed_effects *fixed, struct zi_arena *arena,
                                struct zi_error *error)
{
    find_span(fixed);
    fixed->in_year = zi_arena_allocate(arena, fixed->span, sizeof *fixed->in_year);
    fixed->position = zi_arena_allocate(arena, fixed->span, sizeof *fixed->position);
    if (fixed->in_year == NULL || fixed->position == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < fixed->n; i++)
        fixed->in_year[calendar(fixed, i)]++;
    for (size_t y = 0; y < fixed->span; y++)
        if (fixed->in_year[y] > 0)
            fixed->position[y] = fixed->n_basis++;
    return ZI_OK;
}

enum zi_code zi_fixed_effects_init(struct zi_fixed_effects *fixed, enum zi_effects effects,
                                   const size_t start[], size_t n_units, const int year[],
                                   struct zi_arena *arena, struct zi_error *error)
{
    *fixed = (struct zi_fixed_effects){
        .effects = effects, .start = start, .year = year, .n_units = n_units, .n = start[n_units]};
    switch (effects) {
    case ZI_EFFECTS_CONSTANT: fixed->n_basis = 1; break;
    case ZI_EFFECTS_YEAR: return count_years(fixed, arena, error);
    case ZI_EFFECTS_TWOWAY:
        ZI_TRY(zi_two_way_init(&fixed->twoway, start, n_units, year, arena, error));
        fixed->n_basis = fixed->twoway.n_unknowns;
        break;
    case ZI_EFFECTS_NONE:
    case ZI_EFFECTS_UNIT: break;
    }
    return ZI_OK;
}

static bool has_unit_dummies(enum zi_effects effects)
{
    return effects == ZI_EFFECTS_UNIT || effects == ZI_EFFECTS_TWOWAY;
}

size_t zi_fixed_effects_rank(const struct zi_fixed_effects *fixed)
{
    return fixed->n_basis + (has_unit_dummies(fixed->effects) ? fixed->n_units : 0);
}

size_t zi_fixed_effects_counted(const struct zi_fixed_effects *fixed)
{
    return fixed->n_basis + has_unit_dummies(fixed->effects);
}

size_t zi_fixed_effects_scratch(const struct zi_fixed_effects *fixed)
{
    return fixed->effects == ZI_EFFECTS_TWOWAY ? fixed->n_basis + 1 : 2 * fixed->span;
}

/* Deviations from the year's first value before any sum, as zi_deviations_from_unit. */
static void deviations_from_year(const struct zi_fixed_effects *fixed, double values[],
                                 double scratch[])
{
    double *first = scratch;
    double *sum = scratch + fixed->span;

    for (size_t y = 0; y < fixed->span; y++) {
        first[y] = NAN;
        sum[y] = 0;
    }
    for (size_t i = 0; i < fixed->n; i++) {
        size_t y = calendar(fixed, i);

        if (isnan(first[y]))
            first[y] = values[i];
        values[i] -= first[y];
        sum[y] += values[i];
    }
    for (size_t i = 0; i < fixed->n; i++) {
        size_t y = calendar(fixed, i);

        values[i] -= sum[y] / (double)fixed->in_year[y];
    }
}

/* The residuals of residuals are what rounding left: taken out as well. */
static void deviations_from_one(const size_t rows[2], double values[])
{
    if (rows[1] == 0)
        return;
    zi_deviations_from_unit(rows, 1, values);
    zi_deviations_from_unit(rows, 1, values);
}

void zi_fixed_effects_residuals(const struct zi_fixed_effects *fixed, double values[],
                                double scratch[])
{
    struct zi_two_way twoway = fixed->twoway;

    switch (fixed->effects) {
    case ZI_EFFECTS_NONE: break;
    case ZI_EFFECTS_CONSTANT: deviations_from_one((const size_t[]){0, fixed->n}, values); break;
    case ZI_EFFECTS_UNIT: zi_deviations_from_unit(fixed->start, fixed->n_units, values); break;
    case ZI_EFFECTS_YEAR:
        deviations_from_year(fixed, values, scratch);
        deviations_from_year(fixed, values, scratch);
        break;
    case ZI_EFFECTS_TWOWAY:
        twoway.effect = scratch;
        zi_two_way_residuals(&twoway, values);
        break;
    }
}

/* Year dummies of the unit's rows less their mean in the unit, times the inverse of the transposed
 * Cholesky factor: orthonormal over all rows. */
static void twoway_basis(const struct zi_two_way *twoway, size_t unit, double rows[], size_t stride)
{
    size_t start = twoway->start[unit];
    size_t n = twoway->start[unit + 1] - start;
    size_t size = twoway->n_unknowns;

    for (size_t i = 0; i < n; i++)
        memset(rows + stride * i, 0, size * sizeof *rows);
    for (size_t i = 0; i < n; i++) {
        uint32_t unknown = twoway->unknown[twoway->year[start + i]];

        if (unknown == size)
            continue;
        for (size_t k = 0; k < n; k++)
            rows[stride * k + unknown] -= 1 / (double)n;
        rows[stride * i + unknown] += 1;
    }
    for (size_t i = 0; i < n; i++) {
        double *row = rows + stride * i;

        for (size_t j = 0; j < size; j++) {
            for (size_t k = 0; k < j; k++)
                row[j] -= twoway->factor[j * size + k] * row[k];
            row[j] /= twoway->factor[j * size + j];
        }
    }
}

void zi_fixed_effects_basis(const struct zi_fixed_effects *fixed, size_t unit, double rows[],
                            size_t stride)
{
    size_t start = fixed->start[unit];
    size_t n = fixed->start[unit + 1] - start;

    switch (fixed->effects) {
    case ZI_EFFECTS_NONE:
    case ZI_EFFECTS_UNIT: break;
    case ZI_EFFECTS_CONSTANT:
        for (size_t i = 0; i < n; i++)
            rows[stride * i] = 1 / sqrt((double)fixed->n);
        break;
    case ZI_EFFECTS_YEAR:
        for (size_t i = 0; i < n; i++) {
            size_t y = calendar(fixed, start + i);

            memset(rows + stride * i, 0, fixed->n_basis * sizeof *rows);
            rows[stride * i + fixed->position[y]] = 1 / sqrt((double)fixed->in_year[y]);
        }
        break;
    case ZI_EFFECTS_TWOWAY: twoway_basis(&fixed->twoway, unit, rows, stride); break;
    }
}

static void keep_shared_units(const size_t start[], size_t n_units, bool keep[])
{
    for (size_t unit = 0; unit < n_units; unit++)
        for (size_t i = start[unit]; i < start[unit + 1]; i++)
            keep[i] = start[unit + 1] - start[unit] > 1;
}

static enum zi_code keep_shared_years(const size_t start[], size_t n_units, const int year[],
                                      bool keep[], struct zi_error *error)
{
    struct zi_arena arena = {0};
    struct zi_fixed_effects fixed = {
        .start = start, .year = year, .n_units = n_units, .n = start[n_units]};
    enum zi_code code = count_years(&fixed, &arena, error);

    for (size_t i = 0; i < fixed.n && code == ZI_OK; i++)
        keep[i] = fixed.in_year[calendar(&fixed, i)] > 1;
    zi_arena_release(&arena);
    return code;
}

enum zi_code zi_fixed_effects_free_rows(enum zi_effects effects, const size_t start[],
                                        size_t n_units, const int year[], bool keep[],
                                        struct zi_error *error)
{
    switch (effects) {
    case ZI_EFFECTS_UNIT: keep_shared_units(start, n_units, keep); return ZI_OK;
    case ZI_EFFECTS_YEAR: return keep_shared_years(start, n_units, year, keep, error);
    case ZI_EFFECTS_TWOWAY: return zi_two_way_free_rows(start, n_units, year, keep, error);
    case ZI_EFFECTS_NONE:
    case ZI_EFFECTS_CONSTANT: break;
    }
    for (size_t i = 0; i < start[n_units]; i++)
        keep[i] = true;
    return ZI_OK;
}
