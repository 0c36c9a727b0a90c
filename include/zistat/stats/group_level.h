/*
 * A variable measured on groups (an index of the institution) and written beside each of their
 * units says the same thing many times. Correlated row by row it looks like as many observations
 * as there are units; it has to be brought down to one row a group and year first, and what is
 * found then is about groups, not about units.
 */
#ifndef ZISTAT_STATS_GROUP_LEVEL_H
#define ZISTAT_STATS_GROUP_LEVEL_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"

/*
 * zi_correlation_is_group_level - is x the same for all units of a group in a year, always?
 *
 * In     x[n], group[n]: numbers from 0, year[n]: calendar years
 * Out    true when x has one value in every group and year, and at least two rows somewhere share
 *        a group and year: else nothing was repeated, and the answer is no
 * Missing  rows where x is NaN are passed over
 * Errors ZI_ESYSTEM out of memory
 * Ties   values are equal when they are the same double
 * Cost   O(n + groups * years)
 */
enum zi_code zi_correlation_is_group_level(const double x[], const size_t group[], const int year[],
                                           size_t n, bool *is_group_level, struct zi_error *error);

/* One row a group and year, by group and then year. */
struct zi_group_years {
    size_t n;
    size_t *group;
    int *year;
    double *x; /* means over the rows that have both */
    double *y;
    size_t *rows; /* how many those were */
};

/*
 * zi_correlation_collapse - group-year means of two columns
 *
 * In     as above
 * Out    cells, whose arrays live in the arena; to be correlated with their groups for units
 * Missing  rows where x or y is NaN are left out; a group and year without complete rows is no row
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n + groups * years).  Oracle R aggregate(cbind(x, y) ~ year + group, FUN = mean)
 */
enum zi_code zi_correlation_collapse(const double x[], const double y[], const size_t group[],
                                     const int year[], size_t n, struct zi_group_years *cells,
                                     struct zi_arena *arena, struct zi_error *error);

#endif
