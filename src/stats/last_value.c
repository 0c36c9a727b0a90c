/* The simplest forecast there is, with the errors that it has. */
#include "last_value.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* What units changed by from a time to the next. */
struct change {
    double time;
    double value;
};

static int by_time(const void *left, const void *right)
{
    const struct change *a = left, *b = right;

    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

static size_t list_changes(const struct zi_mixed_data *data, struct change changes[])
{
    size_t n = 0;

    for (size_t u = 0; u < data->n_units; u++)
        for (size_t i = data->offsets[u]; i + 1 < data->offsets[u + 1]; i++)
            if (data->t[i + 1] - data->t[i] == 1)
                changes[n++] = (struct change){data->t[i + 1], data->y[i + 1] - data->y[i]};
    return n;
}

/* Adds the changes of one time; returns how many there are. */
static size_t add_time(const struct change changes[], size_t n, struct zi_last_value *fit,
                       double *harmonic)
{
    double mean = 0;
    size_t count = 0;

    while (count < n && changes[count].time == changes[0].time)
        mean += changes[count++].value;
    mean /= (double)count;
    for (size_t i = 0; i < count; i++)
        fit->own += (changes[i].value - mean) * (changes[i].value - mean);
    fit->own_df += (double)count - 1;
    fit->shared += mean * mean;
    fit->df++;
    *harmonic += 1 / (double)count;
    return count;
}

enum zi_code zi_last_value_fit(const struct zi_mixed_data *data, struct zi_last_value *fit,
                               struct zi_error *error)
{
    size_t rows = data->offsets[data->n_units] - data->offsets[0];
    struct change *changes = malloc((rows + 1) * sizeof *changes);
    double harmonic = 0;
    size_t n;

    *fit = (struct zi_last_value){.reason = ZI_DEFINED};
    if (changes == NULL)
        return zi_fail_memory(error);
    n = list_changes(data, changes);
    qsort(changes, n, sizeof *changes, by_time);
    for (size_t i = 0; i < n;)
        i += add_time(changes + i, n - i, fit, &harmonic);
    free(changes);
    if (fit->own_df > 0 && fit->own > DBL_EPSILON * fit->shared) {
        fit->own /= fit->own_df;
        fit->shared = fmax(0, (fit->shared - fit->own * harmonic) / fit->df);
    } else {
        fit->reason = fit->own_df > 0 ? ZI_CONSTANT : ZI_FEWER_THAN_2;
    }
    return ZI_OK;
}

/* A variance that grows with the distance is twice a covariance of level and slope. */
struct zi_fitted_line zi_last_value_line(const struct zi_last_value *fit, const double t[],
                                         const double y[], size_t n)
{
    if (fit->reason != ZI_DEFINED || n == 0)
        return zi_predict_no_line(fit->reason != ZI_DEFINED ? fit->reason : ZI_MISSING);
    return (struct zi_fitted_line){
        .centre = t[n - 1],
        .level = y[n - 1],
        .covariance = (fit->own + fit->shared) / 2,
        .df = fit->own_df,
        .shared = {.covariance = fit->shared / 2, .df = fit->df},
        .reason = ZI_DEFINED,
    };
}
