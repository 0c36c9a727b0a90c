/*
 * Borrowing strength: every unit has its own line, and the lines are drawn from one population.
 *
 *     y = (b0 + u0) + (b1 + u1)(t - centre) + e,   (u0, u1) ~ N(0, G) for each unit,  e ~ N(0, s2)
 *
 * A unit with few years leans on the others; how far, the data decide.
 */
#ifndef ZISTAT_STATS_MIXED_H
#define ZISTAT_STATS_MIXED_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/error.h"
#include "zistat/base/reason.h"
#include "zistat/stats/predict.h"

ZI_API_BEGIN

enum { ZI_MIXED_UNITS_MIN = 10 };

/* Unit i's rows are offsets[i] .. offsets[i + 1] - 1 of t and y; it may have none. */
struct zi_mixed_data {
    const size_t *offsets; /* n_units + 1 */
    size_t n_units;
    const double *t;
    const double *y;
};

/* A symmetric matrix of an intercept's and a slope's variances. */
struct zi_mixed_covariance {
    double intercept;
    double both;
    double slope;
};

struct zi_mixed_line {
    double intercept; /* at the centre of the fit */
    double slope;
    struct zi_mixed_covariance covariance; /* of the error of these two */
};

struct zi_mixed_fit {
    double centre;                    /* a time amid the data; results do not depend on it */
    struct zi_mixed_line population;  /* b0 and b1 */
    struct zi_mixed_covariance units; /* G, at the centre */
    double units_determinant; /* of G: exactly 0 at a boundary, where its elements only nearly say
                                 so */
    double residual_variance;
    double criterion; /* -2 log restricted likelihood, as lme4 counts it */
    bool boundary;    /* G is singular: a slope or intercept variance of 0, or a correlation of 1.
                         A normal outcome: units then share a slope, or it hangs on the level */
    size_t n;
    size_t n_units; /* with rows */
    enum zi_reason reason;
};

/*
 * zi_mixed_fit - random intercepts and slopes by restricted maximum likelihood
 *
 * In       finite, rows of a unit in any order, each year once
 * Missing  not allowed; callers remove and count them. Units may have different years and none
 * Errors   ZI_EFEW fewer than ZI_MIXED_UNITS_MIN units with rows, or none with three: use each
 *          unit's own line instead; ZI_ESYSTEM out of memory
 * Reasons  with ZI_EFEW: ZI_FEWER_THAN_10_UNITS, ZI_FEWER_THAN_3 values in every unit. Else
 *          ZI_CONSTANT all y equal, ZI_EXACT_FIT every unit exactly on its own line: there is no
 *          error variance to weigh with, and all numbers are undefined
 * Cost     O(rows) plus a few hundred steps of O(different sets of years): 100,000 units of ten
 *          years about 50 ms
 * Source   Laird & Ware 1982, Biometrics 38; profiled as in Bates, Maechler, Bolker & Walker 2015,
 *          Journal of Statistical Software 67
 * Oracle   lme4::lmer(y ~ t + (t | unit)); generalised least squares on the full matrix, in the
 *          test
 */
enum zi_code zi_mixed_fit(const struct zi_mixed_data *data, struct zi_mixed_fit *fit,
                          struct zi_error *error);

/* A unit's own line (empirical Bayes) from its n rows, which were in the fit's data. Without rows
 * it is the population's line with the spread of the units about it. */
struct zi_mixed_line zi_mixed_unit_line(const struct zi_mixed_fit *fit, const double t[],
                                        const double y[], size_t n);

/* The same line as predictions take it; undefined, with the reason, where the fit is. */
struct zi_fitted_line zi_mixed_fitted_line(const struct zi_mixed_fit *fit, const double t[],
                                           const double y[], size_t n);

/* A new observation of that unit at a time: normal (df INFINITY), its sd with the errors of all
 * estimates but those of the variances. Undefined, with the reason, where the fit is. */
struct zi_prediction zi_mixed_predict(const struct zi_mixed_fit *fit, const double t[],
                                      const double y[], size_t n, double time);

ZI_API_END

#endif
