/*
 * Effects against units with the same past: when units are treated because they scored well.
 *
 * A unit that is chosen for last year's score was lucky in part, and falls back without any
 * treatment; a comparison of changes since that year takes the fall for an effect. Here a treated
 * unit is compared with what untreated units did that had the same three scores before: their
 * score in the first year is regressed on these three, the next year's on these and the first, and
 * so on, each among the units not yet treated by then; the treated cohort's own three scores are
 * put in and carried forward. The choice may then depend on any of the past scores, also the later
 * choice of units compared with.
 *
 * It is the other side of a bracket: right when past scores decide who is treated, where changes
 * are not; and wrong, where changes are right, when lasting differences decide (Angrist & Pischke
 * 2009, 5.4). Both belong side by side, with the measure of whether scores peaked before.
 */
#ifndef ZISTAT_STATS_SAME_PAST_H
#define ZISTAT_STATS_SAME_PAST_H

#include "stats/adoption.h"
#include "zistat/stats/confidence.h"
#include "zistat/stats/estimate.h"

enum { ZI_PAST_YEARS = 3 };

struct zi_same_past {
    struct zi_estimate effect; /* of all treated unit-years that can be compared; n: how many,
                                  n_units: their units */
    struct zi_estimate peak;   /* last year's score less the mean of the two before: treated less
                                  the others. Above 0, units were chosen at a peak */
    size_t n_short;            /* treated units with fewer than three years before in the panel */
    size_t n_unseen;           /* not observed in all three */
    size_t n_few;              /* treated unit-years with too few units to compare: fewer than
                                  twice as many as numbers to estimate */
};

/*
 * Missing units compared with have the three years and every year up to the one at hand; treated
 *         ones the three years and that year
 * Errors  std_error by leaving out each cluster in turn, in two samples as in group_time.h, df
 *         Welch's; with more than ZI_PAST_CLUSTERS of a sample, by leaving out that many blocks of
 *         clusters. ZI_ESYSTEM out of memory
 * Reasons ZI_MISSING: no treated unit with three years before; ZI_NO_CONTROLS: too few to compare
 *         with; ZI_ONE_CLUSTER: an estimate without error
 * Cost    O(units years^2 + clusters years^5)
 * Source  Angrist & Pischke 2009, 5.4; Robins 1986 (the g-formula, here with linear means)
 * Oracle  R lm year by year and predict: tests/reference/impact/same_past.R
 */
enum { ZI_PAST_CLUSTERS = 250 };

enum zi_code zi_same_past(const struct zi_adoption *adoption,
                          const struct zi_confidence *confidence, struct zi_same_past *result,
                          struct zi_error *error);

/* Whether this effect is to be quoted in place of a comparison of changes: units were chosen at a
 * peak (p < 0.2), and it has an interval. */
bool zi_same_past_is_preferred(const struct zi_same_past *result);

#endif
