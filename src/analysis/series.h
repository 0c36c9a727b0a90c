/* One entity's history of one index, as the statistics take it: arrays without missing values. */
#ifndef ZISTAT_ANALYSIS_SERIES_H
#define ZISTAT_ANALYSIS_SERIES_H

#include <stddef.h>

#include "zistat/panel/panel.h"

struct zi_series {
    double *year;  /* room for the panel's years, given by the caller */
    double *value; /* the same */
    size_t n;
    int first_year; /* 0 when n is 0 */
    int last_year;
    const struct zi_break *after; /* the break that cut the series, or NULL */
};

/* All observed values from first_year to last_year, by calendar year. */
void zi_series_all(struct zi_series *series, const struct zi_panel *panel, size_t entity,
                   size_t index, int first_year, int last_year);

/* The same, but only from the latest break in the series on: what may be compared. */
void zi_series_comparable(struct zi_series *series, const struct zi_panel *panel, size_t entity,
                          size_t index, int first_year, int last_year);

#endif
