/* Two-sided tails of t and normal. */
#include "tail.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

double zi_tail_clamp(double p)
{
    if (isnan(p))
        return p;
    return fmin(fmax(p, DBL_MIN), 1);
}

double zi_tail_t(double t, double df)
{
    return zi_tail_clamp(2 * gsl_cdf_tdist_Q(fabs(t), df));
}

double zi_tail_normal(double z)
{
    return zi_tail_clamp(2 * gsl_cdf_ugaussian_Q(fabs(z)));
}
