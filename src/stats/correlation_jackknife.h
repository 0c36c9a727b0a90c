/*
 * What a correlation becomes when one cluster (unit) is left out, for every cluster in turn, and
 * the standard error, p and interval that follow. Deterministic, and right about rows that are
 * alike within a cluster where the usual formulas take them for independent.
 *
 * Rows stand cluster after cluster: those of cluster c are start[c] .. start[c + 1] - 1, and
 * n = start[n_clusters].
 */
#ifndef ZISTAT_STATS_CORRELATION_JACKKNIFE_H
#define ZISTAT_STATS_CORRELATION_JACKKNIFE_H

#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/dense_rank.h"
#include "zistat/stats/estimate.h"

/*
 * Pearson's r and r without each cluster, of deviations that sum to 0 in every cluster (residuals
 * on unit dummies): leaving a cluster out then shifts no mean.
 *
 * Out    *r, without[n_clusters]; NaN where x or y is 0 everywhere
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n)
 */
enum zi_code zi_pearson_without_each(const double x[], const double y[], const size_t start[],
                                     size_t n_clusters, double *r, double without[],
                                     struct zi_error *error);

/* The same of any points, for which leaving a cluster out shifts the means. */
enum zi_code zi_pearson_of_points_without_each(const double x[], const double y[],
                                               const size_t start[], size_t n_clusters, double *r,
                                               double without[], struct zi_error *error);

enum { ZI_SPEARMAN_EXACT_ROWS = 1 << 16 };

/*
 * Two ranked variables and their clusters, prepared once for both methods.
 *
 * In     x, y: ranks of all rows, none missing; they and start must outlive *clusters
 * Out    *clusters, in the arena
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n)
 */
struct zi_rank_clusters;

enum zi_code zi_rank_clusters_make(struct zi_rank_clusters **clusters,
                                   const struct zi_dense_ranks *x, const struct zi_dense_ranks *y,
                                   const size_t start[], size_t n_clusters, struct zi_arena *arena,
                                   struct zi_error *error);

/*
 * Spearman's rho and Kendall's tau-b, and what they are when the rows of a cluster are gone and
 * the others are ranked again.
 *
 * Out    rho or tau, without[n_clusters]; NaN where the rows left have x or y all equal
 * Errors ZI_ESYSTEM out of memory
 * Cost   Kendall O(n log n + sum of m^2), Spearman O(sum of m^2 log n) for clusters of m rows;
 * where n_clusters n is less than the sum of m^2, O(n_clusters n) by ranking anew without each.
 *        Else above ZI_SPEARMAN_EXACT_ROWS Spearman's is O(n + sum of m^2): the one term of second
 * order, a share of m / n of what leaving out changes, is then counted in 512 x 512 bins, and the
 *        change is exact to 1e-5 of itself, the more rows the closer
 * Oracle leaving out and computing anew, in the test
 */
enum zi_code zi_spearman_without_each(struct zi_rank_clusters *clusters, double *rho,
                                      double without[], struct zi_error *error);
enum zi_code zi_kendall_without_each(const struct zi_rank_clusters *clusters, double *tau,
                                     double without[], struct zi_error *error);

/*
 * With z = atanh(r), z_g the same without cluster g, G clusters: se^2 = (G-1)/G sum (z_g - mean)^2;
 * t = z / se on G - 1 degrees of freedom, and the interval tanh(z -+ quantile se).
 *
 * Out    n_units = G; std_error of z. r stays defined when the rest is not:
 *        ZI_EXACT_FIT  r, or r without some cluster, is -1 or 1
 *        ZI_ONE_CLUSTER  G < 2, a cluster without which nothing varies, or all z_g equal (two
 *        units and years: their residuals mirror each other and are the information of one)
 *        r = NaN: nothing is defined, ZI_CONSTANT
 * Source Efron & Tibshirani 1993, ch. 11; on the z scale and by clusters for rank correlations,
 *        Newson 2002
 */
struct zi_estimate zi_correlation_jackknife(double r, const double without[], size_t n_clusters,
                                            size_t n, double level);

/* Below so many clusters a t on G - 1 degrees of freedom trusts the error of few too much. */
enum { ZI_WILD_CORRELATION_CLUSTERS = 20 };

/*
 * zi_correlation_wild_p - the wild cluster bootstrap of the same numbers
 *
 * The pseudo-value of a cluster, G z - (G - 1) z_g, is what it contributes to z. Without a link
 * they are as often above 0 as below: p is the share of all 2^G ways to give them signs whose sum
 * is as far from 0 as that of the data. All are tried, so that no chance is in it; the least p is
 * zi_correlation_wild_least.
 *
 * In     2 <= n_clusters < ZI_WILD_CORRELATION_CLUSTERS; r and all without[] in (-1, 1)
 * Ties   sums within 1e-9 of the data's count as large
 * Cost   O(2^G): 0.4 ms for 19
 * Source Kline & Santos 2012 (scores with Rademacher weights), of jackknife pseudo-values
 * Oracle all signs written out, in R
 */
double zi_correlation_wild_p(double r, const double without[], size_t n_clusters);
double zi_correlation_wild_least(size_t n_clusters);

#endif
