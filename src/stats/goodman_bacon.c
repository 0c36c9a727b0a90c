/* A static two-way effect taken apart into comparisons of two cohorts. */
#include "goodman_bacon.h"

const char *zi_comparison_name(enum zi_comparison_kind kind)
{
    static const char *const names[] = {"treated-never", "earlier-later", "later-earlier"};

    return names[kind];
}

/* Means of the balanced units of a cohort by year, summed up: mean of years [from, to) is
 * (sum[to] - sum[from]) / (to - from). */
struct cohort {
    double *sum; /* n_years + 1 */
    size_t n;
};

struct decomposition {
    const struct zi_adoption *adoption;
    struct cohort *cohorts; /* n_years + 1, by first treated year; the last: never */
    struct zi_goodman_bacon *out;
};

static bool is_balanced(const struct zi_adoption *a, size_t unit)
{
    for (size_t year = 0; year < a->n_years; year++)
        if (isnan(zi_adoption_value(a, unit, year)))
            return false;
    return true;
}

static enum zi_code sum_cohorts(struct decomposition *decomposition, struct zi_arena *arena,
                                struct zi_error *error)
{
    const struct zi_adoption *a = decomposition->adoption;

    decomposition->cohorts =
        zi_arena_allocate(arena, a->n_years + 1, sizeof *decomposition->cohorts);
    if (decomposition->cohorts == NULL)
        return zi_fail_memory(error);
    for (size_t g = 0; g <= a->n_years; g++) {
        decomposition->cohorts[g].sum = zi_arena_allocate(arena, a->n_years + 1, sizeof(double));
        if (decomposition->cohorts[g].sum == NULL)
            return zi_fail_memory(error);
    }
    for (size_t unit = 0; unit < a->n_units; unit++) {
        struct cohort *cohort = &decomposition->cohorts[a->begins[unit]];

        if (!is_balanced(a, unit))
            continue;
        decomposition->out->n_balanced++;
        cohort->n++;
        for (size_t year = 0; year < a->n_years; year++)
            cohort->sum[year + 1] += zi_adoption_value(a, unit, year);
    }
    for (size_t g = 0; g <= a->n_years; g++)
        for (size_t year = 0; year < a->n_years; year++) {
            struct cohort *cohort = &decomposition->cohorts[g];

            cohort->sum[year + 1] =
                cohort->sum[year] + (cohort->n > 0 ? cohort->sum[year + 1] / (double)cohort->n : 0);
        }
    return ZI_OK;
}

static double mean_of(const struct cohort *cohort, size_t from, size_t to)
{
    return (cohort->sum[to] - cohort->sum[from]) / (double)(to - from);
}

/* Years [from, middle) before and [middle, to) after the treatment of one of them. The weight is
 * the variance of the treatment in this part of the panel, times the square of its share. */
static void compare(struct decomposition *decomposition, enum zi_comparison_kind kind,
                    size_t treated, size_t against, size_t from, size_t to)
{
    const struct cohort *one = &decomposition->cohorts[treated];
    const struct cohort *other = &decomposition->cohorts[against];
    double units = (double)(one->n + other->n);
    double years = (double)(to - from);
    double share = (double)one->n / units;
    double after = (double)(to - treated) / years;
    struct zi_comparison *c;

    if (one->n == 0 || other->n == 0 || treated <= from || treated >= to)
        return;
    c = &decomposition->out->comparisons[decomposition->out->n_comparisons++];
    *c = (struct zi_comparison){.kind = kind, .treated = treated, .against = against};
    c->estimate = mean_of(one, treated, to) - mean_of(one, from, treated) -
                  (mean_of(other, treated, to) - mean_of(other, from, treated));
    c->weight = units * years * units * years * share * (1 - share) * after * (1 - after);
}

static void compare_all(struct decomposition *decomposition)
{
    size_t years = decomposition->adoption->n_years;

    for (size_t g = 1; g < years; g++) {
        compare(decomposition, ZI_TREATED_AGAINST_NEVER, g, years, 0, years);
        for (size_t later = g + 1; later < years; later++) {
            compare(decomposition, ZI_EARLIER_AGAINST_LATER, g, later, 0, later);
            compare(decomposition, ZI_LATER_AGAINST_EARLIER, later, g, g, years);
        }
    }
}

static void add_up(struct zi_goodman_bacon *out)
{
    double weights = 0;

    for (size_t i = 0; i < out->n_comparisons; i++)
        weights += out->comparisons[i].weight;
    out->effect = out->n_comparisons > 0 ? 0 : NAN;
    for (size_t i = 0; i < out->n_comparisons; i++) {
        struct zi_comparison *c = &out->comparisons[i];
        struct zi_comparison_total *total = &out->totals[c->kind];

        c->weight /= weights;
        out->effect += c->weight * c->estimate;
        total->weight += c->weight;
        total->estimate += c->weight * c->estimate;
        total->n++;
    }
    for (size_t kind = 0; kind < ZI_COMPARISON_KINDS; kind++)
        out->totals[kind].estimate /= out->totals[kind].weight;
}

enum zi_code zi_goodman_bacon(const struct zi_adoption *adoption, struct zi_arena *arena,
                              struct zi_goodman_bacon *result, struct zi_error *error)
{
    struct decomposition decomposition = {.adoption = adoption, .out = result};
    size_t years = adoption->n_years;

    *result = (struct zi_goodman_bacon){.n_units = adoption->n_units};
    result->comparisons = zi_arena_allocate(arena, years * years + 1, sizeof *result->comparisons);
    if (result->comparisons == NULL)
        return zi_fail_memory(error);
    ZI_TRY(sum_cohorts(&decomposition, arena, error));
    compare_all(&decomposition);
    add_up(result);
    return ZI_OK;
}
