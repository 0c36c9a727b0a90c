/*
 * A score that takes few values, as ordered categories: how often units went from one to another.
 *
 *     P(b | a) = (N_ab + m pi_b) / (N_a + m)
 *
 * N_ab pairs of successive times, pi_b the share of b among all values, m = 5: a category that
 * few were in leans on the population. Several steps are the product of as many tables.
 */
#ifndef ZISTAT_STATS_TRANSITION_H
#define ZISTAT_STATS_TRANSITION_H

#include <stdbool.h>

#include "zistat/stats/mixed.h"

enum { ZI_TRANSITION_VALUES = 7 };

struct zi_transitions {
    size_t n;                                                  /* values */
    double values[ZI_TRANSITION_VALUES];                       /* rising */
    double share[ZI_TRANSITION_VALUES];                        /* pi */
    double chance[ZI_TRANSITION_VALUES][ZI_TRANSITION_VALUES]; /* from, to */
};

/* What may come, and how likely. */
struct zi_outcomes {
    size_t n;
    double values[ZI_TRANSITION_VALUES];
    double chance[ZI_TRANSITION_VALUES];
};

/* Whether the data take 2 to ZI_TRANSITION_VALUES values, each 5 times on average or more, and
 * units changed from one time to the next at least 20 times or stayed; then the table. Times are
 * whole, rows of a unit by time. Cost O(rows). Oracle R, table(from, to), in the test */
bool zi_transitions_fit(const struct zi_mixed_data *data, struct zi_transitions *transitions);

/* So many steps after a value; from the population's shares for one that is not among the values
 * (NaN: none known). steps >= 1 */
struct zi_outcomes zi_transitions_ahead(const struct zi_transitions *transitions, double from,
                                        int steps);

double zi_outcomes_mean(const struct zi_outcomes *outcomes);
double zi_outcomes_sd(const struct zi_outcomes *outcomes);

/* The smallest value that at least so much of the chance lies at or below. */
double zi_outcomes_quantile(const struct zi_outcomes *outcomes, double share);

/* P(value >= limit), compared as decimals. */
double zi_outcomes_at_least(const struct zi_outcomes *outcomes, double limit);

#endif
