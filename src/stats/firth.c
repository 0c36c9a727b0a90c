/* Firth's penalised logistic regression, by Newton's steps on the modified score. */
#include "firth.h"

#include <math.h>

enum { MOST = ZI_FIRTH_MAX, STEPS = 200 };

/* What one step needs: the inverse information and the modified score. */
struct step {
    double inverse[MOST][MOST];
    double score[MOST];
};

static double linear(const double row[], const double b[], size_t k)
{
    double sum = 0;

    for (size_t j = 0; j < k; j++)
        sum += row[j] * b[j];
    return sum;
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

/* In place, of a symmetric positive definite matrix by Gauss and Jordan; false when it is none. */
static bool invert(double matrix[MOST][MOST], size_t k)
{
    for (size_t p = 0; p < k; p++) {
        double pivot = matrix[p][p];

        if (!(pivot > 1e-12))
            return false;
        matrix[p][p] = 1;
        for (size_t j = 0; j < k; j++)
            matrix[p][j] /= pivot;
        for (size_t i = 0; i < k; i++) {
            double factor = matrix[i][p];

            if (i == p)
                continue;
            matrix[i][p] = 0;
            for (size_t j = 0; j < k; j++)
                matrix[i][j] -= factor * matrix[p][j];
        }
    }
    return true;
}

static double leverage(const double row[], double inverse[MOST][MOST], double weight, size_t k)
{
    double sum = 0;

    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            sum += row[i] * inverse[i][j] * row[j];
    return weight * sum;
}

/* score = X'(y - p + h (1/2 - p)), h the leverages of the weighted design. */
static bool prepare(const double x[], const bool y[], size_t n, size_t k, const double b[],
                    struct step *step)
{
    *step = (struct step){0};
    for (size_t r = 0; r < n; r++) {
        double p = logistic(linear(&x[r * k], b, k));

        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++)
                step->inverse[i][j] += p * (1 - p) * x[r * k + i] * x[r * k + j];
    }
    if (!invert(step->inverse, k))
        return false;
    for (size_t r = 0; r < n; r++) {
        double p = logistic(linear(&x[r * k], b, k));
        double h = leverage(&x[r * k], step->inverse, p * (1 - p), k);

        for (size_t j = 0; j < k; j++)
            step->score[j] += x[r * k + j] * ((y[r] ? 1 : 0) - p + h * (0.5 - p));
    }
    return true;
}

static struct zi_firth_fit undefined(size_t n, enum zi_reason reason)
{
    struct zi_firth_fit fit = {.n = n, .reason = reason};

    for (size_t j = 0; j < MOST; j++)
        fit.coefficients[j] = fit.std_errors[j] = NAN;
    return fit;
}

/* Columns of very different sizes must not hide that they depend on each other. */
static bool scale(const double x[], size_t n, size_t k, double scales[])
{
    double matrix[MOST][MOST] = {{0}};

    for (size_t j = 0; j < k; j++) {
        double square = 0;

        for (size_t r = 0; r < n; r++)
            square += x[r * k + j] * x[r * k + j];
        scales[j] = sqrt(square / (double)n);
        if (!(scales[j] > 0))
            return false;
    }
    for (size_t r = 0; r < n; r++)
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++)
                matrix[i][j] += x[r * k + i] / scales[i] * x[r * k + j] / scales[j] / (double)n;
    return invert(matrix, k);
}

struct zi_firth_fit zi_firth_fit(const double x[], const bool y[], size_t n, size_t k)
{
    struct zi_firth_fit fit = {.n = n};
    double scales[MOST];
    struct step step;

    if (n < 3)
        return undefined(n, ZI_FEWER_THAN_3);
    if (!scale(x, n, k, scales))
        return undefined(n, ZI_COLLINEAR);
    for (int i = 0; i < STEPS; i++) {
        double moved = 0;

        if (!prepare(x, y, n, k, fit.coefficients, &step))
            return undefined(n, ZI_COLLINEAR);
        for (size_t j = 0; j < k; j++) {
            double change = linear(step.inverse[j], step.score, k);

            /* A long step of nearly separated data would overshoot. */
            change = fmax(fmin(change, 2 / scales[j]), -2 / scales[j]);
            fit.coefficients[j] += change;
            moved = fmax(moved, fabs(change) * scales[j]);
        }
        if (moved < 1e-11)
            break;
    }
    for (size_t j = 0; j < k; j++)
        fit.std_errors[j] = sqrt(step.inverse[j][j]);
    return fit;
}
