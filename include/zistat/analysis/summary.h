/* What the data hold: coverage and the usual description, by one of four groupings. */
#ifndef ZISTAT_ANALYSIS_SUMMARY_H
#define ZISTAT_ANALYSIS_SUMMARY_H

#include <stddef.h>

#include "zistat/analysis/selection.h"
#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/describe.h"

ZI_API_BEGIN

enum zi_grouping { ZI_BY_UNIT, ZI_BY_INDEX, ZI_BY_YEAR, ZI_BY_KIND };

/*
 * One group: all values of one index at one level (an institution's values and its units' are
 * never mixed) that share a unit, a year, a kind, or nothing more.
 */
struct zi_summary {
    size_t entity;    /* by unit; SIZE_MAX otherwise */
    int year;         /* by year; 0 otherwise */
    const char *kind; /* by kind, "" when not given; NULL otherwise */
    size_t index;
    enum zi_level level;
    int first_year; /* of the values; 0 when there are only letters */
    int last_year;
    size_t n_letters; /* letters without a score: counted, in no mean */
    size_t gaps;      /* by unit: years without a value between the first and the last */
    double first;     /* by unit; NaN otherwise */
    double last;
    const struct zi_band *band; /* by unit: of the latest value or letter; NULL if there is none */
    struct zi_description description;
};

/* Groups without a value or letter are left out. Order: by entity, kind or nothing; then index,
 * level, year. Rows live in arena. */
enum zi_code zi_summary_compute(const struct zi_selection *selection, enum zi_grouping grouping,
                                struct zi_arena *arena, struct zi_summary **rows, size_t *n_rows,
                                struct zi_error *error);

ZI_API_END

#endif
