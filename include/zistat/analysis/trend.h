/*
 * Where each unit is heading: slope by least squares, Theil-Sen slope, Mann-Kendall test; by
 * calendar year, gaps staying gaps. A trend does not straddle a break in the series unless that is
 * asked for: the side of the latest break that holds the newest value is used, and said.
 */
#ifndef ZISTAT_ANALYSIS_TREND_H
#define ZISTAT_ANALYSIS_TREND_H

#include "zistat/analysis/selection.h"
#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/autocorrelation.h"
#include "zistat/stats/estimate.h"
#include "zistat/stats/multiple.h"

ZI_API_BEGIN

enum { ZI_TREND_POOL_MIN = 10 };

struct zi_trend_request {
    double confidence;  /* of the intervals; tests are at 1 - confidence */
    bool across_breaks; /* let a trend run over breaks in the series */
    bool pooled;        /* widen p and intervals by an autocorrelation pooled over the units */
    bool adjust;        /* the p of each family for their number */
    enum zi_multiple adjustment;
    size_t n_workers; /* threads; the results do not depend on them. 0: one */
};

/* How many tests of a family there are, and how many are below the level of the tests. */
struct zi_trend_tests {
    size_t n;
    size_t below;          /* by their own p */
    size_t below_adjusted; /* by the adjusted one */
};

/* Series that are looked at together: one index of units or of institutions, whose scores come from
 * different assessors. p is adjusted within each method. */
struct zi_trend_family {
    size_t index;
    enum zi_level level;
    size_t n_series;
    struct zi_autocorrelation autocorrelation; /* when pooled, over all units of the panel; its rho
                                                  is undefined for fewer than ZI_TREND_POOL_MIN */
    struct zi_trend_tests ols;
    struct zi_trend_tests mann_kendall;
};

struct zi_trend {
    size_t entity;
    size_t index;
    size_t n;
    int first_year; /* of the values used; 0 when n is 0 */
    int last_year;
    const struct zi_break *after;    /* the break that cut the series, or NULL */
    const struct zi_break *across;   /* the latest break that lies in the values used, or NULL */
    struct zi_estimate ols;          /* slope a year, t interval */
    double last_level;               /* of the least squares line at last_year; undefined n < 2 */
    struct zi_estimate sen;          /* slope a year, rank interval with the level achieved */
    struct zi_estimate mann_kendall; /* tau-b, statistic S, exact p to n = 50 */
    double smallest_p;               /* the smallest two-sided p that n years can give at all */

    const struct zi_trend_family *family;
    bool widened; /* p and intervals, by the family's autocorrelation */

    /* When p is adjusted; the estimates keep their own. */
    double ols_adjusted;
    double mann_kendall_adjusted;
};

struct zi_trends {
    struct zi_trend *rows; /* in the arena, like the families */
    size_t n;
    size_t n_letters_only; /* series left out because they hold letters and no score */
    struct zi_trend_family *families;
    size_t n_families; /* two for each index, some without series */
    struct zi_trend_request request;
};

/*
 * zi_trend_compute - one trend for each selected entity and index that has a value, in that order
 *
 * Undefined p are no members of a family: they neither count nor get an adjusted value.
 */
enum zi_code zi_trend_compute(const struct zi_selection *selection,
                              const struct zi_trend_request *request, struct zi_arena *arena,
                              struct zi_trends *trends, struct zi_error *error);

/* Whether p is below the level of the tests, 1 - confidence; an undefined p is not. */
bool zi_trend_is_shown(const struct zi_trends *trends, double p);

/* Whether the family's p and intervals are widened: when its rho is positive, and is not 0.00 to
 * two decimals. A negative one would narrow them. */
bool zi_trend_is_widened(const struct zi_trend_family *family);

/* Whether the p of one of the trend's estimates takes years to be independent of each other, with
 * nothing to show that they are: no pooled autocorrelation, and fewer than 20 years. */
bool zi_trend_assumes_independence(const struct zi_trend *trend,
                                   const struct zi_estimate *estimate);

ZI_API_END

#endif
