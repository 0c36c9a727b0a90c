/* Which scores a forecast is asked about: the total that a predicate needs, or scores given. */
#ifndef ZISTAT_ANALYSIS_THRESHOLD_H
#define ZISTAT_ANALYSIS_THRESHOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/analysis/readiness.h"
#include "zistat/base/api.h"
#include "zistat/catalogue/regulation.h"
#include "zistat/panel/panel.h"

ZI_API_BEGIN

struct zi_thresholds {
    const double *given; /* NULL: those of the predicates, which only the ZI total has */
    size_t n_given;
    const struct zi_regulations *regulations; /* may be NULL when there are given ones */
    enum zi_aim aim;
};

/* The total that the rules in force in that year ask for; NaN when none does. */
double zi_threshold_of_target(const struct zi_regulations *regulations, enum zi_target target,
                              int year);

/* Whether a score lies on the scale that the index has in that year, bounds included. */
bool zi_threshold_on_scale(const struct zi_catalogue *catalogue, size_t index, int year,
                           double score);

/* How many thresholds the index has: the given ones, or one for the ZI total, or none. */
size_t zi_threshold_count(const struct zi_thresholds *thresholds,
                          const struct zi_catalogue *catalogue, size_t index);

/* The k-th threshold of an entity in a year to come, as aimed at by what it held in the year known;
 * NaN when no rule gives one (institutions need no total). k < zi_threshold_count. */
double zi_threshold_of(const struct zi_thresholds *thresholds, size_t k,
                       const struct zi_panel *panel, size_t entity, int year, int known);

ZI_API_END

#endif
