/* How far the years of many short series resemble each other. */
#include "zistat/stats/autocorrelation.h"

#include <math.h>
#include <stdbool.h>

#include "zistat/stats/describe.h"

/* Beyond it a series is a random walk, and the corrections mean nothing. */
static const double rho_max = 0.99;

/* As in regression.h: what is left of a straight line. */
static const double exact_fit = 1e-12;

/* Times about their mean; returns their sum of squares. */
static double centre(const double t[], size_t n, double d[])
{
    double mean = zi_mean(t, n);
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        d[i] = t[i] - mean;
        sum += d[i] * d[i];
    }
    return sum;
}

/* y becomes residual; false when nothing is left of it. */
static bool detrend(const double d[], double tt, const double y[], size_t n, double residual[])
{
    double mean = zi_mean(y, n);
    double slope = 0;
    double largest = 0;
    double squares = 0;

    for (size_t i = 0; i < n; i++)
        slope += d[i] * (y[i] - mean) / tt;
    for (size_t i = 0; i < n; i++) {
        residual[i] = y[i] - mean - slope * d[i];
        squares += residual[i] * residual[i];
        largest = fmax(largest, fabs(y[i]));
    }
    return sqrt(squares / (double)n) > exact_fit * largest;
}

static bool in_a_row(const double t[], size_t i)
{
    return t[i + 1] - t[i] == 1;
}

static bool has_neighbours(const double t[], size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (in_a_row(t, i))
            return true;
    return false;
}

/*
 * With residuals M y, M = I - 11'/n - dd'/tt, and V the correlations of y: their squares are on
 * average tr(M V), the products of neighbours tr(M L M V), where L holds 1/2 for neighbours. Both
 * are sums over V's elements, which are powers of rho. Here: L1, Ld and what is made of them.
 */
struct neighbours {
    const double *t;
    const double *d;
    double n;
    double tt;
    double *l1;
    double *ld;
    double sum_l1;
    double sum_ld;
    double d_ld;
};

static void find_neighbours(struct neighbours *l, size_t n)
{
    for (size_t i = 0; i < n; i++)
        l->l1[i] = l->ld[i] = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        if (!in_a_row(l->t, i))
            continue;
        l->l1[i] += 0.5;
        l->l1[i + 1] += 0.5;
        l->ld[i] += l->d[i + 1] / 2;
        l->ld[i + 1] += l->d[i] / 2;
    }
    for (size_t i = 0; i < n; i++) {
        l->sum_l1 += l->l1[i];
        l->sum_ld += l->ld[i];
        l->d_ld += l->d[i] * l->ld[i];
    }
}

/* Element i, j of M L M; j >= i. */
static double product_weight(const struct neighbours *l, size_t i, size_t j)
{
    double weight = l->t[j] - l->t[i] == 1 ? 0.5 : 0;

    weight -= (l->l1[i] + l->l1[j]) / l->n;
    weight -= (l->d[i] * l->ld[j] + l->ld[i] * l->d[j]) / l->tt;
    weight += l->sum_l1 / (l->n * l->n);
    weight += l->sum_ld * (l->d[i] + l->d[j]) / (l->n * l->tt);
    return weight + l->d_ld * l->d[i] * l->d[j] / (l->tt * l->tt);
}

/* Element i, j of M. */
static double square_weight(const struct neighbours *l, size_t i, size_t j)
{
    return (i == j) - 1 / l->n - l->d[i] * l->d[j] / l->tt;
}

static void expect(struct zi_autocorrelation_sums *sums, const struct neighbours *l, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++) {
            size_t lag = (size_t)(l->t[j] - l->t[i]);
            double times = i == j ? 1 : 2;

            sums->expected_products[lag] += times * product_weight(l, i, j);
            sums->expected_squares[lag] += times * square_weight(l, i, j);
        }
}

void zi_autocorrelation_add(struct zi_autocorrelation_sums *sums, const double t[],
                            const double y[], size_t n, double scratch[])
{
    double *d = scratch;
    double *residual = scratch + n;
    struct neighbours l = {.t = t, .d = d, .n = (double)n, .l1 = d + 2 * n, .ld = d + 3 * n};

    if (n < 3 || !has_neighbours(t, n))
        return;
    l.tt = centre(t, n, d);
    if (!detrend(d, l.tt, y, n, residual))
        return;
    for (size_t i = 0; i < n; i++) {
        sums->squares += residual[i] * residual[i];
        if (i + 1 < n && in_a_row(t, i))
            sums->products += residual[i] * residual[i + 1];
    }
    find_neighbours(&l, n);
    expect(sums, &l, n);
    sums->n_units++;
}

static double polynomial(const double coefficient[], size_t n, double x)
{
    double sum = 0;

    for (size_t i = n; i-- > 0;)
        sum = sum * x + coefficient[i];
    return sum;
}

/* How far the products are expected to exceed, or fall short of, their share of the squares. */
static double excess(const struct zi_autocorrelation_sums *sums, double rho)
{
    double share = sums->products / sums->squares;

    return polynomial(sums->expected_products, sums->n_lags, rho) -
           share * polynomial(sums->expected_squares, sums->n_lags, rho);
}

struct zi_autocorrelation zi_autocorrelation_solve(const struct zi_autocorrelation_sums *sums)
{
    struct zi_autocorrelation result = {.rho = NAN, .n_units = sums->n_units, .reason = ZI_MISSING};
    double low = -rho_max;
    double high = rho_max;

    if (sums->n_units == 0)
        return result;
    result.reason = ZI_DEFINED;
    for (int halving = 0; halving < 60; halving++) {
        double middle = low + (high - low) / 2;

        if (excess(sums, middle) < 0)
            low = middle;
        else
            high = middle;
    }
    result.rho = low + (high - low) / 2;
    return result;
}

static double power_between(const double t[], const double power[], size_t i, size_t j)
{
    return power[(size_t)fabs(t[j] - t[i])];
}

static double kendall_variance(const double t[], size_t n, const double power[])
{
    double count = (double)n;
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            double left = count - (double)(j - i);

            sum += (left - 1) * (left - 2) * power_between(t, power, i, j);
        }
    return 1 + 2 * sum / (count * (count - 1) * (count - 2));
}

/* V's columns about what the line takes: M V = V - 1 mean' - d slope'. */
struct column {
    double mean;
    double slope;
};

static struct column take_column(const double t[], const double d[], double tt, size_t n,
                                 const double power[], size_t j)
{
    struct column column = {0, 0};

    for (size_t i = 0; i < n; i++) {
        double v = power_between(t, power, i, j);

        column.mean += v / (double)n;
        column.slope += d[i] * v / tt;
    }
    return column;
}

struct zi_autocorrelation_effect zi_autocorrelation_effect(const double t[], size_t n,
                                                           const double power[], double scratch[])
{
    struct zi_autocorrelation_effect effect = {.kendall_variance = kendall_variance(t, n, power)};
    double *mean = scratch;
    double *slope = scratch + n;
    double *d = scratch + 2 * n;
    double tt = centre(t, n, d);
    double trace = 0;  /* of M V */
    double square = 0; /* of M V M V */
    double spread = 0; /* d'V d / tt */

    for (size_t j = 0; j < n; j++) {
        struct column column = take_column(t, d, tt, n, power, j);

        mean[j] = column.mean;
        slope[j] = column.slope;
        trace += 1 - mean[j] - d[j] * slope[j];
        spread += d[j] * slope[j];
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double v = power_between(t, power, i, j);

            square += (v - mean[j] - d[i] * slope[j]) * (v - mean[i] - d[j] * slope[i]);
        }
    effect.slope_variance = spread * (double)(n - 2) / trace;
    effect.slope_df = trace * trace / square;
    return effect;
}
