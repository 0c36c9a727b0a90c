/*
 * Everything that the findings, the charts and the report share, computed once: who is ready for
 * what, and where each unit's total is heading.
 */
#ifndef ZISTAT_ANALYSIS_OUTLOOK_H
#define ZISTAT_ANALYSIS_OUTLOOK_H

#include "prospect.h"
#include "zistat/analysis/forecast.h"
#include "zistat/analysis/readiness.h"
#include "zistat/analysis/selection.h"
#include "zistat/catalogue/regulation.h"

enum { ZI_FORECAST_YEARS = 3 };

struct zi_outlook {
    const struct zi_selection *selection; /* borrowed, as the regulations */
    const struct zi_regulations *regulations;
    int year; /* judged: the last of the selection */

    size_t n_units;
    struct zi_readiness *wbk; /* n_units each, in the order of the selection */
    struct zi_readiness *wbbm;
    struct zi_readiness *aimed; /* at WBBM for a holder of WBK, at WBK otherwise */

    long zi;                              /* the total in the catalogue */
    const struct zi_forecast **forecasts; /* by entity of the panel: ZI_FORECAST_YEARS of them,
                                             from year + 1 on; NULL where there is none */
    struct zi_prospects prospects; /* of aimed, and the chain from them; n = 0 until asked for */
    struct zi_chain chain;
};

/* ZI_EFEW as zi_readiness_compute. Everything lives in arena. */
enum zi_code zi_outlook_compute(struct zi_outlook *outlook, const struct zi_selection *selection,
                                const struct zi_regulations *regulations, struct zi_arena *arena,
                                struct zi_error *error);

/* The chances of all units and the chain to awards, by these counts (NULL: the built-in ones). What
 * every page that speaks of them shows. */
enum zi_code zi_outlook_add_prospects(struct zi_outlook *outlook, const struct zi_awards *counts,
                                      struct zi_arena *arena, struct zi_error *error);

/* The total that a predicate asks for in that year; NaN when no rule says. */
double zi_outlook_threshold(const struct zi_outlook *outlook, enum zi_target target);

/* A unit's standing: the best target whose every rule is known and met, or 0. */
int zi_outlook_ready_for(const struct zi_outlook *outlook, size_t unit);

#endif
