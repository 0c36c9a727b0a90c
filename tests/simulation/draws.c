#include "draws.h"

#include <math.h>

static const double level_mean = 72;
static const double level_sd = 6;
static const double noise_sd = 1.6;

/* Box & Muller 1958; 1 - u because u can be 0. */
double draw_normal(struct zi_random *random)
{
    const double two_pi = 6.283185307179586;
    double radius = sqrt(-2 * log(1 - zi_random_uniform(random)));

    return radius * cos(two_pi * zi_random_uniform(random));
}

void draw_unit(struct zi_random *random, const struct rising *rising, double y[], size_t n)
{
    double level = level_mean + level_sd * draw_normal(random);
    double slope = rising->slope + rising->slope_sd * draw_normal(random);
    double noise = noise_sd * draw_normal(random);
    double fresh = noise_sd * sqrt(1 - rising->ar1 * rising->ar1);

    for (size_t year = 0; year < n; year++) {
        y[year] = level + slope * (double)year + noise;
        noise = rising->ar1 * noise + fresh * draw_normal(random);
    }
}

/* Begins at 0 where it walks; else after so many years that the beginning is forgotten. */
void draw_series(struct zi_random *random, const struct drifting *drifting, double y[], size_t n)
{
    enum { FORGETTING = 60 };
    double level = 0, growth = 0;

    for (size_t t = 0; t < FORGETTING + n; t++) {
        growth = drifting->growth_ar1 * growth + draw_normal(random);
        level = drifting->ar1 * level + growth;
        if (t >= FORGETTING)
            y[t - FORGETTING] =
                level + drifting->drift * (double)t + drifting->noise * draw_normal(random);
    }
}

void draw_shocks(struct zi_random *random, double sd, double shock[], size_t n)
{
    for (size_t t = 0; t < n; t++)
        shock[t] = sd * draw_normal(random);
}
