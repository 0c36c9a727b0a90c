/*
 * Years that resemble each other. One series of eight years cannot tell its own autocorrelation
 * (the estimate is off by -0.25 and spreads by 0.35); many units together can: one first-order
 * autocorrelation rho for all, the correlation of years k apart being rho^k.
 */
#ifndef ZISTAT_STATS_AUTOCORRELATION_H
#define ZISTAT_STATS_AUTOCORRELATION_H

#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/reason.h"

ZI_API_BEGIN

/* What units add up to. The arrays have room for n_lags years (the longest series' last year less
 * its first, and one), and begin as zeros. */
struct zi_autocorrelation_sums {
    double products; /* of residuals one year apart */
    double squares;  /* of residuals */
    /* What the two would be on average if rho were known, as polynomials in it: one coefficient
     * for each power. Detrending takes out a part of the autocorrelation; this is how much. */
    double *expected_products;
    double *expected_squares;
    size_t n_lags;
    size_t n_units;
};

/*
 * Adds a unit's residuals from its own least squares line.
 *
 * In       t[n] rising whole numbers (years), y[n], finite; scratch[4 n]
 * Missing  not allowed; a gap in the years is no neighbourhood
 * Reasons  n < 3, a straight line, or no two years in a row: the unit says nothing, and is neither
 *          added nor counted
 * Cost     O(n^2); n = 10 about 1 us
 */
void zi_autocorrelation_add(struct zi_autocorrelation_sums *sums, const double t[],
                            const double y[], size_t n, double scratch[]);

struct zi_autocorrelation {
    double rho; /* between -0.99 and 0.99 */
    size_t n_units;
    enum zi_reason reason; /* ZI_MISSING: no unit said anything */
};

/*
 * The rho with which the sums would be expected to stand to each other as they do: a correction of
 * the bias that knows the years of every unit and their gaps (about rho + (2 + 4 rho) / n for n
 * years in a row). It takes units to vary about their lines by the same measure.
 *
 * Source   moments of residuals: Durbin & Watson 1950, Biometrika 37; the bias: Marriott & Pope
 * 1954, Biometrika 41 Oracle   R, with the matrices written out, in the test; panels made with a
 * known rho
 */
struct zi_autocorrelation zi_autocorrelation_solve(const struct zi_autocorrelation_sums *sums);

/* What rho does to a series of given years. */
struct zi_autocorrelation_effect {
    double kendall_variance; /* times that of Kendall's S */
    double slope_variance;   /* times the square of the least squares slope's standard error */
    double slope_df;         /* of its t, in place of n - 2 */
};

/*
 * zi_autocorrelation_effect - variance factors for Mann-Kendall and the least squares slope
 *
 * In       t[n] rising years, n >= 3; power[k] = rho^k for k = 0 .. t[n - 1] - t[0]; scratch[3 n]
 * Out      Mann-Kendall: 1 + 2 / (n (n-1) (n-2)) sum over lags of (n-i) (n-i-1) (n-i-2) rho_i,
 * where years i places apart are as many years apart as the calendar says. The slope: exact for the
 * given rho, b'Vb over what RSS / (n - 2) expects; df by Satterthwaite Cost     O(n^2) Source Hamed
 * & Rao 1998, Journal of Hydrology 204; Bence 1995, Ecology 76; Satterthwaite 1946, Biometrics
 * Bulletin 2 Oracle   R, with the matrices written out, in the test
 */
struct zi_autocorrelation_effect zi_autocorrelation_effect(const double t[], size_t n,
                                                           const double power[], double scratch[]);

ZI_API_END

#endif
