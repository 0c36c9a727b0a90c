/*
 * What a confidence level means for small samples: quantiles of t and rank counts, tabulated once
 * so that 700,000 series do not each compute them. Read only after zi_confidence_init: threads may
 * share one.
 */
#ifndef ZISTAT_STATS_CONFIDENCE_H
#define ZISTAT_STATS_CONFIDENCE_H

#include <stddef.h>

#include "zistat/base/api.h"

ZI_API_BEGIN

enum { ZI_CONFIDENCE_MAX = 50 };

/* An interval whose limits are the rank-th smallest and rank-th largest of the n(n-1)/2 slopes.
 * rank is 0 when n values cannot give the level. */
struct zi_confidence_rank {
    size_t rank;
    double level; /* really achieved; at least the level asked for */
};

struct zi_confidence {
    double level; /* 0 < level < 1, e.g. 0.95 */
    double normal;
    double t[ZI_CONFIDENCE_MAX + 1];                             /* by degrees of freedom */
    struct zi_confidence_rank slope_rank[ZI_CONFIDENCE_MAX + 1]; /* by n */
};

/* Cost: about 0.2 ms. */
void zi_confidence_init(struct zi_confidence *confidence, double level);

/* The quantile t with P(|T| <= t) = level; df >= 1, also fractional; INFINITY is the normal. */
double zi_confidence_t(const struct zi_confidence *confidence, double df);

/*
 * The rank of a Theil-Sen interval, from the distribution of Kendall's S without ties.
 *
 * n <= ZI_CONFIDENCE_MAX: exact. Above: normal, rounded outward, level as asked for.
 * Source Sen 1968, JASA 63; Hollander & Wolfe 1999, 9.4. Oracle R's C_ckendall, in the test
 */
struct zi_confidence_rank zi_confidence_slope_rank(const struct zi_confidence *confidence,
                                                   size_t n);

/*
 * The same when the variance of S is factor >= 1 times that of independent values: normal, rounded
 * outward, and no narrower than without the factor. The level is the one asked for: ranks of
 * values that resemble each other have no exact one.
 */
struct zi_confidence_rank zi_confidence_slope_rank_wider(const struct zi_confidence *confidence,
                                                         size_t n, double factor);

ZI_API_END

#endif
