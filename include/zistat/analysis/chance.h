/*
 * The chance that a unit meets its conditions next year, as far as forecasts go.
 *
 * Each condition on the total or a component of the score whose history the panel holds has a
 * chance, from the forecast of that component (pooled over all units; the unit's own line where
 * there are too few). Other conditions have none: they are listed as they stand. The conditions of
 * the year judged are taken for the next.
 *
 * All together: conditions move together, nobody knows how. Whatever the dependence, the chance
 * lies between Frechet's bounds, max(0, sum p - (m - 1)) and min p; if they were independent it
 * would be the product, which is usually too low.
 */
#ifndef ZISTAT_ANALYSIS_CHANCE_H
#define ZISTAT_ANALYSIS_CHANCE_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/analysis/readiness.h"
#include "zistat/analysis/selection.h"
#include "zistat/base/api.h"
#include "zistat/base/reason.h"

ZI_API_BEGIN

struct zi_condition_chance {
    const struct zi_rule_result *result;
    bool is_forecast; /* false: as it stands, result->verdict */
    double mean;      /* forecast; NaN when undefined, with the reason */
    double sd;
    double p; /* that the value is at least what is required */
    size_t n; /* years of the unit behind it */
    bool pooled;
    enum zi_reason reason;
};

struct zi_chance {
    const struct zi_readiness *unit;
    int year;                               /* forecast: the one after unit->year */
    struct zi_condition_chance *conditions; /* in the order of the rules; unit->n_rules of them */
    size_t n_forecast;                      /* with a chance */
    size_t n_fixed[3];                      /* without one, by verdict */
    double low; /* Frechet's bounds and the product over those with a chance; NaN when none has */
    double high;
    double independent;
};

/*
 * One result for each readiness, in their order; selection and results as zi_readiness_compute had
 * them. Values are recorded or the sum of their parts. Lives in arena. Cost: a fit of the pool for
 * each component.
 */
enum zi_code zi_chance_compute(const struct zi_selection *selection,
                               const struct zi_readiness results[], size_t n,
                               struct zi_arena *arena, struct zi_chance **chances,
                               struct zi_error *error);

/* Frechet's bounds of a joint chance, and the product; all NaN for n = 0. */
void zi_chance_joint(const double p[], size_t n, double *low, double *high, double *independent);

ZI_API_END

#endif
