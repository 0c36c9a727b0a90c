/*
 * A unit's indices side by side, each on its own scale. The question: which of them move, which
 * stall?
 */
#ifndef ZISTAT_CHART_PROFILE_H
#define ZISTAT_CHART_PROFILE_H

#include "chart.h"

/* Seven indices and the key: the cells of the grid. */
enum { ZI_PROFILE_CELLS = 7, ZI_PROFILE_LINES = 2 };

struct zi_profile_point {
    int year;
    double value;
};

struct zi_profile_cell {
    const char *name;
    double scale_low, scale_high; /* infinite where there is no limit */
    int decimals;
    bool of_institution;                   /* the value is the institution's, not the unit's */
    const struct zi_profile_point *points; /* rising years, none missing; none: "no data yet" */
    size_t n_points;
    const struct zi_profile_point
        *median; /* of the units, rising years; none for an institution's */
    size_t n_median;
    const struct zi_chart_threshold *lines; /* thresholds or categories to be named, rising */
    size_t n_lines;
    bool are_targets;  /* the lines are what predicates ask for, not categories */
    double change;     /* since change_from; NaN with fewer than two comparable values */
    int change_from;   /* year */
    const int *breaks; /* years from which values are not comparable with those before */
    size_t n_breaks;
};

struct zi_profile_chart {
    const char *unit;
    const char *short_name; /* for the title; NULL or "" when there is none */
    const char *units;      /* what the median is of: "OPD"; NULL: "unit" or "units" */
    int first_year, last_year;
    int base_year; /* changes are since then, or since the year that the cell says */
    const struct zi_profile_cell *cells;
    size_t n_cells;     /* at most ZI_PROFILE_CELLS */
    const char *source; /* NULL leaves it out */
};

/* ZI_EFEW when no index has a value; ZI_EUSAGE with more than ZI_PROFILE_CELLS. On failure there is
 * nothing to release. Natural size: half page. */
enum zi_code zi_chart_profile(const struct zi_profile_chart *input,
                              const struct zi_chart_options *options, struct zi_chart *chart,
                              struct zi_error *error);

#endif
