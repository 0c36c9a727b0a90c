/*
 * Residuals of a panel's values on a dummy for every unit and every year, exact for panels with
 * gaps: the unit dummies are swept out by hand, the year dummies by normal equations in as many
 * unknowns as there are years. Prepared once, used for any number of columns, one at a time.
 */
#ifndef ZISTAT_STATS_TWO_WAY_H
#define ZISTAT_STATS_TWO_WAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"

ZI_API_BEGIN

struct zi_two_way {
    const size_t *start; /* borrowed: rows of unit u are start[u] .. start[u + 1] - 1 */
    size_t n_units;
    size_t n;
    uint32_t *year;    /* of every row: its position among the years that occur */
    uint32_t *unknown; /* of every year: the position of its effect among the unknowns, or
                          n_unknowns for a base year, whose effect is 0 */
    size_t n_years;
    size_t n_unknowns;
    double *factor; /* Cholesky factor of the normal equations, n_unknowns squared */
    double *effect; /* n_unknowns + 1, scratch */
};

/*
 * In     start[n_units + 1]: as above, rows n = start[n_units], no empty unit;
 *        year[n]: calendar years
 * Out    all arrays in the arena; start must outlive the result
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(sum of squared unit sizes + years^3)
 */
enum zi_code zi_two_way_init(struct zi_two_way *two_way, const size_t start[], size_t n_units,
                             const int year[], struct zi_arena *arena, struct zi_error *error);

/* Rank of the dummies together: units + years - components, where units that share no year, not
 * even through others, are in different components. */
size_t zi_two_way_rank(const struct zi_two_way *two_way);

/*
 * Replaces values[n] by their residuals. They sum to 0 in every unit and year.
 *
 * Missing  none allowed
 * Cost   O(n); solved twice, so that rounding of the first solution is taken out as well
 * Oracle R residuals(lm(y ~ factor(unit) + factor(year)))
 */
void zi_two_way_residuals(const struct zi_two_way *two_way, double values[]);

/*
 * Marks the rows whose residuals are free: not alone in their unit or year, also after others that
 * are have gone. The dummies fit a lone row exactly; without it the other residuals, and rows less
 * rank, stay the same.
 *
 * Out    keep[n]
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n) a pass, at most a pass for every year and one
 */
enum zi_code zi_two_way_free_rows(const size_t start[], size_t n_units, const int year[],
                                  bool keep[], struct zi_error *error);

/* Replaces values[n] by their deviations from the mean of their unit. A unit with equal values
 * gets exact zeros. */
void zi_deviations_from_unit(const size_t start[], size_t n_units, double values[]);

ZI_API_END

#endif
