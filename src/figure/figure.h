/* What the figures share. */
#ifndef ZISTAT_FIGURE_FIGURE_H
#define ZISTAT_FIGURE_FIGURE_H

#include <stdbool.h>

#include "chart/readiness.h"
#include "figures.h"

/* A sentence in the language of the picture; both formats take the same arguments. It lives in the
 * arena; "" without memory, which the arena's next use says. */
const char *figure_say(const struct zi_figures *figures, const char *id, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

const struct zi_panel *figure_panel(const struct zi_figures *figures);

/* The label of an index in the language of the picture: short for a headline. */
const char *figure_short_label(const struct zi_figures *figures, const struct zi_index *index);

/* The totals that predicates ask for, rising; how many are known. */
size_t figure_thresholds(const struct zi_outlook *outlook, struct zi_chart_threshold thresholds[2]);

/* The position of a target's total among them; 0 when it is not known. */
size_t figure_target(const struct zi_chart_threshold thresholds[], size_t n, enum zi_target target);

/* Of the ZI total in the year judged; NULL when it has none. */
const struct zi_scale *figure_score_scale(const struct zi_figures *figures);

/* Whether there is a ZI total in the year judged; the error for when there is none. */
bool figure_has_scores(const struct zi_figures *figures);
enum zi_code figure_no_scores(const struct zi_figures *figures, struct zi_error *error);

/* How a unit stands, as its mark on the charts of readiness says; the conditions are the target's.
 */
enum zi_readiness_status figure_status(const struct zi_outlook *outlook, size_t unit,
                                       enum zi_target target);

#endif
