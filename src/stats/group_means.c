/* Empirical Bayes means of groups. */
#include "group_means.h"

#include <math.h>

struct sums {
    double n;
    double mean;
    double squares; /* of n over groups */
    double within;  /* sum of squares */
    double between;
    double within_df;
    double groups; /* that have values */
};

static double mean_of(const double values[], size_t first, size_t last)
{
    double sum = 0;

    for (size_t i = first; i < last; i++)
        sum += values[i];
    return sum / (double)(last - first);
}

static struct sums add_up(const double values[], const size_t offsets[], size_t n_groups)
{
    struct sums sums = {0};

    sums.n = (double)(offsets[n_groups] - offsets[0]);
    sums.mean = mean_of(values, offsets[0], offsets[n_groups]);
    for (size_t g = 0; g < n_groups; g++) {
        double n = (double)(offsets[g + 1] - offsets[g]);
        double mean;

        if (n == 0)
            continue;
        mean = mean_of(values, offsets[g], offsets[g + 1]);
        for (size_t i = offsets[g]; i < offsets[g + 1]; i++)
            sums.within += (values[i] - mean) * (values[i] - mean);
        sums.between += n * (mean - sums.mean) * (mean - sums.mean);
        sums.squares += n * n;
        sums.within_df += n - 1;
        sums.groups++;
    }
    return sums;
}

size_t zi_group_means(const double values[], const size_t offsets[], size_t n_groups,
                      struct zi_group_mean means[])
{
    size_t n = offsets[n_groups] - offsets[0];
    struct sums sums = {0};
    double within, between = 0, of_mean;

    for (size_t g = 0; g < n_groups; g++)
        means[g] = (struct zi_group_mean){NAN, NAN};
    if (n >= 3)
        sums = add_up(values, offsets, n_groups);
    if (!(sums.within_df > 0))
        return n;
    within = sums.within / sums.within_df;
    if (sums.groups > 1)
        between =
            fmax(0, (sums.between - (sums.groups - 1) * within) / (sums.n - sums.squares / sums.n));
    of_mean = within / sums.n + between * sums.squares / (sums.n * sums.n);
    for (size_t g = 0; g < n_groups; g++) {
        double own = (double)(offsets[g + 1] - offsets[g]);
        double weight = own > 0 && between > 0 ? between / (between + within / own) : 0;
        double mean = own > 0 ? mean_of(values, offsets[g], offsets[g + 1]) : sums.mean;
        double lean = 1 - weight;

        means[g].mean = sums.mean + weight * (mean - sums.mean);
        means[g].sd = sqrt(within + between * lean + of_mean * lean * lean);
    }
    return n;
}
