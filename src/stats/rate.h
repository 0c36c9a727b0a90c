/*
 * A rate of success from few trials, leaning on the rate of many others: 0 of 6 and 6 of 6 are both
 * possible, and neither means never or always.
 */
#ifndef ZISTAT_SRC_STATS_RATE_H
#define ZISTAT_SRC_STATS_RATE_H

#include <stddef.h>

/* What is known of a rate: a beta distribution. */
struct zi_rate {
    double alpha; /* successes, own and borrowed */
    double beta;  /* failures */
};

/* Trials of one group: 0 <= successes <= trials, both may be shares of one. */
struct zi_trials {
    double successes;
    double trials;
};

/* The rate of others before anything of one's own is known: mean strictly between 0 and 1, strength
 * > 0 the number of trials it counts for. */
struct zi_rate zi_rate_prior(double mean, double strength);

/* The same after trials of one's own (beta-binomial, conjugate). */
struct zi_rate zi_rate_after(struct zi_rate prior, struct zi_trials own);

double zi_rate_mean(struct zi_rate rate);

/* The rate that is exceeded with chance 1 - share; NaN for alpha or beta <= 0. Oracle R qbeta */
double zi_rate_quantile(struct zi_rate rate, double share);

/*
 * zi_rate_strength - how much the rates of groups resemble each other
 *
 * In      n groups with trials, of a population with this mean rate
 * Out     the strength of the beta distribution whose beta-binomial likelihood is the largest:
 *         1 / (1 + strength) is the correlation of two trials in a group. Between 0.5 (groups are
 *         all or nothing) and 1000 (groups do not differ)
 * Errors  NaN with fewer than two groups that have two trials or more: one group cannot differ
 * Cost    about 60 likelihoods of O(n)
 * Source  Griffiths 1973, Biometrics 29:637-648
 * Oracle  R optimize on the sum of lbeta differences, in the test
 */
double zi_rate_strength(const struct zi_trials groups[], size_t n, double mean);

#endif
