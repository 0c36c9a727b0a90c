/* The posterior of the years' variance on a grid. */
#include "mixed_years.h"

#include <math.h>

#include <gsl/gsl_math.h>

/* tau = prior * sinh(u): dense near 0, far into the tail; the trapezoid rule is good to 1e-6 there.
 */
enum { POINTS = 81 };
static const double u_last = 4.4; /* sinh(4.4) = 41 */

/* |t| with 4 degrees of freedom, up to a constant. */
static double log_prior(double x)
{
    return -2.5 * log1p(x * x / 4);
}

struct point {
    double x; /* tau / prior */
    double log_weight;
};

static void lay_grid(struct mixed_work *work, struct mixed_theta theta, double prior,
                     struct point points[POINTS])
{
    bool tells = work->units->n_years > 2;

    for (int i = 0; i < POINTS; i++) {
        double u = u_last * i / (POINTS - 1);

        points[i].x = sinh(u);
        points[i].log_weight = log_prior(points[i].x) + log(cosh(u));
        if (i == 0 || i == POINTS - 1)
            points[i].log_weight -= M_LN2;
        theta.years = prior * points[i].x;
        if (tells)
            points[i].log_weight -= mixed_solve(work, theta).criterion / 2;
    }
}

/* A normal whose variance is r with weights: its kurtosis is 3 E(r^2) / E(r)^2, that of a t is
 * 3 + 6 / (df - 4). */
struct mixed_years mixed_years_weigh(struct mixed_work *work, struct mixed_theta theta,
                                     double prior)
{
    struct point points[POINTS];
    double largest = -INFINITY, sum = 0, mean = 0, square = 0, excess;

    lay_grid(work, theta, prior, points);
    for (int i = 0; i < POINTS; i++)
        largest = fmax(largest, points[i].log_weight);
    for (int i = 0; i < POINTS; i++) {
        double weight = exp(points[i].log_weight - largest);
        double r = prior * points[i].x * prior * points[i].x;

        sum += weight;
        mean += weight * r;
        square += weight * r * r;
    }
    mean /= sum;
    excess = 3 * (square / sum) / (mean * mean) - 3;
    return (struct mixed_years){mean, 4 + 6 / excess};
}
