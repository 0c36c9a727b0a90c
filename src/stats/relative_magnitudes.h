/*
 * What an effect can still be when trends were not parallel: bounds under relative magnitudes.
 *
 * "The test of the leads does not reject" does not say that the treated would have moved like the
 * others. Here the difference in trends may change, from one year to the next after the treatment
 * begins, by at most M times the largest such change seen before it (Rambachan & Roth 2023,
 * Delta^RM). For M = 1 the violations to come are as large as those observed; the M at which the
 * bounds reach 0 says how much worse than before things must have become for there to be nothing.
 *
 * The confidence set is the union, over every pair of years before and both signs of its change, of
 * the interval that holds if that change is the largest one. For each the ends of the identified
 * set are linear in the estimates, so that the union covers at least at the level: it is simple
 * and exact to check, and wider than the conditional and hybrid sets of the paper (HonestDiD).
 */
#ifndef ZISTAT_STATS_RELATIVE_MAGNITUDES_H
#define ZISTAT_STATS_RELATIVE_MAGNITUDES_H

#include <stddef.h>

#include "zistat/stats/confidence.h"

/* Effects by years since the treatment, in ascending order, without the year before it (which is 0
 * by definition), all against that one base. */
struct zi_path {
    const int *at;            /* n; no -1 */
    const double *effect;     /* n */
    const double *covariance; /* n x n */
    size_t n;
    double df; /* of the t whose quantile is used; at least 1 */
};

/* Of the plain mean of the effects since 0. */
struct zi_honest {
    double estimate;
    double low; /* identified set, as if the estimates were known */
    double high;
    double conf_low;
    double conf_high;
};

/*
 * In      path: two years before (of which the base may be one) and one after at least, finite;
 *         magnitude M >= 0
 * Out     all NaN where the path does not have them. For M = 0 the confidence set is the usual
 *         interval
 * Cost    O(n^2) for every year before
 * Source  Rambachan & Roth 2023, REStud 90, section 2.4.1
 * Oracle  every path of the largest steps, in the test; it covers in simulations
 */
struct zi_honest zi_relative_magnitudes(const struct zi_path *path, double magnitude,
                                        const struct zi_confidence *confidence);

/* The largest M whose confidence set does not hold 0: to 1e-6, at most most. NaN as above, or when
 * the usual interval holds 0. */
double zi_breakdown_magnitude(const struct zi_path *path, double most,
                              const struct zi_confidence *confidence);

#endif
