#include "zistat/report/figures.h"

#include <math.h>
#include <string.h>

#include "zistat/base/number.h"
#include "zistat/chart/areas.h"
#include "zistat/chart/correlation.h"
#include "zistat/chart/readiness.h"
#include "zistat/chart/trend.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *in(const struct zi_figures *figures, const char *id, const char *en)
{
    return figures->options.language == ZI_ENGLISH ? en : id;
}

static const struct zi_panel *panel_of(const struct zi_figures *figures)
{
    return figures->outlook->selection->panel;
}

/* The totals that predicates ask for, rising; how many are known. */
static size_t list_thresholds(const struct zi_outlook *outlook,
                              struct zi_chart_threshold thresholds[2])
{
    static const enum zi_target targets[] = {ZI_WBK, ZI_WBBM};
    size_t n = 0;

    for (size_t i = 0; i < COUNT(targets); i++) {
        double value = zi_outlook_threshold(outlook, targets[i]);

        if (!isnan(value))
            thresholds[n++] = (struct zi_chart_threshold){zi_target_name(targets[i]), value};
    }
    return n;
}

static size_t position_of(const struct zi_chart_threshold thresholds[], size_t n,
                          enum zi_target target)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(thresholds[i].name, zi_target_name(target)) == 0)
            return i;
    return 0;
}

static const struct zi_scale *score_scale(const struct zi_figures *figures)
{
    const struct zi_outlook *outlook = figures->outlook;

    return outlook->zi == ZI_NO_INDEX ? NULL
                                      : zi_catalogue_scale(panel_of(figures)->catalogue,
                                                           (size_t)outlook->zi, outlook->year);
}

static enum zi_code no_scores(const struct zi_figures *figures, struct zi_error *error)
{
    return zi_fail(error, ZI_EFEW, "tidak ada nilai ZI untuk tahun %d; gambar tidak dibuat",
                   "there is no ZI score for %d; no picture is made", figures->outlook->year);
}

static bool has_scores(const struct zi_figures *figures)
{
    const struct zi_outlook *outlook = figures->outlook;

    return outlook->zi != ZI_NO_INDEX && panel_of(figures)->values[outlook->zi] != NULL &&
           score_scale(figures) != NULL;
}

/* ---- trend ---- */

static size_t list_points(const struct zi_figures *figures, size_t entity,
                          struct zi_trend_point points[])
{
    const struct zi_selection *s = figures->outlook->selection;
    size_t n = 0;

    for (int year = s->first_year; year <= s->last_year; year++) {
        double value = zi_panel_value(s->panel, entity, (size_t)figures->outlook->zi, year);

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
    input->method = forecasts->pooled
                        ? in(figures, "lereng acak, meminjam kekuatan dari semua unit (REML)",
                             "random slopes, borrowing strength from all units (REML)")
                        : in(figures, "tren linear unit ini", "linear trend of this unit");
}

static enum zi_trend_outcome outcome_of(enum zi_event_kind kind)
{
    switch (kind) {
    case ZI_AWARDED: return ZI_TREND_AWARDED;
    case ZI_REVOKED: return ZI_TREND_REVOKED;
    case ZI_NOT_PASSED: break;
    }
    return ZI_TREND_NOT_PASSED;
}

/* Events without a printed year cannot stand on a time axis. */
static size_t list_events(const struct zi_figures *figures, size_t entity,
                          const struct zi_event found[], size_t n_found,
                          struct zi_trend_event events[])
{
    const struct zi_panel *panel = panel_of(figures);
    const struct zi_selection *s = figures->outlook->selection;
    long tpn = zi_catalogue_find(panel->catalogue, "zi_tpn", strlen("zi_tpn"));
    size_t n = 0;

    for (size_t i = 0; i < n_found; i++) {
        const struct zi_event *event = &found[i];

        if (event->year < s->first_year || event->year > s->last_year)
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
    const struct zi_catalogue *catalogue = panel_of(figures)->catalogue;
    size_t n = 0;

    for (size_t i = 0; input->n_points > 0 && i < catalogue->n_breaks; i++) {
        const struct zi_break *found = &catalogue->breaks[i];

        if ((long)found->index == figures->outlook->zi && found->year > input->points[0].year &&
            found->year <= input->points[input->n_points - 1].year)
            breaks[n++] = (struct zi_trend_break){
                found->year, found->year == 2022 ? in(figures, "LKE baru", "new sheet")
                                                 : in(figures, "bobot baru", "new weights")};
    }
    return n;
}

/* The next predicate up: WBBM for a unit that holds one or has passed WBK's total. */
static enum zi_target next_target(const struct zi_figures *figures, size_t entity, double last)
{
    int since;

    if (zi_panel_predicate(panel_of(figures), entity, figures->outlook->year, &since) != 0)
        return ZI_WBBM;
    return zi_number_at_least(last, zi_outlook_threshold(figures->outlook, ZI_WBK)) ? ZI_WBBM
                                                                                    : ZI_WBK;
}

enum zi_code zi_figure_trend(const struct zi_figures *figures, size_t entity,
                             struct zi_chart *chart, struct zi_error *error)
{
    const struct zi_panel *panel = panel_of(figures);
    const struct zi_entity *unit = &panel->entities[entity];
    struct zi_trend_point *points =
        zi_arena_allocate(figures->arena, panel->n_years + 1, sizeof *points);
    size_t n_events;
    const struct zi_event *found = zi_panel_events(panel, entity, entity, &n_events);
    struct zi_trend_event *events = zi_arena_allocate(figures->arena, n_events + 1, sizeof *events);
    struct zi_trend_break *breaks =
        zi_arena_allocate(figures->arena, panel->catalogue->n_breaks + 1, sizeof *breaks);
    struct zi_trend_forecast fan[ZI_FORECAST_YEARS];
    struct zi_chart_threshold thresholds[2];

    if (points == NULL || events == NULL || breaks == NULL)
        return zi_fail_memory(error);
    if (!has_scores(figures))
        return no_scores(figures, error);

    struct zi_trend_chart input = {
        .unit = zi_entity_name(unit),
        .short_name = unit->short_name,
        .index_label = in(figures, "nilai evaluasi Zona Integritas", "Zona Integritas score"),
        .assessor = in(figures, "penilaian internal (TPI)", "internal evaluation (TPI)"),
        .series_label = in(figures, "Nilai TPI", "TPI score"),
        .scale_low = score_scale(figures)->min,
        .scale_high = score_scale(figures)->max,
        .decimals = 1,
        .points = points,
        .n_points = list_points(figures, entity, points),
        .thresholds = thresholds,
        .n_thresholds = list_thresholds(figures->outlook, thresholds),
        .events = events,
        .n_events = list_events(figures, entity, found, n_events, events),
        .breaks = breaks,
        .source = figures->source,
    };

    input.n_breaks = list_breaks(figures, &input, breaks);
    if (input.n_points > 0)
        input.target = position_of(thresholds, input.n_thresholds,
                                   next_target(figures, entity, points[input.n_points - 1].value));
    if (input.n_thresholds > 0)
        add_forecast(figures, entity, fan, &input);
    return zi_chart_trend(&input, &figures->options, chart, error);
}

/* ---- readiness ---- */

static enum zi_readiness_status status_of(const struct zi_outlook *outlook, size_t unit,
                                          enum zi_target target)
{
    const struct zi_readiness *r = target == ZI_WBBM ? &outlook->wbbm[unit] : &outlook->wbk[unit];
    int ready = zi_outlook_ready_for(outlook, unit);

    if (ready == ZI_WBBM)
        return ZI_READINESS_SECOND;
    if (ready == ZI_WBK)
        return ZI_READINESS_FIRST;
    if (!zi_number_at_least(r->score, zi_outlook_threshold(outlook, ZI_WBK)))
        return ZI_READINESS_BELOW;
    return r->failed > 0 ? ZI_READINESS_HELD_BACK : ZI_READINESS_UNDECIDED;
}

static struct zi_readiness_row readiness_row(const struct zi_figures *figures, size_t unit,
                                             enum zi_target target)
{
    const struct zi_outlook *outlook = figures->outlook;
    const struct zi_readiness *r = target == ZI_WBBM ? &outlook->wbbm[unit] : &outlook->wbk[unit];
    const struct zi_entity *entity = &panel_of(figures)->entities[r->entity];
    const struct zi_forecast *forecast = outlook->forecasts[r->entity];
    struct zi_readiness_row row = {
        .name = zi_entity_name(entity),
        .short_name = entity->short_name,
        .score = r->score,
        .low80 = NAN,
        .high80 = NAN,
        .probability = NAN,
        .met = (int)r->passed,
        .failed = (int)r->failed,
        .unknown = (int)r->unknown,
        .status = status_of(outlook, unit, target),
    };

    if (forecast != NULL && forecast->reason == ZI_DEFINED) {
        row.low80 = forecast->eighty.low;
        row.high80 = forecast->eighty.high;
        row.probability = zi_forecast_reach(forecast, zi_outlook_threshold(outlook, target));
    }
    return row;
}

/* "Syarat WBK menurut permenpanrb-90-2021 dan permenpanrb-5-2024." */
static const char *list_regulations(const struct zi_figures *figures, enum zi_target target)
{
    const struct zi_outlook *outlook = figures->outlook;
    const char *last = "";
    const char *names = "";

    for (size_t i = 0; i < outlook->regulations->n_rules; i++) {
        const struct zi_rule *rule = &outlook->regulations->rules[i];

        if (rule->target != target || !zi_rule_in_force(rule, outlook->year) ||
            strcmp(rule->regulation, last) == 0)
            continue;
        last = rule->regulation;
        names = zi_arena_print(figures->arena, "%s%s%s", names, names[0] != '\0' ? ", " : "", last);
        if (names == NULL)
            return NULL;
    }
    return zi_arena_print(figures->arena, in(figures, "Syarat %s: %s", "%s conditions: %s"),
                          zi_target_name(target), names);
}

enum zi_code zi_figure_readiness(const struct zi_figures *figures, enum zi_target target,
                                 size_t page, struct zi_chart *chart, size_t *pages,
                                 struct zi_error *error)
{
    const struct zi_outlook *outlook = figures->outlook;
    struct zi_readiness_row *rows =
        zi_arena_allocate(figures->arena, outlook->n_units + 1, sizeof *rows);
    struct zi_chart_threshold thresholds[2];

    if (rows == NULL)
        return zi_fail_memory(error);
    if (!has_scores(figures))
        return no_scores(figures, error);
    for (size_t i = 0; i < outlook->n_units; i++)
        rows[i] = readiness_row(figures, i, target);

    struct zi_readiness_chart input = {
        .index_label = in(figures, "Nilai evaluasi ZI", "ZI score"),
        .year = outlook->year,
        .next_year = outlook->year + 1,
        .scale_low = score_scale(figures)->min,
        .scale_high = score_scale(figures)->max,
        .decimals = 1,
        .rows = rows,
        .n_rows = outlook->n_units,
        .thresholds = thresholds,
        .n_thresholds = list_thresholds(outlook, thresholds),
        .conditions = list_regulations(figures, target),
        .source = figures->source,
    };

    if (input.n_thresholds == 0)
        return zi_fail(error, ZI_EFEW, "tidak ada ambang nilai total pada tahun %d",
                       "no threshold of the total is in force in %d", outlook->year);
    input.target = position_of(thresholds, input.n_thresholds, target);
    *pages = zi_chart_readiness_pages(&input, &figures->options);
    return zi_chart_readiness(&input, &figures->options, page, chart, error);
}

/* ---- areas ---- */

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
    const struct zi_catalogue *catalogue = panel_of(figures)->catalogue;

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
           zi_readiness_value(panel_of(figures), entity, (size_t)index, figures->outlook->year,
                              &from_parts);
}

static enum zi_code area_row(const struct zi_figures *figures, size_t entity,
                             struct zi_area_row *row, struct zi_error *error)
{
    const struct zi_entity *unit = &panel_of(figures)->entities[entity];
    double *percent = zi_arena_allocate(figures->arena, COUNT(areas), sizeof *percent);
    bool from_parts;
    long levers;

    if (percent == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < COUNT(areas); k++)
        percent[k] = area_percent(figures, entity, areas[k].index);
    *row = (struct zi_area_row){.name = zi_entity_name(unit),
                                .short_name = unit->short_name,
                                .percent = percent,
                                .total = NAN,
                                .score = zi_panel_value(panel_of(figures), entity,
                                                        (size_t)figures->outlook->zi,
                                                        figures->outlook->year)};
    if (area_scale(figures, "zi.a", &levers) != NULL)
        row->total = zi_readiness_value(panel_of(figures), entity, (size_t)levers,
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

enum zi_code zi_figure_areas(const struct zi_figures *figures, size_t page, struct zi_chart *chart,
                             size_t *pages, struct zi_error *error)
{
    const struct zi_outlook *outlook = figures->outlook;
    struct zi_area_row *rows =
        zi_arena_allocate(figures->arena, outlook->n_units + 1, sizeof *rows);
    struct zi_area columns[COUNT(areas)];
    struct zi_area_level levels[2];
    const struct zi_scale *levers;
    long index;

    if (rows == NULL)
        return zi_fail_memory(error);
    if (outlook->zi == ZI_NO_INDEX)
        return no_scores(figures, error);
    for (size_t k = 0; k < COUNT(areas); k++) {
        const struct zi_scale *scale = area_scale(figures, areas[k].index, &index);

        columns[k] = (struct zi_area){zi_text_in(areas[k].name, figures->options.language),
                                      scale != NULL ? scale->max : NAN};
    }
    for (size_t i = 0; i < outlook->n_units; i++)
        ZI_TRY(area_row(figures, outlook->wbk[i].entity, &rows[i], error));
    levers = area_scale(figures, "zi.a", &index);

    struct zi_areas_chart input = {
        .label = in(figures, "pengungkit", "levers"),
        .total_label = in(figures, "Pengungkit", "Levers"),
        .year = outlook->year,
        .areas = columns,
        .n_areas = COUNT(areas),
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
    *pages = zi_chart_areas_pages(&input, &figures->options);
    return zi_chart_areas(&input, &figures->options, page, chart, error);
}

/* ---- correlation ---- */

/* The indices that leaders speak of; components of the ZI score are left to --index. */
static const struct {
    const char *index;
    const char *short_name;
} headline[] = {
    {"zi", "ZI"},     {"spip", "SPIP"}, {"sakip", "SAKIP"}, {"spi", "SPI"},
    {"skm", "SKM"},   {"rb", "RB"},     {"ipp", "IPP"},     {"ppg", "PPG"},
    {"ipak", "IPAK"}, {"ipkp", "IPKP"}, {"mcp", "MCP"},     {"ombudsman", "Ombudsman"},
};

static const char *short_name_of(const char *index)
{
    for (size_t i = 0; i < COUNT(headline); i++)
        if (strcmp(headline[i].index, index) == 0)
            return headline[i].short_name;
    return index;
}

/* The headline indices that the selection holds, in the order of the table. */
static size_t list_headline(const struct zi_selection *selection, size_t chosen[])
{
    size_t n = 0;

    for (size_t i = 0; i < COUNT(headline); i++)
        for (size_t k = 0; k < selection->n_indices; k++) {
            size_t index = selection->indices[k];

            if (strcmp(selection->panel->catalogue->indices[index].name, headline[i].index) == 0)
                chosen[n++] = index;
        }
    return n;
}

/* Drops the indices that have no pair with enough points; returns how many are left. */
static size_t drop_sparse(const struct zi_pair_correlation rows[], size_t n_rows, size_t indices[],
                          size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        bool enough = false;

        for (size_t r = 0; r < n_rows; r++)
            enough = enough || ((rows[r].x == indices[i] || rows[r].y == indices[i]) &&
                                rows[r].result.n >= ZI_LEAST_PAIRS);
        if (enough)
            indices[kept++] = indices[i];
    }
    return kept;
}

enum zi_code zi_correlation_pairs_make(struct zi_correlation_pairs *pairs,
                                       const struct zi_selection *selection, bool asked_for,
                                       enum zi_correlation_method method, enum zi_panel_level level,
                                       struct zi_arena *arena, struct zi_error *error)
{
    struct zi_correlate_request request = {
        .methods = &method, .n_methods = 1, .levels = &level, .n_levels = 1, .confidence = 0.95};

    pairs->selection = *selection;
    if (!asked_for) {
        size_t *chosen = zi_arena_allocate(arena, selection->n_indices + 1, sizeof *chosen);

        if (chosen == NULL)
            return zi_fail_memory(error);
        pairs->selection.indices = chosen;
        pairs->selection.n_indices = list_headline(selection, chosen);
        ZI_TRY(zi_correlate_compute(&pairs->selection, &request, arena, &pairs->rows,
                                    &pairs->n_rows, error));
        pairs->selection.n_indices =
            drop_sparse(pairs->rows, pairs->n_rows, chosen, pairs->selection.n_indices);
        if (pairs->selection.n_indices < 2)
            return zi_fail(error, ZI_EFEW,
                           "tidak ada pasangan indeks dengan sedikitnya %d titik; pilih indeks "
                           "dengan --index",
                           "no pair of indices has at least %d points; choose indices with --index",
                           ZI_LEAST_PAIRS);
    }
    return zi_correlate_compute(&pairs->selection, &request, arena, &pairs->rows, &pairs->n_rows,
                                error);
}

static enum zi_correlation_level chart_level(enum zi_panel_level level)
{
    static const enum zi_correlation_level levels[] = {[ZI_POOLED] = ZI_CORRELATION_POOLED,
                                                       [ZI_BETWEEN] = ZI_CORRELATION_BETWEEN,
                                                       [ZI_WITHIN] = ZI_CORRELATION_WITHIN,
                                                       [ZI_TWOWAY] = ZI_CORRELATION_TWOWAY};

    return levels[level];
}

/* Rows come pair by pair, (0, 1), (0, 2), ..: the chart wants the lower triangle. */
static void fill_cells(const struct zi_pair_correlation rows[], size_t n,
                       struct zi_correlation_cell cells[])
{
    size_t row = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++, row++)
            cells[j * (j - 1) / 2 + i] = (struct zi_correlation_cell){
                .r = rows[row].result.estimate,
                .q = rows[row].q,
                .n = rows[row].result.n,
                .arithmetic = rows[row].arithmetic,
                .reason = rows[row].result.reason,
            };
}

enum zi_code zi_figure_correlation(const struct zi_figures *figures,
                                   const struct zi_correlation_pairs *pairs, struct zi_chart *chart,
                                   struct zi_error *error)
{
    const struct zi_selection *selection = &pairs->selection;
    const struct zi_pair_correlation *rows = pairs->rows;
    const struct zi_catalogue *catalogue = selection->panel->catalogue;
    size_t n = selection->n_indices;
    struct zi_correlation_index *indices =
        zi_arena_allocate(figures->arena, n + 1, sizeof *indices);
    struct zi_correlation_cell *cells =
        zi_arena_allocate(figures->arena, pairs->n_rows + 1, sizeof *cells);

    if (indices == NULL || cells == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        const struct zi_index *index = &catalogue->indices[selection->indices[i]];

        indices[i] = (struct zi_correlation_index){
            zi_text_in(index->label, figures->options.language), short_name_of(index->name)};
    }
    fill_cells(rows, n, cells);

    struct zi_correlation_chart input = {
        .indices = indices,
        .n_indices = n,
        .cells = cells,
        .level = pairs->n_rows > 0 ? chart_level(rows[0].level) : ZI_CORRELATION_BETWEEN,
        .ranks = pairs->n_rows > 0 && rows[0].method != ZI_PEARSON,
        .first_year = selection->first_year,
        .last_year = selection->last_year,
        .least_n = ZI_LEAST_PAIRS,
        .significance = 0.05,
        .source = figures->source,
    };

    return zi_chart_correlation(&input, &figures->options, chart, error);
}
