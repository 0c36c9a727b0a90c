/* How many of several independent events happen, each with a chance of its own. */
#ifndef ZISTAT_STATS_POISSON_BINOMIAL_H
#define ZISTAT_STATS_POISSON_BINOMIAL_H

#include <stddef.h>

#include "zistat/base/api.h"

ZI_API_BEGIN

/*
 * zi_poisson_binomial - the distribution of the number of events
 *
 * In      p[n], each in [0, 1], no NaN; n >= 0
 * Out     exactly[n + 1]: chance of j events; at_least[n + 1]: of j or more. at_least[0] is 1
 * Exact   by convolution, one event after another, with sums of positive numbers only. A chance
 *         below 1e-300 at either end counts as 0: what is lost is below n * 1e-300, and rounding
 *         adds a relative error of about n * 1e-16
 * Ties    any order of p gives the same up to the last digits
 * Cost    O(n * width), width <= n + 1 the number of chances above 1e-300
 * Source  Wang 1993, Statistica Sinica 3:295-312; Hong 2013, CSDA 59:41-51 (the direct convolution)
 * Oracle  all 2^n subsets, and R dbinom for equal p, in the test
 */
void zi_poisson_binomial(const double p[], size_t n, double exactly[], double at_least[]);

/* Its mean, the sum of p, and its standard deviation, the root of the sum of p (1 - p). */
double zi_poisson_binomial_mean(const double p[], size_t n);
double zi_poisson_binomial_sd(const double p[], size_t n);

ZI_API_END

#endif
