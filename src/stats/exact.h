/*
 * Exact p-values of rank correlations: every pairing of the y values with the x values is equally
 * likely, and p is the share of those at least as far from 0 as the one observed, counted in
 * integers. (Kendall's with ties in one variable only has a closed form: kendall_null.h.)
 */
#ifndef ZISTAT_STATS_EXACT_H
#define ZISTAT_STATS_EXACT_H

#include <stddef.h>

enum { ZI_EXACT_PERMUTATION_MAX = 9 };

/*
 * zi_exact_spearman, zi_exact_kendall - p by going through all arrangements
 *
 * In     x[n], y[n]: mid-ranks, doubled and centred so that they are integers that sum to 0;
 *        1 <= n <= ZI_EXACT_PERMUTATION_MAX. Kendall uses their order only
 * Ties   any; arrangements that differ only in the order of equal y are one
 * Cost   Spearman: of every half of the y values the sums of its own arrangements and of the
 *        others', C(n, n/2) ((n/2)! + (n - n/2)!) in all: 0.1 ms for n = 9. Kendall: n! / product
 *        of t! of the tie groups of y, 5 to 15 ms for nine different values; with ties in one
 *        variable or none kendall_null.h knows it at once
 * Oracle all n! permutations written out, in the test
 */
double zi_exact_spearman(const int x[], const int y[], size_t n);
double zi_exact_kendall(const int x[], const int y[], size_t n);

/*
 * zi_exact_perfect - p of a perfect rank correlation, at any n
 *
 * In     counts[ranks]: sizes of the groups of equal values of one variable in order of value, 0
 *        for a rank without rows (the groups of the other are the same, or the same reversed)
 * Out    perfect arrangements, out of n! / product of t!: one, or two when the groups reversed are
 *        the same groups
 */
double zi_exact_perfect(const size_t counts[], size_t ranks);

#endif
