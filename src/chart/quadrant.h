/*
 * Units by latest score and slope. The question: whom do we propose, whom do we keep from falling,
 * whom do we build up, where do we step in?
 */
#ifndef ZISTAT_CHART_QUADRANT_H
#define ZISTAT_CHART_QUADRANT_H

#include "chart.h"

struct zi_quadrant_unit {
    const char *name;
    const char *short_name; /* preferred beside a point; NULL or "" when there is none */
    double score;           /* NaN: not drawn, counted in the footer */
    double slope;           /* points a year; NaN: the same */
    size_t n_years;         /* values behind the slope; below ZI_QUADRANT_YEARS it is marked */
    double probability;     /* of reaching the target in the next assessment; NaN: not computed */
};

enum { ZI_QUADRANT_YEARS = 4 };

struct zi_quadrant_chart {
    const char *index_label; /* "Nilai evaluasi ZI" */
    const char *units;       /* what points are: "OPD"; NULL: "unit" or "units" */
    int year;                /* of the scores */
    int next_year;           /* the probabilities speak of */
    int first_year;          /* of the slopes, up to year */
    const char *slope_label; /* for the footer: "kemiringan Theil-Sen" */
    double scale_low, scale_high;
    int decimals;
    const struct zi_quadrant_unit *units_shown; /* any order, changes nothing */
    size_t n_units;
    const struct zi_chart_threshold *thresholds; /* one or two, rising */
    size_t n_thresholds;
    size_t target;      /* the threshold that parts the quadrants */
    const char *source; /* NULL leaves it out */
};

/* ZI_EFEW when no unit has both a score and a slope, or no threshold is given. On failure there is
 * nothing to release. Natural size: half page. */
enum zi_code zi_chart_quadrant(const struct zi_quadrant_chart *input,
                               const struct zi_chart_options *options, struct zi_chart *chart,
                               struct zi_error *error);

#endif
