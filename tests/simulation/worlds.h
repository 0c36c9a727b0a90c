/* Made-up regencies in worlds that are and are not what the models of forecast believe. */
#ifndef ZISTAT_TESTS_SIMULATION_WORLDS_H
#define ZISTAT_TESTS_SIMULATION_WORLDS_H

#include <stddef.h>

#include "stats/random.h"

enum { WORLD_YEARS_MAX = 8, WORLD_UNITS_MAX = 60 };

struct world {
    const char *name;
    double threshold;
    double level_mean, level_sd;
    double ar1;    /* correlation of noise with the year before's; 1: a random walk */
    double spread; /* sd of the logarithm of a unit's own noise */
    int t_df;      /* of noise; 0: normal */
    double shock;  /* sd of what a year does to all */
    double fading; /* of a year's gain so much is left a year later; 0: it stays */
    double award;  /* a score this high is an award, after which the gains end; 0: none */
    double kinds;  /* sd of what a kind of unit gains more than others; four kinds */
};

/* score[unit][year], the year after the history as the last. */
void world_draw(const struct world *world, struct zi_random *random, size_t units, size_t years,
                double score[WORLD_UNITS_MAX][WORLD_YEARS_MAX + 1]);

#endif
