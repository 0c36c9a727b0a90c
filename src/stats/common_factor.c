/* Numbers of events that share one factor, by integrating over it. */
#include "common_factor.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "zistat/stats/poisson_binomial.h"

static const double last_node = 8;
static const double step = 0.125;

struct zi_factor_node zi_common_factor_node(size_t k)
{
    double at = step * (double)k - last_node;

    return (struct zi_factor_node){at, step * gsl_ran_ugaussian_pdf(at)};
}

/* Of the threshold z instead of its chance. */
static double given(double z, double loading, double factor)
{
    double own = sqrt(1 - loading * loading);

    if (own == 0) /* all is common: what happens is decided */
        return z > loading * factor ? 1 : z < loading * factor ? 0 : 0.5;
    return gsl_cdf_ugaussian_P((z - loading * factor) / own);
}

double zi_common_factor_given(double p, double loading, double factor)
{
    if (loading == 0 || p <= 0 || p >= 1)
        return p;
    return given(gsl_cdf_ugaussian_Pinv(p), loading, factor);
}

static bool is_independent(const struct zi_common_factor *events)
{
    for (size_t i = 0; i < events->n; i++)
        if (events->loading[i] != 0 && events->p[i] > 0 && events->p[i] < 1)
            return false;
    return true;
}

/* Adds weight times the number's normal distribution, rounded to whole numbers. */
static void add_normal(const double p[], size_t n, double weight, double exactly[])
{
    double mean = zi_poisson_binomial_mean(p, n);
    double sd = zi_poisson_binomial_sd(p, n);
    double below = 0;

    for (size_t j = 0; j <= n; j++) {
        double limit = (double)j + 0.5;
        double up_to = j == n    ? 1
                       : sd == 0 ? (mean < limit ? 1 : 0)
                                 : gsl_cdf_ugaussian_P((limit - mean) / sd);

        exactly[j] += weight * (up_to - below);
        below = up_to;
    }
}

/* Adds weight times the number's distribution; room holds 2 (n + 1) numbers. */
static void add_number(const double p[], size_t n, double weight, double room[], double exactly[])
{
    if (n >= ZI_FACTOR_EXACT) {
        add_normal(p, n, weight, exactly);
        return;
    }
    zi_poisson_binomial(p, n, room, room + n + 1);
    for (size_t j = 0; j <= n; j++)
        exactly[j] += weight * room[j];
}

static void sum_up(const double exactly[], size_t n, double at_least[])
{
    double sum = 0;

    for (size_t j = n + 1; j-- > 0;) {
        sum += exactly[j];
        at_least[j] = sum < 1 ? sum : 1;
    }
    at_least[0] = 1;
}

enum zi_code zi_common_factor_counts(const struct zi_common_factor *events, double exactly[],
                                     double at_least[], struct zi_error *error)
{
    size_t n = events->n;
    double *room;

    if (is_independent(events)) {
        zi_poisson_binomial(events->p, n, exactly, at_least);
        return ZI_OK;
    }
    room = malloc((4 * n + 2) * sizeof *room);
    if (room == NULL)
        return zi_fail_memory(error);
    double *z = room + 2 * n + 2, *p = room + 3 * n + 2;

    for (size_t i = 0; i < n; i++)
        z[i] = gsl_cdf_ugaussian_Pinv(events->p[i]);
    memset(exactly, 0, (n + 1) * sizeof *exactly);
    for (size_t k = 0; k < ZI_FACTOR_NODES; k++) {
        struct zi_factor_node node = zi_common_factor_node(k);

        for (size_t i = 0; i < n; i++)
            p[i] = isinf(z[i]) ? events->p[i] : given(z[i], events->loading[i], node.at);
        add_number(p, n, node.weight, room, exactly);
    }
    free(room);
    sum_up(exactly, n, at_least);
    return ZI_OK;
}

double zi_common_factor_sd(const struct zi_common_factor *events, const double weight[])
{
    double variance = 0, mean = 0;

    for (size_t i = 0; i < events->n; i++)
        mean += (weight != NULL ? weight[i] : 1) * events->p[i];
    for (size_t k = 0; k < ZI_FACTOR_NODES; k++) {
        struct zi_factor_node node = zi_common_factor_node(k);
        double away = -mean, own = 0;

        for (size_t i = 0; i < events->n; i++) {
            double p = zi_common_factor_given(events->p[i], events->loading[i], node.at);
            double w = weight != NULL ? weight[i] : 1;

            away += w * p;
            own += w * w * p * (1 - p);
        }
        variance += node.weight * (own + away * away);
    }
    return sqrt(variance);
}
