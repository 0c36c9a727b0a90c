/*
 * What a static two-way effect is the average of (Goodman-Bacon 2021): every comparison of two
 * cohorts in which one begins its treatment and the other does not, with its weight. Comparisons
 * of later cohorts with earlier ones that are already treated are "forbidden": when effects grow,
 * the growth of the earlier is subtracted from the effect on the later.
 */
#ifndef ZISTAT_STATS_GOODMAN_BACON_H
#define ZISTAT_STATS_GOODMAN_BACON_H

#include "stats/adoption.h"

enum zi_comparison_kind {
    ZI_TREATED_AGAINST_NEVER,
    ZI_EARLIER_AGAINST_LATER, /* the later before its treatment */
    ZI_LATER_AGAINST_EARLIER, /* the earlier after its treatment: forbidden */
    ZI_COMPARISON_KINDS
};

/* "treated-never", "earlier-later", "later-earlier" */
const char *zi_comparison_name(enum zi_comparison_kind kind);

struct zi_comparison {
    enum zi_comparison_kind kind;
    size_t treated; /* first treated year of the cohort whose treatment begins */
    size_t against; /* of the other; n_years: never */
    double estimate;
    double weight;
};

/* The comparisons of a kind together; estimate NaN where there are none. */
struct zi_comparison_total {
    double estimate; /* weighted mean */
    double weight;
    size_t n;
};

/* Arrays live in the arena. */
struct zi_goodman_bacon {
    struct zi_comparison *comparisons;
    size_t n_comparisons;
    struct zi_comparison_total totals[ZI_COMPARISON_KINDS];
    double effect;     /* sum of weight times estimate: the static effect on these units */
    size_t n_balanced; /* units observed in every year: the decomposition is of these */
    size_t n_units;
};

/*
 * Missing units with a missing year are left out: the theorem is about balanced panels
 * Out     effect NaN without comparisons; weights sum to 1
 * Errors  ZI_ESYSTEM out of memory
 * Cost    O(units years + cohorts^2 years)
 * Source  Goodman-Bacon 2021, JoE 225, theorem 1
 * Oracle  the static effect on the balanced units (R lm with dummies), which it rebuilds; every 2x2
 *         by hand, in the test
 */
enum zi_code zi_goodman_bacon(const struct zi_adoption *adoption, struct zi_arena *arena,
                              struct zi_goodman_bacon *result, struct zi_error *error);

#endif
