#include "correlation_jackknife.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "tail.h"
#include "zistat/base/arena.h"
#include "zistat/stats/correlation.h"

/* Pearson: sums over a run of rows. */
struct moments {
    double xx;
    double yy;
    double xy;
};

static struct moments add_rows(struct moments sums, const double x[], const double y[],
                               size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        sums.xx += x[i] * x[i];
        sums.yy += y[i] * y[i];
        sums.xy += x[i] * y[i];
    }
    return sums;
}

static double correlate_moments(struct moments a, struct moments b)
{
    double xx = a.xx + b.xx;
    double yy = a.yy + b.yy;

    return xx > 0 && yy > 0 ? zi_correlation_round((a.xy + b.xy) / (sqrt(xx) * sqrt(yy))) : NAN;
}

/* The rows without a cluster are those before it and those after: nothing is subtracted, so an
 * extreme cluster leaves no rounding behind. */
enum zi_code zi_pearson_without_each(const double x[], const double y[], const size_t start[],
                                     size_t n_clusters, double *r, double without[],
                                     struct zi_error *error)
{
    struct zi_arena scratch = {0};
    struct moments *from = zi_arena_allocate(&scratch, n_clusters + 1, sizeof *from);
    struct moments before = {0};

    if (!from) {
        zi_arena_release(&scratch);
        return zi_fail_memory(error);
    }
    for (size_t g = n_clusters; g-- > 0;)
        from[g] = add_rows(from[g + 1], x, y, start[g], start[g + 1]);
    *r = correlate_moments(before, from[0]);
    for (size_t g = 0; g < n_clusters; g++) {
        without[g] = correlate_moments(before, from[g + 1]);
        before = add_rows(before, x, y, start[g], start[g + 1]);
    }
    zi_arena_release(&scratch);
    return ZI_OK;
}

/* The standard error of atanh(r), or NaN and the reason. */
static double jackknife_error(const double without[], size_t n_clusters, enum zi_reason *reason)
{
    double count = (double)n_clusters;
    double sum = 0;
    double squares = 0;

    *reason = ZI_ONE_CLUSTER;
    for (size_t g = 0; g < n_clusters; g++) {
        if (isnan(without[g]))
            return NAN;
        if (fabs(without[g]) == 1)
            *reason = ZI_EXACT_FIT;
        sum += atanh(without[g]);
    }
    for (size_t g = 0; g < n_clusters; g++)
        squares += pow(atanh(without[g]) - sum / count, 2);
    if (n_clusters < 2 || !(squares > 1e-20))
        return NAN;
    *reason = ZI_DEFINED;
    return sqrt((count - 1) / count * squares);
}

struct zi_estimate zi_correlation_jackknife(double r, const double without[], size_t n_clusters,
                                            size_t n, double level)
{
    struct zi_estimate result = zi_estimate_undefined(n, ZI_DEFINED);
    double df = (double)n_clusters - 1;
    double z = atanh(r);
    double reach;

    result.n_units = n_clusters;
    result.estimate = r;
    if (isnan(r))
        result.reason = ZI_CONSTANT;
    else if (fabs(r) == 1)
        result.reason = ZI_EXACT_FIT;
    else
        result.std_error = jackknife_error(without, n_clusters, &result.reason);
    if (result.reason != ZI_DEFINED)
        return result;
    reach = gsl_cdf_tdist_Qinv((1 - level) / 2, df) * result.std_error;
    result.statistic = z / result.std_error;
    result.df = df;
    result.p_value = zi_tail_t(result.statistic, df);
    result.p_method = ZI_P_CLUSTER_JACKKNIFE;
    result.conf_low = tanh(z - reach);
    result.conf_high = tanh(z + reach);
    result.conf_level = level;
    return result;
}
