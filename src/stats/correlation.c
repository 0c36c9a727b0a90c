/* Pearson's correlation, and what all methods say of an estimate. */
#include "zistat/stats/correlation.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "tail.h"

const char *zi_correlation_method_name(enum zi_correlation_method method)
{
    static const char *const names[] = {
        [ZI_PEARSON] = "pearson",
        [ZI_SPEARMAN] = "spearman",
        [ZI_KENDALL] = "kendall",
    };

    return names[method];
}

double zi_correlation_round(double r)
{
    return 1 - fabs(r) <= 1e-12 ? copysign(1, r) : r;
}

void zi_correlation_interval(struct zi_estimate *estimate, double std_error, double level)
{
    double quantile = gsl_cdf_ugaussian_Qinv((1 - level) / 2);
    double z = atanh(estimate->estimate);

    estimate->std_error = std_error;
    estimate->conf_low = tanh(z - quantile * std_error);
    estimate->conf_high = tanh(z + quantile * std_error);
    estimate->conf_level = level;
}

void zi_correlation_test_t(struct zi_estimate *estimate, double df)
{
    double r = estimate->estimate;

    estimate->df = df;
    estimate->statistic = r * sqrt(df / ((1 - r) * (1 + r)));
    estimate->p_value = zi_tail_t(estimate->statistic, df);
    estimate->p_method = ZI_P_T;
}

struct zi_estimate zi_correlation_from_r(double r, size_t n, double df, double level)
{
    struct zi_estimate result = zi_estimate_undefined(n, ZI_DEFINED);

    if (df < 1)
        return zi_estimate_undefined(n, ZI_FEWER_THAN_3);
    result.estimate = zi_correlation_round(r);
    if (fabs(result.estimate) == 1) {
        result.reason = ZI_EXACT_FIT;
        return result;
    }
    zi_correlation_test_t(&result, df);
    if (df < 2)
        result.reason = ZI_FEWER_THAN_4;
    else
        zi_correlation_interval(&result, 1 / sqrt(df - 1), level);
    return result;
}

/* Pearson: what a first pass over the complete pairs gives, the deviations of the second. */
struct pairs {
    size_t n;
    double x_sum, x_min, x_max;
    double y_sum, y_min, y_max;
};

static struct pairs summarize_pairs(const double x[], const double y[], size_t n)
{
    struct pairs pairs = {0, 0, INFINITY, -INFINITY, 0, INFINITY, -INFINITY};

    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        pairs.n++;
        pairs.x_sum += x[i];
        pairs.y_sum += y[i];
        pairs.x_min = x[i] < pairs.x_min ? x[i] : pairs.x_min;
        pairs.x_max = x[i] > pairs.x_max ? x[i] : pairs.x_max;
        pairs.y_min = y[i] < pairs.y_min ? y[i] : pairs.y_min;
        pairs.y_max = y[i] > pairs.y_max ? y[i] : pairs.y_max;
    }
    return pairs;
}

/* The sums of deviations would be 0 but for the rounding of the means, which they correct. */
static double correlate_pairs(const double x[], const double y[], size_t n, struct pairs pairs)
{
    double count = (double)pairs.n;
    double x_mean = pairs.x_sum / count;
    double y_mean = pairs.y_sum / count;
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;

    for (size_t i = 0; i < n; i++) {
        double dx = x[i] - x_mean;
        double dy = y[i] - y_mean;

        if (isnan(dx) || isnan(dy))
            continue;
        sx += dx;
        sy += dy;
        sxx += dx * dx;
        syy += dy * dy;
        sxy += dx * dy;
    }
    return (sxy - sx * sy / count) / (sqrt(sxx - sx * sx / count) * sqrt(syy - sy * sy / count));
}

struct zi_estimate zi_correlation_pearson(const double x[], const double y[], size_t n,
                                          double level)
{
    struct pairs pairs = summarize_pairs(x, y, n);

    if (pairs.n < 3)
        return zi_estimate_undefined(pairs.n, ZI_FEWER_THAN_3);
    if (pairs.x_min == pairs.x_max || pairs.y_min == pairs.y_max)
        return zi_estimate_undefined(pairs.n, ZI_CONSTANT);
    return zi_correlation_from_r(correlate_pairs(x, y, n, pairs), pairs.n, (double)pairs.n - 2,
                                 level);
}
