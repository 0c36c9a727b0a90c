/* The points of two indices, and the line through them. */
#include "scatter.h"

#include <math.h>
#include <string.h>

#include "zistat/analysis/clustering.h"
#include "zistat/stats/panel_correlation.h"
#include "zistat/stats/panel_regression.h"
#include "zistat/stats/predict.h"
#include "zistat/stats/regression.h"

static const double confidence_level = 0.95;

/* The rows with both values, entity after entity. */
struct rows {
    double *x, *y;
    size_t *unit; /* position among the entities that have rows */
    size_t *institution;
    int *year;
    size_t *start;  /* n_units + 1 */
    size_t *entity; /* of every unit */
    size_t *
        first; /* n_institutions + 1: the units of institution i are first[i] .. first[i + 1] - 1 */
    size_t n, n_units, n_institutions;
};

static bool allocate(struct rows *rows, size_t cells, size_t n_entities, struct zi_arena *arena)
{
    rows->x = zi_arena_allocate(arena, cells + 1, sizeof *rows->x);
    rows->y = zi_arena_allocate(arena, cells + 1, sizeof *rows->y);
    rows->unit = zi_arena_allocate(arena, cells + 1, sizeof *rows->unit);
    rows->institution = zi_arena_allocate(arena, cells + 1, sizeof *rows->institution);
    rows->first = zi_arena_allocate(arena, n_entities + 1, sizeof *rows->first);
    rows->year = zi_arena_allocate(arena, cells + 1, sizeof *rows->year);
    rows->start = zi_arena_allocate(arena, n_entities + 1, sizeof *rows->start);
    rows->entity = zi_arena_allocate(arena, n_entities + 1, sizeof *rows->entity);
    return rows->x != NULL && rows->y != NULL && rows->unit != NULL && rows->institution != NULL &&
           rows->first != NULL && rows->year != NULL && rows->start != NULL && rows->entity != NULL;
}

static void gather_entity(const struct zi_selection *s, size_t entity, size_t x, size_t y,
                          struct rows *rows)
{
    size_t before = rows->n;

    for (int year = s->first_year; year <= s->last_year; year++) {
        double a = zi_panel_value(s->panel, entity, x, year);
        double b = zi_panel_value(s->panel, entity, y, year);

        if (isnan(a) || isnan(b))
            continue;
        rows->x[rows->n] = a;
        rows->y[rows->n] = b;
        rows->unit[rows->n] = rows->n_units;
        rows->year[rows->n++] = year;
    }
    if (rows->n > before) {
        if (rows->n_units == 0 ||
            strcmp(s->panel->entities[entity].institution,
                   s->panel->entities[rows->entity[rows->n_units - 1]].institution) != 0)
            rows->n_institutions++;
        for (size_t i = before; i < rows->n; i++)
            rows->institution[i] = rows->n_institutions - 1;
        rows->entity[rows->n_units++] = entity;
        rows->start[rows->n_units] = rows->n;
        rows->first[rows->n_institutions] = rows->n_units;
    }
}

static void gather(const struct zi_selection *s, size_t x, size_t y, enum zi_level level,
                   struct rows *rows)
{
    rows->n = rows->n_units = rows->n_institutions = 0;
    rows->first[0] = 0;
    rows->start[0] = 0;
    for (size_t i = 0; i < s->n_entities; i++)
        if (zi_entity_level(&s->panel->entities[s->entities[i]]) == level)
            gather_entity(s, s->entities[i], x, y, rows);
}

static void describe(const struct zi_selection *s, const struct rows *rows,
                     struct zi_scatter *scatter)
{
    for (size_t i = 0; i < rows->n; i++) {
        if (i == 0 || rows->year[i] < scatter->first_year)
            scatter->first_year = rows->year[i];
        if (rows->year[i] > scatter->last_year)
            scatter->last_year = rows->year[i];
    }
    scatter->across = zi_catalogue_break(s->panel->catalogue, scatter->x, scatter->first_year,
                                         scatter->last_year);
    if (scatter->across == NULL)
        scatter->across = zi_catalogue_break(s->panel->catalogue, scatter->y, scatter->first_year,
                                             scatter->last_year);
}

/* As zi_correlate_compute chooses. */
static bool are_clusters(const struct rows *rows)
{
    return rows->n_institutions >= ZI_INSTITUTIONS_LEAST && rows->n_institutions < rows->n_units;
}

/* The points of a level and their correlation. */
static enum zi_code take_view(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                              bool institutions, struct zi_arena *arena,
                              struct zi_scatter_view *view, struct zi_error *error)
{
    const struct zi_panel_view *points;
    struct zi_panel_test test;

    ZI_TRY(zi_panel_pairs_view(pairs, level, &points, error));
    ZI_TRY(zi_panel_pairs_test(pairs, level, ZI_PEARSON, confidence_level, institutions, &test,
                               error));
    view->correlation = test.estimate;
    if (!isnan(test.wild_p) && test.n_clusters >= ZI_INSTITUTIONS_LEAST)
        view->correlation.p_value = test.wild_p;
    view->n = points->n;
    view->n_units = points->n_units;
    view->x = zi_arena_allocate(arena, points->n + 1, sizeof *view->x);
    view->y = zi_arena_allocate(arena, points->n + 1, sizeof *view->y);
    view->entity = zi_arena_allocate(arena, points->n + 1, sizeof *view->entity);
    view->residual = zi_arena_allocate(arena, points->n + 1, sizeof *view->residual);
    if (view->x == NULL || view->y == NULL || view->entity == NULL || view->residual == NULL)
        return zi_fail_memory(error);
    memcpy(view->x, points->x, points->n * sizeof *view->x);
    memcpy(view->y, points->y, points->n * sizeof *view->y);
    for (size_t u = 0; level == ZI_BETWEEN && u < points->n_units; u++)
        view->entity[u] = points->unit[u];
    return ZI_OK;
}

static void find_range(const struct zi_scatter_view *view, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < view->n; i++) {
        *low = fmin(*low, view->x[i]);
        *high = fmax(*high, view->x[i]);
    }
}

/* level + slope (x - centre), with the error of that at every x. */
static void draw_band(struct zi_scatter_view *view, const struct zi_fitted_line *line, double t)
{
    double low, high;

    find_range(view, &low, &high);
    for (size_t i = 0; i < ZI_SCATTER_BAND; i++) {
        double x = low + (high - low) * (double)i / (ZI_SCATTER_BAND - 1);
        double away = x - line->centre;
        double error = sqrt(fmax(0, line->level_variance + 2 * line->covariance * away +
                                        line->slope_variance * away * away));
        double fit = line->level + line->slope * away;

        view->band[i] = (struct zi_scatter_band){x, fit, fit - t * error, fit + t * error};
    }
    for (size_t i = 0; i < view->n; i++)
        view->residual[i] = view->y[i] - line->level - line->slope * (view->x[i] - line->centre);
    view->has_line = true;
}

static void fit_between(struct zi_scatter_view *view, const struct zi_confidence *confidence)
{
    struct zi_regression_line line = zi_regression_line(view->x, view->y, view->n, confidence);
    struct zi_fitted_line fitted = zi_predict_fitted_line(&line);

    view->slope = line.slope;
    if (view->n_units >= ZI_SCATTER_UNITS && fitted.reason == ZI_DEFINED)
        draw_band(view, &fitted, zi_confidence_t(confidence, fitted.df));
}

static enum zi_code fit_within(const struct rows *rows, const struct zi_confidence *confidence,
                               struct zi_arena *arena, struct zi_scatter_view *view,
                               struct zi_error *error)
{
    const double *columns[] = {rows->x};
    struct zi_panel_inference inference = {.errors = ZI_ERRORS_CR1, .confidence = confidence};
    struct zi_panel_fit fit;
    size_t *each = zi_arena_allocate(arena, rows->n_units + 1, sizeof *each);
    struct zi_panel_design design = {.columns = columns,
                                     .n_columns = 1,
                                     .y = rows->y,
                                     .start = rows->start,
                                     .n_units = rows->n_units,
                                     .year = rows->year,
                                     .effects = ZI_EFFECTS_TWOWAY,
                                     .cluster = each,
                                     .n_clusters = rows->n_units};

    if (are_clusters(rows)) {
        inference.errors = ZI_ERRORS_CR2;
        design.cluster = rows->first;
        design.n_clusters = rows->n_institutions;
    }

    if (each == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i <= rows->n_units; i++)
        each[i] = i;
    ZI_TRY(zi_panel_regress(&design, &inference, arena, &fit, error));
    view->slope = fit.terms[0];
    if (view->n_units >= ZI_SCATTER_UNITS && fit.reason == ZI_DEFINED &&
        isfinite(view->slope.std_error)) {
        struct zi_fitted_line through_origin = {
            .slope = view->slope.estimate,
            .slope_variance = view->slope.std_error * view->slope.std_error,
        };

        draw_band(view, &through_origin, zi_confidence_t(confidence, view->slope.df));
    }
    return ZI_OK;
}

static enum zi_code compute(const struct rows *rows, struct zi_panel_pairs *pairs,
                            struct zi_arena *arena, struct zi_scatter *scatter,
                            struct zi_error *error)
{
    bool institutions = scatter->by_institution || scatter->on == ZI_LEVEL_INSTITUTION;
    struct zi_confidence confidence;

    zi_confidence_init(&confidence, confidence_level);
    ZI_TRY(take_view(pairs, ZI_BETWEEN, institutions, arena, &scatter->between, error));
    ZI_TRY(take_view(pairs, ZI_TWOWAY, institutions, arena, &scatter->within, error));
    for (size_t u = 0; u < scatter->between.n; u++)
        scatter->between.entity[u] = rows->entity[scatter->between.entity[u]];
    scatter->within.entity = NULL;
    fit_between(&scatter->between, &confidence);
    return fit_within(rows, &confidence, arena, &scatter->within, error);
}

enum zi_code zi_scatter_compute(const struct zi_selection *selection, size_t x, size_t y,
                                struct zi_arena *arena, struct zi_scatter *scatter,
                                struct zi_error *error)
{
    size_t cells =
        selection->n_entities * (size_t)(selection->last_year - selection->first_year + 1);
    struct zi_panel_pairs pairs;
    struct rows rows;
    enum zi_code code;

    *scatter = (struct zi_scatter){.x = x, .y = y, .on = ZI_LEVEL_UNIT};
    if (!allocate(&rows, cells, selection->n_entities, arena))
        return zi_fail_memory(error);
    gather(selection, x, y, ZI_LEVEL_UNIT, &rows);
    if (rows.n == 0) {
        scatter->on = ZI_LEVEL_INSTITUTION;
        gather(selection, x, y, ZI_LEVEL_INSTITUTION, &rows);
    }
    if (rows.n == 0)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada unit atau instansi dengan %s dan %s pada tahun yang sama",
                       "no unit or institution has %s and %s in the same year",
                       selection->panel->catalogue->indices[x].name,
                       selection->panel->catalogue->indices[y].name);
    scatter->by_institution = are_clusters(&rows);
    describe(selection, &rows, scatter);
    code = zi_panel_pairs_init(
        &pairs,
        &(struct zi_panel_columns){.x = rows.x,
                                   .y = rows.y,
                                   .unit = rows.unit,
                                   .cluster = scatter->by_institution ? rows.institution : NULL,
                                   .year = rows.year,
                                   .n = rows.n},
        error);
    if (code == ZI_OK)
        code = compute(&rows, &pairs, arena, scatter, error);
    zi_panel_pairs_release(&pairs);
    return code;
}
