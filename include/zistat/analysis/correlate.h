/*
 * Which indices move together: every pair at four levels.
 *
 * Units and institutions are never mixed: a pair is computed on units when both indices have unit
 * values, else on institutions. There, a unit-only index is averaged over the institution's units
 * first: an institution's value is never counted again for each of its units.
 */
#ifndef ZISTAT_ANALYSIS_CORRELATE_H
#define ZISTAT_ANALYSIS_CORRELATE_H

#include <stdbool.h>

#include "zistat/analysis/selection.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/panel_correlation.h"

struct zi_pair_correlation {
    size_t x; /* positions in the catalogue */
    size_t y;
    enum zi_level on; /* units or institutions */
    bool averaged;    /* a unit index was averaged over the institution's units */
    bool arithmetic;  /* one is part of the other: the association is partly by construction */
    int first_year;   /* of the pairs used; 0 when there are none */
    int last_year;
    const struct zi_break *across; /* a break in either series inside those years, or NULL */
    enum zi_panel_level level;
    enum zi_correlation_method method;
    struct zi_estimate result;
    double q; /* Benjamini-Hochberg over the pairs of the same level and method; NaN without p */
};

struct zi_correlate_request {
    const enum zi_correlation_method *methods;
    size_t n_methods;
    const enum zi_panel_level *levels;
    size_t n_levels;
    double confidence;
};

/*
 * A row for each pair, method and level, in that order. ZI_EFEW with fewer than two indices in the
 * selection. Rows live in arena.
 */
enum zi_code zi_correlate_compute(const struct zi_selection *selection,
                                  const struct zi_correlate_request *request,
                                  struct zi_arena *arena, struct zi_pair_correlation **rows,
                                  size_t *n_rows, struct zi_error *error);

#endif
