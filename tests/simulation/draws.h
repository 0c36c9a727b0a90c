/* Made-up panels of units that rise over the years: what both simulations draw. */
#ifndef ZISTAT_TESTS_SIMULATION_DRAWS_H
#define ZISTAT_TESTS_SIMULATION_DRAWS_H

#include <stddef.h>

#include "stats/random.h"

/* score = level + slope (year - first year) + noise; each unit has its own level and, with a
 * slope_sd, its own slope. */
struct rising {
    double slope;    /* shared by all units */
    double slope_sd; /* of the units about it */
    double ar1;      /* correlation of a year's noise with the year before's */
};

/* Standard normal. */
double draw_normal(struct zi_random *random);

/* Scores of one unit in n years, one after another; as the ZI totals of regencies look: levels
 * about 72 with a standard deviation of 6, noise of 1.6. */
void draw_unit(struct zi_random *random, const struct rising *rising, double y[], size_t n);

/* A series of one institution: drift a year and what does not return at once. */
struct drifting {
    double drift;
    double ar1;        /* of the level: 1 is a random walk */
    double growth_ar1; /* of a random walk's steps */
    double noise;      /* standard deviation of what is measured beside it; steps have 1 */
};

void draw_series(struct zi_random *random, const struct drifting *drifting, double y[], size_t n);

/* Of one institution in every year: independent, with a standard deviation of sd. */
void draw_shocks(struct zi_random *random, double sd, double shock[], size_t n);

#endif
