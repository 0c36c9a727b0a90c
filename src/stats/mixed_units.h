/*
 * What the mixed model needs to know of the units: sums over those that were observed in the same
 * years, so that a step of its search costs as much as there are different sets of years.
 */
#ifndef ZISTAT_STATS_MIXED_UNITS_H
#define ZISTAT_STATS_MIXED_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "mixed_algebra.h"
#include "zistat/base/error.h"
#include "zistat/stats/mixed.h"

/* What a unit's times are: S = Z'Z, with t from the centre. Its determinant is exactly 0 for one
 * time only. */
struct mixed_times {
    struct symmetric s;
    double determinant;
};

/* Units with the same times. Each has its own least squares line; what is left of its scores is
 * orthogonal to every line. */
struct mixed_group {
    struct mixed_times times;
    const size_t *years; /* which of all the years, n of them, rising */
    size_t n;
    double count;
    struct pair lines;        /* sum of the lines; of the sums Z'y for one time */
    struct symmetric squares; /* sum of line line'; in a, of (Z'y)^2 / n, for one time */
    double *residuals;        /* by year: sum of what lies beside the lines; 0 for one time */
};

struct mixed_units {
    struct mixed_group *groups;
    size_t n_groups;
    double *years; /* all times, from the centre, rising */
    size_t n_years;
    size_t n;
    size_t n_units; /* with rows */
    double centre;
    double level;         /* taken off y */
    double time_scale;    /* of t from the centre: makes slopes as large as intercepts */
    double largest;       /* |y| */
    double beside_lines;  /* sum of squares over units: what no line can explain */
    double beside_slope;  /* the same, of levels of their own and one slope for all */
    size_t rows_of_lines; /* rows beyond the two that a unit's line takes up */
    size_t rows_of_slope; /* rows beyond each unit's level and the common slope */
    bool constant;
    double *numbers; /* what the groups and years point into */
    size_t *places;
};

/* Release also after an error. Cost O(rows log years + units log units). */
enum zi_code mixed_units_make(struct mixed_units *units, const struct zi_mixed_data *data,
                              struct zi_error *error);
void mixed_units_release(struct mixed_units *units);

#endif
