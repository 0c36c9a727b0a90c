/* The lines of both methods through the histories, and what a line says of a year. */
#ifndef ZISTAT_ANALYSIS_FORECAST_MODEL_H
#define ZISTAT_ANALYSIS_FORECAST_MODEL_H

#include "history.h"
#include "zistat/stats/mixed.h"

struct model {
    const struct history *history; /* borrowed */
    bool logit;
    double *value;     /* of the pool: the scores, on the logit scale if asked for */
    size_t n_squeezed; /* scores at a bound: then all of the pool are moved off it */
    double *scratch;   /* room for one history */
    struct zi_mixed_fit pool;
    struct zi_confidence half, sixty, eighty, ninety_five;
};

/* Release also after an error. */
enum zi_code model_make(struct model *model, const struct history *history, bool logit,
                        struct zi_error *error);
void model_release(struct model *model);

/* A unit's line by a method, in years and on the model's scale. */
struct zi_fitted_line model_line(const struct model *model, size_t entity,
                                 enum zi_forecast_method method);

/* What the line says of a year; the entity's other facts are filled in too. */
struct zi_forecast model_forecast(const struct model *model, size_t entity,
                                  enum zi_forecast_method method, const struct zi_fitted_line *line,
                                  int year);

/* A score of that year on the model's scale. */
double model_value(const struct model *model, double score, int year);

#endif
