/*
 * usage: simulate [REPLICATES [THREADS [SEED]]]   (called by make simulate)
 * Prints all tables; 2000 replicates (200 of the worlds), as many threads as processors, the seed
 * of zistat. The tables do not depend on THREADS.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "simulations.h"
#include "stats/random.h"
#include "zistat/stats/library.h"

/* A replicate of the worlds costs as much as ten of the others. */
enum { REGENCIES = 10 };

static unsigned long number(int argc, char *argv[], int i, unsigned long otherwise)
{
    unsigned long given = argc > i ? strtoul(argv[i], NULL, 10) : 0;

    return given > 0 ? given : otherwise;
}

int main(int argc, char *argv[])
{
    struct simulation simulation = {
        .replicates = number(argc, argv, 1, 2000),
        .threads = number(argc, argv, 2, zi_parallel_processors()),
        .seed = number(argc, argv, 3, ZI_RANDOM_SEED),
    };
    int status;

    zi_stats_init();
    printf("%zu replicates, seed %llu\n\n", simulation.replicates,
           (unsigned long long)simulation.seed);
    status = simulate_correlations(&simulation);
    putchar('\n');
    status = simulate_trends(&simulation) || status;
    putchar('\n');
    status = simulate_institutions(&simulation) || status;
    putchar('\n');
    status = simulate_forecasts(&simulation) || status;
    putchar('\n');
    status = simulate_impacts(&simulation) || status;
    putchar('\n');
    status = simulate_awards(&simulation) || status;
    putchar('\n');
    simulation.replicates = (simulation.replicates + REGENCIES - 1) / REGENCIES;
    status = simulate_coverage(&simulation) || status;
    if (status != 0)
        fputs("simulate: out of memory\n", stderr);
    return status;
}
