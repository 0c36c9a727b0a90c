/*
 * Borrowing strength: every unit has its own line, the lines are drawn from one population, and
 * what a year does to all units alike is told apart from what it does to each.
 *
 *     y = (b0 + u0) + (b1 + u1)(t - centre) + v + e,
 *     (u0, u1) ~ N(0, G) for each unit,  v ~ N(0, sv2) for each year,  e ~ N(0, s2)
 *
 * A unit with few years leans on the others; how far, the data decide. A stricter year moves all
 * units together: no number of units makes up for few years, so that with T years sv has T - 2
 * degrees of freedom and needs a prior.
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

/* A rise of the criterion below this is what chance gives in 5 % of panels whose slopes do not
 * differ: half chi-square with one and half with two degrees of freedom (Self & Liang 1987). R:
 * uniroot(function(c) pchisq(c, 1, lower = FALSE) / 2 + pchisq(c, 2, lower = FALSE) / 2 - .05,
 * c(1, 9)) */
#define ZI_MIXED_SLOPES_DIFFER 5.138

/* Unit i's rows are offsets[i] .. offsets[i + 1] - 1 of t and y; it may have none. */
struct zi_mixed_data {
    const size_t *offsets; /* n_units + 1 */
    size_t n_units;
    const double *t;
    const double *y;
};

struct zi_mixed_model {
    bool common_slope; /* units differ in level only: what two years a unit can tell */
    bool years;        /* each year has an effect of its own on all units */
    /* Prior of the years' standard deviation, as a share of the residuals': the absolute value of a
     * Student t with 4 degrees of freedom, times this. 0: none, restricted likelihood alone. */
    double years_prior;
    bool rough; /* variances to three digits from one start: to choose among models with */
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
    struct zi_mixed_covariance shared;     /* its part that comes from what all units share */
};

struct zi_mixed_fit {
    struct zi_mixed_model model;
    double centre;                    /* a time amid the data; results do not depend on it */
    struct zi_mixed_line population;  /* b0 and b1 */
    struct zi_mixed_covariance units; /* G, at the centre */
    double units_determinant; /* of G: exactly 0 at a boundary, where its elements only nearly say
                                 so */
    double residual_variance;
    double df;             /* of the variances of the units and residuals: units less 2 */
    double years_variance; /* sv2: its mean given the data and the prior */
    double years_df;       /* how well that is known, as degrees of freedom of a t */
    double years_reml;     /* where the restricted likelihood is largest; NaN with fewer than three
                              different times, which cannot tell it */
    double criterion;      /* -2 log restricted likelihood at its optimum, as lme4 counts it */
    bool boundary; /* G is singular: a slope or intercept variance of 0, or a correlation of 1.
                      A normal outcome: units then share a slope, or it hangs on the level. With a
                      common slope by design: the units do not differ */
    double common_slope_rise; /* at a boundary with slopes that vary: by how much the criterion is
                                 larger when they do not; else NaN */
    size_t n;
    size_t n_units; /* with rows */
    size_t n_years; /* different times */
    enum zi_reason reason;

    /* By different time, rising, from the centre; see mixed_solve.h. Of the fit's own memory. */
    double *years;
    double *years_effects; /* v, predicted */
    double *years_inverse;
    double *years_lines;
};

/*
 * zi_mixed_fit - random intercepts and slopes, and common years, by restricted maximum likelihood
 *
 * In       finite, rows of a unit in any order, each year once
 * Missing  not allowed; callers remove and count them. Units may have different years and none
 * Years    sv2 is the mean of its posterior: the restricted likelihood, at the G that maximises it,
 *          times the prior. With two different times the prior is all there is
 * Errors   ZI_EFEW fewer than ZI_MIXED_UNITS_MIN units with rows, or none with three (with a common
 *          slope: none with two): use each unit's own line instead; ZI_ESYSTEM out of memory
 * Reasons  with ZI_EFEW: ZI_FEWER_THAN_10_UNITS, ZI_FEWER_THAN_3 values in every
 *          unit (with a common slope ZI_FEWER_THAN_2). Else
 *          ZI_CONSTANT all y equal, ZI_EXACT_FIT every unit exactly on its own line: there is no
 *          error variance to weigh with, and all numbers are undefined
 * Cost     O(rows) plus a few hundred steps of O(different sets of years): 100,000 units of ten
 *          years about 100 ms
 * Source   Laird & Ware 1982, Biometrics 38; profiled as in Bates, Maechler, Bolker & Walker 2015,
 *          Journal of Statistical Software 67; half-t prior: Gelman 2006, Bayesian Analysis 1
 * Oracle   lme4::lmer(y ~ t + (t | unit) + (1 | year)); generalised least squares on the full
 *          matrix, in the test
 *
 * Release also after an error.
 */
enum zi_code zi_mixed_fit(const struct zi_mixed_data *data, const struct zi_mixed_model *model,
                          struct zi_mixed_fit *fit, struct zi_error *error);
void zi_mixed_release(struct zi_mixed_fit *fit);

/* A unit's own line (empirical Bayes) from its n rows, which were in the fit's data. Without rows
 * it is the population's line with the spread of the units about it. */
struct zi_mixed_line zi_mixed_unit_line(const struct zi_mixed_fit *fit, const double t[],
                                        const double y[], size_t n);

/* The same line as predictions take it (predict.h); undefined, with the reason, where the fit is.
 */
struct zi_fitted_line zi_mixed_fitted_line(const struct zi_mixed_fit *fit, const double t[],
                                           const double y[], size_t n);

ZI_API_END

#endif
