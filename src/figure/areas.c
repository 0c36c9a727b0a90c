/* The areas of a unit's evaluation, as a drawing takes them. */
#include "figure.h"

#include <math.h>
#include <string.h>

#include "base/count.h"
#include "chart/areas.h"

/* The lever areas and their sum in the catalogue. */
struct levers {
    const struct zi_scale *scale; /* of the sum; NULL when there is none */
    size_t sum;
    size_t areas[ZI_AREAS_MAX];
    size_t n_areas;
};

static struct levers find_levers(const struct zi_figures *figures)
{
    const struct zi_catalogue *catalogue = figure_panel(figures)->catalogue;
    long sum = zi_catalogue_with_role(catalogue, ZI_ROLE_LEVERS);
    struct levers levers = {0};

    if (sum != ZI_NO_INDEX) {
        levers.sum = (size_t)sum;
        levers.scale = zi_catalogue_scale(catalogue, levers.sum, figures->outlook->year);
    }
    for (size_t i = 0; i < catalogue->n_indices && levers.n_areas < ZI_AREAS_MAX; i++)
        if (catalogue->indices[i].role == ZI_ROLE_AREA)
            levers.areas[levers.n_areas++] = i;
    return levers;
}

static const struct zi_scale *area_scale(const struct zi_figures *figures, size_t index)
{
    return zi_catalogue_scale(figure_panel(figures)->catalogue, index, figures->outlook->year);
}

/* What a target asks of each area (the least share of the rules) and of the levers' total. */
static struct zi_area_level area_level(const struct zi_outlook *outlook, enum zi_target target)
{
    struct zi_area_level level = {.name = zi_target_name(target), .percent = NAN, .total = NAN};

    for (size_t i = 0; i < outlook->regulations->n_rules; i++) {
        const struct zi_rule *rule = &outlook->regulations->rules[i];

        if (rule->target != target || !zi_rule_in_force(rule, outlook->year))
            continue;
        if (rule->role == ZI_ROLE_AREA && rule->unit == ZI_IN_PERCENT_OF_WEIGHT)
            level.percent = rule->value;
        if (rule->role == ZI_ROLE_LEVERS && rule->unit == ZI_IN_POINTS)
            level.total = rule->value;
    }
    return level;
}

static double area_percent(const struct zi_figures *figures, size_t entity, size_t index)
{
    const struct zi_scale *scale = area_scale(figures, index);
    bool from_parts;

    if (scale == NULL || isnan(scale->max) || scale->max <= 0)
        return NAN;
    return 100 / scale->max *
           zi_readiness_value(figure_panel(figures), entity, index, figures->outlook->year,
                              &from_parts);
}

static enum zi_code area_row(const struct zi_figures *figures, const struct levers *levers,
                             size_t entity, struct zi_area_row *row, struct zi_error *error)
{
    const struct zi_panel *panel = figure_panel(figures);
    const struct zi_entity *unit = &panel->entities[entity];
    int year = figures->outlook->year;
    double *percent = zi_arena_allocate(figures->arena, levers->n_areas + 1, sizeof *percent);
    bool from_parts;

    if (percent == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < levers->n_areas; k++)
        percent[k] = area_percent(figures, entity, levers->areas[k]);
    *row = (struct zi_area_row){
        .name = zi_entity_name(unit),
        .short_name = unit->short_name,
        .percent = percent,
        .total = levers->scale == NULL
                     ? NAN
                     : zi_readiness_value(panel, entity, levers->sum, year, &from_parts),
        .score =
            zi_readiness_value(panel, entity, (size_t)figures->outlook->zi, year, &from_parts)};
    return ZI_OK;
}

static size_t list_area_levels(const struct zi_outlook *outlook, struct zi_area_level levels[2])
{
    size_t n = 0;

    for (int target = ZI_WBK; target <= ZI_WBBM; target++) {
        levels[n] = area_level(outlook, (enum zi_target)target);
        if (!isnan(levels[n].percent))
            n++;
    }
    return n;
}

enum zi_code zi_figure_areas(const struct zi_figures *figures,
                             const struct zi_figure_request *request, struct zi_chart *chart,
                             struct zi_error *error)
{
    const struct zi_outlook *outlook = figures->outlook;
    struct zi_area_row *rows =
        zi_arena_allocate(figures->arena, outlook->n_units + 1, sizeof *rows);
    struct zi_area columns[ZI_AREAS_MAX];
    struct zi_area_level levels[2];
    const struct levers levers = find_levers(figures);

    if (rows == NULL)
        return zi_fail_memory(error);
    if (outlook->zi == ZI_NO_INDEX)
        return figure_no_scores(figures, error);
    for (size_t k = 0; k < levers.n_areas; k++) {
        const struct zi_index *area = &figure_panel(figures)->catalogue->indices[levers.areas[k]];
        const struct zi_scale *scale = area_scale(figures, levers.areas[k]);

        columns[k] = (struct zi_area){zi_text_in(area->short_label, figures->options.language),
                                      scale != NULL ? scale->max : NAN};
    }
    for (size_t i = 0; i < outlook->n_units; i++)
        ZI_TRY(area_row(figures, &levers, outlook->wbk[i].entity, &rows[i], error));

    struct zi_areas_chart input = {
        .label = figure_say(figures, "pengungkit", "levers"),
        .total_label = figure_say(figures, "Pengungkit", "Levers"),
        .year = outlook->year,
        .areas = columns,
        .n_areas = levers.n_areas,
        .levels = levels,
        .n_levels = list_area_levels(outlook, levels),
        .total_maximum = levers.scale != NULL ? levers.scale->max : NAN,
        .rows = rows,
        .n_rows = outlook->n_units,
        .order = ZI_AREAS_BY_SCORE,
        .source = figures->source,
    };

    if (input.n_levels == 0 || levers.scale == NULL)
        return zi_fail(error, ZI_EFEW, "tidak ada syarat per area pada tahun %d",
                       "no condition for areas is in force in %d", outlook->year);
    return zi_chart_areas(&input, &figures->options, request->page, chart, error);
}
