#include "zistat/analysis/chance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "part_tree.h"
#include "zistat/analysis/forecast.h"

void zi_chance_joint(const double p[], size_t n, double *low, double *high, double *independent)
{
    double sum = 0;

    *low = *high = *independent = n > 0 ? 1 : NAN;
    for (size_t i = 0; i < n; i++) {
        sum += p[i];
        *high = fmin(*high, p[i]);
        *independent *= p[i];
    }
    if (n > 0)
        *low = fmin(fmax(0, sum - (double)(n - 1)), *high);
}

/* A panel with one more matrix: the index as recorded or the sum of its parts. */
struct completed {
    struct zi_panel panel; /* shares everything with the one it is made from but values */
    struct zi_selection selection;
    double **values;
    double *matrix;
};

/* What part_tree_values needs for one entity and year. */
struct scratch {
    struct part_tree *trees; /* by year of the panel */
    double *values;
    bool *any;
};

static void discard(struct completed *completed)
{
    free(completed->values);
    free(completed->matrix);
}

static bool share(struct completed *completed, const struct zi_selection *selection)
{
    const struct zi_panel *panel = selection->panel;
    size_t n_indices = panel->catalogue->n_indices;

    completed->values = malloc((n_indices + 1) * sizeof *completed->values);
    completed->matrix = malloc((panel->n_entities * panel->n_years + 1) * sizeof(double));
    if (completed->values == NULL || completed->matrix == NULL)
        return false;
    memcpy(completed->values, panel->values, n_indices * sizeof *completed->values);
    completed->panel = *panel;
    completed->panel.values = completed->values;
    completed->selection = *selection;
    completed->selection.panel = &completed->panel;
    return true;
}

static enum zi_code make_scratch(struct scratch *scratch, const struct zi_panel *panel,
                                 struct zi_arena *arena, struct zi_error *error)
{
    size_t n = panel->catalogue->n_indices + 1;

    scratch->trees = zi_arena_allocate(arena, panel->n_years + 1, sizeof *scratch->trees);
    scratch->values = zi_arena_allocate(arena, n, sizeof *scratch->values);
    scratch->any = zi_arena_allocate(arena, n, sizeof *scratch->any);
    if (scratch->trees == NULL || scratch->values == NULL || scratch->any == NULL)
        return zi_fail_memory(error);
    for (size_t t = 0; t < panel->n_years; t++)
        ZI_TRY(part_tree_make(&scratch->trees[t], panel->catalogue, panel->first_year + (int)t,
                              arena, error));
    return ZI_OK;
}

/* Returns whether any value is there. */
static bool complete(struct completed *completed, const struct scratch *scratch,
                     const struct zi_panel *original, size_t index)
{
    bool any = false;

    for (size_t e = 0; e < original->n_entities; e++)
        for (size_t t = 0; t < original->n_years; t++) {
            int year = original->first_year + (int)t;
            double value = zi_panel_value(original, e, index, year);
            const struct part_tree *tree = &scratch->trees[t];

            if (isnan(value) && tree->first[index] < tree->first[index + 1]) {
                part_tree_values(tree, original, e, year, scratch->values, scratch->any);
                value = scratch->values[index];
            }
            completed->matrix[e * original->n_years + t] = value;
            any = any || !isnan(value);
        }
    completed->values[index] = completed->matrix;
    return any;
}

/* ---- conditions ---- */

static bool is_of_score(const struct zi_rule *rule)
{
    return rule->index != ZI_NO_INDEX && rule->level == ZI_LEVEL_UNIT && rule->unit != ZI_IN_BAND &&
           (strcmp(rule->index_name, "zi") == 0 || strncmp(rule->index_name, "zi.", 3) == 0);
}

static void take_forecast(struct zi_chance *chance, const struct zi_forecast *forecast,
                          size_t index)
{
    for (size_t k = 0; k < chance->unit->n_rules; k++) {
        struct zi_condition_chance *condition = &chance->conditions[k];
        const struct zi_rule_result *result = condition->result;

        if (!is_of_score(result->rule) || result->rule->index != (long)index ||
            isnan(result->required))
            continue;
        condition->is_forecast = true;
        condition->mean = forecast->mean;
        condition->sd = forecast->sd;
        condition->n = forecast->n;
        condition->pooled = forecast->method == ZI_FORECAST_POOLED;
        condition->reason = forecast->reason;
        condition->p = zi_forecast_reach(forecast, result->required);
    }
}

/* Each unit's two rows, the unit's own line and the pooled one. Both go by the entities of the
 * selection, institutions left out, as do the results. A unit without a year of its own has no
 * forecast that would say anything of it. */
static void take_forecasts(const struct zi_forecasts *forecasts, struct zi_chance chances[],
                           size_t n)
{
    size_t method = forecasts->pool_reason == ZI_DEFINED ? ZI_FORECAST_POOLED : ZI_FORECAST_OLS;
    size_t row = 0;

    for (size_t i = 0; i < n; i++) {
        while (row < forecasts->n_rows && forecasts->rows[row].entity < chances[i].unit->entity)
            row += ZI_FORECAST_METHODS;
        if (row < forecasts->n_rows && forecasts->rows[row].entity == chances[i].unit->entity &&
            forecasts->rows[row].n > 0)
            take_forecast(&chances[i], &forecasts->rows[row + method], forecasts->index);
    }
}

/* The forecasts of one index are large and soon done with. */
static enum zi_code forecast_index(const struct zi_selection *selection, size_t index,
                                   const struct scratch *scratch, struct zi_chance chances[],
                                   size_t n, struct zi_error *error)
{
    struct zi_forecast_request request = {.index = index,
                                          .level = ZI_LEVEL_UNIT,
                                          .first_year = selection->panel->first_year,
                                          .last_year = chances[0].year - 1,
                                          .n_years = 1};
    struct completed completed = {0};
    struct zi_arena arena = {0};
    struct zi_forecasts forecasts;
    enum zi_code code = ZI_OK;

    if (!share(&completed, selection))
        code = zi_fail_memory(error);
    else if (complete(&completed, scratch, selection->panel, index)) {
        code = zi_forecast_compute(&completed.selection, &request, &arena, &forecasts, error);
        if (code == ZI_OK)
            take_forecasts(&forecasts, chances, n);
    }
    zi_arena_release(&arena);
    discard(&completed);
    return code;
}

/* ---- together ---- */

static bool has_chance(const struct zi_condition_chance *condition)
{
    return condition->is_forecast && !isnan(condition->p);
}

static void join(struct zi_chance *chance, double p[])
{
    for (size_t k = 0; k < chance->unit->n_rules; k++) {
        const struct zi_condition_chance *condition = &chance->conditions[k];

        if (has_chance(condition))
            p[chance->n_forecast++] = condition->p;
        else
            chance->n_fixed[condition->result->verdict]++;
    }
    zi_chance_joint(p, chance->n_forecast, &chance->low, &chance->high, &chance->independent);
}

static enum zi_code prepare(const struct zi_readiness results[], size_t n, struct zi_arena *arena,
                            struct zi_chance *chances, size_t *most_rules, struct zi_error *error)
{
    *most_rules = 0;
    for (size_t i = 0; i < n; i++) {
        struct zi_chance *chance = &chances[i];

        *chance = (struct zi_chance){.unit = &results[i], .year = results[i].year + 1};
        chance->conditions =
            zi_arena_allocate(arena, results[i].n_rules + 1, sizeof *chance->conditions);
        if (chance->conditions == NULL)
            return zi_fail_memory(error);
        for (size_t k = 0; k < results[i].n_rules; k++)
            chance->conditions[k] = (struct zi_condition_chance){
                .result = &results[i].rules[k], .mean = NAN, .sd = NAN, .p = NAN};
        if (results[i].n_rules > *most_rules)
            *most_rules = results[i].n_rules;
    }
    return ZI_OK;
}

static bool is_asked(const struct zi_readiness results[], size_t n, size_t index)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < results[i].n_rules; k++)
            if (results[i].rules[k].rule->index == (long)index &&
                is_of_score(results[i].rules[k].rule))
                return true;
    return false;
}

enum zi_code zi_chance_compute(const struct zi_selection *selection,
                               const struct zi_readiness results[], size_t n,
                               struct zi_arena *arena, struct zi_chance **chances,
                               struct zi_error *error)
{
    struct scratch scratch;
    size_t most_rules;
    double *p;

    *chances = zi_arena_allocate(arena, n + 1, sizeof **chances);
    if (*chances == NULL)
        return zi_fail_memory(error);
    if (n == 0)
        return ZI_OK;
    ZI_TRY(prepare(results, n, arena, *chances, &most_rules, error));
    ZI_TRY(make_scratch(&scratch, selection->panel, arena, error));
    for (size_t index = 0; index < selection->panel->catalogue->n_indices; index++)
        if (is_asked(results, n, index))
            ZI_TRY(forecast_index(selection, index, &scratch, *chances, n, error));
    p = zi_arena_allocate(arena, most_rules + 1, sizeof *p);
    if (p == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        join(&(*chances)[i], p);
    return ZI_OK;
}
