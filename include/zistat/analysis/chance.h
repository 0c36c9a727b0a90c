/*
 * The chance that a unit meets its conditions next year, one by one and all together.
 *
 * A condition on the total or a component of the score has the chance of its forecast. A condition
 * that is known already (an institution's value that is out, years that pass by themselves) holds
 * or not. Any other has the chance that conditions of its kind stay met, or become met, from one
 * year to the next. What is not known has no chance; the conditions of the year judged are taken
 * for the next.
 *
 * All together: a total is the sum of its parts and no event beside them; parts go together as the
 * errors of their own forecasts did. Whatever the dependence, the chance lies between Frechet's
 * bounds, max(0, sum p - (m - 1)) and min p; if conditions were independent it would be the
 * product.
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

/* What the chance of a condition is made from. */
enum zi_chance_basis {
    ZI_CHANCE_NONE,       /* not known: p is NaN */
    ZI_CHANCE_FORECAST,   /* of the score */
    ZI_CHANCE_PERSISTENT, /* how often such a condition stays met, or becomes met */
    ZI_CHANCE_KNOWN       /* what next year asks is known already: p is 0 or 1 */
};

struct zi_condition_chance {
    const struct zi_rule_result *result;
    enum zi_chance_basis basis;
    double p;    /* that it is met; NaN without a basis, and for a forecast that is undefined */
    double mean; /* forecast; NaN when there is none, with the reason */
    double sd;
    size_t n; /* years of the unit behind the forecast, or transitions behind the persistence */
    bool pooled;
    enum zi_reason reason;
};

struct zi_score_joint; /* the conditions on scores together, for zi_chance_with_difference */

struct zi_chance {
    const struct zi_readiness *unit;
    int year;                               /* forecast: the one after unit->year */
    struct zi_condition_chance *conditions; /* in the order of the rules; unit->n_rules of them */
    size_t n_chances;                       /* conditions with a chance */
    size_t n_unknown;                       /* and without */
    double low; /* Frechet's bounds and the product over those with a chance; NaN when none has */
    double high;
    double independent;
    double all;   /* every condition met; NaN while one has no chance, or there are none */
    double known; /* all that have a chance met: no less than all can come to */
    double
        institution;  /* of that, the institution's conditions: what its units share; 1 for none */
    double on_scores; /* of that, the conditions on forecast scores; NaN for none */
    const struct zi_score_joint *scores; /* NULL when no condition is about a forecast score */
};

/*
 * One result for each readiness, in their order; selection, regulations and results as
 * zi_readiness_compute had them. Values are recorded or the sum of their parts. Lives in arena.
 *
 * all: a Gaussian copula over the forecasts (stats/joint_normal.h), whose correlation is that of
 * the standardised errors of the forecasts of up to three years before, shrunk; times the chances
 * of the conditions that are no scores. It is never above p of any condition, and its error is
 * below 0.001.
 *
 * Cost: a fit of the pool for each component and each of those years, and about a millisecond a
 * unit.
 */
enum zi_code zi_chance_compute(const struct zi_selection *selection,
                               const struct zi_regulations *regulations,
                               const struct zi_readiness results[], size_t n,
                               struct zi_arena *arena, struct zi_chance **chances,
                               struct zi_error *error);

/* Frechet's bounds of a joint chance, and the product; all NaN for n = 0. */
void zi_chance_joint(const double p[], size_t n, double *low, double *high, double *independent);

/* As known, and the total plus a normal difference of its own (that of another evaluator) reaches
 * the total's threshold too; NaN where no condition is about the total. */
double zi_chance_with_difference(const struct zi_chance *chance, double mean, double sd);

ZI_API_END

#endif
