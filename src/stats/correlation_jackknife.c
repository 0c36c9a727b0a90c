/* The error of a correlation from leaving out one unit after another. */
#include "correlation_jackknife.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "tail.h"
#include "zistat/base/arena.h"
#include "zistat/stats/correlation.h"

/* Pearson: sums over a run of rows; the first three stay 0 for deviations that sum to 0. */
struct moments {
    double n;
    double x;
    double y;
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

static struct moments add_points(struct moments sums, const double x[], const double y[],
                                 size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        sums.x += x[i];
        sums.y += y[i];
    }
    sums.n += (double)(end - start);
    return add_rows(sums, x, y, start, end);
}

/* What sums of deviations leave of a variance that is 0. */
static const double rounding = 1e-14;

static double correlate_moments(struct moments a, struct moments b)
{
    double n = fmax(a.n + b.n, 1);
    double x = a.x + b.x, y = a.y + b.y;
    double xx = a.xx + b.xx, yy = a.yy + b.yy;
    double x_left = xx - x * x / n, y_left = yy - y * y / n;

    if (!(x_left > rounding * xx) || !(y_left > rounding * yy))
        return NAN;
    return zi_correlation_round((a.xy + b.xy - x * y / n) / (sqrt(x_left) * sqrt(y_left)));
}

typedef struct moments add_sums(struct moments sums, const double x[], const double y[],
                                size_t start, size_t end);

/* The rows without a cluster are those before it and those after: nothing is subtracted, so an
 * extreme cluster leaves no rounding behind. */
static enum zi_code leave_out_each(const double x[], const double y[], const size_t start[],
                                   size_t n_clusters, add_sums *add, double *r, double without[],
                                   struct zi_error *error)
{
    struct zi_arena scratch = {0};
    struct moments *from = zi_arena_allocate(&scratch, n_clusters + 1, sizeof *from);
    struct moments before = {0};

    if (from == NULL) {
        zi_arena_release(&scratch);
        return zi_fail_memory(error);
    }
    for (size_t g = n_clusters; g-- > 0;)
        from[g] = add(from[g + 1], x, y, start[g], start[g + 1]);
    *r = correlate_moments(before, from[0]);
    for (size_t g = 0; g < n_clusters; g++) {
        without[g] = correlate_moments(before, from[g + 1]);
        before = add(before, x, y, start[g], start[g + 1]);
    }
    zi_arena_release(&scratch);
    return ZI_OK;
}

enum zi_code zi_pearson_without_each(const double x[], const double y[], const size_t start[],
                                     size_t n_clusters, double *r, double without[],
                                     struct zi_error *error)
{
    return leave_out_each(x, y, start, n_clusters, add_rows, r, without, error);
}

/* Of deviations from the means of all: sums of what is large and alike lose digits. */
static double *centre(const double values[], size_t n, struct zi_arena *scratch)
{
    double *centred = zi_arena_allocate(scratch, n, sizeof *centred);
    double sum = 0;

    for (size_t i = 0; centred != NULL && i < n; i++) {
        centred[i] = values[i] - values[0];
        sum += centred[i];
    }
    for (size_t i = 0; centred != NULL && i < n; i++)
        centred[i] -= sum / (double)n;
    return centred;
}

enum zi_code zi_pearson_of_points_without_each(const double x[], const double y[],
                                               const size_t start[], size_t n_clusters, double *r,
                                               double without[], struct zi_error *error)
{
    struct zi_arena scratch = {0};
    const double *x_centred = centre(x, start[n_clusters], &scratch);
    const double *y_centred = centre(y, start[n_clusters], &scratch);
    enum zi_code code =
        x_centred != NULL && y_centred != NULL
            ? leave_out_each(x_centred, y_centred, start, n_clusters, add_points, r, without, error)
            : zi_fail_memory(error);

    zi_arena_release(&scratch);
    return code;
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

double zi_correlation_wild_least(size_t n_clusters)
{
    return 1 / (double)((size_t)1 << (n_clusters - 1));
}

/* The signs in the order of Gray's code, so that each differs from the one before in one cluster.
 * The last cluster keeps its sign: turning all of them leaves |sum|. */
double zi_correlation_wild_p(double r, const double without[], size_t n_clusters)
{
    double values[ZI_WILD_CORRELATION_CLUSTERS];
    double count = (double)n_clusters;
    size_t all = (size_t)1 << (n_clusters - 1);
    size_t large = 0;
    double data = 0, sum;

    for (size_t g = 0; g < n_clusters; g++) {
        values[g] = count * atanh(r) - (count - 1) * atanh(without[g]);
        data += values[g];
    }
    sum = data;
    for (size_t step = 1; step <= all; step++) {
        size_t turned = 0;

        large += fabs(sum) >= fabs(data) * (1 - 1e-9);
        while (turned + 1 < n_clusters && (step >> turned & 1) == 0)
            turned++;
        values[turned] = -values[turned];
        sum += 2 * values[turned];
    }
    return (double)large / (double)all;
}
