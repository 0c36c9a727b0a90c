/*
 * Correlation of two variables, one row an independent unit. For rows that come in units and
 * years see panel_correlation.h.
 *
 * All of them: a row where x or y is NaN is left out, and n says how many were used; values are
 * finite otherwise; 0 < level < 1. In the result
 *
 *   estimate    within 1e-12 of -1 or 1 it is rounded there
 *   std_error   of atanh(estimate): the interval is tanh(atanh(estimate) -+ quantile * std_error)
 *   statistic   t or z, by p_method; where p is exact, the statistic that was enumerated
 *   reason      n < 3: ZI_FEWER_THAN_3, and x or y all equal (max == min): ZI_CONSTANT, nothing is
 *               defined. ZI_EXACT_FIT (estimate -1 or 1), ZI_FEWER_THAN_4 and ZI_FEWER_THAN_5: the
 *               estimate is defined, its interval is not
 *
 * Swapping x and y, permuting rows and increasing linear maps (Pearson) or monotone ones (ranks)
 * change nothing; negating x flips the signs.
 */
#ifndef ZISTAT_STATS_CORRELATION_H
#define ZISTAT_STATS_CORRELATION_H

#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/error.h"
#include "zistat/stats/dense_rank.h"
#include "zistat/stats/estimate.h"

ZI_API_BEGIN

enum zi_correlation_method { ZI_PEARSON, ZI_SPEARMAN, ZI_KENDALL, ZI_CORRELATION_METHOD_COUNT };

/* "pearson", "spearman", "kendall" */
const char *zi_correlation_method_name(enum zi_correlation_method method);

/*
 * zi_correlation_pearson - product-moment correlation
 *
 * Out    p by t on n - 2; Fisher's interval, std_error 1/sqrt(n-3), from n = 4. For r = -1 or 1
 *        neither exists (ZI_EXACT_FIT)
 * Cost   O(n), two passes: deviations from the mean, never sums of squares
 * Source Fisher 1921.  Oracle: R cor.test
 */
struct zi_estimate zi_correlation_pearson(const double x[], const double y[], size_t n,
                                          double level);

/*
 * zi_correlation_spearman - Pearson's correlation of the mid-ranks
 *
 * Out    n <= 9: p by all permutations, also with ties; statistic: sum of squared rank differences.
 *        n >= 10: by t on n - 2; a perfect correlation keeps its exact p.
 *        Interval from n = 4 with std_error sqrt((1 + rho^2/2) / (n-3)), which keeps its level
 *        where Fisher's 1/sqrt(n-3) falls short (Bonett & Wright 2000)
 * Errors ZI_ESYSTEM out of memory
 * Cost   sorting both, then O(n)
 * Oracle R cor.test(method = "spearman", exact = TRUE); all permutations, with ties
 */
enum zi_code zi_correlation_spearman(const double x[], const double y[], size_t n, double level,
                                     struct zi_estimate *result, struct zi_error *error);

/*
 * zi_correlation_kendall - tau-b, S / sqrt((pairs - tied in x) (pairs - tied in y))
 *
 * Out    p exact for n <= 50 with ties in at most one variable (with years for x it is that of
 *        Mann-Kendall) and for n <= 9 with any ties; statistic: S, concordant less discordant
 *        pairs. Otherwise normal with the variance corrected for ties in both variables, no
 *        continuity correction; statistic: z.
 *        Interval from n = 5 with std_error sqrt(0.437 / (n-4)) (Fieller, Hartley & Pearson 1957;
 *        for |tau| < 0.8, rough with many ties)
 * Errors ZI_ESYSTEM out of memory
 * Cost   sorting both, then O(n log n)
 * Source Kendall 1970; the pairs are counted as Knight 1966 does, with a tree of counts instead of
 *        his merge sort.  Oracle: R cor.test(method = "kendall", exact = FALSE or TRUE); all pairs
 */
enum zi_code zi_correlation_kendall(const double x[], const double y[], size_t n, double level,
                                    struct zi_estimate *result, struct zi_error *error);

/* The same from ranks made before, for matrices of many columns: O(n) and O(n log n) with no
 * sorting. Rows where x or y has no rank are left out; x->n == y->n. */
enum zi_code zi_correlation_spearman_ranks(const struct zi_dense_ranks *x,
                                           const struct zi_dense_ranks *y, double level,
                                           struct zi_estimate *result, struct zi_error *error);
enum zi_code zi_correlation_kendall_ranks(const struct zi_dense_ranks *x,
                                          const struct zi_dense_ranks *y, double level,
                                          struct zi_estimate *result, struct zi_error *error);

/*
 * zi_correlation_from_r - what Pearson's r says after other things were taken out of both sides
 *
 * In     r in [-1, 1]; df: rows less the parameters taken out less 1 (n - 2 for plain r, n - 2 - g
 *        for a partial correlation); n goes into the result
 * Out    p by t on df >= 1, interval with std_error 1/sqrt(df-1) from df = 2; df < 1 is
 *        ZI_FEWER_THAN_3
 */
struct zi_estimate zi_correlation_from_r(double r, size_t n, double df, double level);

/* r, or -1 or 1 when it is within 1e-12 of it. */
double zi_correlation_round(double r);

/* Sets df, statistic and p from the estimate; |estimate| < 1, df >= 1. */
void zi_correlation_test_t(struct zi_estimate *estimate, double df);

/* Sets std_error and the interval from the standard error of atanh(estimate), which is normal;
 * |estimate| < 1. */
void zi_correlation_interval(struct zi_estimate *estimate, double std_error, double level);

ZI_API_END

#endif
