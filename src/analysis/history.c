/* The histories that forecasts are made from, one entity after another. */
#include "history.h"

#include <math.h>
#include <stdlib.h>

#include "series.h"

static enum zi_code allocate(struct history *history, size_t rows, struct zi_error *error)
{
    history->offsets = malloc((history->panel->n_entities + 1) * sizeof *history->offsets);
    history->year = malloc((rows + 1) * sizeof *history->year);
    history->score = malloc((rows + 1) * sizeof *history->score);
    if (history->offsets == NULL || history->year == NULL || history->score == NULL)
        return zi_fail_memory(error);
    return ZI_OK;
}

void history_release(struct history *history)
{
    free(history->offsets);
    free(history->year);
    free(history->score);
}

static void count_cut(struct history *history, size_t entity, int first_year)
{
    for (int year = first_year; year < history->first_year; year++)
        if (!isnan(zi_panel_value(history->panel, entity, history->index, year)))
            history->n_cut++;
}

enum zi_code history_make(struct history *history, const struct zi_panel *panel,
                          const struct zi_forecast_request *request, struct zi_error *error)
{
    size_t n = 0;

    *history = (struct history){
        .panel = panel,
        .index = request->index,
        .level = request->level,
        .first_year = request->first_year,
        .last_year = request->last_year,
    };
    if (!request->across_breaks)
        history->after = zi_catalogue_break(panel->catalogue, request->index, request->first_year,
                                            request->last_year);
    if (history->after != NULL)
        history->first_year = history->after->year;
    ZI_TRY(allocate(history, panel->n_entities * panel->n_years, error));
    for (size_t i = 0; i < panel->n_entities; i++) {
        struct zi_series series = {.year = history->year + n, .value = history->score + n};

        history->offsets[i] = n;
        if (zi_entity_level(&panel->entities[i]) != history->level)
            continue;
        zi_series_all(&series, panel, i, history->index, history->first_year, history->last_year);
        count_cut(history, i, request->first_year);
        n += series.n;
    }
    history->offsets[panel->n_entities] = n;
    return ZI_OK;
}

enum zi_code history_until(struct history *history, const struct history *whole, int last_year,
                           size_t stride, struct zi_error *error)
{
    size_t n = 0;

    *history = *whole;
    history->last_year = last_year;
    ZI_TRY(allocate(history, whole->offsets[whole->panel->n_entities], error));
    for (size_t i = 0; i < whole->panel->n_entities; i++) {
        history->offsets[i] = n;
        for (size_t k = whole->offsets[i]; i % stride == 0 && k < whole->offsets[i + 1]; k++)
            if (whole->year[k] <= last_year) {
                history->year[n] = whole->year[k];
                history->score[n++] = whole->score[k];
            }
    }
    history->offsets[whole->panel->n_entities] = n;
    return ZI_OK;
}

size_t history_length(const struct history *history, size_t entity)
{
    return history->offsets[entity + 1] - history->offsets[entity];
}

size_t history_units(const struct history *history)
{
    size_t n = 0;

    for (size_t i = 0; i < history->panel->n_entities; i++)
        n += history_length(history, i) > 0;
    return n;
}

struct zi_bounds history_bounds(const struct history *history, int year)
{
    const struct zi_catalogue *catalogue = history->panel->catalogue;
    const struct zi_scale *scale = zi_catalogue_scale(catalogue, history->index, year);

    if (scale == NULL)
        scale = zi_catalogue_scale(catalogue, history->index, history->last_year);
    return scale != NULL ? (struct zi_bounds){scale->min, scale->max}
                         : (struct zi_bounds){-INFINITY, INFINITY};
}
