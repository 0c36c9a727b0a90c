/* The lines of both methods through the histories, and what a line says of a year. */
#ifndef ZISTAT_ANALYSIS_FORECAST_MODEL_H
#define ZISTAT_ANALYSIS_FORECAST_MODEL_H

#include "history.h"
#include "stats/last_value.h"
#include "stats/transition.h"
#include "zistat/stats/mixed.h"

/* What the pool is fitted as. */
struct model_choice {
    enum zi_forecast_model kind; /* not AUTO */
    bool logit;
    bool rough;             /* see struct zi_mixed_model */
    struct zi_arena *arena; /* what forecasts point to lives there */
    double dispersion; /* by how much errors of a unit's own were larger than said; 1: as said */
};

struct model {
    const struct history *history; /* borrowed */
    enum zi_forecast_model kind;   /* as asked for, or what the data can tell instead */
    bool logit;
    double dispersion;
    double years_prior; /* see zi_catalogue_year_effect */
    double *value;      /* of the pool: the scores, on the logit scale if asked for */
    size_t squeezed_by; /* of the pool, as in struct model_line */
    double *scratch;    /* room for one history */
    double *time;       /* of the pool where gains fade: the years on its clock; else NULL */
    struct zi_mixed_fit pool;
    struct zi_last_value last;
    struct zi_transitions transitions;
    struct zi_arena *arena;
    enum zi_reason reason; /* why there is no pool */
    struct zi_confidence half, sixty, eighty, ninety_five;
};

/* Release also after an error. */
enum zi_code model_make(struct model *model, const struct history *history,
                        const struct model_choice *choice, struct zi_error *error);
void model_release(struct model *model);

/* A unit's line by a method, on the model's scale. */
struct model_line {
    enum zi_forecast_method method;
    struct zi_fitted_line fitted; /* in years; where gains fade, on the model's clock */
    bool fading;
    size_t squeezed_by; /* n of the squeeze, for a logit of scores of which one stands on a bound;
                           0 when none does */
};

struct model_line model_line(const struct model *model, size_t entity,
                             enum zi_forecast_method method);

/* What the line says of a year; the entity's other facts are filled in too. */
struct zi_forecast model_forecast(const struct model *model, size_t entity,
                                  const struct model_line *line, int year);

/* The line's prediction of a year. */
struct zi_prediction model_predict(const struct model *model, const struct model_line *line,
                                   int year);

/* When the line comes to a limit, in calendar years. */
struct zi_crossing model_crossing(const struct model *model, const struct model_line *line,
                                  double limit, int from);

/* A score of that year on the scale of the line, and back. */
double model_value(const struct model *model, const struct model_line *line, double score,
                   int year);
double model_score(const struct model *model, const struct model_line *line, double value,
                   int year);

#endif
