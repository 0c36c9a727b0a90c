/* Correlation when other variables are held fixed. */
#include "zistat/stats/partial.h"

#include <math.h>
#include <string.h>

#include "zistat/stats/correlation.h"

/* Of the length of a column's deviations: what is left below it is rounding. */
static const double NOTHING_LEFT = 1e-10;

/* Of a variance of 1: entries of a matrix of correlations carry errors of this size. */
static const double NOTHING_EXPLAINED = 1e-12;

static double length_of(const double values[], size_t n)
{
    double squares = 0;

    for (size_t i = 0; i < n; i++)
        squares += values[i] * values[i];
    return sqrt(squares);
}

static void take_mean_out(double values[], size_t n)
{
    double first = values[0];
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        values[i] -= first;
        sum += values[i];
    }
    for (size_t i = 0; i < n; i++)
        values[i] -= sum / (double)n;
}

static void project_out(const double direction[], double values[], size_t n)
{
    double product = 0;

    for (size_t i = 0; i < n; i++)
        product += direction[i] * values[i];
    for (size_t i = 0; i < n; i++)
        values[i] -= product * direction[i];
}

/* Twice, so that rounding of the first time is taken out as well. */
bool zi_controls_take_out(const struct zi_controls *controls, double values[])
{
    double whole;

    take_mean_out(values, controls->n);
    whole = length_of(values, controls->n);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t k = 0; k < controls->rank; k++)
            project_out(controls->basis[k], values, controls->n);
        take_mean_out(values, controls->n);
    }
    return length_of(values, controls->n) > NOTHING_LEFT * whole;
}

static void scale_to_length_1(double values[], size_t n)
{
    double length = length_of(values, n);

    for (size_t i = 0; i < n; i++)
        values[i] /= length;
}

enum zi_code zi_controls_make(struct zi_controls *controls, const double *const columns[],
                              size_t n_columns, size_t n, struct zi_arena *arena,
                              struct zi_error *error)
{
    *controls = (struct zi_controls){
        .basis = zi_arena_allocate(arena, n_columns, sizeof *controls->basis),
        .n = n,
    };
    if (controls->basis == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < n_columns; k++) {
        double *column = zi_arena_allocate(arena, n, sizeof *column);

        if (column == NULL)
            return zi_fail_memory(error);
        memcpy(column, columns[k], n * sizeof *column);
        if (!zi_controls_take_out(controls, column))
            continue;
        scale_to_length_1(column, n);
        controls->basis[controls->rank++] = column;
    }
    return ZI_OK;
}

/* Takes variable k out of all others. */
static void sweep(double matrix[], size_t size, size_t k)
{
    double pivot = matrix[k * size + k];

    for (size_t i = 0; i < size; i++) {
        double share = matrix[i * size + k] / pivot;

        for (size_t j = 0; i != k && j < size; j++)
            if (j != k)
                matrix[i * size + j] -= share * matrix[k * size + j];
    }
    for (size_t i = 0; i < size; i++)
        matrix[i * size + k] = matrix[k * size + i] = 0;
}

double zi_partial_of_matrix(double matrix[], size_t size, size_t *rank)
{
    size_t taken = 0;

    for (size_t k = 2; k < size; k++) {
        if (matrix[k * size + k] <= NOTHING_EXPLAINED)
            continue;
        sweep(matrix, size, k);
        taken++;
    }
    if (rank != NULL)
        *rank = taken;
    if (!(matrix[0] > NOTHING_EXPLAINED) || !(matrix[size + 1] > NOTHING_EXPLAINED))
        return NAN;
    return zi_correlation_round(matrix[1] / (sqrt(matrix[0]) * sqrt(matrix[size + 1])));
}
