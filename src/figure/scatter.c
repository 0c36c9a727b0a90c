/* Units as points of two indices, as a drawing takes them. */
#include "figure.h"

#include <math.h>
#include <string.h>

#include "analysis/scatter.h"
#include "chart/scatter.h"

enum { NAMED = 2 };

/* The points farthest from the line are named. */
static void name_farthest(const struct zi_panel *panel, const struct zi_scatter_view *view,
                          struct zi_scatter_point points[])
{
    for (size_t k = 0; view->has_line && view->entity != NULL && k < NAMED; k++) {
        size_t farthest = view->n;

        for (size_t i = 0; i < view->n; i++)
            if (points[i].name == NULL &&
                (farthest == view->n || fabs(view->residual[i]) > fabs(view->residual[farthest])))
                farthest = i;
        if (farthest < view->n) {
            const struct zi_entity *entity = &panel->entities[view->entity[farthest]];

            points[farthest].name =
                entity->short_name[0] != '\0' ? entity->short_name : zi_entity_name(entity);
        }
    }
}

static enum zi_code fill_panel(const struct zi_figures *figures, const struct zi_panel *panel,
                               const struct zi_scatter_view *view, struct zi_scatter_panel *out,
                               struct zi_error *error)
{
    struct zi_scatter_point *points =
        zi_arena_allocate(figures->arena, view->n + 1, sizeof *points);
    struct zi_scatter_fit *fit = zi_arena_allocate(figures->arena, ZI_SCATTER_BAND, sizeof *fit);

    if (points == NULL || fit == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < view->n; i++)
        points[i] = (struct zi_scatter_point){view->x[i], view->y[i], NULL};
    for (size_t i = 0; i < ZI_SCATTER_BAND; i++)
        fit[i] = (struct zi_scatter_fit){view->band[i].x, view->band[i].fit, view->band[i].low,
                                         view->band[i].high};
    name_farthest(panel, view, points);
    *out = (struct zi_scatter_panel){
        .points = points,
        .n = view->n,
        .n_units = view->n_units,
        .r = view->correlation.estimate,
        .r_low = view->correlation.conf_low,
        .r_high = view->correlation.conf_high,
        .slope = view->slope.estimate,
        .is_clear = view->correlation.p_value < 0.05,
        .fit = fit,
        .n_fit = view->has_line ? ZI_SCATTER_BAND : 0,
    };
    return ZI_OK;
}

enum zi_code zi_figure_scatter(const struct zi_figures *figures,
                               const struct zi_figure_request *request, struct zi_chart *chart,
                               struct zi_error *error)
{
    const struct zi_selection *selection = figures->outlook->selection;
    const struct zi_catalogue *catalogue = selection->panel->catalogue;
    struct zi_chart_threshold thresholds[2];
    struct zi_scatter scatter;
    struct zi_scatter_chart input = {.source = figures->source};
    size_t x, y;

    if (request->n_indices != 2)
        return zi_fail(error, ZI_EUSAGE,
                       "diagram pencar memerlukan dua indeks, misalnya --index sakip,zi",
                       "a scatter plot needs two indices, for example --index sakip,zi");
    x = request->indices[0];
    y = request->indices[1];
    ZI_TRY(zi_scatter_compute(selection, x, y, figures->arena, &scatter, error));
    input.x_name = figure_short_label(figures, &catalogue->indices[x]);
    input.y_name = figure_short_label(figures, &catalogue->indices[y]);
    if (scatter.on == ZI_LEVEL_INSTITUTION)
        input.units = figure_say(figures, "instansi", "institutions");
    input.by_institution = scatter.by_institution;
    input.first_year = scatter.first_year;
    input.last_year = scatter.last_year;
    input.thresholds = thresholds;
    if (catalogue->indices[y].role == ZI_ROLE_TOTAL)
        input.n_thresholds = figure_thresholds(figures->outlook, thresholds);
    input.arithmetic = zi_catalogue_contains(catalogue, x, y, scatter.last_year) ||
                       zi_catalogue_contains(catalogue, y, x, scatter.last_year);
    if (scatter.across != NULL)
        input.caution =
            figure_say(figures, "Nilai melintasi pergantian cara menilai tahun %d",
                       "The values cross a change of method in %d", scatter.across->year);
    ZI_TRY(fill_panel(figures, selection->panel, &scatter.between, &input.between, error));
    ZI_TRY(fill_panel(figures, selection->panel, &scatter.within, &input.within, error));
    return zi_chart_scatter(&input, &figures->options, chart, error);
}
