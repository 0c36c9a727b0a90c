/* The median of slopes, with its interval. */
#include "zistat/stats/sen.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/count.h"
#include "select.h"

struct slopes {
    double *slope;
    size_t count;
    bool defined;  /* no two points at the same time */
    bool all_zero; /* y is constant */
};

static struct slopes find_slopes(const double t[], const double y[], size_t n, double scratch[])
{
    struct slopes slopes = {.slope = scratch, .defined = true, .all_zero = true};

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            slopes.slope[slopes.count++] = (y[j] - y[i]) / (t[j] - t[i]);
            slopes.defined &= t[j] != t[i];
            slopes.all_zero &= y[j] == y[i];
        }
    }
    return slopes;
}

/* Why there is no interval of this level from n points. */
static enum zi_reason too_few(const struct zi_confidence *confidence, size_t n)
{
    static const enum zi_reason reasons[] = {
        [3] = ZI_FEWER_THAN_3, [4] = ZI_FEWER_THAN_4, [5] = ZI_FEWER_THAN_5};

    for (size_t needed = n < 2 ? 3 : n + 1; needed < ZI_COUNT(reasons); needed++)
        if (zi_confidence_slope_rank(confidence, needed).rank > 0)
            return reasons[needed];
    return ZI_FEW_FOR_LEVEL;
}

/* The median has been selected, so that each limit is sought in its own half. */
static void find_interval(struct zi_estimate *estimate, struct slopes slopes,
                          struct zi_confidence_rank limit)
{
    size_t middle = (slopes.count - 1) / 2;
    size_t low = limit.rank - 1;
    size_t high = slopes.count - limit.rank;

    estimate->conf_low = zi_select(slopes.slope, middle + 1, low) + 0.0;
    estimate->conf_high =
        zi_select(slopes.slope + middle, slopes.count - middle, high - middle) + 0.0;
    estimate->conf_level = limit.level;
}

static double median_of(const double x[], size_t n, double scratch[])
{
    memcpy(scratch, x, n * sizeof *x);
    return zi_select_quantile(scratch, n, 0.5);
}

static struct zi_sen find_line(const double t[], const double y[], size_t n,
                               const struct zi_confidence *confidence,
                               struct zi_confidence_rank limit, double scratch[])
{
    struct zi_sen result = {
        .slope = zi_estimate_undefined(n, n == 0 ? ZI_MISSING : ZI_FEWER_THAN_2),
        .intercept = NAN,
    };
    struct slopes slopes;

    if (n < 2)
        return result;
    slopes = find_slopes(t, y, n, scratch);
    result.slope.reason = ZI_CONSTANT;
    if (!slopes.defined)
        return result;
    /* Adding 0 turns -0 into 0. */
    result.slope.estimate = zi_select_quantile(slopes.slope, slopes.count, 0.5) + 0.0;
    if (limit.rank == 0) {
        result.slope.reason = too_few(confidence, n);
    } else if (!slopes.all_zero) {
        result.slope.reason = ZI_DEFINED;
        find_interval(&result.slope, slopes, limit);
    }
    result.intercept = median_of(y, n, scratch) - result.slope.estimate * median_of(t, n, scratch);
    return result;
}

struct zi_sen zi_sen(const double t[], const double y[], size_t n,
                     const struct zi_confidence *confidence, double scratch[])
{
    return find_line(t, y, n, confidence, zi_confidence_slope_rank(confidence, n), scratch);
}

struct zi_sen zi_sen_wider(const double t[], const double y[], size_t n,
                           const struct zi_confidence *confidence, double factor, double scratch[])
{
    struct zi_confidence_rank limit = factor > 1
                                          ? zi_confidence_slope_rank_wider(confidence, n, factor)
                                          : zi_confidence_slope_rank(confidence, n);

    return find_line(t, y, n, confidence, limit, scratch);
}
