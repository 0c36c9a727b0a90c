/*
 * Where each unit is heading: slope by least squares, Theil-Sen slope, Mann-Kendall test; by
 * calendar year, gaps staying gaps. A trend never straddles a break in the series: the side of the
 * latest break that holds the newest value is used, and said.
 */
#ifndef ZISTAT_ANALYSIS_TREND_H
#define ZISTAT_ANALYSIS_TREND_H

#include "zistat/analysis/selection.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/estimate.h"

struct zi_trend {
    size_t entity;
    size_t index;
    size_t n;
    int first_year; /* of the values used; 0 when n is 0 */
    int last_year;
    const struct zi_break *after;    /* the break that cut the series, or NULL */
    struct zi_estimate ols;          /* slope a year, t interval */
    struct zi_estimate sen;          /* slope a year, rank interval with the level achieved */
    struct zi_estimate mann_kendall; /* tau-b, statistic S, exact p to n = 50 */
    double smallest_p;               /* the smallest two-sided p that n years can give at all */
};

struct zi_trends {
    struct zi_trend *rows; /* in the arena */
    size_t n;
    size_t n_letters_only; /* series left out because they hold letters and no score */
};

/* One trend for each selected entity and index that has a value, in that order. */
enum zi_code zi_trend_compute(const struct zi_selection *selection, double level,
                              struct zi_arena *arena, struct zi_trends *trends,
                              struct zi_error *error);

#endif
