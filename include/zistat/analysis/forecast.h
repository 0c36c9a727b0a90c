/*
 * Where a unit's score is heading, and the chance that it reaches a threshold.
 *
 * Two methods, side by side. OLS on the unit alone: honest and very wide for short histories.
 * Pooled: random intercepts and slopes over all units of the level (REML), so that a short history
 * borrows from the others; the default for ranking and for chances. Unless told otherwise only
 * years since the latest break in the series are used, the same for every unit.
 */
#ifndef ZISTAT_ANALYSIS_FORECAST_H
#define ZISTAT_ANALYSIS_FORECAST_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/analysis/selection.h"
#include "zistat/analysis/threshold.h"
#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/reason.h"
#include "zistat/stats/bounded.h"
#include "zistat/stats/predict.h"

ZI_API_BEGIN

struct zi_recalibration; /* stats/recalibration.h */
struct zi_outcomes;      /* stats/transition.h */

enum zi_forecast_method { ZI_FORECAST_OLS, ZI_FORECAST_POOLED, ZI_FORECAST_METHODS };

/* How the pool is modelled, the simplest first. */
enum zi_forecast_model {
    ZI_MODEL_AUTO,   /* the simplest whose past forecasts were as good as the best's */
    ZI_MODEL_LAST,   /* same as last year */
    ZI_MODEL_LEVELS, /* units have levels of their own and one slope */
    ZI_MODEL_LINES,  /* and slopes of their own */
    ZI_MODEL_FADING, /* the same, but each year's gain is 0.7 of the one before */
    ZI_MODEL_LOGIT,  /* lines on the logit scale, for indices with two bounds */
    ZI_MODEL_STEPS,  /* how often units go from one value to another: always, and only, for a score
                        that takes few values */
    ZI_MODELS
};

/* "auto", "last", "levels", "lines", "fading", "logit", "steps". */
const char *zi_forecast_model_name(enum zi_forecast_model model);

/* "ols", "pooled". */
const char *zi_forecast_method_name(enum zi_forecast_method method);

struct zi_forecast_request {
    size_t index;
    enum zi_level level;
    int first_year; /* of the history that may be used */
    int last_year;
    int n_years; /* forecast: last_year + 1 .. last_year + n_years; 0 for no rows */
    bool across_breaks;
    bool logit;                             /* for indices with two bounds */
    enum zi_forecast_model model;           /* AUTO: chosen by the past */
    const struct zi_thresholds *thresholds; /* NULL: no crossings, no backtest */
    bool crossings;
};

/* One unit, one method, one year. */
struct zi_forecast {
    size_t entity;
    enum zi_forecast_method method;
    enum zi_forecast_model model; /* of a pooled one */
    int year;                     /* forecast */
    size_t n;                     /* observations of this unit that were used */
    int last_year; /* of them; 0 when there is none: a pooled forecast is then the population's */
    double last;   /* the latest observed score, NaN when there is none */
    bool stale;    /* last_year is before the last year asked for */
    const struct zi_break *after; /* the break that cut the history, or NULL */
    double mean;                  /* NaN when undefined, with the reason; on the logit scale taken
                                     back, and then a median */
    double sd;                    /* of a new observation around mean: prediction, not confidence;
                                     around a median half of what a standard deviation either side
                                     comes to, for sums and joint chances: tables leave it out */
    double df;                    /* of Student's t; INFINITY for the normal */
    double t95;                   /* its quantile for 95 %: how much n alone widens the interval */
    struct zi_interval half;      /* central prediction intervals of 50, 80 and 95 %, not clipped */
    struct zi_interval eighty;    /* to the scale */
    struct zi_interval ninety_five;
    enum zi_reason reason;
    struct zi_bounds bounds; /* of the scale of that year; infinite where it has none */
    size_t squeezed_by; /* scores were moved off a bound for the logit, see bounded.h; 0: not */
    bool logit;         /* what follows is on the logit scale */
    struct zi_prediction prediction;              /* that mean and intervals were made from */
    const struct zi_recalibration *recalibration; /* of its chances; NULL: as they are */
    const struct zi_outcomes
        *outcomes;                 /* of a score with few values: all that may come; else NULL */
    const struct zi_forecast *own; /* of a pooled one: the unit's own line in the same year */
};

/* When a unit's line comes to a threshold. */
struct zi_years_to {
    size_t entity;
    enum zi_forecast_method method;
    double threshold;
    size_t n;
    int last_year; /* as in struct zi_forecast */
    bool stale;
    double level;                 /* of the line at the last year, on the index's scale */
    double slope;                 /* a year; NaN on the logit scale */
    struct zi_crossing crossing;  /* in calendar years */
    int likely_year;              /* the first of the ten years to come in which the threshold is
                                     reached with a chance of 80 % or more; 0 when none */
    enum zi_reason likely_reason; /* why there is none */
    struct zi_bounds bounds;
};

/* How good the forecasts would have been: from every year that has one before and one after it,
 * each knowing only what was out by then. Over all units of the panel at the level, selected or
 * not. */
enum zi_backtest_method {
    ZI_BACKTEST_OLS,
    ZI_BACKTEST_POOLED, /* the model that is used */
    ZI_BACKTEST_NAIVE,  /* the last score left, with chance 0 or 1: "same as last year" */
    ZI_BACKTEST_MODELS, /* the other models from here on, in their order */
    ZI_BACKTEST_METHODS = ZI_BACKTEST_MODELS + ZI_MODELS - 1
};

/* "ols", "pooled", "naive", or a model's name. */
const char *zi_backtest_method_name(enum zi_backtest_method method);

/* Chances from one value to the next, and what became of them. */
struct zi_reliability {
    size_t n;
    double chance; /* mean; NaN without any */
    size_t reached;
};

enum { ZI_RELIABILITY_BINS = 7 };

struct zi_backtest_score {
    enum zi_backtest_method method;
    bool common;       /* over the scores that every method can forecast (one that can forecast none
                          does not count); false: over those that this one can */
    size_t n;          /* scores */
    double mean_error; /* of score less forecast */
    double rmse;       /* root mean square of the same */
    double coverage80; /* share of scores inside the intervals; NaN for naive */
    double coverage95;
    double threshold; /* NaN when there is none, or each unit has its own */
    bool own;         /* each unit has its own */
    size_t n_brier;   /* scores with a threshold that year */
    size_t n_reached; /* of them: at the threshold or above */
    double brier;     /* mean square of chance less outcome */
    double log_score; /* mean of -log of the chance of what came; NaN for naive */
    struct zi_reliability reliability[ZI_RELIABILITY_BINS]; /* by chance: 0 to 1/7, ... */
    enum zi_reason reason;
};

struct zi_backtest {
    size_t n_units; /* of whom scores were forecast */
    size_t stride;  /* every so many-th unit of a large panel; 1: all */
    int first_year; /* of the scores; 0 when there are none */
    int last_year;
    struct zi_backtest_score *scores; /* all, then common; by method; by threshold, if any. A model
                                         that is used, or that forecast nothing, has no row of its
                                         own */
    size_t n_scores;
};

/* Whether one method's error is smaller than another's over the scores that all can forecast. */
bool zi_backtest_favours(const struct zi_backtest *backtest, enum zi_backtest_method method,
                         enum zi_backtest_method other);

/* All about one index at one level. */
struct zi_forecasts {
    size_t index;
    enum zi_level level;
    int first_year; /* of the history used */
    int last_year;
    const struct zi_break *after;
    size_t n_cut;      /* scores left out because they are before the break */
    size_t n_units;    /* with scores in the history: the pool, selected or not */
    size_t n_entities; /* selected ones that have rows */
    size_t n_empty;    /* selected, without a score and without a pool: they have no rows */
    int n_years;
    bool logit;
    enum zi_forecast_model model; /* of the pooled forecasts */
    bool chosen;                  /* by their past; false: asked for, or nothing to choose by */
    double dispersion; /* by how much past errors of units of their own were larger than said, which
                          intervals and chances count in; 1: as said */
    /* Of chances by what became of earlier ones; NULL with less than 200. */
    const struct zi_recalibration *recalibration;
    double recalibration_change;            /* the largest that it makes */
    size_t n_recalibration;                 /* past forecasts behind it */
    const struct zi_thresholds *thresholds; /* borrowed, of the request */
    enum zi_reason pool_reason;             /* why there is no pooled forecast */
    bool boundary;                          /* of the pooled model, see mixed.h */
    bool common_slope;     /* the units' slopes do not vary: at the boundary, or with two years */
    bool slopes_alike;     /* at the boundary the slopes vary no more than chance lets them */
    double years_sd;       /* of what a year does to all units of the pool, on the model's scale */
    bool years_from_prior; /* that is the prior alone: the years are too few to tell */

    struct zi_forecast *rows; /* by selected entity of the level, method, year */
    size_t n_rows;
    struct zi_years_to *crossings; /* by selected entity, method, threshold */
    size_t n_crossings;
    struct zi_backtest backtest;
};

/*
 * Forecasts of an index for each selected entity of the level that has scores, or for all when
 * there is a pool; the pool is the whole panel, not the selection. No rows when the history holds
 * no score. Arrays live in arena.
 *
 * Pooled is undefined with fewer than 10 units that have values. ZI_EUSAGE for logit when a scale
 * has no two bounds. Cost 100,000 units of ten years: the fit 0.1 s, a row 1 us.
 */
enum zi_code zi_forecast_compute(const struct zi_selection *selection,
                                 const struct zi_forecast_request *request, struct zi_arena *arena,
                                 struct zi_forecasts *forecasts, struct zi_error *error);

/* Those of every selected index and level that has rows. */
struct zi_forecast_sets {
    struct zi_forecasts
        *sets; /* by index in the order of the selection, units before institutions */
    size_t n_sets;
    size_t *without; /* selected indices of which no selected entity has rows */
    size_t n_without;
};

/* request->index and level are filled in; a given threshold that is not on an index's scale does
 * not count for that index. Arrays live in arena. ZI_EFEW when no index has scores; ZI_EUSAGE when
 * no index has any of the given thresholds on its scale. */
enum zi_code zi_forecast_compute_all(const struct zi_selection *selection,
                                     const struct zi_forecast_request *request,
                                     struct zi_arena *arena, struct zi_forecast_sets *sets,
                                     struct zi_error *error);

/* A unit index in the n_years after last_year for each entity of the panel, the first of them at
 * (*by_entity)[entity]: pooled when there is a pool, else OLS. NULL for a unit that is not selected
 * or has no score since the latest break, for which the pool's forecast would say nothing of its
 * own. */
enum zi_code zi_forecast_preferred(const struct zi_selection *selection, size_t index,
                                   int last_year, int n_years, struct zi_arena *arena,
                                   const struct zi_forecast ***by_entity, struct zi_error *error);

/* The same of the ZI total: what readiness and its charts need. */
enum zi_code zi_forecast_totals(const struct zi_selection *selection, int last_year, int n_years,
                                struct zi_arena *arena, const struct zi_forecast ***by_entity,
                                struct zi_error *error);

/* Chance that the score of that year is at least threshold; NaN when the forecast is undefined. */
double zi_forecast_reach(const struct zi_forecast *forecast, double threshold);

/* How much of what is uncertain befalls all units alike, as the correlation of this score with what
 * that year does to all: 0 to below 1. What sums over units are made with, see common_factor.h; NaN
 * when the forecast is undefined. */
double zi_forecast_loading(const struct zi_forecast *forecast);

/* Whether it is the line of three or four years: t is then 12.7 or 4.3. */
bool zi_forecast_has_few_years(const struct zi_forecast *forecast);

/* Whether the mean or a limit lies beyond the scale. */
bool zi_forecast_is_beyond(const struct zi_forecast *forecast);

/* Whether a logit scale should be considered: beyond the scale, or the last score within 5 % of
 * the scale from one of its bounds. */
bool zi_forecast_is_bounded(const struct zi_forecast *forecast);

/* Whether two forecasts of a unit stand on different sides of an even chance. */
bool zi_forecast_disagree(double chance, double other);

/* The chance by the unit's own line where that disagrees with a pooled forecast about a threshold;
 * NaN where it does not, or there is none. */
double zi_forecast_own_disagrees(const struct zi_forecast *forecast, double threshold);

ZI_API_END

#endif
