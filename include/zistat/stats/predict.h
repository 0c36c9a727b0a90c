/* One more observation at a time to come: its expected value, its spread, its chances. */
#ifndef ZISTAT_STATS_PREDICT_H
#define ZISTAT_STATS_PREDICT_H

#include "zistat/base/api.h"
#include "zistat/base/reason.h"
#include "zistat/stats/confidence.h"
#include "zistat/stats/regression.h"

ZI_API_BEGIN

/* The observation is mean + sd * T, T of Student's t with df degrees of freedom, normal when df is
 * INFINITY. Where sd is undefined, reason says why; a mean may still be defined. */
struct zi_prediction {
    double mean;
    double sd; /* of a new observation, not of the line */
    double df;
    double shared; /* the part of sd, as a standard deviation, that moves all units of a pool alike:
                      sd^2 = shared^2 + own^2; 0 for a line that knows no other unit */
    enum zi_reason reason;
};

struct zi_interval {
    double low;
    double high;
};

/* What the errors of a line share with those of all other units, and what a year to come will do to
 * all of them. */
struct zi_shared_errors {
    double level_variance;
    double covariance;
    double slope_variance;
    double years_variance; /* of a year's effect */
    double df;             /* of all that */
};

/* A straight line and the errors of its two numbers: what is common to a unit's own least squares
 * line and its line in the mixed model. */
struct zi_fitted_line {
    double centre; /* the time at which the level is meant */
    double level;
    double slope;
    double level_variance; /* of the errors; NaN where there are none to be had */
    double covariance;
    double slope_variance;
    double residual_variance; /* of an observation about the line */
    double df;                /* of Student's t; INFINITY for the normal */
    struct zi_shared_errors
        shared;            /* of the errors above, and the years; 0 for a unit on its own */
    enum zi_reason reason; /* why the errors, or all of it, are undefined */
};

/* Every number NaN, for the reason. */
struct zi_fitted_line zi_predict_no_line(enum zi_reason reason);

/* The least squares line with its errors. From three points on: two are no forecast. A constant or
 * exact one has no errors. */
struct zi_fitted_line zi_predict_fitted_line(const struct zi_regression_line *line);

/*
 * zi_predict_at - what a line expects of a new observation at a time
 *
 * Out      of the least squares line mean = fitted value, sd = s sqrt(1 + 1/n + (t - tbar)^2 /
 *          Sxx), df = n - 2; of a unit's line among others (mixed.h) with the errors of all
 *          estimates, in a year that no unit was observed in. The degrees of freedom of own and
 *          shared errors together are Satterthwaite's: sd^4 / (own^4 / df_own + shared^4 /
 *          df_shared)
 * Reasons  those of the line; where it has no errors: the mean, but no sd
 * Oracle   R predict(lm, interval = "prediction"); lme4
 */
struct zi_prediction zi_predict_at(const struct zi_fitted_line *line, double time);

/* When a line comes to a limit. */
struct zi_crossing {
    double time;
    double low; /* confidence limits of the line's time, not of the year of a new observation */
    double high;
    enum zi_reason reason;        /* why there is no time */
    enum zi_reason limits_reason; /* why there are no limits */
};

/*
 * zi_predict_crossing - the time at which a rising line reaches a limit, with Fieller's interval
 *
 * In       from: the last observed time, beyond which the line is to reach the limit
 * Out      time = centre + (limit - level) / slope; the interval holds the times that a t test of
 *          level + slope (time - centre) = limit does not reject
 * Reasons  those of the line, and then no time (a constant or exact line: a time without limits);
 *          ZI_ALREADY_REACHED the line is at the limit or above at from; ZI_NOT_RISING slope <= 0
 * but for rounding; limits ZI_NOT_BOUNDED the slope is not significantly different from 0
 * (Fieller's g >= 1): the times not rejected then have no end. No delta method in its place Source
 * Fieller 1954, JRSS B 16; Draper & Smith 1998, 3.2 Oracle   R, the roots of the quadratic, in the
 * test
 */
struct zi_crossing zi_predict_crossing(const struct zi_fitted_line *line, double limit, double from,
                                       const struct zi_confidence *confidence);

/* The interval that holds a new observation with the confidence level; NaN where sd is. */
struct zi_interval zi_predict_interval(const struct zi_prediction *prediction,
                                       const struct zi_confidence *confidence);

/* P(observation >= limit), right also far out in the tail; NaN where sd is or the limit. The
 * limit may be infinite. */
double zi_predict_at_least(const struct zi_prediction *prediction, double limit);

ZI_API_END

#endif
