/* One more observation at a time to come: its expected value, its spread, its chances. */
#ifndef ZISTAT_STATS_PREDICT_H
#define ZISTAT_STATS_PREDICT_H

#include "zistat/base/reason.h"
#include "zistat/stats/confidence.h"
#include "zistat/stats/regression.h"

/* The observation is mean + sd * T, T of Student's t with df degrees of freedom, normal when df is
 * INFINITY. Where sd is undefined, reason says why; a mean may still be defined. */
struct zi_prediction {
    double mean;
    double sd; /* of a new observation, not of the line */
    double df;
    enum zi_reason reason;
};

struct zi_interval {
    double low;
    double high;
};

/*
 * zi_predict_line - what the least squares line expects at a time
 *
 * Out      mean = fitted value, sd = s sqrt(1 + 1/n + (t - tbar)^2 / Sxx), df = n - 2
 * Reasons  those of the line. n = 2: neither mean nor sd, two points are no forecast. Constant or
 *          exact: the mean, but no sd
 * Oracle   R predict(lm, interval = "prediction")
 */
struct zi_prediction zi_predict_line(const struct zi_regression_line *line, double time);

/* The interval that holds a new observation with the confidence level; NaN where sd is. */
struct zi_interval zi_predict_interval(const struct zi_prediction *prediction,
                                       const struct zi_confidence *confidence);

/* P(observation >= limit), right also far out in the tail; NaN where sd is. */
double zi_predict_at_least(const struct zi_prediction *prediction, double limit);

#endif
