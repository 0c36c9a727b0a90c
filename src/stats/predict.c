/* What a line expects of one more observation. */
#include "zistat/stats/predict.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "base/number.h"

/* A slope smaller than this share of the level is 0 and rounding. */
static const double rounding = 1e-12;

struct zi_fitted_line zi_predict_no_line(enum zi_reason reason)
{
    return (struct zi_fitted_line){
        .centre = NAN,
        .level = NAN,
        .slope = NAN,
        .level_variance = NAN,
        .covariance = NAN,
        .slope_variance = NAN,
        .residual_variance = NAN,
        .df = NAN,
        .reason = reason,
    };
}

struct zi_fitted_line zi_predict_fitted_line(const struct zi_regression_line *line)
{
    struct zi_fitted_line fitted = zi_predict_no_line(line->slope.reason);
    double variance = line->residual_sd * line->residual_sd;

    if (line->slope.n < 3 || isnan(line->slope.estimate))
        return fitted;
    fitted.centre = line->time_mean;
    fitted.level = line->value_mean;
    fitted.slope = line->slope.estimate;
    if (line->slope.reason != ZI_DEFINED)
        return fitted;
    fitted.level_variance = variance / (double)line->slope.n;
    fitted.covariance = 0;
    fitted.slope_variance = variance / line->time_squares;
    fitted.residual_variance = variance;
    fitted.df = line->slope.df;
    return fitted;
}

/* Of level + slope * away. */
static double variance_at(double level, double covariance, double slope, double away)
{
    return level + away * (2 * covariance + away * slope);
}

/* Satterthwaite 1946, Biometrics Bulletin 2 */
static double joint_df(double own, double own_df, double shared, double shared_df)
{
    double all = own + shared;

    if (shared == 0)
        return own_df;
    return all * all / (own * own / own_df + shared * shared / shared_df);
}

struct zi_prediction zi_predict_at(const struct zi_fitted_line *line, double time)
{
    struct zi_prediction result = {NAN, NAN, NAN, NAN, line->reason};
    const struct zi_shared_errors *all = &line->shared;
    double away = time - line->centre;
    double variance, shared;

    if (isnan(line->slope))
        return result;
    result.mean = line->level + line->slope * away;
    if (line->reason != ZI_DEFINED)
        return result;
    shared = all->years_variance +
             variance_at(all->level_variance, all->covariance, all->slope_variance, away);
    variance = line->residual_variance + all->years_variance +
               variance_at(line->level_variance, line->covariance, line->slope_variance, away);
    result.sd = sqrt(variance);
    result.shared = sqrt(shared);
    result.df = joint_df(variance - shared, line->df, shared, all->df);
    return result;
}

/*
 * Fieller: (slope x - distance)^2 = t^2 (variance of the line at x), x from the centre. Divided by
 * slope^2, with a, b and g for t^2 of the level's variance, the covariance and the slope's,
 *     (1 - g) x^2 - 2 (D + b) x + D^2 - a = 0,   D = distance / slope,
 * and for g < 1 the two roots lie on either side of D.
 */
static void add_fieller(const struct zi_fitted_line *line, double distance,
                        const struct zi_confidence *confidence, struct zi_crossing *crossing)
{
    double t = zi_confidence_t(confidence, line->df);
    double factor = t * t / (line->slope * line->slope);
    double a = factor * line->level_variance;
    double b = factor * line->covariance;
    double g = factor * line->slope_variance;
    double d = distance / line->slope;
    double root;

    if (g >= 1) {
        crossing->limits_reason = ZI_NOT_BOUNDED;
        return;
    }
    root = sqrt(b * b + 2 * b * d + g * d * d + (1 - g) * a);
    crossing->low = line->centre + (d + b - root) / (1 - g);
    crossing->high = line->centre + (d + b + root) / (1 - g);
    crossing->limits_reason = ZI_DEFINED;
}

struct zi_crossing zi_predict_crossing(const struct zi_fitted_line *line, double limit, double from,
                                       const struct zi_confidence *confidence)
{
    struct zi_crossing crossing = {NAN, NAN, NAN, line->reason, line->reason};
    double distance = limit - line->level;

    if (isnan(line->slope))
        return crossing;
    crossing.reason = ZI_DEFINED;
    if (zi_number_at_least(line->level + line->slope * (from - line->centre), limit))
        crossing.reason = ZI_ALREADY_REACHED;
    else if (!(line->slope > rounding * fabs(line->level)))
        crossing.reason = ZI_NOT_RISING;
    if (crossing.reason != ZI_DEFINED) {
        crossing.limits_reason = crossing.reason;
        return crossing;
    }
    crossing.time = line->centre + distance / line->slope;
    if (line->reason == ZI_DEFINED)
        add_fieller(line, distance, confidence, &crossing);
    return crossing;
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

/* Rounding makes a distant tail 0 or 1, which is said only of what has happened. */
static double never_certain(double p)
{
    return fmin(fmax(p, DBL_MIN), 1 - DBL_EPSILON / 2);
}

double zi_predict_at_least(const struct zi_prediction *prediction, double limit)
{
    double distance = (limit - prediction->mean) / prediction->sd;

    if (isnan(prediction->sd) || isnan(limit))
        return NAN;
    if (isinf(limit)) /* the end of a scale that only approaches it */
        return limit < 0 ? 1 : 0;
    if (isinf(prediction->df))
        return never_certain(gsl_cdf_ugaussian_Q(distance));
    return never_certain(gsl_cdf_tdist_Q(distance, prediction->df));
}
