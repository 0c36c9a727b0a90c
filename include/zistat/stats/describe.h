/* What one set of numbers looks like. */
#ifndef ZISTAT_STATS_DESCRIBE_H
#define ZISTAT_STATS_DESCRIBE_H

#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/reason.h"

ZI_API_BEGIN

struct zi_description {
    size_t n;
    double mean;
    double sd; /* denominator n - 1; 0 when all values are equal; undefined for n = 1 */
    double min;
    double q1;
    double median;
    double q3;
    double max;
    double lag1; /* autocorrelation of neighbours in the array; undefined as reason says */
    enum zi_reason reason;
};

/*
 * zi_describe - mean, spread, quartiles and lag-1 autocorrelation of x[0..n)
 *
 * In       x[n], finite, left as it is; scratch[n]. lag1 takes neighbours in the array for
 *          neighbours in time: give it years in order and mind that it does not see gaps
 * Out      in the unit of x; quartiles of type 7 (R's default)
 * Missing  not allowed; callers remove and count them
 * Reasons  n = 0: all undefined, ZI_MISSING; n = 1: sd and lag1, ZI_FEWER_THAN_2; all values
 *          equal: lag1, ZI_CONSTANT
 * Cost     O(n) on average, three selections
 * Source   corrected two-pass variance (Chan, Golub & LeVeque 1983, American Statistician 37);
 *          Hyndman & Fan 1996, American Statistician 50, for the quartiles
 * Oracle   certified values of the NIST StRD; R quantile
 */
struct zi_description zi_describe(const double x[], size_t n, double scratch[]);

/* Mean of x[0..n), n >= 1, improved by the mean of its own residuals: right to the last digit or
 * so, also when the values are large against their differences. */
double zi_mean(const double x[], size_t n);

ZI_API_END

#endif
