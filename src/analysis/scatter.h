/*
 * Two indices against each other, between units and within them: the points, their correlation and
 * the line through them. The two often differ, and are shown side by side so that one is not taken
 * for the other.
 */
#ifndef ZISTAT_ANALYSIS_SCATTER_H
#define ZISTAT_ANALYSIS_SCATTER_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/analysis/selection.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/estimate.h"

/* A line needs this many units. */
enum { ZI_SCATTER_UNITS = 8 };

/* The fitted value and its 95 % confidence limits at x. */
struct zi_scatter_band {
    double x, fit, low, high;
};

enum { ZI_SCATTER_BAND = 25 };

struct zi_scatter_view {
    size_t n;
    size_t n_units;
    double *x, *y;
    size_t *entity;                               /* of every point; NULL within units */
    double *residual;                             /* from the line; NULL when there is none */
    struct zi_estimate correlation;               /* Pearson */
    struct zi_estimate slope;                     /* of y on x */
    struct zi_scatter_band band[ZI_SCATTER_BAND]; /* over the range of x, rising */
    bool has_line;                                /* slope and band are defined */
};

struct zi_scatter {
    size_t x, y;      /* positions in the catalogue */
    enum zi_level on; /* what the points are: units, or institutions where no unit has both */
    int first_year, last_year;      /* of the rows used */
    const struct zi_break *across;  /* a break in either series inside those years, or NULL */
    bool by_institution;            /* errors and p leave out whole institutions */
    struct zi_scatter_view between; /* unit means */
    struct zi_scatter_view within;  /* deviations from unit and year means */
};

/*
 * zi_scatter_compute
 *
 * In       two positions in the catalogue; rows are the selected entities' years with both values
 * Between  least squares of the unit means, band of the line from its t interval
 * Within   slope with effects of units and years taken out, errors CR1 by unit on units - 1 degrees
 *          of freedom, or CR2 by institution where there are ZI_INSTITUTIONS_LEAST; its line goes
 *          through (0, 0), and so does its band. The correlations and their p are those of
 *          zi_correlate_compute
 * Errors   ZI_EFEW when no row has both values; ZI_ESYSTEM
 * Cost     as one pair of zi_correlate_compute
 */
enum zi_code zi_scatter_compute(const struct zi_selection *selection, size_t x, size_t y,
                                struct zi_arena *arena, struct zi_scatter *scatter,
                                struct zi_error *error);

#endif
