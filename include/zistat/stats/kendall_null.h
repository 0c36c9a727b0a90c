/*
 * The exact distribution of Kendall's S when all orders of the values are equally likely, with or
 * without ties in them. Mann-Kendall is the case where the other variable is time.
 */
#ifndef ZISTAT_STATS_KENDALL_NULL_H
#define ZISTAT_STATS_KENDALL_NULL_H

#include <stddef.h>

#include "zistat/base/api.h"

ZI_API_BEGIN

enum {
    ZI_KENDALL_NULL_MAX = 50, /* largest n */
    ZI_KENDALL_NULL_ROOM = ZI_KENDALL_NULL_MAX * (ZI_KENDALL_NULL_MAX - 1) / 4 + 1,
};

/* Pairs that are not tied: n(n-1)/2 less g(g-1)/2 for each group of g equal values. It is the
 * largest possible S. */
size_t zi_kendall_null_pairs(size_t n, const size_t groups[], size_t n_groups);

/*
 * zi_kendall_null - two_sided[i] = P(|S| >= pairs - 2i) for i = 0 .. pairs / 2
 *
 * In     n <= ZI_KENDALL_NULL_MAX; groups[n_groups], the sizes of the groups of two or more equal
 *        values in any order; the other variable has no ties
 * Out    two_sided[pairs / 2 + 1], at most ZI_KENDALL_NULL_ROOM; the first is the smallest p-value
 *        that can come out
 * Cost   n <= 20: O(n^3), exact integers; above: O(n^4) additions of positive terms, under 2 ms,
 *        relative error below 1e-13 also far out in the tail
 * Source the number of arrangements by inversions is the Gaussian multinomial coefficient,
 *        prod_{j<=n}(1-q^j) / prod_k prod_{j<=g_k}(1-q^j), and S = pairs - 2 inversions
 *        (Andrews 1976, The Theory of Partitions, 3.4)
 * Oracle all permutations written out, in the test; R pKendall for the untied case
 */
void zi_kendall_null(size_t n, const size_t groups[], size_t n_groups, double two_sided[]);

ZI_API_END

#endif
