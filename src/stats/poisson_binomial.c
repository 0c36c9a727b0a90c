/* How many of several unequal chances come true. */
#include "zistat/stats/poisson_binomial.h"

#include <math.h>

/* Smaller chances say nothing, and denormal numbers are slow. */
static const double negligible = 1e-300;

void zi_poisson_binomial(const double p[], size_t n, double exactly[], double at_least[])
{
    size_t first = 0, last = 0; /* where the chances are not negligible */
    double sum = 0;

    exactly[0] = 1;
    for (size_t i = 0; i < n; i++) {
        exactly[i + 1] = 0;
        for (size_t j = last + 1; j > first; j--)
            exactly[j] = exactly[j] * (1 - p[i]) + exactly[j - 1] * p[i];
        exactly[first] *= 1 - p[i];
        last++;
        for (; first < last && exactly[first] < negligible; first++)
            exactly[first] = 0;
        for (; last > first && exactly[last] < negligible; last--)
            exactly[last] = 0;
    }
    for (size_t j = n + 1; j-- > 0;) {
        sum += exactly[j];
        at_least[j] = sum < 1 ? sum : 1;
    }
    at_least[0] = 1;
}

double zi_poisson_binomial_mean(const double p[], size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += p[i];
    return sum;
}

double zi_poisson_binomial_sd(const double p[], size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += p[i] * (1 - p[i]);
    return sqrt(sum);
}
