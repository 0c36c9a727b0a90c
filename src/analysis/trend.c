#include "zistat/analysis/trend.h"

#include <math.h>
#include <stdlib.h>

#include "trend_adjust.h"
#include "zistat/analysis/series.h"
#include "zistat/stats/mann_kendall.h"
#include "zistat/stats/regression.h"
#include "zistat/stats/sen.h"

/* Room and caches shared by all series. */
struct work {
    struct zi_series series;
    double *scratch;
    struct zi_confidence confidence;
    struct zi_mann_kendall_cache cache;
};

static enum zi_code prepare(struct work *work, size_t n_years, double level, struct zi_error *error)
{
    *work = (struct work){
        .series = {.year = malloc((n_years + 1) * sizeof(double)),
                   .value = malloc((n_years + 1) * sizeof(double))},
        .scratch = malloc((zi_sen_scratch(n_years) + 1) * sizeof(double)),
    };
    zi_confidence_init(&work->confidence, level);
    zi_mann_kendall_cache_init(&work->cache);
    if (work->series.year == NULL || work->series.value == NULL || work->scratch == NULL)
        return zi_fail_memory(error);
    return ZI_OK;
}

static void discard(struct work *work)
{
    zi_mann_kendall_cache_release(&work->cache);
    free(work->series.year);
    free(work->series.value);
    free(work->scratch);
}

static enum zi_code compute_one(struct work *work, struct zi_trend *trend, struct zi_error *error)
{
    const struct zi_series *series = &work->series;
    struct zi_regression_line line;
    struct zi_mann_kendall test;

    trend->n = series->n;
    trend->first_year = series->first_year;
    trend->last_year = series->last_year;
    trend->after = series->after;
    line = zi_regression_line(series->year, series->value, series->n, &work->confidence);
    trend->ols = line.slope;
    trend->last_level = line.last_level;
    trend->sen =
        zi_sen(series->year, series->value, series->n, &work->confidence, work->scratch).slope;
    ZI_TRY(zi_mann_kendall(series->value, series->n, &work->cache, &test, error));
    trend->mann_kendall = test.tau;
    trend->smallest_p = test.smallest_p;
    return ZI_OK;
}

static bool has_letter(const struct zi_selection *s, size_t entity, size_t index)
{
    for (int year = s->first_year; year <= s->last_year; year++)
        if (zi_panel_band(s->panel, entity, index, year) != NULL)
            return true;
    return false;
}

/* The values that are compared, and the break among them if that is allowed. */
static const struct zi_break *take_series(struct zi_series *series, const struct zi_selection *s,
                                          size_t entity, size_t index, bool across_breaks)
{
    if (!across_breaks) {
        zi_series_comparable(series, s->panel, entity, index, s->first_year, s->last_year);
        return NULL;
    }
    zi_series_all(series, s->panel, entity, index, s->first_year, s->last_year);
    return zi_catalogue_break(s->panel->catalogue, index, series->first_year, series->last_year);
}

static enum zi_code compute_all(const struct zi_selection *s, struct work *work,
                                struct zi_trends *trends, struct zi_error *error)
{
    for (size_t i = 0; i < s->n_entities; i++)
        for (size_t k = 0; k < s->n_indices; k++) {
            const struct zi_break *across = take_series(
                &work->series, s, s->entities[i], s->indices[k], trends->request.across_breaks);

            if (work->series.n == 0) {
                trends->n_letters_only += has_letter(s, s->entities[i], s->indices[k]);
                continue;
            }

            struct zi_trend *trend = &trends->rows[trends->n++];

            trend->entity = s->entities[i];
            trend->index = s->indices[k];
            trend->across = across;
            ZI_TRY(compute_one(work, trend, error));
        }
    return ZI_OK;
}

bool zi_trend_is_shown(const struct zi_trends *trends, double p)
{
    /* 1 - 0.95 is a little more than 0.05. */
    return p < 1 - trends->request.confidence - 1e-12;
}

bool zi_trend_assumes_independence(const struct zi_estimate *estimate)
{
    enum { CHECKABLE = 20 };

    return !isnan(estimate->p_value) && estimate->n < CHECKABLE;
}

enum zi_code zi_trend_compute(const struct zi_selection *selection,
                              const struct zi_trend_request *request, struct zi_arena *arena,
                              struct zi_trends *trends, struct zi_error *error)
{
    struct work work;
    enum zi_code code = prepare(&work, selection->panel->n_years, request->confidence, error);

    *trends = (struct zi_trends){
        .rows = zi_arena_allocate(arena, selection->n_entities * selection->n_indices + 1,
                                  sizeof *trends->rows),
        .request = *request};
    if (trends->rows == NULL)
        code = zi_fail_memory(error);
    if (code == ZI_OK)
        code = compute_all(selection, &work, trends, error);
    discard(&work);
    if (code == ZI_OK && request->adjust)
        code = zi_trend_adjust(selection, arena, trends, error);
    return code;
}
