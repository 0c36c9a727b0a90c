/* Means of groups with few values each, leaning on the mean of all as far as groups differ. */
#ifndef ZISTAT_SRC_STATS_GROUP_MEANS_H
#define ZISTAT_SRC_STATS_GROUP_MEANS_H

#include <stddef.h>

/* What is expected of one more value of a group. */
struct zi_group_mean {
    double mean;
    double sd; /* of the value about the mean: within groups, and of the mean itself */
};

/*
 * zi_group_means - means by empirical Bayes
 *
 * In       values of all groups, group i's from offsets[i] to offsets[i + 1] - 1; finite
 * Out      means[n_groups]; a group without values has the mean of all and the spread of groups.
 *          Returns the number of values; with fewer than three, or when no group has two, every
 *          number is NaN
 * Method   variance within groups pooled; between groups by analysis of variance, 0 where that is
 *          negative; a group's mean is drawn to that of all by between / (between + within / n)
 * Cost     O(values)
 * Source   Searle, Casella & McCulloch 1992, Variance Components, 3.6; Morris 1983, JASA 78:47-55
 * Oracle   the formulas in R, beside the numbers in the test
 */
size_t zi_group_means(const double values[], const size_t offsets[], size_t n_groups,
                      struct zi_group_mean means[]);

#endif
