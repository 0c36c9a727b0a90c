/* The quantile of the largest of several correlated t statistics. */
#include "simultaneous.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "random.h"

/* What is left of a variance of 1 below this is rounding: the estimate is made of earlier ones. */
static const double dependent = 1e-10;

/* root root' = the correlations; lower triangle. A row that depends on earlier ones gets a zero on
 * the diagonal. */
static void take_root(const double covariance[], size_t n, double root[])
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum =
                covariance[i * n + j] / sqrt(covariance[i * n + i] * covariance[j * n + j]);

            for (size_t k = 0; k < j; k++)
                sum -= root[i * n + k] * root[j * n + k];
            if (i == j)
                root[i * n + j] = sum > dependent ? sqrt(sum) : 0;
            else
                root[i * n + j] = root[j * n + j] > 0 ? sum / root[j * n + j] : 0;
        }
}

/* Two at a time (Box & Muller 1958). */
static void draw_normals(struct zi_random *random, double z[], size_t n)
{
    static const double full_turn = 6.28318530717958647692;

    for (size_t i = 0; i < n; i += 2) {
        double radius = sqrt(-2 * log(1 - zi_random_uniform(random)));
        double angle = full_turn * zi_random_uniform(random);

        z[i] = radius * cos(angle);
        if (i + 1 < n)
            z[i + 1] = radius * sin(angle);
    }
}

static double draw_largest(const double root[], size_t n, double df, struct zi_random *random,
                           double z[])
{
    double largest = 0;
    double scale = 1;

    draw_normals(random, z, n);
    for (size_t i = 0; i < n; i++) {
        double sum = 0;

        for (size_t j = 0; j <= i; j++)
            sum += root[i * n + j] * z[j];
        largest = fmax(largest, fabs(sum));
    }
    if (isfinite(df))
        scale = sqrt(gsl_cdf_chisq_Qinv(1 - zi_random_uniform(random), df) / df);
    return largest / scale;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

enum zi_code zi_simultaneous_quantile(const double covariance[], size_t n, double df, double level,
                                      size_t draws, uint64_t seed, double *quantile,
                                      struct zi_error *error)
{
    double *root = calloc(n * n + 1, sizeof *root);
    double *z = calloc(n + 1, sizeof *z);
    double *largest = calloc(draws, sizeof *largest);
    bool ready = root != NULL && z != NULL && largest != NULL;

    if (ready) {
        take_root(covariance, n, root);
        for (size_t i = 0; i < draws; i++) {
            struct zi_random random;

            zi_random_init(&random, seed, i);
            largest[i] = draw_largest(root, n, df, &random, z);
        }
        qsort(largest, draws, sizeof *largest, ascending);
        *quantile = largest[(size_t)ceil(level * (double)draws) - 1];
    }
    free(root);
    free(z);
    free(largest);
    return ready ? ZI_OK : zi_fail_memory(error);
}
