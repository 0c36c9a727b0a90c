/*
 * Which of many rows to take when places are few: so many in all, and so many at most of each group
 * of two partitions (kinds and institutions), such that the values taken add up to the most.
 *
 * With one partition, taking the best that still fits is exact. With two it is not: the best row
 * may use up the one place that a row without another way needs. The rows are then edges of a
 * network from the groups of one partition to those of the other, and a set of rows is the best
 * when no exchange, a cycle of the network, improves it (Klein 1967, Management Science
 * 14:205-220).
 */
#ifndef ZISTAT_STATS_PORTFOLIO_H
#define ZISTAT_STATS_PORTFOLIO_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/error.h"

struct zi_portfolio {
    const double *value; /* n, in [0, 1], no NaN, never rising: the order is also the preference
                            among equals */
    const size_t *left;  /* n: the row's group in the first partition, < n_left */
    const size_t *right; /* n: and in the second, < n_right */
    size_t n;
    const size_t *left_room; /* n_left: how many rows the group may give */
    const size_t *right_room;
    size_t n_left;
    size_t n_right;
    size_t slots; /* how many rows in all */
};

/*
 * zi_portfolio_choose - the rows to take
 *
 * Out     chosen[n]; loss[n]: by how much the sum of values would fall if the row had to be among
 *         those taken; 0 for those that are, NaN where it can never be (its group has no room)
 * Best    first the sum of values, compared to 12 decimals, then the number of rows. What is then
 *         still equal goes to the rows that come first, as far as the room allows; within a group
 *         of both partitions always
 * Exact   by an exchange argument over integers, for any rooms. One partition (n_left or n_right
 *         is 1): the greedy choice, exact because it is a matroid (Edmonds 1971)
 * Error   memory
 * Cost    O(n) for one partition; else O(n + cells) for each round of exchanges, few in practice;
 *         the losses O(n_right (n + cells)) more. cells: pairs of groups that hold a row
 * Oracle  all subsets of up to 12 rows, in the test
 */
enum zi_code zi_portfolio_choose(const struct zi_portfolio *portfolio, bool chosen[], double loss[],
                                 struct zi_error *error);

#endif
