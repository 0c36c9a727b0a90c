/* What a confidence level means for small samples: quantiles of t. */
#include "zistat/stats/confidence.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

enum { INVERSIONS_MAX = ZI_CONFIDENCE_MAX * (ZI_CONFIDENCE_MAX - 1) / 2 };

static double t_quantile(double level, double df)
{
    return gsl_cdf_tdist_Qinv((1 - level) / 2, df);
}

/* Probabilities of 0, 1, ... inversions among n values from those among n - 1: the n-th value adds
 * 0 .. n-1 of them, all equally likely. Prefix sums are exact to 1e-16 absolute: enough to compare
 * with a level (not for p-values, see kendall_null.h). */
static void add_value(double probability[], size_t n)
{
    size_t length = n * (n - 1) / 2 + 1;

    for (size_t i = 1; i < length; i++)
        probability[i] += probability[i - 1];
    for (size_t i = length; i-- > 0;)
        probability[i] = (probability[i] - (i >= n ? probability[i - n] : 0)) / (double)n;
}

/* The tolerance keeps levels that are met exactly, such as 2/3 for n = 3. */
static struct zi_confidence_rank slope_rank(const double probability[], double level)
{
    struct zi_confidence_rank result = {0, NAN};
    double tail = probability[0];

    while (tail <= (1 - level) / 2 + 1e-12) {
        result.rank++;
        result.level = 1 - 2 * tail;
        tail += probability[result.rank];
    }
    return result;
}

void zi_confidence_init(struct zi_confidence *confidence, double level)
{
    double probability[INVERSIONS_MAX + 1] = {1};

    *confidence = (struct zi_confidence){
        .level = level,
        .normal = gsl_cdf_ugaussian_Qinv((1 - level) / 2),
    };
    for (size_t n = 1; n <= ZI_CONFIDENCE_MAX; n++) {
        add_value(probability, n);
        confidence->t[n] = t_quantile(level, (double)n);
        confidence->slope_rank[n] = slope_rank(probability, level);
    }
}

double zi_confidence_t(const struct zi_confidence *confidence, double df)
{
    if (isinf(df))
        return confidence->normal;
    if (df <= ZI_CONFIDENCE_MAX && df == floor(df))
        return confidence->t[(size_t)df];
    return t_quantile(confidence->level, df);
}

/* From the normal distribution of S, whose variance is factor times that without ties. */
static struct zi_confidence_rank normal_rank(const struct zi_confidence *confidence, size_t n,
                                             double factor)
{
    double count = (double)n;
    double pairs = count * (count - 1) / 2;
    double spread = sqrt(factor * count * (count - 1) * (2 * count + 5) / 18);
    double rank = floor((pairs - confidence->normal * spread) / 2);

    if (rank < 1)
        return (struct zi_confidence_rank){0, NAN};
    return (struct zi_confidence_rank){(size_t)rank, confidence->level};
}

struct zi_confidence_rank zi_confidence_slope_rank(const struct zi_confidence *confidence, size_t n)
{
    if (n <= ZI_CONFIDENCE_MAX)
        return confidence->slope_rank[n];
    return normal_rank(confidence, n, 1);
}

struct zi_confidence_rank zi_confidence_slope_rank_wider(const struct zi_confidence *confidence,
                                                         size_t n, double factor)
{
    struct zi_confidence_rank plain = zi_confidence_slope_rank(confidence, n);
    struct zi_confidence_rank wider = normal_rank(confidence, n, factor);

    if (plain.rank < wider.rank)
        wider.rank = plain.rank;
    return wider.rank > 0 ? wider : (struct zi_confidence_rank){0, NAN};
}
