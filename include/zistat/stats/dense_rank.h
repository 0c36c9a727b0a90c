/*
 * Dense ranks: equal values share a rank, the next value has the next rank. All that rank methods
 * need to know of a column, made once and used with every other column.
 */
#ifndef ZISTAT_STATS_DENSE_RANK_H
#define ZISTAT_STATS_DENSE_RANK_H

#include <stddef.h>
#include <stdint.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"

ZI_API_BEGIN

#define ZI_NO_RANK UINT32_MAX

struct zi_dense_ranks {
    uint32_t *rank; /* 0 .. distinct - 1 by value, ZI_NO_RANK where the value is missing */
    size_t n;       /* missing ones included */
    uint32_t distinct;
};

/*
 * In     values[n]: finite or NaN, any order, n < 2^32 - 1
 *        tolerance: a value at most this far above the next lower one is equal to it. 0 for values
 *        as they were read; for computed ones (means, residuals) what rounding may have put
 *        between values that are equal on paper
 * Out    ranks, whose array lives in the arena
 * Missing  NaN has no rank
 * Errors ZI_ESYSTEM out of memory
 * Ties   share a rank; -0 equals 0
 * Cost   O(n): radix sort, 20 to 50 ns a value, 20 bytes a value of scratch (52 where the values
 *        crowd in a small part of their range), freed before return
 * Oracle counting the distinct values below, in the test
 */
enum zi_code zi_dense_ranks_make(struct zi_dense_ranks *ranks, const double values[], size_t n,
                                 double tolerance, struct zi_arena *arena, struct zi_error *error);

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

/* The groups of equal values of one column, among the rows where another has a value too. */
struct zi_rank_groups {
    size_t n;       /* rows with both */
    size_t *count;  /* by dense rank: rows in the group, 0 when the other has none of them */
    double *score;  /* by dense rank: the mid-rank among the n, doubled and centred: an integer,
                       smaller less greater rows */
    double squares; /* sum of the squared scores of the rows */
    struct zi_ties ties; /* distinct: groups with rows */
};

/* Arrays of ranks->distinct in the arena; ranks->n == other->n. Errors ZI_ESYSTEM. O(n). */
enum zi_code zi_rank_groups_make(struct zi_rank_groups *groups, const struct zi_dense_ranks *ranks,
                                 const struct zi_dense_ranks *other, struct zi_arena *arena,
                                 struct zi_error *error);

ZI_API_END

#endif
