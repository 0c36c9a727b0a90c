/* A unit's indices, as a drawing takes them. */
#include "figure.h"

#include <math.h>
#include <string.h>

#include "chart/profile.h"
#include "zistat/analysis/summary.h"

/* Changes are measured over this many years, less where a break or the data begin later. */
enum { CHANGE_YEARS = 4 };

/* What the cells are made from. */
struct profile {
    const struct zi_figures *figures;
    size_t entity;
    int first_year, last_year, base_year;
    struct zi_summary *by_year; /* of all units of the panel */
    size_t n_by_year;
    size_t indices[ZI_PROFILE_CELLS];
    size_t n_indices;
    struct zi_chart_threshold targets[2];
    size_t n_targets;
};

/* The indices asked for, else the headline ones, also those without data: the grid stays the same
 * from unit to unit. */
static enum zi_code choose_indices(struct profile *profile, const size_t asked[], size_t n,
                                   struct zi_error *error)
{
    const struct zi_catalogue *catalogue = figure_panel(profile->figures)->catalogue;
    size_t *headlines;

    if (n > ZI_PROFILE_CELLS)
        return zi_fail(error, ZI_EUSAGE, "profil memuat %d indeks, diminta %zu; kurangi --index",
                       "a profile holds %d indices, %zu are asked for; name fewer with --index",
                       ZI_PROFILE_CELLS, n);
    if (n > 0) {
        memcpy(profile->indices, asked, n * sizeof *asked);
        profile->n_indices = n;
        return ZI_OK;
    }
    headlines =
        zi_arena_allocate(profile->figures->arena, catalogue->n_indices + 1, sizeof *headlines);
    if (headlines == NULL)
        return zi_fail_memory(error);
    profile->n_indices = zi_catalogue_headlines(catalogue, headlines);
    if (profile->n_indices > ZI_PROFILE_CELLS)
        profile->n_indices = ZI_PROFILE_CELLS;
    memcpy(profile->indices, headlines, profile->n_indices * sizeof *headlines);
    return ZI_OK;
}

/* Medians are of all units, whichever one is drawn. */
static enum zi_code compute_medians(struct profile *profile, struct zi_error *error)
{
    const struct zi_selection *chosen = profile->figures->outlook->selection;
    struct zi_selection all = *chosen;
    size_t *entities =
        zi_arena_allocate(profile->figures->arena, chosen->panel->n_entities + 1, sizeof *entities);
    size_t n = 0;

    if (entities == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < chosen->panel->n_entities; i++)
        entities[i] = i;
    all.entities = entities;
    all.n_entities = chosen->panel->n_entities;
    all.indices = profile->indices;
    for (size_t i = 0; i < profile->n_indices; i++) /* a summary takes indices that were read */
        if (chosen->panel->values[profile->indices[i]] != NULL)
            n++;
    all.indices = zi_arena_allocate(profile->figures->arena, n + 1, sizeof *all.indices);
    if (all.indices == NULL)
        return zi_fail_memory(error);
    all.n_indices = 0;
    for (size_t i = 0; i < profile->n_indices; i++)
        if (chosen->panel->values[profile->indices[i]] != NULL)
            all.indices[all.n_indices++] = profile->indices[i];
    return zi_summary_compute(&all, ZI_BY_YEAR, profile->figures->arena, &profile->by_year,
                              &profile->n_by_year, error);
}

/* ---- one cell ---- */

static size_t list_values(const struct profile *profile, size_t entity, size_t index,
                          struct zi_profile_point points[])
{
    const struct zi_panel *panel = figure_panel(profile->figures);
    size_t n = 0;

    for (int year = profile->first_year; entity != SIZE_MAX && year <= profile->last_year; year++) {
        bool from_parts;
        double value = zi_readiness_value(panel, entity, index, year, &from_parts);

        if (!isnan(value))
            points[n++] = (struct zi_profile_point){year, value};
    }
    return n;
}

static size_t list_median(const struct profile *profile, size_t index,
                          struct zi_profile_point points[])
{
    size_t n = 0;

    for (size_t i = 0; i < profile->n_by_year; i++) {
        const struct zi_summary *row = &profile->by_year[i];

        if (row->index == index && row->level == ZI_LEVEL_UNIT && row->description.n > 0)
            points[n++] = (struct zi_profile_point){row->year, row->description.median};
    }
    return n;
}

/* The borders next to the latest value: of the class it is in and of the next one up. */
static size_t list_classes(const struct profile *profile, size_t index, int year, double value,
                           struct zi_chart_threshold lines[ZI_PROFILE_LINES])
{
    const struct zi_catalogue *catalogue = figure_panel(profile->figures)->catalogue;
    const struct zi_band *band = zi_catalogue_band(catalogue, index, year, value);
    const struct zi_band *next =
        band == NULL ? NULL : zi_catalogue_band_ranked(catalogue, index, year, band->rank + 1);
    size_t n = 0;

    if (band != NULL && band->rank > 1 && isfinite(band->lower))
        lines[n++] = (struct zi_chart_threshold){band->name, band->lower};
    if (next != NULL && isfinite(next->lower))
        lines[n++] = (struct zi_chart_threshold){next->name, next->lower};
    return n;
}

static size_t list_breaks(const struct profile *profile, size_t index, int breaks[])
{
    const struct zi_catalogue *catalogue = figure_panel(profile->figures)->catalogue;
    size_t n = 0;

    for (size_t i = 0; i < catalogue->n_breaks; i++)
        if (catalogue->breaks[i].index == index &&
            catalogue->breaks[i].year > profile->first_year &&
            catalogue->breaks[i].year <= profile->last_year)
            breaks[n++] = catalogue->breaks[i].year;
    return n;
}

/* From the first value that may be compared with the last one. */
static void measure_change(const struct profile *profile, size_t index,
                           struct zi_profile_cell *cell)
{
    const struct zi_profile_point *last = &cell->points[cell->n_points - 1];
    const struct zi_break *latest = zi_catalogue_break(figure_panel(profile->figures)->catalogue,
                                                       index, profile->first_year - 1, last->year);
    int from =
        latest != NULL && latest->year > profile->base_year ? latest->year : profile->base_year;
    size_t i = 0;

    while (cell->points[i].year < from && i + 1 < cell->n_points)
        i++;
    if (cell->points[i].year < last->year) {
        cell->change = last->value - cell->points[i].value;
        cell->change_from = cell->points[i].year;
    }
}

static enum zi_code fill_cell(const struct profile *profile, size_t index,
                              struct zi_profile_cell *cell, struct zi_error *error)
{
    const struct zi_figures *figures = profile->figures;
    const struct zi_panel *panel = figure_panel(figures);
    const struct zi_index *named = &panel->catalogue->indices[index];
    const struct zi_scale *scale = zi_catalogue_scale(panel->catalogue, index, profile->last_year);
    struct zi_profile_point *points =
        zi_arena_allocate(figures->arena, panel->n_years + 1, sizeof *points);
    struct zi_profile_point *median =
        zi_arena_allocate(figures->arena, panel->n_years + 1, sizeof *median);
    struct zi_chart_threshold *lines =
        zi_arena_allocate(figures->arena, ZI_PROFILE_LINES, sizeof *lines);
    int *breaks = zi_arena_allocate(figures->arena, panel->catalogue->n_breaks + 1, sizeof *breaks);

    if (points == NULL || median == NULL || lines == NULL || breaks == NULL)
        return zi_fail_memory(error);
    *cell = (struct zi_profile_cell){
        .name = figure_short_label(figures, named),
        .scale_low = scale != NULL ? scale->min : NAN,
        .scale_high = scale != NULL ? scale->max : NAN,
        .decimals = named->decimals < 1 ? named->decimals : 1,
        .points = points,
        .median = median,
        .lines = lines,
        .breaks = breaks,
        .change = NAN,
    };
    cell->n_points = list_values(profile, profile->entity, index, points);
    if (cell->n_points == 0) {
        cell->n_points =
            list_values(profile, zi_panel_institution(panel, profile->entity), index, points);
        cell->of_institution = cell->n_points > 0;
    }
    if (cell->n_points == 0)
        return ZI_OK;
    if (!cell->of_institution)
        cell->n_median = list_median(profile, index, median);
    cell->are_targets = (long)index == figures->outlook->zi;
    if (cell->are_targets) {
        memcpy(lines, profile->targets, profile->n_targets * sizeof *lines);
        cell->n_lines = profile->n_targets;
    } else {
        cell->n_lines = list_classes(profile, index, points[cell->n_points - 1].year,
                                     points[cell->n_points - 1].value, lines);
    }
    cell->n_breaks = list_breaks(profile, index, breaks);
    measure_change(profile, index, cell);
    return ZI_OK;
}

enum zi_code zi_figure_profile(const struct zi_figures *figures,
                               const struct zi_figure_request *request, struct zi_chart *chart,
                               struct zi_error *error)
{
    const struct zi_selection *s = figures->outlook->selection;
    const struct zi_entity *unit = &s->panel->entities[request->entity];
    struct profile profile = {.figures = figures,
                              .entity = request->entity,
                              .first_year = s->first_year,
                              .last_year = s->last_year,
                              .base_year = s->last_year - CHANGE_YEARS};
    struct zi_profile_cell cells[ZI_PROFILE_CELLS];

    if (profile.base_year < s->first_year)
        profile.base_year = s->first_year;
    profile.n_targets = figure_thresholds(figures->outlook, profile.targets);
    ZI_TRY(choose_indices(&profile, request->indices, request->n_indices, error));
    ZI_TRY(compute_medians(&profile, error));
    for (size_t i = 0; i < profile.n_indices; i++)
        ZI_TRY(fill_cell(&profile, profile.indices[i], &cells[i], error));

    struct zi_profile_chart input = {
        .unit = zi_entity_name(unit),
        .short_name = unit->short_name,
        .first_year = profile.first_year,
        .last_year = profile.last_year,
        .base_year = profile.base_year,
        .cells = cells,
        .n_cells = profile.n_indices,
        .source = figures->source,
    };

    return zi_chart_profile(&input, &figures->options, chart, error);
}
