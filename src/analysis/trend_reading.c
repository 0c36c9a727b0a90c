/* How a trend is to be read: whether it is shown, and what its p rests on. */
#include <math.h>

#include "zistat/analysis/trend.h"

bool zi_trend_is_shown(const struct zi_trends *trends, double p)
{
    /* 1 - 0.95 is a little more than 0.05. */
    return p < 1 - trends->request.confidence - 1e-12;
}

bool zi_trend_is_widened(const struct zi_trend_family *family)
{
    return family->autocorrelation.rho >= 0.005;
}

bool zi_trend_assumes_independence(const struct zi_trend *trend, const struct zi_estimate *estimate)
{
    enum { CHECKABLE = 20 };

    return !isnan(estimate->p_value) && estimate->n < CHECKABLE &&
           isnan(trend->family->autocorrelation.rho);
}
