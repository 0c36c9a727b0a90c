/* The part of a trend analysis that looks at all units at once: p adjusted for their number. */
#ifndef ZISTAT_ANALYSIS_TREND_ADJUST_H
#define ZISTAT_ANALYSIS_TREND_ADJUST_H

#include "zistat/analysis/trend.h"

/* Fills the adjusted p of the rows and their counts in the families, as the request says. */
enum zi_code zi_trend_adjust(struct zi_trends *trends, struct zi_arena *arena,
                             struct zi_error *error);

#endif
