/*
 * Simulations that are run by hand: how often tests reject what is true, and how often intervals
 * hold what they should. Each prints a table in Markdown.
 *
 * Replicates are drawn from streams of their own and summed in their order, so that the tables do
 * not depend on the number of threads.
 */
#ifndef ZISTAT_TESTS_SIMULATION_SIMULATIONS_H
#define ZISTAT_TESTS_SIMULATION_SIMULATIONS_H

#include <stddef.h>
#include <stdint.h>

struct simulation {
    size_t replicates;
    size_t threads;
    uint64_t seed;
};

/* All return 0, or 1 when memory is exhausted. */

/* Two panels that have nothing to do with each other, 60 units of 8 years: the share of replicates
 * in which the correlation of a level has p < 0.05. */
int simulate_correlations(const struct simulation *simulation);

/* Two series of one institution that have nothing to do with each other, random walks with drift
 * among them, of 6 to 12 years: the share of replicates in which within, detrended and what
 * detrended is made from have p < 0.05. */
int simulate_trends(const struct simulation *simulation);

/* Two unrelated panels of 5 to 15 institutions of ten units, with shocks that the units of an
 * institution share: the same share, by unit and by institution. */
int simulate_institutions(const struct simulation *simulation);

/* The year after 3, 5 or 8 years of 100 units: error, width and coverage of the forecasts, and how
 * good their chances are. */
int simulate_forecasts(const struct simulation *simulation);

/* Awards in different years to units of 60 in 8 years: how often the 95 % intervals of the effect
 * hold the truth, and the mean error. */
int simulate_impacts(const struct simulation *simulation);

/* The year after 3, 4, 5 or 8 years of 10, 20 or 60 units in eleven worlds: coverage, calibration
 * and the number of units that reach a threshold. Replicates: each is a whole regency. */
int simulate_coverage(const struct simulation *simulation);

/* Lists of propose against lists by habit, a tenth as many regencies as replicates: what is
 * awarded. */
int simulate_awards(const struct simulation *simulation);

#endif
