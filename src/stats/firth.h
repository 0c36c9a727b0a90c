/*
 * Logistic regression for few outcomes: Firth's penalty takes away the first-order bias, and gives
 * finite numbers also where a predictor separates all successes from all failures.
 */
#ifndef ZISTAT_SRC_STATS_FIRTH_H
#define ZISTAT_SRC_STATS_FIRTH_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/reason.h"

enum { ZI_FIRTH_MAX = 4 };

struct zi_firth_fit {
    double coefficients[ZI_FIRTH_MAX];
    double std_errors[ZI_FIRTH_MAX]; /* from the information at the estimate */
    size_t n;
    enum zi_reason reason; /* why everything is NaN */
};

/*
 * zi_firth_fit - P(y = 1) = 1 / (1 + exp(-x'b)), with the penalty of Jeffreys' prior
 *
 * In       x[n * k] row by row (a column of ones for the intercept), y[n]; finite; k at most
 *          ZI_FIRTH_MAX
 * Missing  not allowed; callers remove and count them
 * Reasons  ZI_FEWER_THAN_3 for n < 3; ZI_COLLINEAR columns that depend on each other (a predictor
 *          that is constant beside the intercept). All y equal is no reason: the estimate is
 *          finite
 * Cost     O(n k^2) a step, about ten steps
 * Source   Firth 1993, Biometrika 80:27-38; Heinze & Schemper 2002, Statistics in Medicine 21
 * Oracle   R brglm2: glm(y ~ x, binomial, method = "brglmFit", type = "AS_mean"), which is
 *          Firth's for this link
 */
struct zi_firth_fit zi_firth_fit(const double x[], const bool y[], size_t n, size_t k);

#endif
