/* Does a series go one way? Mann-Kendall, exact for n <= 50 with or without ties. */
#ifndef ZISTAT_STATS_MANN_KENDALL_H
#define ZISTAT_STATS_MANN_KENDALL_H

#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/error.h"
#include "zistat/stats/estimate.h"
#include "zistat/stats/kendall_null.h"

ZI_API_BEGIN

struct zi_mann_kendall {
    struct zi_estimate tau; /* estimate tau-b, statistic S, p_value */
    double variance;        /* of S under the null hypothesis, ties counted */
    double largest;         /* the largest S that such values can give */
    double smallest_p;      /* what p would be if the series only rose; n <= 4 cannot reach 5 % */
};

/*
 * Null distributions by n and tie pattern, made when first needed: 100,000 units of 8 years share
 * a handful. Owned by the caller, grows without limit, and is changed by every call that uses it:
 * one for each thread.
 */
struct zi_mann_kendall_pattern;

struct zi_mann_kendall_cache {
    double *untied[ZI_KENDALL_NULL_MAX + 1];
    struct zi_mann_kendall_pattern **tied; /* open addressing, capacity a power of two */
    size_t count;
    size_t capacity;
};

void zi_mann_kendall_cache_init(struct zi_mann_kendall_cache *cache);
void zi_mann_kendall_cache_release(struct zi_mann_kendall_cache *cache);

/*
 * zi_mann_kendall - Kendall's tau-b of y with time, and the probability of a trend as strong in
 * either direction if all orders of the years were equally likely
 *
 * In       y[n] in order of time, finite; gaps between the years do not matter
 * Out      S = sum over i < j of sign(y_j - y_i)
 * Missing  not allowed; callers remove and count them
 * Errors   ZI_ESYSTEM out of memory
 * Reasons  n = 0: ZI_MISSING; n < 3: ZI_FEWER_THAN_3, only S defined (0 for n = 1); all equal:
 *          ZI_CONSTANT, only S = 0 and its variance 0 defined
 * Ties     in y: tau-b, and p from the distribution given the ties (n <= 50) or the variance
 *          corrected for them and for continuity (above); equal is exactly equal
 * Cost     O(n^2); n = 10 about 60 ns, with ties 200 ns, plus once up to 2 ms a pattern
 * Source   Mann 1945, Econometrica 13; Kendall 1975, Rank Correlation Methods
 * Oracle   all permutations, in the test; R cor.test(exact = TRUE); scipy.stats.kendalltau
 */
enum zi_code zi_mann_kendall(const double y[], size_t n, struct zi_mann_kendall_cache *cache,
                             struct zi_mann_kendall *result, struct zi_error *error);

/*
 * What the result is when the values resemble each other, so that the variance of S is factor >= 1
 * times what it is for independent ones: p from the normal distribution, ZI_P_NORMAL_AR1. It is
 * never made smaller: where the normal distribution is so far off that its p is, p stays.
 * An undefined p stays undefined. Source: Hamed & Rao 1998, Journal of Hydrology 204.
 */
void zi_mann_kendall_widen(struct zi_mann_kendall *result, double factor);

ZI_API_END

#endif
