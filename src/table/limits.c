/* The values that a shown number must not be rounded across. */
#include "limits.h"

#include <math.h>
#include <stdlib.h>

/* A border that itself does not pass lies just above its number: 60.001 must not look like 60. */
static const double beyond = 1e-6;

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static size_t add_bands(const struct zi_catalogue *catalogue, size_t index, double values[],
                        size_t n)
{
    for (size_t i = 0; i < catalogue->n_bands; i++) {
        const struct zi_band *band = &catalogue->bands[i];

        if (band->index == index && !isnan(band->lower))
            values[n++] = band->lower + (band->strict ? beyond : 0);
    }
    return n;
}

/* A share of the weight is a limit in points, for each weight the index has had. */
static size_t add_shares(const struct zi_index *index, const struct zi_rule *rule, double values[],
                         size_t n)
{
    for (size_t k = 0; k < index->n_scales; k++)
        if (isfinite(index->scales[k].max))
            values[n++] = rule->value / 100 * index->scales[k].max;
    return n;
}

static size_t add_rules(const struct zi_catalogue *catalogue,
                        const struct zi_regulations *regulations, size_t index, double values[],
                        size_t n)
{
    for (size_t i = 0; i < regulations->n_rules; i++) {
        const struct zi_rule *rule = &regulations->rules[i];

        if (rule->index != (long)index)
            continue;
        if (rule->unit == ZI_IN_PERCENT_OF_WEIGHT)
            n = add_shares(&catalogue->indices[index], rule, values, n);
        else if (rule->unit == ZI_IN_POINTS)
            values[n++] = rule->value + (rule->op == ZI_MORE_THAN ? beyond : 0);
    }
    return n;
}

static size_t most_scales(const struct zi_catalogue *catalogue)
{
    size_t most = 1;

    for (size_t i = 0; i < catalogue->n_indices; i++)
        if (catalogue->indices[i].n_scales > most)
            most = catalogue->indices[i].n_scales;
    return most;
}

enum zi_code zi_limits_make(struct zi_limits *limits, const struct zi_catalogue *catalogue,
                            const struct zi_regulations *regulations, struct zi_arena *arena,
                            struct zi_error *error)
{
    size_t room = catalogue->n_bands + regulations->n_rules * most_scales(catalogue);
    size_t n = 0;

    limits->values = zi_arena_allocate(arena, room + 1, sizeof *limits->values);
    limits->start = zi_arena_allocate(arena, catalogue->n_indices + 1, sizeof *limits->start);
    if (limits->values == NULL || limits->start == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < catalogue->n_indices; i++) {
        limits->start[i] = n;
        n = add_bands(catalogue, i, limits->values, n);
        n = add_rules(catalogue, regulations, i, limits->values, n);
        qsort(limits->values + limits->start[i], n - limits->start[i], sizeof *limits->values,
              compare_doubles);
    }
    limits->start[catalogue->n_indices] = n;
    return ZI_OK;
}

size_t zi_limits_near(const struct zi_limits *limits, size_t index, double value, double near[2])
{
    size_t first = limits->start[index], end = limits->start[index + 1];
    size_t above = first;
    size_t n = 0;

    while (above < end && limits->values[above] <= value)
        above++;
    if (above > first)
        near[n++] = limits->values[above - 1];
    if (above < end)
        near[n++] = limits->values[above];
    return n;
}
