/* The smallest effect that a design would find. */
#include "power.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

double zi_minimum_detectable_effect(double std_error, double df, double level, double power)
{
    double quantiles = gsl_cdf_tdist_Qinv((1 - level) / 2, df) + gsl_cdf_tdist_Pinv(power, df);

    return quantiles > 0 ? quantiles * std_error : 0 * std_error;
}
