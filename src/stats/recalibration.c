/* Chances corrected by where earlier outcomes fell. */
#include "recalibration.h"

#include <math.h>
#include <stdlib.h>

static const double forecasts_of_doubt = 100;

static int rising(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

struct zi_recalibration zi_recalibration_make(double below[], size_t n, size_t n_years,
                                              double shared)
{
    double count = (double)n;
    double worth = count / (1 + fmax(0, count / (double)n_years - 1) * shared);

    qsort(below, n, sizeof *below, rising);
    return (struct zi_recalibration){below, n, worth / (worth + forecasts_of_doubt)};
}

/* H(u), straight between the values: the i-th of n stands at (i - 1/2) / n. */
static double came_below(const struct zi_recalibration *recalibration, double u)
{
    const double *x = recalibration->below;
    size_t low = 0, high = recalibration->n;
    double n = (double)recalibration->n, left, right;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (x[middle] < u)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return x[0] > 0 ? 0.5 / n * u / x[0] : 0;
    if (low == recalibration->n)
        return 1 - 0.5 / n * (x[low - 1] < 1 ? (1 - u) / (1 - x[low - 1]) : 0);
    left = x[low - 1];
    right = x[low];
    return ((double)low - 0.5 + (u - left) / (right - left)) / n;
}

double zi_recalibrated(const struct zi_recalibration *recalibration, double p)
{
    double w = recalibration->weight;

    if (isnan(p))
        return p;
    return 1 - ((1 - w) * (1 - p) + w * came_below(recalibration, 1 - p));
}

double zi_recalibration_change(const struct zi_recalibration *recalibration)
{
    double largest = 0;

    for (int percent = 1; percent < 100; percent++)
        largest =
            fmax(largest, fabs(zi_recalibrated(recalibration, percent / 100.0) - percent / 100.0));
    return largest;
}
