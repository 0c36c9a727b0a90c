/*
 * Where a unit's score is heading, and the chance that it reaches a threshold.
 *
 * Two methods. OLS on the unit alone: honest and very wide for short histories. Pooled: random
 * intercepts and slopes over all units of the level (REML), so that a short history borrows from
 * the others; the default for ranking and for chances. A history is used from its latest break on.
 */
#ifndef ZISTAT_ANALYSIS_FORECAST_H
#define ZISTAT_ANALYSIS_FORECAST_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/analysis/selection.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/reason.h"

struct zi_forecast {
    size_t entity;
    int year;      /* forecast */
    size_t n;      /* observations of this unit */
    int last_year; /* of them; 0 when there is none: a pooled forecast is then the population's */
    bool stale;    /* last_year is before the last year asked for */
    const struct zi_break *after; /* the break that cut the history, or NULL */
    bool pooled;                  /* false: OLS on this unit alone */
    double mean;                  /* NaN when undefined, with the reason */
    double sd;                    /* of a new observation around mean: prediction, not confidence */
    double df;                    /* of Student's t; INFINITY for the normal */
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

/* The ZI total of one year for each entity of the panel, NULL where there is none: what readiness
 * and its charts need. */
enum zi_code zi_forecast_totals(const struct zi_selection *selection, int last_year, int year,
                                struct zi_arena *arena, const struct zi_forecast ***by_entity,
                                struct zi_error *error);

/* Chance that the score of that year is at least threshold; NaN when the forecast is undefined. */
double zi_forecast_reach(const struct zi_forecast *forecast, double threshold);

/* Central prediction interval of the given coverage, not clipped to the scale. */
void zi_forecast_interval(const struct zi_forecast *forecast, double coverage, double *low,
                          double *high);

#endif
