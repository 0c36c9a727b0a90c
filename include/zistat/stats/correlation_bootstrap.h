/*
 * The cluster bootstrap of a correlation: clusters (units) are drawn with replacement, as many as
 * there are, each with all its rows; a cluster that is drawn twice counts twice. The percentiles of
 * the correlations of many such draws are the interval.
 *
 * What is drawn are the rows as they are given: of residuals, the residuals (units and years are
 * not fitted anew in every replicate, just as the jackknife leaves them), while ranks are made anew
 * from the rows drawn. Replicate b has the random stream (seed, b): the same for any number of
 * threads.
 */
#ifndef ZISTAT_STATS_CORRELATION_BOOTSTRAP_H
#define ZISTAT_STATS_CORRELATION_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>

#include "zistat/base/api.h"
#include "zistat/base/error.h"
#include "zistat/stats/correlation.h"
#include "zistat/stats/dense_rank.h"
#include "zistat/stats/estimate.h"

ZI_API_BEGIN

enum { ZI_BOOTSTRAP_LEAST = 200, ZI_BOOTSTRAP_USUAL = 2000 };

/* Draws of few clusters show too little of how clusters vary: of two unrelated indices in 5, 8 and
 * 12 units the bootstrap rejects 21, 15 and 12 % at twoway instead of 5, the jackknife 6, 6 and 7.
 * Below the first number there is no interval and no p, below the second they need a warning. */
enum { ZI_BOOTSTRAP_CLUSTERS_LEAST = 10, ZI_BOOTSTRAP_CLUSTERS_SAFE = 30 };

struct zi_bootstrap {
    size_t replicates;
    uint64_t seed;
    size_t threads; /* at least 1 */
};

/*
 * Pearson's r of every replicate, from six sums of every cluster: no row is drawn.
 *
 * In     rows cluster after cluster, those of cluster c at start[c] .. start[c + 1] - 1;
 *        1 <= n_clusters < 2^32
 * Out    r[replicates]; NaN where all x or y drawn are equal
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n + replicates * clusters), about 5 ns a draw; many clusters 48 bytes of memory each
 * Oracle rows copied as drawn and correlated, in the test
 */
enum zi_code zi_pearson_replicates(const double x[], const double y[], const size_t start[],
                                   size_t n_clusters, const struct zi_bootstrap *bootstrap,
                                   double r[], struct zi_error *error);

/*
 * Spearman's rho or Kendall's tau-b of every replicate; with more than two columns the partial
 * correlation of the first two given the others (partial.h).
 *
 * In     ranks[n_columns]: none missing; method: ZI_SPEARMAN or ZI_KENDALL
 * Out    r[replicates]; NaN where a column drawn has all values equal
 * Errors ZI_ESYSTEM out of memory
 * Cost   Spearman O(replicates * n), Kendall O(replicates * n log n), times the pairs of columns
 * Oracle as above
 */
enum zi_code zi_rank_replicates(enum zi_correlation_method method,
                                const struct zi_dense_ranks ranks[], size_t n_columns,
                                const size_t start[], size_t n_clusters,
                                const struct zi_bootstrap *bootstrap, double r[],
                                struct zi_error *error);

/*
 * The percentile interval and p in place of those of the estimate. p is twice the share of
 * replicates on the far side of 0, (1 + #) / (1 + replicates), at most 1.
 *
 * In     estimate: of the rows themselves; r[replicates]: is reordered
 * Out    *undefined: replicates without a correlation, which are left out; the interval and p do
 *        not exist when fewer than ZI_BOOTSTRAP_LEAST are left, or the estimate is undefined, -1
 *        or 1 (its reason stays), n_clusters < 2 or too few replicates: ZI_ONE_CLUSTER, or
 *        n_clusters < ZI_BOOTSTRAP_CLUSTERS_LEAST: ZI_FEWER_THAN_10_CLUSTERS
 * Source Efron & Tibshirani 1993, ch. 13; by clusters, Davison & Hinkley 1997, 3.8
 */
struct zi_estimate zi_correlation_bootstrap(struct zi_estimate estimate, double r[],
                                            size_t replicates, size_t n_clusters, double level,
                                            size_t *undefined);

ZI_API_END

#endif
