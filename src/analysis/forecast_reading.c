/* How a forecast is to be read: what it says of a threshold, and what is doubtful about it. */
#include <float.h>
#include <math.h>

#include "stats/recalibration.h"
#include "stats/transition.h"
#include "zistat/analysis/forecast.h"
#include "zistat/stats/bounded.h"

/* The threshold goes the way that the scores went. */
double zi_forecast_reach(const struct zi_forecast *forecast, double threshold)
{
    double limit = threshold;
    double p;

    if (forecast->outcomes != NULL)
        return isnan(threshold) ? NAN : zi_outcomes_at_least(forecast->outcomes, threshold);
    if (forecast->squeezed_by > 0)
        limit = zi_bounded_squeeze(limit, forecast->squeezed_by, forecast->bounds);
    if (forecast->logit)
        limit = zi_bounded_logit(limit, forecast->bounds);
    p = zi_predict_at_least(&forecast->prediction, limit);
    if (forecast->recalibration != NULL)
        p = zi_recalibrated(forecast->recalibration, p);
    /* Full marks are infinitely far on the logit scale; yet they can be had. */
    return p == 0 ? DBL_MIN : p;
}

double zi_forecast_loading(const struct zi_forecast *forecast)
{
    static const double most = 0.97; /* see zi_common_factor_node */

    return fmin(forecast->prediction.shared / forecast->prediction.sd, most);
}

bool zi_forecast_has_few_years(const struct zi_forecast *forecast)
{
    enum { FEW = 4 };

    return forecast->method == ZI_FORECAST_OLS && forecast->reason == ZI_DEFINED &&
           forecast->n <= FEW;
}

static bool passes(double value, struct zi_bounds bounds)
{
    return value < bounds.low || value > bounds.high;
}

bool zi_forecast_is_beyond(const struct zi_forecast *forecast)
{
    return passes(forecast->mean, forecast->bounds) ||
           passes(forecast->ninety_five.low, forecast->bounds) ||
           passes(forecast->ninety_five.high, forecast->bounds);
}

bool zi_forecast_is_bounded(const struct zi_forecast *forecast)
{
    static const double near = 0.05;
    struct zi_bounds bounds = forecast->bounds;
    double margin = near * (bounds.high - bounds.low);

    return zi_forecast_is_beyond(forecast) ||
           (isfinite(margin) &&
            (forecast->last <= bounds.low + margin || forecast->last >= bounds.high - margin));
}

bool zi_forecast_disagree(double chance, double other)
{
    return (chance >= 0.5 && other < 0.5) || (chance < 0.5 && other >= 0.5);
}

double zi_forecast_own_disagrees(const struct zi_forecast *forecast, double threshold)
{
    double own = forecast->own != NULL ? zi_forecast_reach(forecast->own, threshold) : NAN;

    return zi_forecast_disagree(zi_forecast_reach(forecast, threshold), own) ? own : NAN;
}
