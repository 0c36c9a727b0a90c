/* Correlations of many quantities from few rows: drawn towards 0 as far as the rows leave them
 * uncertain, so that the matrix is one that can be. */
#ifndef ZISTAT_SRC_STATS_SHRUNKEN_CORRELATION_H
#define ZISTAT_SRC_STATS_SHRUNKEN_CORRELATION_H

#include <stddef.h>

/*
 * zi_shrunken_correlation - the matrix (1 - w) R + w I
 *
 * In       rows[n * k] row by row: errors, meant about 0 (a forecast that errs on one side in all
 *          quantities errs together); finite
 * Out      correlation[k * k], positive definite for w > 0; returns w, 0 .. 1: the estimated sum of
 *          the variances of the correlations over the sum of their squares. With fewer than three
 *          rows, or a quantity that never varies, w = 1 or that quantity is correlated with nothing
 * Cost     O(n k^2)
 * Source   Schaefer & Strimmer 2005, Statistical Applications in Genetics and Molecular Biology
 *          4:32, target D with correlations
 * Oracle   the same formula in R, line by line, beside the numbers in the test
 */
double zi_shrunken_correlation(const double rows[], size_t n, size_t k, double correlation[]);

#endif
