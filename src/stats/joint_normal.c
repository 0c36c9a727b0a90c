/* Joint chances of normal sums, by Genz's transformation over a lattice. */
#include "joint_normal.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

enum {
    MOST = ZI_JOINT_NORMAL_MAX,
    SHIFTS = 4,
    FIRST_POINTS = 128,
    MOST_POINTS = 4096, /* for each shift */
};

/* What a coefficient must be of the length of its row to count as one. */
static const double negligible = 1e-9;

/* One condition on independent variables z: row'z >= least. */
struct condition {
    double row[MOST];
    double least;
    size_t
        last; /* the last variable that has a coefficient: it decides once the others are known */
};

struct problem {
    struct condition conditions[MOST];
    size_t n_conditions;
    size_t n; /* independent variables up to the last that decides anything */
    size_t first[MOST +
                 1]; /* variable j is decided by by_last[first[j]] .. by_last[first[j + 1] - 1] */
    const struct condition *by_last[MOST];
};

/* ---- from correlated variables to independent ones ---- */

/* The lower triangle that gives the matrix; a variable that others determine has a 0 on the
 * diagonal. */
static void factorise(const double correlation[], size_t n, double lower[MOST][MOST])
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double rest = correlation[i * n + j];

            for (size_t k = 0; k < j; k++)
                rest -= lower[i][k] * lower[j][k];
            if (i == j)
                lower[i][i] = rest > negligible ? sqrt(rest) : 0;
            else
                lower[i][j] = lower[j][j] > 0 ? rest / lower[j][j] : 0;
        }
}

/* Row k of the conditions in the independent variables, of length 1; false when nothing varies. */
static bool transform(const struct zi_joint_normal *question, double lower[MOST][MOST], size_t k,
                      struct condition *condition)
{
    const double *weights = &question->weights[k * question->n];
    double length = 0, scale = 0;

    for (size_t j = 0; j < question->n; j++) {
        condition->row[j] = 0;
        for (size_t i = j; i < question->n; i++) {
            condition->row[j] += weights[i] * lower[i][j];
            scale = fmax(scale, fabs(weights[i] * lower[i][j]));
        }
        length += condition->row[j] * condition->row[j];
    }
    length = sqrt(length);
    if (!(length > negligible * scale) || length == 0)
        return false;
    condition->least = gsl_cdf_ugaussian_Qinv(question->chance[k]);
    condition->last = 0;
    for (size_t j = 0; j < question->n; j++) {
        condition->row[j] /= length;
        if (fabs(condition->row[j]) > negligible)
            condition->last = j;
        else
            condition->row[j] = 0;
    }
    return true;
}

/* Whether the conditions that do not depend on chance hold. */
static bool make_problem(const struct zi_joint_normal *question, struct problem *problem)
{
    double lower[MOST][MOST] = {{0}};

    factorise(question->correlation, question->n, lower);
    problem->n_conditions = problem->n = 0;
    for (size_t k = 0; k < question->n_conditions; k++) {
        struct condition *condition = &problem->conditions[problem->n_conditions];

        if (question->chance[k] >= 1)
            continue;
        if (!transform(question, lower, k, condition)) {
            if (question->chance[k] < 0.5)
                return false;
            continue;
        }
        problem->n_conditions++;
        if (condition->last + 1 > problem->n)
            problem->n = condition->last + 1;
    }
    return true;
}

static void order_conditions(struct problem *problem)
{
    size_t n = 0;

    for (size_t j = 0; j < problem->n; j++) {
        problem->first[j] = n;
        for (size_t k = 0; k < problem->n_conditions; k++)
            if (problem->conditions[k].last == j)
                problem->by_last[n++] = &problem->conditions[k];
    }
    problem->first[problem->n] = n;
}

/* ---- integration ---- */

/* The chance at one point of the unit cube: variable by variable, the part of its distribution that
 * its conditions leave, given the ones before. */
static double at_point(const struct problem *problem, const double point[])
{
    double z[MOST];
    double chance = 1;

    for (size_t j = 0; j < problem->n; j++) {
        double low = -INFINITY, high = INFINITY;
        double below, above, share;

        for (size_t k = problem->first[j]; k < problem->first[j + 1]; k++) {
            const struct condition *condition = problem->by_last[k];
            double rest = condition->least;

            for (size_t i = 0; i < j; i++)
                rest -= condition->row[i] * z[i];
            rest /= condition->row[j];
            if (condition->row[j] > 0)
                low = fmax(low, rest);
            else
                high = fmin(high, rest);
        }
        if (!(low < high))
            return 0;
        /* Upper tails: nearly all limits are lower ones. */
        below = low == -INFINITY ? 1 : gsl_cdf_ugaussian_Q(low);
        above = high == INFINITY ? 0 : gsl_cdf_ugaussian_Q(high);
        share = below - above;
        chance *= share;
        if (!(chance > 0))
            return 0;
        if (j + 1 < problem->n)
            z[j] = gsl_cdf_ugaussian_Qinv(fmin(fmax(above + point[j] * share, DBL_MIN), 1));
        if (j + 1 < problem->n && !isfinite(z[j]))
            z[j] = z[j] > 0 ? 38 : -38;
    }
    return chance;
}

/* Roots of the primes: their multiples spread evenly over the cube in any number of dimensions. */
static double generator(size_t dimension)
{
    static const unsigned char primes[MOST] = {2,   3,   5,   7,   11,  13,  17,  19,  23,  29,
                                               31,  37,  41,  43,  47,  53,  59,  61,  67,  71,
                                               73,  79,  83,  89,  97,  101, 103, 107, 109, 113,
                                               127, 131, 137, 139, 149, 151, 157, 163, 167, 173};

    return sqrt(primes[dimension]);
}

static double fraction(double x)
{
    return x - floor(x);
}

/* The sum over points first .. last - 1 of one shifted copy of the lattice. */
static double add_points(const struct problem *problem, const double alpha[], double shift,
                         size_t first, size_t last)
{
    double sum = 0;

    for (size_t i = first; i < last; i++) {
        double point[MOST];

        for (size_t j = 0; j + 1 < problem->n; j++) {
            double x = fraction((double)(i + 1) * alpha[j] + shift * (double)(j + 1));

            point[j] = fabs(2 * x - 1);
        }
        sum += at_point(problem, point);
    }
    return sum;
}

static double integrate(const struct problem *problem)
{
    /* Shifts that no small multiple brings back to each other. */
    static const double shifts[SHIFTS] = {0.1847, 0.4343, 0.6931, 0.9159};
    static const double agreed = 2e-4;
    double alpha[MOST];
    double sums[SHIFTS] = {0};
    double mean = 0;
    size_t done = 0;

    for (size_t j = 0; j < problem->n; j++)
        alpha[j] = generator(j);
    for (size_t points = FIRST_POINTS; points <= MOST_POINTS; points *= 2) {
        double square = 0;

        mean = 0;
        for (size_t s = 0; s < SHIFTS; s++) {
            sums[s] += add_points(problem, alpha, shifts[s], done, points);
            mean += sums[s] / (double)points / SHIFTS;
        }
        done = points;
        for (size_t s = 0; s < SHIFTS; s++)
            square += pow(sums[s] / (double)points - mean, 2);
        if (sqrt(square / (SHIFTS * (SHIFTS - 1))) < agreed)
            break;
    }
    return mean;
}

double zi_joint_normal(const struct zi_joint_normal *question)
{
    struct problem problem;
    double highest = 1, missed = 0;

    for (size_t k = 0; k < question->n_conditions; k++) {
        highest = fmin(highest, question->chance[k]);
        missed += 1 - question->chance[k];
    }
    if (highest <= 0 || !make_problem(question, &problem))
        return 0;
    if (problem.n_conditions <= 1)
        return highest;
    order_conditions(&problem);
    return fmin(fmax(integrate(&problem), 1 - missed), highest);
}
