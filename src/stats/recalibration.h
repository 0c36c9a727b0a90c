/*
 * Chances by what became of earlier ones: of all forecasts, where in their distributions did what
 * came fall? If as often as said in every part, chances stay as they are.
 *
 *     P'(Y <= c) = (1 - w) u + w H(u),   u = P(Y <= c) as said,
 *
 * H the distribution of u at what came. Monotone, and shrunk towards the model by w.
 */
#ifndef ZISTAT_STATS_RECALIBRATION_H
#define ZISTAT_STATS_RECALIBRATION_H

#include <stddef.h>

struct zi_recalibration {
    const double *below; /* u at what came, rising */
    size_t n;
    double weight; /* w: 0 to below 1 */
};

/*
 * below: n values in 0..1, sorted in place and borrowed. shared: the share of the variance that
 * forecasts of the same year have in common; n_years of these: n forecasts tell as much as
 * n / (1 + (n / n_years - 1) shared) independent ones (Kish), and w is that over itself plus 100.
 * Source Kuleshov, Fenner & Ermon 2018, ICML (H); Kish 1965
 */
struct zi_recalibration zi_recalibration_make(double below[], size_t n, size_t n_years,
                                              double shared);

/* The chance of Y >= c; p as said. NaN stays. */
double zi_recalibrated(const struct zi_recalibration *recalibration, double p);

/* The largest change of any chance. */
double zi_recalibration_change(const struct zi_recalibration *recalibration);

#endif
