/* One band around several estimates that holds all of them at once. */
#ifndef ZISTAT_STATS_SIMULTANEOUS_H
#define ZISTAT_STATS_SIMULTANEOUS_H

#include <stddef.h>
#include <stdint.h>

#include "zistat/base/error.h"

/*
 * The number of standard errors c with which all n intervals, estimate +- c std_error, hold
 * together: the quantile of the largest |t| of estimates that are correlated as the covariance
 * says (sup-t), from draws with a seed. It does not depend on how many rows they come from.
 *
 * In     covariance n x n with positive diagonal, of any rank; df >= 1, INFINITY for the normal;
 *        draws > 0: draw i is of the stream (seed, i)
 * Out    between the quantile for one estimate and that for independent ones, up to chance
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(draws n^2)
 * Source Montiel Olea & Plagborg-Moller 2019, JAE 34
 * Oracle R mvtnorm::qmvt(0.95, tail = "both.tails", corr = , df = ), in the test
 */
enum zi_code zi_simultaneous_quantile(const double covariance[], size_t n, double df, double level,
                                      size_t draws, uint64_t seed, double *quantile,
                                      struct zi_error *error);

#endif
