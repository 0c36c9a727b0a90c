/* Takes means of units and years out of a panel with gaps. */
#include "zistat/stats/two_way.h"

#include <math.h>
#include <string.h>

/* Deviations from the first value before any sum: equal values leave nothing to round. */
void zi_deviations_from_unit(const size_t start[], size_t n_units, double values[])
{
    for (size_t unit = 0; unit < n_units; unit++) {
        double first = values[start[unit]];
        double sum = 0;
        double mean;

        for (size_t i = start[unit]; i < start[unit + 1]; i++) {
            values[i] -= first;
            sum += values[i];
        }
        mean = sum / (double)(start[unit + 1] - start[unit]);
        for (size_t i = start[unit]; i < start[unit + 1]; i++)
            values[i] -= mean;
    }
}

/* Numbers the years that occur, in order: the number of every row's year, and how many. */
static enum zi_code number_years(const int year[], size_t n, uint32_t **numbers, size_t *n_years,
                                 struct zi_arena *arena, struct zi_error *error)
{
    int first = n > 0 ? year[0] : 0;
    int last = first;
    uint32_t *number;

    for (size_t i = 1; i < n; i++) {
        first = year[i] < first ? year[i] : first;
        last = year[i] > last ? year[i] : last;
    }
    number = zi_arena_allocate(arena, (size_t)(last - first) + 1, sizeof *number);
    *numbers = zi_arena_allocate(arena, n, sizeof **numbers);
    if (number == NULL || *numbers == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        number[year[i] - first] = 1;
    *n_years = 0;
    for (int y = 0; y <= last - first; y++)
        if (number[y])
            number[y] = (uint32_t)(*n_years)++;
    for (size_t i = 0; i < n; i++)
        (*numbers)[i] = number[year[i] - first];
    return ZI_OK;
}

/* Drops the row from its unit's and year's counts when it is alone in either. */
static bool drop_lone_row(size_t *in_unit, size_t *in_year, bool *keep)
{
    if (!*keep || (*in_unit > 1 && *in_year > 1))
        return false;
    --*in_unit;
    --*in_year;
    *keep = false;
    return true;
}

/* A pass that drops a row may leave another alone. Every pass but the last empties a year. */
static void drop_lone_rows(const size_t start[], size_t n_units, const uint32_t year[],
                           size_t in_unit[], size_t in_year[], bool keep[])
{
    bool dropped = true;

    while (dropped) {
        dropped = false;
        for (size_t unit = 0; unit < n_units; unit++)
            for (size_t i = start[unit]; i < start[unit + 1]; i++)
                dropped |= drop_lone_row(&in_unit[unit], &in_year[year[i]], &keep[i]);
    }
}

static enum zi_code keep_free(const size_t start[], size_t n_units, const int year[], bool keep[],
                              struct zi_arena *scratch, struct zi_error *error)
{
    size_t *in_unit = zi_arena_allocate(scratch, n_units, sizeof *in_unit);
    uint32_t *number;
    size_t *in_year;
    size_t n_years;

    ZI_TRY(number_years(year, start[n_units], &number, &n_years, scratch, error));
    in_year = zi_arena_allocate(scratch, n_years, sizeof *in_year);
    if (in_unit == NULL || in_year == NULL)
        return zi_fail_memory(error);
    for (size_t unit = 0; unit < n_units; unit++) {
        in_unit[unit] = start[unit + 1] - start[unit];
        for (size_t i = start[unit]; i < start[unit + 1]; i++) {
            in_year[number[i]]++;
            keep[i] = true;
        }
    }
    drop_lone_rows(start, n_units, number, in_unit, in_year, keep);
    return ZI_OK;
}

enum zi_code zi_two_way_free_rows(const size_t start[], size_t n_units, const int year[],
                                  bool keep[], struct zi_error *error)
{
    struct zi_arena scratch = {0};
    enum zi_code code = keep_free(start, n_units, year, keep, &scratch, error);

    zi_arena_release(&scratch);
    return code;
}

static uint32_t root_of(uint32_t parent[], uint32_t year)
{
    while (parent[year] != year) {
        parent[year] = parent[parent[year]];
        year = parent[year];
    }
    return year;
}

/* One year in every component is the base; the effects of the others are unknowns. Years that one
 * unit has are in one component. */
static void number_unknowns(struct zi_two_way *two_way, uint32_t parent[])
{
    for (uint32_t year = 0; year < two_way->n_years; year++)
        parent[year] = year;
    for (size_t unit = 0; unit < two_way->n_units; unit++) {
        size_t first = two_way->start[unit];

        for (size_t i = first + 1; i < two_way->start[unit + 1]; i++)
            parent[root_of(parent, two_way->year[i])] = root_of(parent, two_way->year[first]);
    }
    for (uint32_t year = 0; year < two_way->n_years; year++)
        if (parent[year] != year)
            two_way->unknown[year] = (uint32_t)two_way->n_unknowns++;
    for (uint32_t year = 0; year < two_way->n_years; year++)
        if (parent[year] == year)
            two_way->unknown[year] = (uint32_t)two_way->n_unknowns;
}

/* Cross products of the year dummies, their unit means taken out: a row adds 1 to its year, a unit
 * takes 1 / rows from every pair of its years. Only the lower triangle is made. */
static void normal_equations(const struct zi_two_way *two_way, double matrix[])
{
    const uint32_t *unknown = two_way->unknown;
    size_t size = two_way->n_unknowns;

    for (size_t unit = 0; unit < two_way->n_units; unit++) {
        size_t start = two_way->start[unit];
        size_t end = two_way->start[unit + 1];
        double share = 1 / (double)(end - start);

        for (size_t i = start; i < end; i++) {
            size_t row = unknown[two_way->year[i]];

            if (row == size)
                continue;
            matrix[row * size + row] += 1;
            for (size_t j = start; j < end; j++) {
                size_t column = unknown[two_way->year[j]];

                if (column <= row)
                    matrix[row * size + column] -= share;
            }
        }
    }
}

/* Cholesky in place. The matrix is positive definite: a base year is left out of every component.
 */
static void factorize(double matrix[], size_t size)
{
    for (size_t row = 0; row < size; row++) {
        for (size_t column = 0; column <= row; column++) {
            double sum = matrix[row * size + column];

            for (size_t k = 0; k < column; k++)
                sum -= matrix[row * size + k] * matrix[column * size + k];
            matrix[row * size + column] =
                row == column ? sqrt(sum) : sum / matrix[column * size + column];
        }
    }
}

static void solve(const double factor[], size_t size, double values[])
{
    for (size_t row = 0; row < size; row++) {
        for (size_t k = 0; k < row; k++)
            values[row] -= factor[row * size + k] * values[k];
        values[row] /= factor[row * size + row];
    }
    for (size_t row = size; row-- > 0;) {
        for (size_t k = row + 1; k < size; k++)
            values[row] -= factor[k * size + row] * values[k];
        values[row] /= factor[row * size + row];
    }
}

enum zi_code zi_two_way_init(struct zi_two_way *two_way, const size_t start[], size_t n_units,
                             const int year[], struct zi_arena *arena, struct zi_error *error)
{
    uint32_t *parent;

    *two_way = (struct zi_two_way){.start = start, .n_units = n_units, .n = start[n_units]};
    ZI_TRY(number_years(year, two_way->n, &two_way->year, &two_way->n_years, arena, error));
    parent = zi_arena_allocate(arena, two_way->n_years, sizeof *parent);
    two_way->unknown = zi_arena_allocate(arena, two_way->n_years, sizeof *two_way->unknown);
    if (parent == NULL || two_way->unknown == NULL)
        return zi_fail_memory(error);
    number_unknowns(two_way, parent);
    two_way->factor = zi_arena_allocate(arena, two_way->n_unknowns * two_way->n_unknowns,
                                        sizeof *two_way->factor);
    two_way->effect = zi_arena_allocate(arena, two_way->n_unknowns + 1, sizeof *two_way->effect);
    if (two_way->factor == NULL || two_way->effect == NULL)
        return zi_fail_memory(error);
    normal_equations(two_way, two_way->factor);
    factorize(two_way->factor, two_way->n_unknowns);
    return ZI_OK;
}

size_t zi_two_way_rank(const struct zi_two_way *two_way)
{
    return two_way->n_units + two_way->n_unknowns;
}

/* The effects of the years on the deviations; that of a base year, behind the unknowns, is 0. */
static void find_effects(const struct zi_two_way *two_way, const double deviations[])
{
    double *effect = two_way->effect;

    memset(effect, 0, (two_way->n_unknowns + 1) * sizeof *effect);
    for (size_t i = 0; i < two_way->n; i++)
        effect[two_way->unknown[two_way->year[i]]] += deviations[i];
    effect[two_way->n_unknowns] = 0;
    solve(two_way->factor, two_way->n_unknowns, effect);
}

void zi_two_way_residuals(const struct zi_two_way *two_way, double values[])
{
    for (int pass = 0; pass < 2; pass++) {
        zi_deviations_from_unit(two_way->start, two_way->n_units, values);
        find_effects(two_way, values);
        for (size_t i = 0; i < two_way->n; i++)
            values[i] -= two_way->effect[two_way->unknown[two_way->year[i]]];
    }
    zi_deviations_from_unit(two_way->start, two_way->n_units, values);
}
