/*
 * What became of each unit's score between two years. The question: who moved, and who crossed a
 * threshold? Few units are lines between two axes, many are arrows sorted by change.
 */
#ifndef ZISTAT_CHART_CHANGE_H
#define ZISTAT_CHART_CHANGE_H

#include "chart.h"

/* More than this are arrows; fewer too where the page has no room for the lists beside lines. */
enum { ZI_CHANGE_SLOPES = 16 };

struct zi_change_row {
    const char *name;
    const char *short_name; /* NULL or "" when there is none */
    double before, after;   /* NaN: no value; such a unit is listed under the plot, not drawn */
};

struct zi_change_chart {
    const char *index_label; /* "Nilai evaluasi ZI" */
    const char *units;       /* what rows are: "OPD"; NULL: "unit" or "units" */
    int first_year, last_year;
    double scale_low, scale_high;
    int decimals;
    const struct zi_change_row *rows; /* any order; equal changes are sorted by score, then name */
    size_t n_rows;
    const struct zi_chart_threshold *thresholds; /* none to two, rising */
    size_t n_thresholds;
    size_t target;            /* the threshold that units cross */
    const char *break_reason; /* why the two years are not quite comparable; NULL: they are */
    const char *source;       /* NULL leaves it out */
};

/* One page for lines; rows a page as zi_chart_readiness for arrows.
 *
 * page counts from 0. ZI_EFEW when no unit has a score in both years; ZI_EUSAGE for a page beyond
 * the last. On failure there is nothing to release. */
enum zi_code zi_chart_change(const struct zi_change_chart *input,
                             const struct zi_chart_options *options, size_t page,
                             struct zi_chart *chart, struct zi_error *error);

#endif
