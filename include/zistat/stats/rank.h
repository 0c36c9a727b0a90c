/*
 * Sorting, and ranks as integers.
 *
 * Mid-ranks are kept doubled (tied values at the sorted places 2 and 3 both get 5), so that sums
 * and comparisons of ranks are exact: a permutation test must not lose a tie to rounding.
 */
#ifndef ZISTAT_STATS_RANK_H
#define ZISTAT_STATS_RANK_H

#include <stddef.h>
#include <stdint.h>

/* A value and the row it came from. */
struct zi_rank_entry {
    double value;
    size_t row;
};

/*
 * Sums over the groups of g equal values, for tests that must know of ties. Exact below 2^53;
 * a variable without ties has three zeros.
 */
struct zi_ties {
    size_t distinct;         /* different values */
    double pairs;            /* sum of g(g-1)/2: the pairs that are tied */
    double triples;          /* sum of g(g-1)(g-2) */
    double variance_summand; /* sum of g(g-1)(2g+5), of Kendall's variance */
};

/*
 * Ascending by value; equal values keep their order (stable), so two calls sort by two keys.
 *
 * In     entries[n], no NaN; scratch[n]
 * Cost   O(n log n) always
 */
void zi_rank_sort(struct zi_rank_entry entries[], size_t n, struct zi_rank_entry scratch[]);

/*
 * doubled[i] = twice the mid-rank of x[i] among x[0..n), 2 for the smallest of untied values.
 *
 * In     x[n], finite, unchanged; scratch[2 * n]
 * Out    doubled[n]; scratch[0..n) holds the sorted entries
 * Ties   by exact equality; their mid-rank
 * Cost   O(n log n)
 * Oracle scipy.stats.rankdata
 */
struct zi_ties zi_rank_doubled(const double x[], size_t n, struct zi_rank_entry scratch[],
                               uint64_t doubled[]);

#endif
