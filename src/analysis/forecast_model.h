/* The lines of both methods through the histories, and what a line says of a year. */
#ifndef ZISTAT_ANALYSIS_FORECAST_MODEL_H
#define ZISTAT_ANALYSIS_FORECAST_MODEL_H

#include "history.h"
#include "zistat/stats/mixed.h"

struct model {
    const struct history *history; /* borrowed */
    bool logit;
    double years_prior; /* see zi_catalogue_year_effect */
    double *value;      /* of the pool: the scores, on the logit scale if asked for */
    size_t squeezed_by; /* of the pool, as in struct model_line */
    double *scratch;    /* room for one history */
    struct zi_mixed_fit pool;
    struct zi_confidence half, sixty, eighty, ninety_five;
};

/* Release also after an error. */
enum zi_code model_make(struct model *model, const struct history *history, bool logit,
                        struct zi_error *error);
void model_release(struct model *model);

/* A unit's line by a method, in years and on the model's scale. */
struct model_line {
    enum zi_forecast_method method;
    struct zi_fitted_line fitted;
    size_t squeezed_by; /* n of the squeeze, for a logit of scores of which one stands on a bound;
                           0 when none does */
};

struct model_line model_line(const struct model *model, size_t entity,
                             enum zi_forecast_method method);

/* What the line says of a year; the entity's other facts are filled in too. */
struct zi_forecast model_forecast(const struct model *model, size_t entity,
                                  const struct model_line *line, int year);

/* A score of that year on the scale of the line, and back. */
double model_value(const struct model *model, const struct model_line *line, double score,
                   int year);
double model_score(const struct model *model, const struct model_line *line, double value,
                   int year);

#endif
