/*
 * Past forecasts: from every year that has a year before and after it, what each model would have
 * said of the next, knowing only what was out by then; and what the past says about the models.
 */
#ifndef ZISTAT_ANALYSIS_PAST_H
#define ZISTAT_ANALYSIS_PAST_H

#include "forecast_model.h"
#include "stats/recalibration.h"

/* Who forecasts: the unit's own line, "same as last year" with certainty, the pooled models. */
enum past_source { PAST_OLS, PAST_NAIVE, PAST_MODELS, PAST_SOURCES = PAST_MODELS + ZI_MODELS - 1 };

/* The source of a pooled model that is not AUTO. */
enum past_source past_source_of(enum zi_forecast_model model);

/* One source's forecast of one score. */
struct past_forecast {
    bool defined;
    bool inside80;
    bool inside95;
    double mean;
    double z; /* error by the standard deviation of what is the unit's own, on the model's scale */
    double shared; /* share of the variance that all units have in common */
    double below;  /* P(score <= what came) as said */
};

struct past_score {
    size_t entity;
    int year;
    double score;
    bool common; /* every source that can forecast anything can forecast this */
    struct past_forecast by[PAST_SOURCES];
};

struct past {
    struct past_score *scores; /* by year, entity */
    size_t n;
    size_t n_units; /* with any */
    size_t n_years; /* of the scores: one less than that is the year forecast from */
    size_t n_thresholds;
    double *chances; /* by score, source, threshold; NaN where there is none */
    bool able[PAST_SOURCES];
    enum zi_reason reasons[PAST_SOURCES]; /* why a source forecast nothing */
    size_t stride;                        /* of a large panel every stride-th unit stands for all */
};

/* Lives in arena. Cost: a rough fit of each model for each year. */
enum zi_code past_make(struct past *past, const struct history *history,
                       const struct zi_forecast_request *request, struct zi_arena *arena,
                       struct zi_error *error);

double past_chance(const struct past *past, size_t i, enum past_source source, size_t k);

/* ---- what follows ---- */

/*
 * The simplest model whose mean squared error over the scores that all of those tried can forecast
 * is within a standard error (of the difference from the best) of the best's. Whether scores rise
 * at all, and whether gains fade, is told by years and not by units: LAST and FADING are tried with
 * three years or more that both they and the others forecast. LINES, and not chosen, when there is
 * no past to go by.
 */
enum zi_forecast_model past_choose(const struct past *past, bool *chosen);

/* By how much the errors of units about what befell all of them were larger than said: a root mean
 * square, as if 40 more forecasts had been right. */
double past_dispersion(const struct past *past, enum zi_forecast_model model);

/* What became of chances: NULL with fewer than 200 forecasts. Lives in arena. */
enum zi_code past_recalibrate(const struct past *past, enum zi_forecast_model model,
                              struct zi_arena *arena, struct zi_recalibration **recalibration,
                              struct zi_error *error);

#endif
