/* Mean, spread and quartiles. */
#include "zistat/stats/describe.h"

#include <math.h>
#include <string.h>

#include "select.h"

double zi_mean(const double x[], size_t n)
{
    double sum = 0;
    double residuals = 0;
    double mean;

    for (size_t i = 0; i < n; i++)
        sum += x[i];
    mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        residuals += x[i] - mean;
    return mean + residuals / (double)n;
}

/* Sum of squares about the mean. What rounding left in the sum of deviations is taken off again:
 * without it 9-digit values keep half their digits (NumAcc4). */
static double sum_of_squares(const double x[], size_t n, double mean)
{
    double sum = 0;
    double squares = 0;

    for (size_t i = 0; i < n; i++) {
        double deviation = x[i] - mean;

        sum += deviation;
        squares += deviation * deviation;
    }
    return squares - sum * sum / (double)n;
}

static double lag1_products(const double x[], size_t n, double mean)
{
    double sum = 0;

    for (size_t i = 1; i < n; i++)
        sum += (x[i - 1] - mean) * (x[i] - mean);
    return sum;
}

static void describe_order(struct zi_description *result, const double x[], size_t n,
                           double scratch[])
{
    memcpy(scratch, x, n * sizeof *x);
    result->median = zi_select_quantile(scratch, n, 0.5);
    result->q1 = zi_select_quantile(scratch, n, 0.25);
    result->q3 = zi_select_quantile(scratch, n, 0.75);
    result->min = zi_select(scratch, n, 0);
    result->max = zi_select(scratch, n, n - 1);
}

struct zi_description zi_describe(const double x[], size_t n, double scratch[])
{
    struct zi_description result = {n, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, ZI_MISSING};
    double squares;

    if (n == 0)
        return result;
    describe_order(&result, x, n, scratch);
    if (n == 1) {
        result.mean = x[0];
        result.reason = ZI_FEWER_THAN_2;
        return result;
    }
    /* The variance of equal values is rounding noise, not 0; their range is exactly 0. */
    if (result.min == result.max) {
        result.mean = x[0];
        result.sd = 0;
        result.reason = ZI_CONSTANT;
        return result;
    }
    result.mean = zi_mean(x, n);
    squares = sum_of_squares(x, n, result.mean);
    result.sd = sqrt(squares / (double)(n - 1));
    result.lag1 = lag1_products(x, n, result.mean) / squares;
    result.reason = ZI_DEFINED;
    return result;
}
