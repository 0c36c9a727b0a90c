/*
 * The values that a shown number must not be rounded across: where bands begin and what rules ask
 * for. 74.996 of a total is "74,99" when 75 decides.
 */
#ifndef ZISTAT_TABLE_LIMITS_H
#define ZISTAT_TABLE_LIMITS_H

#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/catalogue/catalogue.h"
#include "zistat/catalogue/regulation.h"

struct zi_limits {
    double *values; /* rising, index after index */
    size_t *start;  /* those of index i are values[start[i]] .. values[start[i + 1] - 1] */
};

/* Of all years and both targets; arrays in the arena. */
enum zi_code zi_limits_make(struct zi_limits *limits, const struct zi_catalogue *catalogue,
                            const struct zi_regulations *regulations, struct zi_arena *arena,
                            struct zi_error *error);

/* The limits next to a value: at most one at or below it and one above. Returns how many. */
size_t zi_limits_near(const struct zi_limits *limits, size_t index, double value, double near[2]);

#endif
