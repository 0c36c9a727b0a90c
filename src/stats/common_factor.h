/*
 * Events that hang together through one thing that befalls all of them, such as a stricter year:
 *
 *     event i happens when  loading_i f + sqrt(1 - loading_i^2) e_i <= z_i,   Phi(z_i) = p_i,
 *
 * f and all e independent standard normals. Each event keeps its chance p_i whatever the loadings;
 * two events are correlated by the product of theirs. Given f the events are independent, so that
 * every sum over them is one integral over f.
 */
#ifndef ZISTAT_STATS_COMMON_FACTOR_H
#define ZISTAT_STATS_COMMON_FACTOR_H

#include <stddef.h>

#include "zistat/base/error.h"

/* p in 0..1, loading in 0..1 (its square is the share of the variance that is common); n of each.
 * Missing: not allowed. */
struct zi_common_factor {
    const double *p;
    const double *loading;
    size_t n;
};

/* A value of the factor and its weight; the weights of all add up to 1. */
struct zi_factor_node {
    double at;
    double weight;
};

enum { ZI_FACTOR_NODES = 129 };

/* From -8 to 8, an eighth apart: the trapezoid rule, which for a normal weight is as good as
 * Gauss's: 1e-8 for loadings up to 0.97; a loading of 1 costs up to 0.03. */
struct zi_factor_node zi_common_factor_node(size_t k);

/* The chance of an event of chance p once the factor is known. A high factor is a strict year: the
 * chance falls. */
double zi_common_factor_given(double p, double loading, double factor);

/*
 * How many of the events happen: exactly[j] and at_least[j] for j = 0 .. n.
 *
 * Source  Vasicek 2002, Risk 15 (one factor); the number given the factor is Poisson-binomial
 * Oracle  simulation; mvtnorm::pmvnorm for few events, in the test
 * Cost    ZI_FACTOR_NODES times that of zi_poisson_binomial; with loadings of 0 only, once. From
 *         ZI_FACTOR_EXACT events on the number given the factor is taken as normal: its error is
 *         below a thousandth there
 * Errors  ZI_ESYSTEM out of memory
 */
enum { ZI_FACTOR_EXACT = 1000 };
enum zi_code zi_common_factor_counts(const struct zi_common_factor *events, double exactly[],
                                     double at_least[], struct zi_error *error);

/* Standard deviation of the number of events, or of the sum of the weights of those that happen;
 * weight NULL for 1 each. */
double zi_common_factor_sd(const struct zi_common_factor *events, const double weight[]);

#endif
