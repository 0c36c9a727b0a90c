/* A unit's years and what may follow, as a drawing takes them. */
#include "figure.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "chart/trend.h"

static size_t list_points(const struct zi_figures *figures, size_t entity,
                          struct zi_trend_point points[])
{
    const struct zi_selection *s = figures->outlook->selection;
    size_t n = 0;

    for (int year = s->first_year; year <= s->last_year; year++) {
        bool from_parts;
        double value =
            zi_readiness_value(s->panel, entity, (size_t)figures->outlook->zi, year, &from_parts);

        if (!isnan(value))
            points[n++] = (struct zi_trend_point){year, value};
    }
    return n;
}

static void fill_fan(const struct zi_forecast *forecast, double threshold,
                     struct zi_trend_forecast *fan)
{
    fan->year = forecast->year;
    fan->mean = forecast->mean;
    fan->low50 = forecast->half.low;
    fan->high50 = forecast->half.high;
    fan->low80 = forecast->eighty.low;
    fan->high80 = forecast->eighty.high;
    fan->low95 = forecast->ninety_five.low;
    fan->high95 = forecast->ninety_five.high;
    fan->probability = zi_forecast_reach(forecast, threshold);
}

/* A short or stale history has no fan, and the chart says why. */
static void add_forecast(const struct zi_figures *figures, size_t entity,
                         struct zi_trend_forecast fan[ZI_FORECAST_YEARS],
                         struct zi_trend_chart *input)
{
    enum { LEAST_VALUES = 4 };
    const struct zi_forecast *forecasts = figures->outlook->forecasts[entity];

    input->forecast_reason = ZI_MISSING;
    if (forecasts == NULL)
        return;
    input->fit_n = forecasts->n;
    input->fit_first_year = forecasts->after != NULL ? forecasts->after->year
                            : input->n_points > 0    ? input->points[0].year
                                                     : 0;
    input->fit_last_year = forecasts->last_year;
    input->forecast_reason = forecasts->reason != ZI_DEFINED  ? forecasts->reason
                             : input->n_points < LEAST_VALUES ? ZI_FEWER_THAN_4
                                                              : ZI_DEFINED;
    if (input->forecast_reason != ZI_DEFINED)
        return;
    for (size_t i = 0; i < ZI_FORECAST_YEARS; i++)
        fill_fan(&forecasts[i], input->thresholds[input->target].value, &fan[i]);
    input->forecast = fan;
    input->n_forecast = ZI_FORECAST_YEARS;
    input->method =
        forecasts->method == ZI_FORECAST_POOLED
            ? figure_say(figures, "lereng acak, meminjam kekuatan dari semua unit (REML)",
                         "random slopes, borrowing strength from all units (REML)")
            : figure_say(figures, "tren linear unit ini", "linear trend of this unit");
}

static enum zi_trend_outcome outcome_of(enum zi_event_kind kind)
{
    switch (kind) {
    case ZI_AWARDED: return ZI_TREND_AWARDED;
    case ZI_REVOKED: return ZI_TREND_REVOKED;
    case ZI_NOT_PASSED:
    case ZI_PROPOSED:            /* its outcome is drawn */
    case ZI_DECLARED:            /* not drawn */
    case ZI_NO_PREDICATE: break; /* without a year: never on an axis */
    }
    return ZI_TREND_NOT_PASSED;
}

/* Events without a printed year cannot stand on a time axis. */
static size_t list_events(const struct zi_figures *figures, size_t entity,
                          const struct zi_event found[], size_t n_found,
                          struct zi_trend_event events[])
{
    const struct zi_panel *panel = figure_panel(figures);
    const struct zi_selection *s = figures->outlook->selection;
    long tpn = zi_catalogue_find(panel->catalogue, "zi_tpn", strlen("zi_tpn"));
    size_t n = 0;

    for (size_t i = 0; i < n_found; i++) {
        const struct zi_event *event = &found[i];

        if (event->year < s->first_year || event->year > s->last_year ||
            event->kind == ZI_PROPOSED || event->kind == ZI_DECLARED)
            continue;
        events[n++] = (struct zi_trend_event){
            .year = event->year,
            .predicate = zi_target_name(event->target),
            .score =
                tpn == ZI_NO_INDEX ? NAN : zi_panel_value(panel, entity, (size_t)tpn, event->year),
            .outcome = outcome_of(event->kind)};
    }
    return n;
}

static size_t list_breaks(const struct zi_figures *figures, const struct zi_trend_chart *input,
                          struct zi_trend_break breaks[])
{
    const struct zi_catalogue *catalogue = figure_panel(figures)->catalogue;
    size_t n = 0;

    for (size_t i = 0; input->n_points > 0 && i < catalogue->n_breaks; i++) {
        const struct zi_break *found = &catalogue->breaks[i];

        if ((long)found->index == figures->outlook->zi && found->year > input->points[0].year &&
            found->year <= input->points[input->n_points - 1].year)
            breaks[n++] = (struct zi_trend_break){
                found->year, found->year == 2022
                                 ? figure_say(figures, "LKE baru", "new sheet")
                                 : figure_say(figures, "bobot baru", "new weights")};
    }
    return n;
}

/* The next predicate up: WBBM for a unit that holds one or has passed WBK's total. */
static enum zi_target next_target(const struct zi_figures *figures, size_t entity, double last)
{
    int since;

    if (zi_panel_predicate(figure_panel(figures), entity, figures->outlook->year, &since) != 0)
        return ZI_WBBM;
    return zi_number_at_least(last, zi_outlook_threshold(figures->outlook, ZI_WBK)) ? ZI_WBBM
                                                                                    : ZI_WBK;
}

enum zi_code zi_figure_trend(const struct zi_figures *figures,
                             const struct zi_figure_request *request, struct zi_chart *chart,
                             struct zi_error *error)
{
    const struct zi_panel *panel = figure_panel(figures);
    const struct zi_entity *unit = &panel->entities[request->entity];
    struct zi_trend_point *points =
        zi_arena_allocate(figures->arena, panel->n_years + 1, sizeof *points);
    size_t n_events;
    const struct zi_event *found =
        zi_panel_events(panel, request->entity, request->entity, &n_events);
    struct zi_trend_event *events = zi_arena_allocate(figures->arena, n_events + 1, sizeof *events);
    struct zi_trend_break *breaks =
        zi_arena_allocate(figures->arena, panel->catalogue->n_breaks + 1, sizeof *breaks);
    struct zi_trend_forecast fan[ZI_FORECAST_YEARS];
    struct zi_chart_threshold thresholds[2];

    if (points == NULL || events == NULL || breaks == NULL)
        return zi_fail_memory(error);
    if (!figure_has_scores(figures))
        return figure_no_scores(figures, error);

    struct zi_trend_chart input = {
        .unit = zi_entity_name(unit),
        .short_name = unit->short_name,
        .index_label =
            figure_say(figures, "nilai evaluasi Zona Integritas", "Zona Integritas score"),
        .assessor = figure_say(figures, "penilaian internal (TPI)", "internal evaluation (TPI)"),
        .series_label = figure_say(figures, "Nilai TPI", "TPI score"),
        .scale_low = figure_score_scale(figures)->min,
        .scale_high = figure_score_scale(figures)->max,
        .decimals = 1,
        .points = points,
        .n_points = list_points(figures, request->entity, points),
        .thresholds = thresholds,
        .n_thresholds = figure_thresholds(figures->outlook, thresholds),
        .events = events,
        .n_events = list_events(figures, request->entity, found, n_events, events),
        .breaks = breaks,
        .source = figures->source,
    };

    input.n_breaks = list_breaks(figures, &input, breaks);
    if (input.n_points > 0)
        input.target =
            figure_target(thresholds, input.n_thresholds,
                          next_target(figures, request->entity, points[input.n_points - 1].value));
    if (input.n_thresholds > 0)
        add_forecast(figures, request->entity, fan, &input);
    return zi_chart_trend(&input, &figures->options, chart, error);
}
