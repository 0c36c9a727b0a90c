/* The Theil-Sen line: the median of all slopes between two points. */
#ifndef ZISTAT_STATS_SEN_H
#define ZISTAT_STATS_SEN_H

#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/stats/confidence.h"
#include "zistat/stats/estimate.h"

ZI_API_BEGIN

struct zi_sen {
    struct zi_estimate slope; /* estimate and interval; no p: that is Mann-Kendall's */
    double intercept;         /* median(y) - slope * median(t), at t = 0 */
};

/* Doubles of scratch that n points need. */
static inline size_t zi_sen_scratch(size_t n)
{
    return n < 3 ? n : n * (n - 1) / 2;
}

/*
 * zi_sen - Theil-Sen slope of y against t, with the interval that inverts Mann-Kendall
 *
 * In       t[n], y[n], finite, in any order, all t different; scratch[zi_sen_scratch(n)]
 * Out      slope in units of y per unit of t; conf_level is the level achieved: ranks are whole
 *          numbers (95 % asked for: 0.983 at n = 5 and 6, 0.969 at n = 8)
 * Missing  not allowed; callers remove and count them
 * Reasons  n = 0: ZI_MISSING; n = 1: ZI_FEWER_THAN_2; two equal t: ZI_CONSTANT, nothing defined.
 *          Too few points for the level (n < 5 at 95 %): ZI_FEWER_THAN_3 .. ZI_FEWER_THAN_5, where
 *          more than 5 are needed ZI_FEW_FOR_LEVEL; all y equal: ZI_CONSTANT; then the slope is
 *          defined and the interval is not
 * Ties     in y are slopes of 0. The interval uses the distribution without ties: y - b t has none
 *          for almost every b
 * Cost     O(n^2) time and scratch; n = 10 about 700 ns
 * Source   Sen 1968, JASA 63; Conover 1999 (5.5) for the intercept
 * Oracle   scipy.stats.theilslopes for slope and intercept; Hollander & Wolfe's table A.30 and all
 *          permutations for the interval, in the test
 */
struct zi_sen zi_sen(const double t[], const double y[], size_t n,
                     const struct zi_confidence *confidence, double scratch[]);

/* The same for points that resemble each other, with the rank of
 * zi_confidence_slope_rank_wider(factor); factor >= 1, and 1 is no different from zi_sen. */
struct zi_sen zi_sen_wider(const double t[], const double y[], size_t n,
                           const struct zi_confidence *confidence, double factor, double scratch[]);

ZI_API_END

#endif
