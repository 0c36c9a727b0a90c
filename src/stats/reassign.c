/* Dates of treatment given to other units: a p-value for few treated ones. */
#include "reassign.h"

#include <stdlib.h>

#include "random.h"

static const double tie = 1e-9;

/* Changes of all units together, from base to year. */
struct total {
    double sum;
    size_t n;
};

struct reassignment {
    const struct zi_adoption *adoption;
    enum zi_controls controls;
    struct zi_arena arena;
    struct total *totals; /* [base * n_years + year] */
    size_t *date;         /* n_treated: the dates, in the order of the treated units */
    size_t *unit;         /* n_treated: who has them */
    size_t n_treated;
    double least; /* of |effect| that counts as large */
};

static enum zi_code prepare(struct reassignment *reassignment, struct zi_error *error)
{
    const struct zi_adoption *a = reassignment->adoption;

    reassignment->totals = zi_arena_allocate(&reassignment->arena, a->n_years * a->n_years,
                                             sizeof *reassignment->totals);
    reassignment->date =
        zi_arena_allocate(&reassignment->arena, a->n_units + 1, sizeof *reassignment->date);
    reassignment->unit =
        zi_arena_allocate(&reassignment->arena, a->n_units + 1, sizeof *reassignment->unit);
    if (reassignment->totals == NULL || reassignment->date == NULL || reassignment->unit == NULL)
        return zi_fail_memory(error);
    for (size_t unit = 0; unit < a->n_units; unit++) {
        for (size_t base = 0; base < a->n_years; base++)
            for (size_t year = base + 1; year < a->n_years; year++) {
                struct total *total = &reassignment->totals[base * a->n_years + year];
                double change = zi_adoption_change(a, unit, base, year);

                total->sum += isnan(change) ? 0 : change;
                total->n += isnan(change) ? 0 : 1;
            }
        if (a->begins[unit] < a->n_years) {
            reassignment->date[reassignment->n_treated] = a->begins[unit];
            reassignment->unit[reassignment->n_treated++] = unit;
        }
    }
    return ZI_OK;
}

/* The change of the units with this date less that of the others, in one cell; NaN without. */
static double cell_effect(const struct reassignment *reassignment, size_t group, size_t year)
{
    const struct zi_adoption *a = reassignment->adoption;
    struct total others = reassignment->totals[(group - 1) * a->n_years + year];
    struct total mine = {0, 0};

    for (size_t i = 0; i < reassignment->n_treated; i++) {
        double change = zi_adoption_change(a, reassignment->unit[i], group - 1, year);
        bool control =
            reassignment->controls == ZI_CONTROLS_NOT_YET && reassignment->date[i] > year;

        if (isnan(change) || control)
            continue;
        others.sum -= change;
        others.n--;
        if (reassignment->date[i] != group)
            continue;
        mine.sum += change;
        mine.n++;
    }
    if (mine.n == 0 || others.n == 0)
        return NAN;
    return mine.sum / (double)mine.n - others.sum / (double)others.n;
}

/* Every unit counts in each year of its cohort's cells: the simple average. */
static double effect_of(const struct reassignment *reassignment)
{
    double sum = 0, weight = 0;

    for (size_t i = 0; i < reassignment->n_treated; i++)
        for (size_t year = reassignment->date[i]; year < reassignment->adoption->n_years; year++) {
            double effect = cell_effect(reassignment, reassignment->date[i], year);

            if (isnan(effect))
                continue;
            sum += effect;
            weight++;
        }
    return weight > 0 ? sum / weight : NAN;
}

/* Ordered choices of the treated among all units, or more than are tried. */
static size_t count_ways(const struct reassignment *reassignment)
{
    size_t ways = 1;

    for (size_t i = 0; i < reassignment->n_treated && ways <= ZI_REASSIGN_ENUMERATED; i++)
        ways *= reassignment->adoption->n_units - i;
    return ways;
}

static bool has_unit(const struct reassignment *reassignment, size_t n, size_t unit)
{
    for (size_t i = 0; i < n; i++)
        if (reassignment->unit[i] == unit)
            return true;
    return false;
}

/* How many ways to give the dates from the i-th on have an effect at least as large. */
static size_t count_large(struct reassignment *reassignment, size_t i)
{
    size_t large = 0;

    if (i == reassignment->n_treated)
        return fabs(effect_of(reassignment)) >= reassignment->least;
    for (size_t unit = 0; unit < reassignment->adoption->n_units; unit++) {
        if (has_unit(reassignment, i, unit))
            continue;
        reassignment->unit[i] = unit;
        large += count_large(reassignment, i + 1);
    }
    return large;
}

static bool draw_is_large(struct reassignment *reassignment, uint64_t seed, size_t draw)
{
    struct zi_random random;

    zi_random_init(&random, seed, draw);
    for (size_t i = 0; i < reassignment->n_treated; i++)
        do
            reassignment->unit[i] =
                zi_random_below(&random, (uint32_t)reassignment->adoption->n_units);
        while (has_unit(reassignment, i, reassignment->unit[i]));
    return fabs(effect_of(reassignment)) >= reassignment->least;
}

static void try_ways(struct reassignment *reassignment, size_t draws, uint64_t seed,
                     struct zi_reassign *result)
{
    size_t ways = count_ways(reassignment);
    size_t large = 0;

    result->estimate = effect_of(reassignment);
    if (isnan(result->estimate))
        return;
    reassignment->least = fabs(result->estimate) * (1 - tie);
    result->enumerated = ways <= ZI_REASSIGN_ENUMERATED;
    if (result->enumerated) {
        result->n_draws = ways;
        result->p_value = (double)count_large(reassignment, 0) / (double)ways;
        return;
    }
    result->n_draws = draws;
    for (size_t draw = 0; draw < draws; draw++)
        large += draw_is_large(reassignment, seed, draw);
    result->p_value = (double)(1 + large) / (double)(1 + draws);
}

enum zi_code zi_reassign(const struct zi_adoption *adoption, enum zi_controls controls,
                         size_t draws, uint64_t seed, struct zi_reassign *result,
                         struct zi_error *error)
{
    struct reassignment reassignment = {.adoption = adoption, .controls = controls};
    enum zi_code code = prepare(&reassignment, error);

    *result = (struct zi_reassign){.estimate = NAN, .p_value = NAN};
    if (code == ZI_OK)
        try_ways(&reassignment, draws, seed, result);
    zi_arena_release(&reassignment.arena);
    return code;
}
