#include "zistat/stats/predict.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

struct zi_prediction zi_predict_line(const struct zi_regression_line *line, double time)
{
    struct zi_prediction result = {NAN, NAN, NAN, line->slope.reason};
    double away = time - line->time_mean;

    if (line->slope.n < 3 || isnan(line->slope.estimate))
        return result;
    result.mean = line->value_mean + line->slope.estimate * away;
    if (line->slope.reason != ZI_DEFINED)
        return result;
    result.sd =
        line->residual_sd * sqrt(1 + 1 / (double)line->slope.n + away * away / line->time_squares);
    result.df = line->slope.df;
    return result;
}

struct zi_interval zi_predict_interval(const struct zi_prediction *prediction,
                                       const struct zi_confidence *confidence)
{
    double margin;

    /* Before asking for a quantile: GSL has an answer even for no degrees of freedom. */
    if (isnan(prediction->sd))
        return (struct zi_interval){NAN, NAN};
    margin = zi_confidence_t(confidence, prediction->df) * prediction->sd;
    return (struct zi_interval){prediction->mean - margin, prediction->mean + margin};
}

double zi_predict_at_least(const struct zi_prediction *prediction, double limit)
{
    double distance = (limit - prediction->mean) / prediction->sd;

    if (isnan(prediction->sd))
        return NAN;
    if (isinf(prediction->df))
        return gsl_cdf_ugaussian_Q(distance);
    return gsl_cdf_tdist_Q(distance, prediction->df);
}
