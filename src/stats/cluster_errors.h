/*
 * Standard errors of least squares when the rows of a cluster are alike: CR1, and CR2 with
 * Satterthwaite's degrees of freedom.
 *
 * Everything stands in one orthonormal basis U of what was estimated beside unit dummies: the basis
 * of the fixed effects, then the explaining columns X (residuals on the effects) times R^-1. An
 * estimated term is then (U tau)'y, and a cluster needs no more than its k x k cross products
 * U_g'U_g and its k scores U_g'u_g: neither a hat matrix of its rows nor G^2 products for the
 * degrees of freedom. Units lie in one cluster each, so that unit dummies stay inside clusters and
 * drop out.
 */
#ifndef ZISTAT_STATS_CLUSTER_ERRORS_H
#define ZISTAT_STATS_CLUSTER_ERRORS_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/fixed_effects.h"

struct zi_cluster_problem {
    const struct zi_fixed_effects *fixed;
    const double *const *columns; /* n_columns of n: residuals on the effects */
    size_t n_columns;
    const double *root;      /* R^-1, see struct zi_regression_fit */
    const double *residuals; /* n: of the whole regression */
    const size_t *cluster;   /* units of cluster g are cluster[g] .. cluster[g + 1] - 1 */
    size_t n_clusters;
    const double *terms; /* n_terms x zi_cluster_basis_size: tau of every term */
    size_t n_terms;
};

/* k = effects' basis + columns. */
size_t zi_cluster_basis_size(const struct zi_cluster_problem *problem);

/* U_g'U_g into cross[k * k] and U_g'u_g into scores[k]. rows has room for k times the rows of the
 * cluster's largest unit. O(rows k^2). */
void zi_cluster_sums(const struct zi_cluster_problem *problem, size_t cluster, double rows[],
                     double cross[], double scores[]);

/* Rows of the largest unit. */
size_t zi_cluster_largest_unit(const struct zi_cluster_problem *problem);

/*
 * CR1: the sum over clusters of (w_g'u_g)^2, w = U tau, times G/(G-1) (n-1)/(n-K); of two terms
 * the products in place of the square.
 *
 * In     counted: K, see zi_fixed_effects_counted; n > K; n_clusters > 1
 * Out    covariance[n_terms * n_terms]
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n n_columns + n_clusters n_terms^2); the same for any number of threads
 * Source Liang & Zeger 1986; the factor is that of Stata, reghdfe and fixest (effects nested in the
 *        clusters are not counted)
 * Oracle R sandwich::vcovCL(lm with dummies, type = "HC0", cadjust = FALSE) times the factor
 */
enum zi_code zi_cluster_cr1(const struct zi_cluster_problem *problem, size_t counted,
                            size_t n_threads, double covariance[], struct zi_error *error);

/*
 * CR2: the sum over clusters of (w_g'A_g u_g)^2, A_g the square root of the pseudo-inverse of
 * (I - H)_gg, H the hat matrix of all dummies and columns; df = (tr P)^2 / tr P^2 with
 * P_gh = w_g'A_g (I - H)_gh A_h w_h.
 *
 * Out    variance[n_terms], df[n_terms] >= 1; NaN where P is 0: no cluster's residuals are free.
 *        alone[n_terms]: the term cannot be estimated without some cluster, which then says nothing
 *        of how estimates vary between clusters
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n k^2 + n_clusters k^3), also for df; k = 15: about 17 us a cluster of ten rows
 * Source Bell & McCaffrey 2002; Pustejovsky & Tipton 2018, JBES 36
 * Oracle R clubSandwich::vcovCR(lm with dummies, type = "CR2") and coef_test(test =
 *        "Satterthwaite")
 */
enum zi_code zi_cluster_cr2(const struct zi_cluster_problem *problem, size_t n_threads,
                            double variance[], double df[], bool alone[], struct zi_error *error);

#endif
