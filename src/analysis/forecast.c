#include "zistat/analysis/forecast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "zistat/analysis/series.h"
#include "zistat/stats/mixed.h"
#include "zistat/stats/regression.h"

/* The histories of all units of the level, one after another. */
struct work {
    const struct zi_selection *selection;
    size_t index;
    enum zi_level level;
    int first_year; /* the first that is comparable with the last */
    int last_year;
    const struct zi_break *after;
    size_t *offsets; /* by panel entity, n_entities + 1 */
    double *year;
    double *value;
    struct zi_mixed_fit pool;
    bool pooled;
    struct zi_confidence half, eighty, ninety_five;
};

static void discard(struct work *work)
{
    free(work->offsets);
    free(work->year);
    free(work->value);
}

static void find_years(struct work *work)
{
    const struct zi_panel *panel = work->selection->panel;

    work->first_year = panel->first_year;
    work->after =
        zi_catalogue_break(panel->catalogue, work->index, work->first_year, work->last_year);
    if (work->after != NULL)
        work->first_year = work->after->year;
}

static enum zi_code gather(struct work *work, struct zi_error *error)
{
    const struct zi_panel *panel = work->selection->panel;
    size_t cells = panel->n_entities * panel->n_years;
    size_t n = 0;

    work->offsets = malloc((panel->n_entities + 1) * sizeof *work->offsets);
    work->year = malloc((cells + 1) * sizeof *work->year);
    work->value = malloc((cells + 1) * sizeof *work->value);
    if (work->offsets == NULL || work->year == NULL || work->value == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < panel->n_entities; i++) {
        struct zi_series series = {.year = work->year + n, .value = work->value + n};

        work->offsets[i] = n;
        if (zi_entity_level(&panel->entities[i]) == work->level)
            zi_series_all(&series, panel, i, work->index, work->first_year, work->last_year);
        n += series.n;
    }
    work->offsets[panel->n_entities] = n;
    return ZI_OK;
}

/* Too few units for a pool is no failure: each is then forecast from its own years. */
static enum zi_code fit_pool(struct work *work, struct zi_error *error)
{
    struct zi_mixed_data data = {.offsets = work->offsets,
                                 .n_units = work->selection->panel->n_entities,
                                 .t = work->year,
                                 .y = work->value};
    enum zi_code code = zi_mixed_fit(&data, &work->pool, error);

    work->pooled = code == ZI_OK && work->pool.reason == ZI_DEFINED;
    return code == ZI_EFEW ? ZI_OK : code;
}

static struct zi_forecast forecast_year(const struct work *work, size_t entity,
                                        const struct zi_regression_line *line, int year)
{
    size_t first = work->offsets[entity];
    size_t n = work->offsets[entity + 1] - first;
    const double *t = work->year + first, *y = work->value + first;
    struct zi_prediction prediction =
        work->pooled ? zi_mixed_predict(&work->pool, t, y, n, year) : zi_predict_line(line, year);

    return (struct zi_forecast){
        .entity = entity,
        .year = year,
        .n = n,
        .last_year = n > 0 ? (int)t[n - 1] : 0,
        .stale = n == 0 || (int)t[n - 1] < work->last_year,
        .after = work->after,
        .pooled = work->pooled,
        .mean = prediction.mean,
        .sd = prediction.sd,
        .df = prediction.df,
        .half = zi_predict_interval(&prediction, &work->half),
        .eighty = zi_predict_interval(&prediction, &work->eighty),
        .ninety_five = zi_predict_interval(&prediction, &work->ninety_five),
        .reason = prediction.reason,
    };
}

static size_t forecast_all(const struct work *work, int from, int to, struct zi_forecast rows[])
{
    const struct zi_selection *s = work->selection;
    size_t n_rows = 0;

    for (size_t i = 0; i < s->n_entities; i++) {
        size_t entity = s->entities[i];
        size_t first = work->offsets[entity];
        struct zi_regression_line line;

        if (zi_entity_level(&s->panel->entities[entity]) != work->level)
            continue;
        line = zi_regression_line(work->year + first, work->value + first,
                                  work->offsets[entity + 1] - first, &work->ninety_five);
        for (int year = from; year <= to; year++)
            rows[n_rows++] = forecast_year(work, entity, &line, year);
    }
    return n_rows;
}

enum zi_code zi_forecast_compute(const struct zi_selection *selection, size_t index,
                                 enum zi_level level, int last_year, int from, int to,
                                 struct zi_arena *arena, struct zi_forecast **rows, size_t *n_rows,
                                 struct zi_error *error)
{
    struct work work = {
        .selection = selection, .index = index, .level = level, .last_year = last_year};
    enum zi_code code;

    *n_rows = 0;
    *rows = zi_arena_allocate(arena, selection->n_entities * (size_t)(to - from + 1) + 1,
                              sizeof **rows);
    if (*rows == NULL)
        return zi_fail_memory(error);
    zi_confidence_init(&work.half, 0.50);
    zi_confidence_init(&work.eighty, 0.80);
    zi_confidence_init(&work.ninety_five, 0.95);
    find_years(&work);
    code = gather(&work, error);
    if (code == ZI_OK)
        code = fit_pool(&work, error);
    if (code == ZI_OK)
        *n_rows = forecast_all(&work, from, to, *rows);
    discard(&work);
    return code;
}

enum zi_code zi_forecast_totals(const struct zi_selection *selection, int last_year, int from,
                                int to, struct zi_arena *arena,
                                const struct zi_forecast ***by_entity, struct zi_error *error)
{
    const struct zi_panel *panel = selection->panel;
    long zi = zi_catalogue_find(panel->catalogue, "zi", strlen("zi"));
    struct zi_forecast *rows;
    size_t n;

    *by_entity = zi_arena_allocate(arena, panel->n_entities + 1, sizeof **by_entity);
    if (*by_entity == NULL)
        return zi_fail_memory(error);
    if (zi == ZI_NO_INDEX || panel->values[zi] == NULL)
        return ZI_OK;
    ZI_TRY(zi_forecast_compute(selection, (size_t)zi, ZI_LEVEL_UNIT, last_year, from, to, arena,
                               &rows, &n, error));
    for (size_t i = 0; i < n; i += (size_t)(to - from + 1))
        if (rows[i].n > 0)
            (*by_entity)[rows[i].entity] = &rows[i];
    return ZI_OK;
}

double zi_forecast_reach(const struct zi_forecast *forecast, double threshold)
{
    struct zi_prediction prediction = {
        .mean = forecast->mean, .sd = forecast->sd, .df = forecast->df, .reason = forecast->reason};

    return zi_predict_at_least(&prediction, threshold);
}
