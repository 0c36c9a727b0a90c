/* Units and their conditions, as a drawing takes them. */
#include "figure.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "chart/readiness.h"

/* "RSUD Harapan (WBK)": what the unit holds already. Without memory, the name alone. */
static const char *with_predicate(const struct zi_figures *figures, const struct zi_readiness *r,
                                  const char *name)
{
    int since;
    int held = zi_panel_predicate(figure_panel(figures), r->entity, r->year, &since);
    const char *longer = held == 0 ? NULL
                                   : zi_arena_print(figures->arena, "%s (%s)", name,
                                                    zi_target_name((enum zi_target)held));

    return longer != NULL ? longer : name;
}

static struct zi_readiness_row readiness_row(const struct zi_figures *figures, size_t unit,
                                             enum zi_target target)
{
    const struct zi_outlook *outlook = figures->outlook;
    const struct zi_readiness *r = target == ZI_WBBM ? &outlook->wbbm[unit] : &outlook->wbk[unit];
    const struct zi_entity *entity = &figure_panel(figures)->entities[r->entity];
    const struct zi_forecast *forecast = outlook->forecasts[r->entity];
    struct zi_readiness_row row = {
        .name = with_predicate(figures, r, zi_entity_name(entity)),
        .short_name =
            entity->short_name[0] != '\0' ? with_predicate(figures, r, entity->short_name) : "",
        .score = r->score,
        .low80 = NAN,
        .high80 = NAN,
        .probability = NAN,
        .met = (int)r->passed,
        .failed = (int)r->failed,
        .unknown = (int)r->unknown,
        .status = figure_status(outlook, unit, target),
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
    return figure_say(figures, "Syarat %s: %s. (WBK), (WBBM): predikat yang sudah dipegang",
                      "%s conditions: %s. (WBK), (WBBM): predicate held already",
                      zi_target_name(target), names);
}

enum zi_code zi_figure_readiness(const struct zi_figures *figures,
                                 const struct zi_figure_request *request, struct zi_chart *chart,
                                 struct zi_error *error)
{
    const struct zi_outlook *outlook = figures->outlook;
    struct zi_readiness_row *rows =
        zi_arena_allocate(figures->arena, outlook->n_units + 1, sizeof *rows);
    struct zi_chart_threshold thresholds[2];

    if (rows == NULL)
        return zi_fail_memory(error);
    if (!figure_has_scores(figures))
        return figure_no_scores(figures, error);
    for (size_t i = 0; i < outlook->n_units; i++)
        rows[i] = readiness_row(figures, i, request->target);

    struct zi_readiness_chart input = {
        .index_label = figure_say(figures, "Nilai evaluasi ZI", "ZI score"),
        .year = outlook->year,
        .next_year = outlook->year + 1,
        .scale_low = figure_score_scale(figures)->min,
        .scale_high = figure_score_scale(figures)->max,
        .decimals = 1,
        .rows = rows,
        .n_rows = outlook->n_units,
        .thresholds = thresholds,
        .n_thresholds = figure_thresholds(outlook, thresholds),
        .conditions = list_regulations(figures, request->target),
        .source = figures->source,
    };

    if (input.n_thresholds == 0)
        return zi_fail(error, ZI_EFEW, "tidak ada ambang nilai total pada tahun %d",
                       "no threshold of the total is in force in %d", outlook->year);
    input.target = figure_target(thresholds, input.n_thresholds, request->target);
    return zi_chart_readiness(&input, &figures->options, request->page, chart, error);
}
