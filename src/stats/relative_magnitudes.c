/* Bounds on an effect when trends differ by no more than they did before. */
#include "relative_magnitudes.h"

#include <math.h>

/* One of the estimates, or the base year's 0. */
static const size_t base = (size_t)-1;

/* The change from one year before the treatment to the next, by the number of years between. */
struct step {
    size_t from;
    size_t to;
    double years;
};

static size_t count_before(const struct zi_path *path)
{
    size_t n = 0;

    while (n < path->n && path->at[n] < -1)
        n++;
    return n;
}

/* The i-th of count_before() steps; the last ends in the base. */
static struct step step_of(const struct zi_path *path, size_t i, size_t n_before)
{
    struct step step = {.from = i, .to = i + 1 < n_before ? i + 1 : base};
    int end = step.to == base ? -1 : path->at[step.to];

    step.years = end - path->at[i];
    return step;
}

static double size_of(const struct zi_path *path, struct step step)
{
    return ((step.to == base ? 0 : path->effect[step.to]) - path->effect[step.from]) / step.years;
}

/* How much of a step of size 1 in every year since 0 the mean effect holds: k + 1 steps at k. */
static double steps_in_mean(const struct zi_path *path, size_t n_before)
{
    double sum = 0;

    for (size_t i = n_before; i < path->n; i++)
        sum += path->at[i] + 1;
    return sum / (double)(path->n - n_before);
}

/* The weight of estimate i in the mean effect plus times the step. */
static double weight_of(const struct zi_path *path, size_t n_before, struct step step, double times,
                        size_t i)
{
    double weight = i >= n_before ? 1 / (double)(path->n - n_before) : 0;

    if (i == step.to)
        weight += times / step.years;
    if (i == step.from)
        weight -= times / step.years;
    return weight;
}

static double error_of(const struct zi_path *path, size_t n_before, struct step step, double times)
{
    double variance = 0;

    for (size_t i = 0; i < path->n; i++)
        for (size_t j = 0; j < path->n; j++)
            variance += weight_of(path, n_before, step, times, i) *
                        weight_of(path, n_before, step, times, j) *
                        path->covariance[i * path->n + j];
    return sqrt(fmax(0, variance));
}

static double mean_effect(const struct zi_path *path, size_t n_before)
{
    double sum = 0;

    for (size_t i = n_before; i < path->n; i++)
        sum += path->effect[i];
    return sum / (double)(path->n - n_before);
}

struct zi_honest zi_relative_magnitudes(const struct zi_path *path, double magnitude,
                                        const struct zi_confidence *confidence)
{
    struct zi_honest honest = {NAN, NAN, NAN, NAN, NAN};
    size_t n_before = count_before(path);
    double quantile = zi_confidence_t(confidence, path->df);
    double reach, largest = 0;

    if (n_before == 0 || n_before == path->n)
        return honest;
    reach = magnitude * steps_in_mean(path, n_before);
    honest.estimate = mean_effect(path, n_before);
    honest.conf_low = INFINITY;
    honest.conf_high = -INFINITY;
    for (size_t i = 0; i < n_before; i++) {
        struct step step = step_of(path, i, n_before);
        double size = size_of(path, step);

        largest = fmax(largest, fabs(size));
        for (int sign = -1; sign <= 1; sign += 2) {
            double end = honest.estimate + sign * reach * size;
            double margin = quantile * error_of(path, n_before, step, sign * reach);

            honest.conf_low = fmin(honest.conf_low, end - margin);
            honest.conf_high = fmax(honest.conf_high, end + margin);
        }
    }
    honest.low = honest.estimate - reach * largest;
    honest.high = honest.estimate + reach * largest;
    return honest;
}

double zi_breakdown_magnitude(const struct zi_path *path, double most,
                              const struct zi_confidence *confidence)
{
    struct zi_honest honest = zi_relative_magnitudes(path, 0, confidence);
    double low = 0, high = most;

    if (!(honest.conf_low > 0) && !(honest.conf_high < 0))
        return NAN;
    honest = zi_relative_magnitudes(path, most, confidence);
    if (honest.conf_low > 0 || honest.conf_high < 0)
        return most;
    while (high - low > 1e-6) {
        double middle = (low + high) / 2;

        honest = zi_relative_magnitudes(path, middle, confidence);
        if (honest.conf_low > 0 || honest.conf_high < 0)
            low = middle;
        else
            high = middle;
    }
    return low;
}
