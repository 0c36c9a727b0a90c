/* Schaefer and Strimmer's shrinkage of correlations towards 0. */
#include "shrunken_correlation.h"

#include <math.h>

/* Root mean square of a column: errors are meant about 0. */
static double size_of(const double rows[], size_t n, size_t k, size_t column)
{
    double sum = 0;

    for (size_t r = 0; r < n; r++)
        sum += rows[r * k + column] * rows[r * k + column];
    return sqrt(sum / (double)n);
}

/* The mean of the products of two standardised columns, and the variance of that mean. */
static double product_mean(const double rows[], size_t n, size_t k, size_t i, size_t j,
                           double sizes, double *variance)
{
    double mean = 0, square = 0;

    for (size_t r = 0; r < n; r++)
        mean += rows[r * k + i] * rows[r * k + j] / sizes;
    mean /= (double)n;
    for (size_t r = 0; r < n; r++) {
        double deviation = rows[r * k + i] * rows[r * k + j] / sizes - mean;

        square += deviation * deviation;
    }
    *variance = square / ((double)n * (double)(n - 1));
    return mean;
}

double zi_shrunken_correlation(const double rows[], size_t n, size_t k, double correlation[])
{
    double variances = 0, squares = 0, weight;

    for (size_t i = 0; i < k * k; i++)
        correlation[i] = i % (k + 1) == 0 ? 1 : 0;
    if (n < 3)
        return 1;
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < i; j++) {
            double sizes = size_of(rows, n, k, i) * size_of(rows, n, k, j);
            double variance;

            if (!(sizes > 0))
                continue;
            correlation[i * k + j] = product_mean(rows, n, k, i, j, sizes, &variance);
            squares += correlation[i * k + j] * correlation[i * k + j];
            variances += variance;
        }
    weight = squares > 0 ? fmin(1, variances / squares) : 1;
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < i; j++)
            correlation[j * k + i] = correlation[i * k + j] *= 1 - weight;
    return weight;
}
