/*
 * Two indices against each other in two panels: unit means, and deviations from unit and year
 * means. The question: do units that score higher on one score higher on the other, and does a rise
 * of one go with a rise of the other?
 */
#ifndef ZISTAT_CHART_SCATTER_H
#define ZISTAT_CHART_SCATTER_H

#include "chart.h"

struct zi_scatter_point {
    double x, y;
    const char *name; /* of the few that are named, the farthest from the line; NULL else */
};

/* The line and its confidence limits. */
struct zi_scatter_fit {
    double x, fit, low, high;
};

struct zi_scatter_panel {
    const struct zi_scatter_point *points;
    size_t n;
    size_t n_units;
    double r, r_low, r_high; /* NaN: undefined */
    double slope;
    bool is_clear; /* its p is below 5 % */
    const struct zi_scatter_fit *fit;
    size_t n_fit; /* 0: no line */
};

struct zi_scatter_chart {
    const char *x_name, *y_name; /* "Nilai SAKIP"; in sentences too */
    const char *units;           /* "OPD"; NULL: "unit" or "units" */
    int first_year, last_year;
    struct zi_scatter_panel between, within;
    const struct zi_chart_threshold *thresholds; /* of y, none to two, rising */
    size_t n_thresholds;
    bool by_institution; /* errors are clustered by institution */
    bool arithmetic;     /* one index contains the other */
    const char *caution; /* "Nilai melintasi LKE baru 2022"; NULL leaves it out */
    const char *source;  /* NULL leaves it out */
};

/* ZI_EFEW where neither panel has eight points with a correlation. That no relation shows is said
 * from ten points on; before that, that data are too few. On failure there is nothing to release.
 * Natural size: half page. */
enum zi_code zi_chart_scatter(const struct zi_scatter_chart *input,
                              const struct zi_chart_options *options, struct zi_chart *chart,
                              struct zi_error *error);

#endif
