#include "figure.h"

#include <math.h>
#include <string.h>

#include "base/count.h"
#include "chart/areas.h"

/* Soft hyphens say where a narrow column may part a word. */
static const struct {
    const char *index;
    struct zi_text name;
} areas[] = {
    {"zi.a1", {"Manajemen Perubahan", "Change Manage\u00adment"}},
    {"zi.a2", {"Tata Laksana", "Business Process"}},
    {"zi.a3", {"Manajemen SDM", "Human Resources"}},
    {"zi.a4", {"Akunta\u00adbilitas", "Account\u00adability"}},
    {"zi.a5", {"Penga\u00adwasan", "Super\u00advision"}},
    {"zi.a6", {"Pelayanan Publik", "Public Service"}},
};

static const struct zi_scale *area_scale(const struct zi_figures *figures, const char *name,
                                         long *index)
{
    const struct zi_catalogue *catalogue = figure_panel(figures)->catalogue;

    *index = zi_catalogue_find(catalogue, name, strlen(name));
    return *index == ZI_NO_INDEX
               ? NULL
               : zi_catalogue_scale(catalogue, (size_t)*index, figures->outlook->year);
}

/* What a target asks of each area (the least share of the rules) and of the levers' total. */
static struct zi_area_level area_level(const struct zi_outlook *outlook, enum zi_target target)
{
    struct zi_area_level level = {.name = zi_target_name(target), .percent = NAN, .total = NAN};

    for (size_t i = 0; i < outlook->regulations->n_rules; i++) {
        const struct zi_rule *rule = &outlook->regulations->rules[i];

        if (rule->target != target || !zi_rule_in_force(rule, outlook->year))
            continue;
        if (strcmp(rule->index_name, areas[0].index) == 0 && rule->unit == ZI_IN_PERCENT_OF_WEIGHT)
            level.percent = rule->value;
        if (strcmp(rule->index_name, "zi.a") == 0 && rule->unit == ZI_IN_POINTS)
            level.total = rule->value;
    }
    return level;
}

static double area_percent(const struct zi_figures *figures, size_t entity, const char *name)
{
    long index;
    const struct zi_scale *scale = area_scale(figures, name, &index);
    bool from_parts;

    if (scale == NULL || isnan(scale->max) || scale->max <= 0)
        return NAN;
    return 100 / scale->max *
           zi_readiness_value(figure_panel(figures), entity, (size_t)index, figures->outlook->year,
                              &from_parts);
}

static enum zi_code area_row(const struct zi_figures *figures, size_t entity,
                             struct zi_area_row *row, struct zi_error *error)
{
    const struct zi_entity *unit = &figure_panel(figures)->entities[entity];
    double *percent = zi_arena_allocate(figures->arena, ZI_COUNT(areas), sizeof *percent);
    bool from_parts;
    long levers;

    if (percent == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < ZI_COUNT(areas); k++)
        percent[k] = area_percent(figures, entity, areas[k].index);
    *row = (struct zi_area_row){.name = zi_entity_name(unit),
                                .short_name = unit->short_name,
                                .percent = percent,
                                .total = NAN,
                                .score = zi_readiness_value(figure_panel(figures), entity,
                                                            (size_t)figures->outlook->zi,
                                                            figures->outlook->year, &from_parts)};
    if (area_scale(figures, "zi.a", &levers) != NULL)
        row->total = zi_readiness_value(figure_panel(figures), entity, (size_t)levers,
                                        figures->outlook->year, &from_parts);
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
    struct zi_area columns[ZI_COUNT(areas)];
    struct zi_area_level levels[2];
    const struct zi_scale *levers;
    long index;

    if (rows == NULL)
        return zi_fail_memory(error);
    if (outlook->zi == ZI_NO_INDEX)
        return figure_no_scores(figures, error);
    for (size_t k = 0; k < ZI_COUNT(areas); k++) {
        const struct zi_scale *scale = area_scale(figures, areas[k].index, &index);

        columns[k] = (struct zi_area){zi_text_in(areas[k].name, figures->options.language),
                                      scale != NULL ? scale->max : NAN};
    }
    for (size_t i = 0; i < outlook->n_units; i++)
        ZI_TRY(area_row(figures, outlook->wbk[i].entity, &rows[i], error));
    levers = area_scale(figures, "zi.a", &index);

    struct zi_areas_chart input = {
        .label = figure_say(figures, "pengungkit", "levers"),
        .total_label = figure_say(figures, "Pengungkit", "Levers"),
        .year = outlook->year,
        .areas = columns,
        .n_areas = ZI_COUNT(areas),
        .levels = levels,
        .n_levels = list_area_levels(outlook, levels),
        .total_maximum = levers != NULL ? levers->max : NAN,
        .rows = rows,
        .n_rows = outlook->n_units,
        .order = ZI_AREAS_BY_SCORE,
        .source = figures->source,
    };

    if (input.n_levels == 0 || levers == NULL)
        return zi_fail(error, ZI_EFEW, "tidak ada syarat per area pada tahun %d",
                       "no condition for areas is in force in %d", outlook->year);
    return zi_chart_areas(&input, &figures->options, request->page, chart, error);
}
