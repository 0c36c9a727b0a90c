/* What awarded units differ by, before and since: the panel's events and an outcome. */
#include "figure.h"

#include <string.h>

#include "analysis/impact.h"
#include "chart/event.h"

static struct zi_event_point point_of(const struct zi_impact *impact,
                                      const struct zi_average *average)
{
    const struct zi_estimate *e = &average->effect;
    double margin = impact->band * e->std_error;

    return (struct zi_event_point){.at = average->at,
                                   .estimate = e->estimate,
                                   .low = e->conf_low,
                                   .high = e->conf_high,
                                   .band_low = e->estimate - margin,
                                   .band_high = e->estimate + margin,
                                   .n = e->n_units};
}

/* The averages of the window, and the reference where it belongs. */
static size_t list_points(const struct zi_impact *impact, struct zi_event_point points[])
{
    const struct zi_group_time *path = &impact->path;
    size_t n = 0;

    for (size_t i = 0; i < path->n_dynamic; i++) {
        const struct zi_average *average = &path->averages[path->first_dynamic + i];

        if (average->at < impact->request.first_distance ||
            average->at > impact->request.last_distance)
            continue;
        if (average->at >= 0 && (n == 0 || points[n - 1].at < -1))
            points[n++] = (struct zi_event_point){.at = -1, .reference = true};
        points[n++] = point_of(impact, average);
    }
    return n;
}

/* Names the estimator, as the footer must. */
static const char *say_method(const struct zi_figures *figures, const struct zi_impact *impact)
{
    return figure_say(
        figures,
        "Perubahan menurut angkatan dan tahun (Callaway & Sant'Anna), pembanding unit yang tidak "
        "pernah menerima, galat baku per %s%s; tahun di luar −%d..+%d tidak digambar.",
        "Changes by cohort and year (Callaway & Sant'Anna) against units never awarded, errors by "
        "%s%s; years beyond −%d..+%d are not drawn.",
        zi_clustering_name(impact->clustering),
        impact->prefers_same_past
            ? figure_say(figures, "; rata-rata: terhadap unit yang tiga tahun sebelumnya sama",
                         "; mean: against units of the same three scores before")
            : "",
        -impact->request.first_distance, impact->request.last_distance);
}

static enum zi_code no_unit_values(const struct zi_index *index, struct zi_error *error)
{
    return zi_fail(
        error, ZI_EFEW,
        "%s milik instansi, bukan unit: studi peristiwa memerlukan nilai unit; pakai: "
        "zistat impact",
        "%s is of institutions, not of units: an event study needs values of units; take: "
        "zistat impact",
        index->name);
}

enum zi_code zi_figure_event(const struct zi_figures *figures,
                             const struct zi_figure_request *request, struct zi_chart *chart,
                             struct zi_error *error)
{
    const struct zi_selection *selection = figures->outlook->selection;
    const struct zi_catalogue *catalogue = selection->panel->catalogue;
    struct zi_impact *impact = zi_arena_allocate(figures->arena, 1, sizeof *impact);
    struct zi_impact_request asked = zi_impact_usual();
    struct zi_event_chart input = {.source = figures->source};
    struct zi_event_point *points;

    if (impact == NULL)
        return zi_fail_memory(error);
    asked.outcome = request->n_indices > 0 ? request->indices[0]
                                           : (size_t)zi_catalogue_find(catalogue, "skm", 3);
    ZI_TRY(zi_impact_compute(selection, &asked, figures->arena, impact, error));
    if (impact->on == ZI_LEVEL_INSTITUTION)
        return no_unit_values(&catalogue->indices[asked.outcome], error);
    points = zi_arena_allocate(figures->arena, impact->path.n_dynamic + 2, sizeof *points);
    if (points == NULL)
        return zi_fail_memory(error);
    input.points = points;
    input.n = list_points(impact, points);
    input.outcome = figure_short_label(figures, &catalogue->indices[asked.outcome]);
    input.award = zi_text_in(zi_impact_award_words(asked.award), figures->options.language);
    input.mean = zi_impact_headline(impact)->estimate;
    input.mean_low = zi_impact_headline(impact)->conf_low;
    input.mean_high = zi_impact_headline(impact)->conf_high;
    input.lead_p = impact->study.leads.p_value;
    input.level_before = impact->level_before;
    input.n_others = impact->n_units - impact->n_treated;
    input.method = say_method(figures, impact);
    return zi_chart_event(&input, &figures->options, chart, error);
}
