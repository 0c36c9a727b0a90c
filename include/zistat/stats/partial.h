/*
 * Partial correlation: what is left between two variables when others, the controls, are taken out
 * of both. Pearson's from residuals, which lose no digits; that of ranks from the matrix of their
 * correlations, which is the same number.
 */
#ifndef ZISTAT_STATS_PARTIAL_H
#define ZISTAT_STATS_PARTIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"

ZI_API_BEGIN

/* Controls of a set of rows: a column of ones and the controls, orthogonal and of length 1. */
struct zi_controls {
    double **basis; /* rank columns of n */
    size_t n;
    size_t rank; /* of the controls, besides the ones */
};

/*
 * In     columns[n_columns][n]: the controls, without missing values; n >= 1
 * Out    controls, in the arena. A column that the ones and those before it reproduce (what is
 *        left of it is below 1e-10 of its deviations) adds nothing and is left out of rank
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n rank^2)
 */
enum zi_code zi_controls_make(struct zi_controls *controls, const double *const columns[],
                              size_t n_columns, size_t n, struct zi_arena *arena,
                              struct zi_error *error);

/*
 * Replaces values[n] by their residuals on the ones and the controls; false when they reproduce it:
 * what is left is below 1e-10 of its deviations.
 *
 * Oracle R resid(lm(x ~ z1 + z2))
 */
bool zi_controls_take_out(const struct zi_controls *controls, double values[]);

/*
 * zi_partial_of_matrix - of the first two variables given the others
 *
 * In     matrix[size * size]: correlations, symmetric; is overwritten; size >= 2
 * Out    the partial correlation, rounded to -1 or 1 as correlation.h does; NaN when the others
 *        reproduce one of the two, or an entry is NaN. *rank (may be NULL): how many of the others
 *        were taken out; one that those before it reproduce is not
 * Cost   O(size^3)
 * Source Kendall 1942 for tau; R cov2cor(solve(matrix)), with the sign turned
 */
double zi_partial_of_matrix(double matrix[], size_t size, size_t *rank);

ZI_API_END

#endif
