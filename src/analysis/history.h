/* The histories that forecasts are made from: all entities of a level, one after another. */
#ifndef ZISTAT_ANALYSIS_HISTORY_H
#define ZISTAT_ANALYSIS_HISTORY_H

#include "zistat/analysis/forecast.h"

struct history {
    const struct zi_panel *panel;
    size_t index;
    enum zi_level level;
    int first_year; /* the first that is comparable with the last */
    int last_year;
    const struct zi_break *after;
    size_t n_cut;
    size_t *offsets; /* by panel entity, n_entities + 1; empty for other levels */
    double *year;
    double *score;
};

/* Release also after an error. */
enum zi_code history_make(struct history *history, const struct zi_panel *panel,
                          const struct zi_forecast_request *request, struct zi_error *error);
void history_release(struct history *history);

/* What was out by the end of a year, of every stride-th entity of the panel. */
enum zi_code history_until(struct history *history, const struct history *whole, int last_year,
                           size_t stride, struct zi_error *error);

size_t history_length(const struct history *history, size_t entity);
size_t history_units(const struct history *history);

/* The scale of that year, or of the last year of the history where the catalogue ends before;
 * infinite without any. */
struct zi_bounds history_bounds(const struct history *history, int year);

#endif
