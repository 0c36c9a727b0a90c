/* How many respondents a survey needs. */
#ifndef ZISTAT_STATS_SAMPLE_SIZE_H
#define ZISTAT_STATS_SAMPLE_SIZE_H

#include <stdint.h>

#include "zistat/base/api.h"

ZI_API_BEGIN

struct zi_sample_size {
    uint64_t nearest;    /* as the published table has it */
    uint64_t rounded_up; /* as some applications compute it; one more for about half of all N */
};

/*
 * zi_sample_size - respondents for a population of N by Krejcie and Morgan
 *
 * In       N, the population, up to 1e15; 0 gives 0 and 0 (no minimum)
 * Out      X2 N P (1 - P) / (d^2 (N - 1) + X2 P (1 - P)) with X2 = 3.841 (chi-square, 1 df, 95 %),
 *          P = 0.5, d = 0.05, in whole numbers without rounding before the end. The published
 *          table is this formula rounded to the nearest; between its rows the formula holds, not
 *          an interpolation
 * Mind     the size for a proportion, not for a mean, and for a random sample
 * Source   Krejcie & Morgan 1970, Educational and Psychological Measurement 30, 607-610
 * Oracle   the published table
 */
struct zi_sample_size zi_sample_size(uint64_t population);

ZI_API_END

#endif
