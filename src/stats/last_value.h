/*
 * "Same as last time": the forecast of a unit is its latest value, and what it may be wrong by is
 * what values changed by from one time to the next.
 *
 *     y(t + h) = y(t) + sum of h changes;  a change = what befalls all units + the unit's own
 *
 * Its mean is taken to be 0, so that a common rise counts as an error that units share.
 */
#ifndef ZISTAT_STATS_LAST_VALUE_H
#define ZISTAT_STATS_LAST_VALUE_H

#include "zistat/stats/mixed.h"

struct zi_last_value {
    double own;    /* variance of a unit's change about that of all units, a time step */
    double own_df; /* changes less different times */
    double shared; /* mean square of what all units changed by, less what chance makes of it */
    double df;     /* different times */
    enum zi_reason reason;
};

/* In as zi_mixed_fit, whole times, rows of a unit by time; only changes over one step count.
 * ZI_FEWER_THAN_2 without two units that changed at the same time; ZI_CONSTANT when no unit differs
 * from the others. Cost O(rows). ZI_ESYSTEM out of memory. */
enum zi_code zi_last_value_fit(const struct zi_mixed_data *data, struct zi_last_value *fit,
                               struct zi_error *error);

/* Through the last of a unit's n rows, flat; undefined without rows. */
struct zi_fitted_line zi_last_value_line(const struct zi_last_value *fit, const double t[],
                                         const double y[], size_t n);

#endif
