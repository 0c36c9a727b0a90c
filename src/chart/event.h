/*
 * An event study: how much awarded units differ from others, by distance from the award. The
 * question: did they move alike before, and what is different since?
 */
#ifndef ZISTAT_CHART_EVENT_H
#define ZISTAT_CHART_EVENT_H

#include "chart.h"

/* Limits are NaN where they are not defined; the reference has none. */
struct zi_event_point {
    int at; /* years since the award; rising */
    double estimate;
    double low, high;           /* 95 % of this point */
    double band_low, band_high; /* 95 % of all together */
    size_t n;                   /* awarded units */
    bool reference;             /* 0 by definition */
};

struct zi_event_chart {
    const char *outcome; /* "SKM" */
    const char *award;   /* "WBK" */
    const struct zi_event_point *points;
    size_t n;
    double mean, mean_low, mean_high; /* of all years since the award; limits NaN: undefined */
    double lead_p;                    /* test of the years before; NaN: undefined */
    double level_before;              /* of the awarded in the year before; NaN */
    size_t n_others;                  /* units compared with */
    const char *method;               /* a sentence for the footer, with its full stop */
    const char *source;               /* NULL leaves it out */
};

/* ZI_EFEW without a point since the award. On failure there is nothing to release. Natural size:
 * half page. */
enum zi_code zi_chart_event(const struct zi_event_chart *input,
                            const struct zi_chart_options *options, struct zi_chart *chart,
                            struct zi_error *error);

#endif
