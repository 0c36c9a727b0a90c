/* Least squares: a line through a series, and any number of explaining columns. */
#ifndef ZISTAT_STATS_REGRESSION_H
#define ZISTAT_STATS_REGRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/confidence.h"
#include "zistat/stats/estimate.h"

ZI_API_BEGIN

struct zi_regression_line {
    struct zi_estimate slope;
    double intercept;   /* at t = 0: for calendar years far outside the data */
    double last_level;  /* fitted value at the last t: what "level" should mean to a reader */
    double residual_sd; /* denominator n - 2 */
    double r_squared;   /* undefined when y is constant */
    double time_mean;   /* the rest is for predicting, see predict.h */
    double value_mean;
    double time_squares; /* sum of squares of t about its mean */
};

/*
 * zi_regression_line - ordinary least squares of y on t, with a t interval
 *
 * In       t[n], y[n], finite, in any order; confidence NULL: without statistic, p and interval,
 *          which cost most of the time
 * Out      slope in units of y per unit of t. Computed about the means: calendar years cost no
 *          digits
 * Missing  not allowed; callers remove and count them
 * Reasons  n = 0: ZI_MISSING; n = 1: ZI_FEWER_THAN_2; all t equal: ZI_CONSTANT; nothing defined.
 *          n = 2: ZI_FEWER_THAN_3, a line without anything to judge it by. All y equal:
 *          ZI_CONSTANT, slope 0. sqrt(RSS / n) <= 1e-12 max|y|: ZI_EXACT_FIT, R2 = 1. In these two
 *          residual_sd is 0 and there is no std_error, t, p or interval
 * Cost     O(n); n = 10 about 500 ns, of which 400 ns for p
 * Oracle   NIST StRD Norris (12 digits); R lm
 */
struct zi_regression_line zi_regression_line(const double t[], const double y[], size_t n,
                                             const struct zi_confidence *confidence);

/*
 * The same slope when years resemble each other: the square of its standard error is factor >= 1
 * times as large, its t has df degrees of freedom (see autocorrelation.h), ZI_P_T_AR1. A slope
 * without a standard error stays without.
 */
void zi_regression_line_widen(struct zi_regression_line *line, double factor, double df,
                              const struct zi_confidence *confidence);

/* The explaining columns of a regression. */
struct zi_regression_design {
    const double *const *columns; /* n_columns arrays of n */
    size_t n_columns;
    size_t n;
    bool intercept;      /* a constant is added as the first term */
    const double *noise; /* n_columns: what is no longer than this of a column (root of its sum of
                            squares) is rounding of the numbers that it was made from; NULL: 0 */
};

/* Arrays live in the arena. Terms are the intercept, if any, and then the columns. */
struct zi_regression_fit {
    struct zi_estimate *terms;
    double *covariance; /* of the estimates, n_terms x n_terms; NULL when there is no std_error */
    double *root;       /* R^-1 of the (centred) columns X = QR, n_columns squared, row by row, 0
                           below the diagonal: (X'X)^-1 = root root'; NULL as covariance */
    double *residuals;  /* n; NULL when collinear */
    size_t n_terms;
    double df;
    double residual_sd;
    double r_squared; /* about the mean with an intercept, about 0 without */
    bool *collinear;  /* n_columns: the columns that hang together, see below */
    enum zi_reason reason;
};

/*
 * zi_regression_fit - ordinary least squares by Householder QR
 *
 * In       finite columns and y[n]
 * Missing  not allowed
 * Errors   ZI_ESYSTEM out of memory
 * Reasons  ZI_MISSING n = 0. ZI_COLLINEAR: what is left of a column after its regression on the
 *          earlier ones is below 1e-11 of it, or its noise (a constant column beside an intercept,
 * or more terms than rows, are such cases); no term is defined, and collinear[] marks that column
 *          and those it is made of. ZI_CONSTANT (all y equal beside an intercept, all 0 without):
 *          terms without errors, no R2. ZI_EXACT_FIT (df = 0, or as in zi_regression_line): terms
 *          without errors, R2 = 1
 * Cost     O(n n_terms^2) time; n (n_columns + 1) doubles of scratch, freed before return
 * Source   Golub & Van Loan 2013, 5.2 and 5.3.8: columns are centred first when there is an
 *          intercept, and the solution is refined once
 * Oracle   NIST StRD: Norris, Longley, Pontius, NoInt1-2, Wampler1-5, Filip
 */
enum zi_code zi_regression_fit(const struct zi_regression_design *design, const double y[],
                               const struct zi_confidence *confidence, struct zi_arena *arena,
                               struct zi_regression_fit *fit, struct zi_error *error);

ZI_API_END

#endif
