/*
 * Where a unit's score is heading, and the chance that it reaches a threshold.
 *
 * Two methods. OLS on the unit alone: honest and very wide for short histories. Pooled: random
 * intercepts and slopes over all units of the level (REML), so that a short history borrows from
 * the others; the default for ranking and for chances. Only years since the latest break in the
 * series are used, the same for every unit.
 */
#ifndef ZISTAT_ANALYSIS_FORECAST_H
#define ZISTAT_ANALYSIS_FORECAST_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/analysis/selection.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/reason.h"
#include "zistat/stats/predict.h"

struct zi_forecast {
    size_t entity;
    int year;      /* forecast */
    size_t n;      /* observations of this unit that were used */
    int last_year; /* of them; 0 when there is none: a pooled forecast is then the population's */
    bool stale;    /* last_year is before the last year asked for */
    const struct zi_break *after; /* the break that cut the history, or NULL */
    bool pooled;                  /* false: OLS on this unit alone */
    double mean;                  /* NaN when undefined, with the reason */
    double sd;                    /* of a new observation around mean: prediction, not confidence */
    double df;                    /* of Student's t; INFINITY for the normal */
    struct zi_interval half;      /* central prediction intervals of 50, 80 and 95 %, not clipped */
    struct zi_interval eighty;    /* to the scale */
    struct zi_interval ninety_five;
    enum zi_reason reason;
};

/*
 * Forecasts of an index for each selected entity of the level and each year of [from, to], by
 * entity, then year; from the values up to last_year. Pooled when at least 10 units have values,
 * OLS otherwise. The pool is the whole panel, not the selection. Rows live in arena.
 */
enum zi_code zi_forecast_compute(const struct zi_selection *selection, size_t index,
                                 enum zi_level level, int last_year, int from, int to,
                                 struct zi_arena *arena, struct zi_forecast **rows, size_t *n_rows,
                                 struct zi_error *error);

/* The ZI total of the years from .. to for each entity of the panel, the first of them at
 * (*by_entity)[entity]; NULL for a unit without a score since the latest break, for which the
 * pool's forecast would say nothing of its own. What readiness and its charts need. */
enum zi_code zi_forecast_totals(const struct zi_selection *selection, int last_year, int from,
                                int to, struct zi_arena *arena,
                                const struct zi_forecast ***by_entity, struct zi_error *error);

/* Chance that the score of that year is at least threshold; NaN when the forecast is undefined. */
double zi_forecast_reach(const struct zi_forecast *forecast, double threshold);

#endif
