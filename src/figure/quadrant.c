/* Where units are against how they move, as a drawing takes it. */
#include "figure.h"

#include <math.h>

#include "analysis/series.h"
#include "chart/quadrant.h"
#include "zistat/analysis/trend.h"

/* The trends of the ZI total alone, whatever indices are selected. */
static enum zi_code compute_trends(const struct zi_figures *figures, struct zi_trends *trends,
                                   struct zi_error *error)
{
    struct zi_selection totals = *figures->outlook->selection;
    const struct zi_trend_request request = {.confidence = 0.95};
    size_t zi = (size_t)figures->outlook->zi;

    totals.indices = &zi;
    totals.n_indices = 1;
    return zi_trend_compute(&totals, &request, figures->arena, trends, error);
}

static struct zi_quadrant_unit quadrant_unit(const struct zi_figures *figures, size_t unit,
                                             double threshold)
{
    const struct zi_outlook *outlook = figures->outlook;
    size_t entity = outlook->wbk[unit].entity;
    const struct zi_entity *named = &figure_panel(figures)->entities[entity];
    const struct zi_forecast *forecast = outlook->forecasts[entity];

    return (struct zi_quadrant_unit){
        .name = zi_entity_name(named),
        .short_name = named->short_name,
        .score = outlook->wbk[unit].score,
        .slope = NAN,
        .probability = forecast == NULL ? NAN : zi_forecast_reach(forecast, threshold),
    };
}

/* Both run through the selection in its order. */
static void add_slopes(const struct zi_figures *figures, const struct zi_trends *trends,
                       struct zi_quadrant_unit units[], int *first_year)
{
    const struct zi_outlook *outlook = figures->outlook;
    size_t k = 0;

    for (size_t i = 0; i < outlook->n_units; i++) {
        while (k < trends->n && trends->rows[k].entity < outlook->wbk[i].entity)
            k++;
        if (k == trends->n || trends->rows[k].entity != outlook->wbk[i].entity)
            continue;
        units[i].slope = trends->rows[k].sen.estimate;
        units[i].n_years = trends->rows[k].n;
        if (!isnan(units[i].slope) && trends->rows[k].first_year < *first_year)
            *first_year = trends->rows[k].first_year;
    }
}

enum zi_code zi_figure_quadrant(const struct zi_figures *figures,
                                const struct zi_figure_request *request, struct zi_chart *chart,
                                struct zi_error *error)
{
    const struct zi_outlook *outlook = figures->outlook;
    struct zi_quadrant_unit *units =
        zi_arena_allocate(figures->arena, outlook->n_units + 1, sizeof *units);
    struct zi_chart_threshold thresholds[2];
    struct zi_trends trends;

    if (units == NULL)
        return zi_fail_memory(error);
    if (!figure_has_scores(figures))
        return figure_no_scores(figures, error);
    ZI_TRY(compute_trends(figures, &trends, error));

    struct zi_quadrant_chart input = {
        .index_label = figure_say(figures, "Nilai evaluasi ZI", "ZI score"),
        .year = outlook->year,
        .next_year = outlook->year + 1,
        .first_year = outlook->year,
        .slope_label = figure_say(figures, "kemiringan Theil–Sen", "Theil–Sen slope"),
        .scale_low = figure_score_scale(figures)->min,
        .scale_high = figure_score_scale(figures)->max,
        .decimals = 1,
        .units_shown = units,
        .n_units = outlook->n_units,
        .thresholds = thresholds,
        .n_thresholds = figure_thresholds(outlook, thresholds),
        .source = figures->source,
    };

    input.target = figure_target(thresholds, input.n_thresholds, request->target);
    for (size_t i = 0; i < outlook->n_units; i++)
        units[i] = quadrant_unit(figures, i, zi_outlook_threshold(outlook, request->target));
    add_slopes(figures, &trends, units, &input.first_year);
    return zi_chart_quadrant(&input, &figures->options, chart, error);
}
